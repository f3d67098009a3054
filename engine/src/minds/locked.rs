//! A new thought meets the lines that the artist has locked.

use risorius_face::{Cue, Item, Script};
use risorius_think::{Remark, Thought};

/// Puts the locked cues of the old script among the lines of a thought, each before the first cue
/// that starts later. Remarks keep pointing at their cues.
pub(super) fn with_locked(old: &Script, thought: Thought) -> (Script, Vec<Remark>) {
    let Thought { mut script, mut remarks, .. } = thought;
    for cue in old.cues().filter(|cue| cue.locked) {
        let (item, nth_cue) = place(&script, cue);
        script.items.insert(item, Item::Cue(cue.clone()));
        script.duration_secs = script.duration_secs.max(cue.envelope.end_secs());
        for about in remarks.iter_mut().filter_map(|remark| remark.cue.as_mut()) {
            *about += usize::from(*about >= nth_cue);
        }
    }
    (script, remarks)
}

/// Where a cue goes: its position among the items and among the cues.
fn place(script: &Script, cue: &Cue) -> (usize, usize) {
    let mut cues_before = 0;
    for (index, item) in script.items.iter().enumerate() {
        if let Item::Cue(other) = item {
            if other.envelope.start_secs > cue.envelope.start_secs {
                return (index, cues_before);
            }
            cues_before += 1;
        }
    }
    (script.items.len(), cues_before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, Envelope, Side, Unit};

    fn cue(start_secs: f32, locked: bool) -> Cue {
        Cue {
            envelope: Envelope { start_secs, onset_secs: 0.2, hold_secs: 0.5, offset_secs: 0.3 },
            units: vec![Unit { au: Au::of(12), side: Side::Both, intensity: 0.5 }],
            text: String::new(),
            reason: String::new(),
            locked,
        }
    }

    fn script(cues: &[Cue]) -> Script {
        Script {
            title: String::new(),
            duration_secs: 2.0,
            items: cues.iter().cloned().map(Item::Cue).collect(),
        }
    }

    #[test]
    fn locked_lines_survive_in_their_place() {
        let old = script(&[cue(0.0, false), cue(1.0, true), cue(5.0, true)]);
        let thought = Thought {
            script: script(&[cue(0.5, false), cue(1.5, false)]),
            reasoning: Vec::new(),
            remarks: [None, Some(0), Some(1)]
                .map(|cue| Remark { cue, ..Remark::general("") })
                .to_vec(),
        };
        let (new, remarks) = with_locked(&old, thought);
        let starts: Vec<_> = new.cues().map(|cue| cue.envelope.start_secs).collect();
        assert_eq!(starts, [0.5, 1.0, 1.5, 5.0]);
        assert_eq!(
            remarks.iter().map(|remark| remark.cue).collect::<Vec<_>>(),
            [None, Some(0), Some(2)]
        );
        assert!((new.duration_secs - 6.0).abs() < 1e-5, "long enough for what is locked");
    }
}

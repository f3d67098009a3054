//! A new thought meets the lines that the artist has locked.

use risorius_face::{Cue, Item, Script};

/// Puts the locked cues of the old script among the lines of a new one, each before the first cue
/// that starts later. A mind that was shown them may have kept them already.
pub(super) fn with_locked(old: &Script, mut new: Script) -> Script {
    for cue in old.cues().filter(|cue| cue.locked) {
        if new.cues().any(|kept| kept == cue) {
            continue;
        }
        let place = place(&new, cue);
        new.items.insert(place, Item::Cue(cue.clone()));
        new.duration_secs = new.duration_secs.max(cue.envelope.end_secs());
    }
    new
}

/// Where a cue goes among the items.
fn place(script: &Script, cue: &Cue) -> usize {
    let is_later = |item: &Item| matches!(item, Item::Cue(other) if other.envelope.start_secs > cue.envelope.start_secs);
    script.items.iter().position(is_later).unwrap_or(script.items.len())
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
        let new = with_locked(&old, script(&[cue(0.5, false), cue(1.5, false)]));
        let starts: Vec<_> = new.cues().map(|cue| cue.envelope.start_secs).collect();
        assert_eq!(starts, [0.5, 1.0, 1.5, 5.0]);
        assert!((new.duration_secs - 6.0).abs() < 1e-5, "long enough for what is locked");
    }
}

//! A new script meets the lines that the artist has locked.

use crate::{Channel, Cue, Item, Script, Unit};

/// Puts the locked cues of the old script among the lines of a new one that has not kept them, each
/// before the first cue that starts later. What such a cue moves is taken out of the new lines of the
/// same time: the artist has decided on it.
pub fn with_locked(old: &Script, mut new: Script) -> Script {
    for locked in old.cues().filter(|cue| cue.locked) {
        if new.cues().any(|kept| kept == locked) {
            continue;
        }
        new.items.retain_mut(|item| match item {
            Item::Cue(cue) if !cue.locked && meets(cue, locked) => {
                give_way(cue, locked);
                !cue.units.is_empty()
            }
            _ => true,
        });
        let place = place(&new, locked);
        new.items.insert(place, Item::Cue(locked.clone()));
        new.duration_secs = new.duration_secs.max(locked.envelope.end_secs());
    }
    new
}

/// Whether two cues act at the same time.
fn meets(a: &Cue, b: &Cue) -> bool {
    let (a, b) = (&a.envelope, &b.envelope);
    a.start_secs < b.end_secs() && b.start_secs < a.end_secs()
}

/// Takes out what the locked cue moves.
fn give_way(cue: &mut Cue, locked: &Cue) {
    let taken = driven(&locked.units);
    cue.units.retain(|unit| driven(&[*unit]).iter().all(|channel| !taken.contains(channel)));
}

fn driven(units: &[Unit]) -> Vec<Channel> {
    let channels = units.iter().flat_map(|unit| Channel::of_unit(unit.au, unit.side));
    channels.map(|(channel, _)| channel).collect()
}

/// Where a cue goes among the items.
fn place(script: &Script, cue: &Cue) -> usize {
    let is_later = |item: &Item| matches!(item, Item::Cue(other) if other.envelope.start_secs > cue.envelope.start_secs);
    script.items.iter().position(is_later).unwrap_or(script.items.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Au, Envelope, Side};

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
        let new = with_locked(&old, script(&[cue(0.0, false), cue(2.5, false)]));
        let starts: Vec<_> = new.cues().map(|cue| cue.envelope.start_secs).collect();
        assert_eq!(starts, [0.0, 1.0, 2.5, 5.0]);
        assert!((new.duration_secs - 6.0).abs() < 1e-5, "long enough for what is locked");
        assert_eq!(with_locked(&old, new.clone()), new, "they are kept once");
    }

    #[test]
    fn new_lines_give_way_to_locked_ones() {
        let old = script(&[cue(1.0, true)]);
        let mut beside = cue(0.5, false);
        beside.units.push(Unit { au: Au::of(6), ..beside.units[0] });
        let new = with_locked(&old, script(&[beside, cue(1.2, false)]));
        let codes = |cue: &Cue| cue.units.iter().map(|unit| unit.au.code()).collect::<Vec<_>>();
        assert_eq!(new.cues().map(codes).collect::<Vec<_>>(), [vec![6], vec![12]]);
    }
}

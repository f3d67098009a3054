//! An entry becomes part of a script.

use crate::Entry;
use risorius_face::script::MAX_SECS;
use risorius_face::{Beat, Cue, Envelope, Item, Script, Unit};

/// How much stronger than written an entry can be put in.
const MAX_STRENGTH: f32 = 2.0;

/// The script with an entry's lines from `at_secs` on, their strength times `strength` (0 to 2; what the
/// table calls risky is not passed). Each line goes before the first that starts later, no line of the
/// script changes, and the script grows where the entry ends later. The result is in normal form.
pub fn insert(script: &Script, entry: &Entry, at_secs: f32, strength: f32) -> Script {
    let latest_secs = (MAX_SECS - entry.script.duration_secs).max(0.0);
    let at_secs = if at_secs.is_nan() { 0.0 } else { at_secs.clamp(0.0, latest_secs) };
    let strength = if strength.is_nan() { 1.0 } else { strength.clamp(0.0, MAX_STRENGTH) };
    let mut whole = script.clone();
    for item in &entry.script.items {
        let item = match item {
            Item::Cue(cue) => Item::Cue(moved_cue(cue, at_secs, strength)),
            Item::Beat(beat) => Item::Beat(moved_beat(beat, at_secs, strength)),
            Item::Note(_) | Item::Broken { .. } => continue,
        };
        let at = place(&whole.items, &item);
        whole.items.insert(at, item);
    }
    whole.duration_secs = whole.duration_secs.max(at_secs + entry.script.duration_secs);
    whole.normalise()
}

/// Before the first line of its kind that starts later; beats stand before all cues.
fn place(items: &[Item], new: &Item) -> usize {
    let start_of = |item: &Item| match (item, new) {
        (Item::Cue(cue), Item::Cue(_)) => Some(cue.envelope.start_secs),
        (Item::Beat(beat), Item::Beat(_)) => Some(beat.start_secs),
        (Item::Cue(_), Item::Beat(_)) => Some(f32::MAX),
        _ => None,
    };
    let own_secs = start_of(new).unwrap_or(0.0);
    let is_later = |item: &Item| start_of(item).is_some_and(|secs| secs > own_secs);
    items.iter().position(is_later).unwrap_or(items.len())
}

fn moved_cue(cue: &Cue, by_secs: f32, strength: f32) -> Cue {
    let scaled = |unit: &Unit| {
        let most = unit.au.info().risky_from.max(unit.intensity);
        Unit { intensity: (unit.intensity * strength).min(most), ..*unit }
    };
    let start_secs = cue.envelope.start_secs + by_secs;
    Cue {
        envelope: Envelope { start_secs, ..cue.envelope },
        units: cue.units.iter().map(scaled).collect(),
        locked: false,
        ..cue.clone()
    }
}

fn moved_beat(beat: &Beat, by_secs: f32, strength: f32) -> Beat {
    let scaled = |(name, share): &(String, f32)| (name.clone(), (share * strength).min(1.0));
    Beat {
        start_secs: beat.start_secs + by_secs,
        end_secs: beat.end_secs + by_secs,
        emotions: beat.emotions.iter().map(scaled).collect(),
        display: beat.display,
    }
}

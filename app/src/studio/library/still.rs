//! An entry as one face: the moment at which it shows most.

use risorius_engine::library::{Entry, insert};
use risorius_face::{Cue, Row, Script, Unit};

/// Units that the list shows of an entry at most.
const SHOWN_UNITS: usize = 6;

/// The face of an entry at a strength.
pub(super) fn of(entry: &Entry, strength: f32) -> Row {
    let script = insert(&Script::default(), entry, 0.0, strength);
    let mut row = Row::ZERO;
    let Some(at_secs) = strongest_secs(&script) else { return row };
    for cue in script.cues() {
        let level = level(cue, at_secs);
        for unit in &cue.units {
            row.add(unit.au, unit.side, unit.intensity * level);
        }
    }
    row
}

/// The units of an entry, each as strong as it gets.
pub(super) fn units(entry: &Entry) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for unit in entry.script.cues().flat_map(|cue| &cue.units) {
        match units.iter_mut().find(|known| known.au == unit.au && known.side == unit.side) {
            Some(known) => known.intensity = known.intensity.max(unit.intensity),
            None => units.push(*unit),
        }
    }
    units.truncate(SHOWN_UNITS);
    units
}

/// When most is moved most, seconds: when one of the cues reaches its apex.
fn strongest_secs(script: &Script) -> Option<f32> {
    let apexes = script.cues().map(|cue| cue.envelope.start_secs + cue.envelope.onset_secs);
    let moved = |secs: f32| -> f32 {
        let strength = |cue: &Cue| cue.units.iter().map(|unit| unit.intensity).sum::<f32>();
        script.cues().map(|cue| strength(cue) * level(cue, secs)).sum()
    };
    apexes.max_by(|&a, &b| f32::total_cmp(&moved(a), &moved(b)))
}

/// How far a cue is at a time, 0..1, along straight lines.
fn level(cue: &Cue, secs: f32) -> f32 {
    let e = &cue.envelope;
    let (rise, fall) = (secs - e.start_secs, e.end_secs() - secs);
    let part = |done: f32, whole: f32| if whole > 0.0 { done / whole } else { 1.0 };
    if rise < 0.0 || fall < 0.0 {
        return 0.0;
    }
    part(rise, e.onset_secs).min(part(fall, e.offset_secs)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_engine::library::Library;
    use risorius_face::Side;

    #[test]
    fn an_entry_shows_where_it_is_strongest() {
        let library = Library::embedded();
        for entry in library.entries() {
            let face = of(entry, 1.0);
            assert!(face.0.iter().any(|value| *value != 0.0), "{} shows nothing", entry.name);
            assert!(of(entry, 0.0).0.iter().all(|value| *value == 0.0), "{}", entry.name);
        }
        let smile = library.entry("happiness").unwrap();
        assert!((of(smile, 1.0).unit(12, Side::Left) - 0.5).abs() < 0.01);
    }
}

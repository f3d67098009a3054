//! Completion: which units an emotion brings along by itself.

use risorius_face::{CHANNELS, Channel, Motion, Prototype, Side};
use std::collections::BTreeSet;

/// A unit counts as shown when its peak passes this: between FACS's A, a trace, and B, slight.
const SHOWN: f32 = 0.2;

/// A tendency with at least this chance belongs to the core of an emotion, which is the FACS manual's
/// table 11-1; rarer ones are variants.
const CORE_CHANCE: f32 = 0.5;

/// Codes from here on are head and gaze, which that table leaves out.
const FIRST_HEAD_CODE: u8 = 51;

/// How well shown units agree with those of an emotion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Share of the shown units that belong to the emotion.
    pub precision: f32,
    /// Share of the emotion's units that were shown.
    pub recall: f32,
}

impl Agreement {
    /// The harmonic mean of both.
    pub fn f1(&self) -> f32 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// Codes of the units that an emotion always has.
pub fn core_units(prototype: &Prototype) -> BTreeSet<u8> {
    let core = prototype.units.iter().filter(|tendency| tendency.chance >= CORE_CHANCE);
    core.map(|tendency| tendency.unit.au.code()).filter(|&code| code < FIRST_HEAD_CODE).collect()
}

/// Codes of the units of the face that a motion shows, on either side.
pub fn shown_units(motion: &Motion) -> BTreeSet<u8> {
    let peak = |column: usize| motion.rows.iter().map(|row| row.0[column]).fold(0.0, f32::max);
    let shown = CHANNELS.iter().enumerate().filter(|&(column, _)| peak(column) >= SHOWN);
    let code = |(_, channel): (usize, &Channel)| match channel {
        Channel::Unit(au, _) => Some(au.code()),
        _ => None,
    };
    shown.filter_map(code).collect()
}

/// How well shown units agree with wanted ones.
pub fn agreement(shown: &BTreeSet<u8>, wanted: &BTreeSet<u8>) -> Agreement {
    let both = shown.intersection(wanted).count() as f32;
    let share = |of: usize| if of == 0 { 0.0 } else { both / of as f32 };
    Agreement { precision: share(shown.len()), recall: share(wanted.len()) }
}

/// How far two performances of the same script are apart: the mean absolute difference over the
/// muscles that one of them shows, 0..1.
pub fn difference(a: &Motion, b: &Motion) -> f32 {
    let shown: BTreeSet<u8> = shown_units(a).union(&shown_units(b)).copied().collect();
    let (mut sum, mut count) = (0.0, 0usize);
    for (row_a, row_b) in a.rows.iter().zip(&b.rows) {
        for &channel in CHANNELS {
            let Channel::Unit(au, side) = channel else { continue };
            if shown.contains(&au.code()) && side != Side::Right {
                sum += (row_a.get(channel) - row_b.get(channel)).abs();
                count += 1;
            }
        }
    }
    sum / count.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, Fps, Row};

    fn showing(units: &[(u8, f32)]) -> Motion {
        let mut row = Row::ZERO;
        units.iter().for_each(|&(code, strength)| row.add(Au::of(code), Side::Both, strength));
        Motion { fps: Fps::PAL, rows: vec![Row::ZERO, row, Row::ZERO] }
    }

    #[test]
    fn agreement_counts_what_is_missing_and_what_is_too_much() {
        let happiness = core_units(Prototype::named("happiness").expect("it is there"));
        assert_eq!(happiness, BTreeSet::from([6, 12, 25]));
        type Shown<'a> = &'a [(u8, f32)];
        let table: [(Shown<'_>, f32, f32); 4] = [
            (&[(6, 0.5), (12, 0.6), (25, 0.4)], 1.0, 1.0),
            (&[(12, 0.6), (25, 0.1)], 1.0, 1.0 / 3.0),
            (&[(6, 0.5), (12, 0.6), (25, 0.4), (4, 0.3)], 0.75, 1.0),
            (&[], 0.0, 0.0),
        ];
        for (units, precision, recall) in table {
            let motion = showing(units);
            let got = agreement(&shown_units(&motion), &happiness);
            assert_eq!(got, Agreement { precision, recall }, "{units:?}");
        }
    }

    #[test]
    fn two_seeds_differ_where_they_act() {
        let (weak, strong) = (showing(&[(12, 0.3)]), showing(&[(12, 0.6)]));
        assert_eq!(difference(&weak, &weak), 0.0);
        assert!((difference(&weak, &strong) - 0.1).abs() < 1e-6);
    }
}

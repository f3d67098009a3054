//! How fast and how long faces move: the bounds of each kind of movement, with their sources.

use crate::channels::UNIT_SPANS;
use crate::{Cue, Region, Unit};

/// A macro-expression lasts 0.5 to 4 s (springer 978-3-319-39513-5_5; PMC3296074).
pub(super) const SHORTEST_MACRO_SECS: f32 = 0.5;

/// See [`SHORTEST_MACRO_SECS`]. No part of an expression takes longer than a whole one.
pub(super) const LONGEST_MACRO_SECS: f32 = 4.0;

/// Micro-expressions are recognised no better above this length, and ever worse below it
/// (PMC3296074).
pub(super) const SHORTEST_SEEN_SECS: f32 = 0.2;

/// Closing, closed and opening of a usual blink (pubmed 18565090: 66 to 90, 10 to 50, 200 to 240 ms).
pub(super) const BLINK_SECS: [f32; 3] = [0.08, 0.03, 0.22];

/// Twice the longest that is known of each of them: what is slower is no blink.
pub(super) const SLOWEST_BLINK_SECS: [f32; 3] = [0.18, 0.1, 0.48];

/// The shortest rise and fall that a movement can have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fastest {
    /// Seconds.
    pub onset_secs: f32,
    /// Seconds.
    pub offset_secs: f32,
}

/// Nothing in a face is faster than the lids in a blink, which close in 66 ms; half the time that they
/// take to open is beyond any muscle (pubmed 18565090).
const MUSCLE: Fastest = Fastest { onset_secs: 0.07, offset_secs: 0.1 };

/// The head, chosen by eye: no trustworthy figures were found.
const HEAD: Fastest = Fastest { onset_secs: 0.15, offset_secs: 0.2 };

/// A jump of the eyes takes 20 ms and 2.2 ms a degree at least (Eyes Alive 2002, second hand).
const SACCADE_SECS: f32 = 0.02;
const SACCADE_SECS_A_DEGREE: f32 = 0.0022;

impl Fastest {
    /// What the slowest of a cue's units needs.
    pub fn of(cue: &Cue) -> Self {
        let none = Self { onset_secs: 0.0, offset_secs: 0.0 };
        cue.units.iter().filter(|unit| unit.intensity > 0.0).map(Self::of_unit).fold(
            none,
            |a, b| Self {
                onset_secs: a.onset_secs.max(b.onset_secs),
                offset_secs: a.offset_secs.max(b.offset_secs),
            },
        )
    }

    fn of_unit(unit: &Unit) -> Self {
        match unit.au.info().region {
            Region::Head => HEAD,
            Region::Gaze => {
                let span = UNIT_SPANS.iter().find(|(code, ..)| *code == unit.au.code());
                let degrees = span.map_or(0.0, |(.., span)| span.abs()) * unit.intensity;
                let secs = SACCADE_SECS + SACCADE_SECS_A_DEGREE * degrees;
                let secs = (secs * 100.0).ceil() / 100.0;
                Self { onset_secs: secs, offset_secs: secs }
            }
            _ => MUSCLE,
        }
    }
}

/// Whether a unit belongs to an expression: a muscle other than those that close the lids, strong
/// enough to be seen.
pub(super) fn is_expressive(unit: &Unit) -> bool {
    let is_lid_closing = matches!(unit.au.code(), 43 | 45 | 46);
    let is_muscle = !matches!(unit.au.info().region, Region::Head | Region::Gaze);
    is_muscle && !is_lid_closing && unit.intensity >= super::VISIBLE
}

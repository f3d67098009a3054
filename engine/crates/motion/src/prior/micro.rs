//! Micro-expressions: whole movements in less than half a second.
//!
//! They last 0.04 to 0.5 s, and recognition levels off at 0.2 s (PMC3296074). Here 0.12 to 0.4 s: no
//! muscle is faster, and a quarter of a second is six frames. Strengths and how often they come are
//! chosen.

use super::strays;
use crate::rng::Rng;
use risorius_face::{Cue, Envelope};

/// How likely a performance has some.
const CHANCE: f32 = 0.35;

/// Shortest and longest, seconds.
pub(super) const LENGTH_SECS: (f32, f32) = (0.12, 0.4);

/// How strong they are.
const STRENGTH: (f32, f32) = (0.3, 0.9);

/// One or two of them in about a third of all performances, on muscles that are free.
pub(super) fn add(rng: &mut Rng, duration_secs: f32, cues: &mut Vec<Cue>) {
    if !rng.chance(CHANCE) {
        return;
    }
    let count = (1 + usize::from(rng.chance(0.4))).max(super::count(rng, duration_secs, 1.0));
    for _ in 0..count {
        let start_secs = rng.between(0.0, (duration_secs - 0.3).max(0.0));
        let envelope = envelope(rng, start_secs);
        let units = 1 + usize::from(rng.chance(0.4));
        cues.extend(strays::free(rng, envelope, units, STRENGTH, cues, |au| au.code() < 51));
    }
}

/// The course of a micro-expression: a third of it rise, the longer part fall.
pub(super) fn envelope(rng: &mut Rng, start_secs: f32) -> Envelope {
    let length_secs = rng.between(LENGTH_SECS.0, LENGTH_SECS.1);
    let rise = rng.between(0.28, 0.4);
    let fall = rng.between(0.42, 0.58);
    let hold = (1.0 - rise - fall).max(0.0);
    Envelope {
        start_secs,
        onset_secs: rise * length_secs,
        hold_secs: hold * length_secs,
        offset_secs: fall * length_secs,
    }
}

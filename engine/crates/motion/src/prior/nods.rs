//! What the head does on purpose: nods, shakes, tilts and leans.
//!
//! The cycles of a nod shrink and the last one is small (PLoS ONE 0323448). No trustworthy figures in
//! degrees were found: sizes and rates are chosen by eye.

use crate::rng::Rng;
use risorius_face::{Au, Cue, Envelope, Side, Unit};

/// How likely the head acts at all in a performance.
const CHANCE: f32 = 0.4;

/// Mean number of acts in five seconds, where there are some.
const PER_WINDOW: f32 = 1.2;

/// A swing of a nod or a shake is this much of the one before.
const SHRINKING: (f32, f32) = (0.45, 0.75);

/// A swing smaller than this share of a unit is not made.
const SMALLEST: f32 = 0.05;

/// Adds head acts to some performances.
pub(super) fn add(rng: &mut Rng, duration_secs: f32, cues: &mut Vec<Cue>) {
    if !rng.chance(CHANCE) {
        return;
    }
    for _ in 0..super::count(rng, duration_secs, PER_WINDOW).max(1) {
        let start_secs = rng.between(0.0, 0.85 * duration_secs);
        let act: &[Cue] = &match super::beats::pick(rng, &[0.35, 0.2, 0.25]) {
            0 => swings(rng, start_secs, [54, 53]),
            1 => {
                let first = if rng.chance(0.5) { [51, 52] } else { [52, 51] };
                swings(rng, start_secs, first)
            }
            2 => vec![held(rng, start_secs, [55, 56], (0.15, 0.6))],
            _ => vec![held(rng, start_secs, [57, 58], (0.15, 0.7))],
        };
        let lasts = act.iter().map(|cue| cue.envelope.end_secs()).fold(start_secs, f32::max);
        let is_head = |cue: &Cue| cue.units.iter().any(|unit| (51..=58).contains(&unit.au.code()));
        let meets =
            |cue: &Cue| cue.envelope.start_secs < lasts && start_secs < cue.envelope.end_secs();
        if !cues.iter().any(|cue| is_head(cue) && meets(cue)) {
            cues.extend_from_slice(act);
        }
    }
}

/// There and back, there and back, less each time.
fn swings(rng: &mut Rng, start_secs: f32, ways: [u8; 2]) -> Vec<Cue> {
    let half_secs = rng.between(0.16, 0.28);
    let mut size = rng.between(0.2, 0.7);
    let mut cues = Vec::new();
    let mut time_secs = start_secs;
    for way in ways.into_iter().cycle().take(6) {
        let envelope = Envelope {
            start_secs: time_secs,
            onset_secs: half_secs,
            hold_secs: 0.02,
            offset_secs: 1.2 * half_secs,
        };
        let unit = Unit { au: Au::of(way), side: Side::Both, intensity: size };
        cues.push(super::cue(envelope, vec![unit]));
        time_secs += 1.8 * half_secs;
        size *= rng.between(SHRINKING.0, SHRINKING.1);
        if size < SMALLEST {
            break;
        }
    }
    cues
}

/// A posture taken and kept for a while.
fn held(rng: &mut Rng, start_secs: f32, ways: [u8; 2], size: (f32, f32)) -> Cue {
    let way = ways[usize::from(rng.chance(0.5))];
    let envelope = Envelope {
        start_secs,
        onset_secs: rng.between(0.3, 0.9),
        hold_secs: rng.between(0.2, 2.5),
        offset_secs: rng.between(0.4, 1.1),
    };
    let intensity = rng.between(size.0, size.1);
    super::cue(envelope, vec![Unit { au: Au::of(way), side: Side::Both, intensity }])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    /// The cycles of a nod shrink and the last one is small (PLoS ONE 0323448).
    #[test]
    fn swings_shrink_and_turn_back_each_time() {
        for seed in 0..200 {
            let nod = swings(&mut Rng::new(seed, Stream::Performance, 9), 0.0, [54, 53]);
            let sizes: Vec<f32> = nod.iter().map(|cue| cue.units[0].intensity).collect();
            assert!(nod.len() >= 2 && sizes.windows(2).all(|pair| pair[1] <= 0.75 * pair[0]));
            assert!(nod.windows(2).all(|pair| pair[0].units[0].au != pair[1].units[0].au));
            assert!(sizes[sizes.len() - 1] < 0.5 * sizes[0], "{sizes:?}");
        }
    }
}

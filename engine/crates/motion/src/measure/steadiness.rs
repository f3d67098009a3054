//! Steadiness: how smoothly what moves moves, and how still what rests is.
//!
//! Real faces move smoothly (minimum jerk, Flash & Hogan 1985), and a muscle that nothing asks for does
//! nothing. A sampler's faults are the opposite: trembling in what moves, and a rest that is not quite.

use super::stats::{quantile, rms};
use risorius_face::{CHANNELS, Channel, Motion};

/// A muscle that stays under this for a second rests; one that passes it acts.
const RESTS_UNDER: f32 = 0.05;

/// Pieces that are looked at, frames.
const PIECE_FRAMES: usize = 25;

/// Figures over the muscles of motions, in intensities.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Steadiness {
    /// Share of muscle-seconds at rest.
    pub resting: f32,
    /// What is left in resting muscles: root mean square.
    pub leftover: f32,
    /// What 99 % of the values in resting muscles stay under.
    pub leftover_most: f32,
    /// Trembling in resting muscles: root mean square of second differences a frame².
    pub rest_trembling: f32,
    /// The same in acting muscles.
    pub trembling: f32,
    /// Root mean square of the third difference of acting muscles, a frame³.
    pub jerk: f32,
}

impl Steadiness {
    /// The figures of all muscles of some motions.
    pub fn of<'a>(motions: impl IntoIterator<Item = &'a Motion>) -> Self {
        let (mut left, mut rest_trembling, mut trembling, mut jerk) =
            <(Vec<f32>, Vec<f32>, Vec<f32>, Vec<f32>)>::default();
        let (mut resting, mut all) = (0usize, 0usize);
        for motion in motions {
            for column in (0..CHANNELS.len()).filter(|&n| matches!(CHANNELS[n], Channel::Unit(..)))
            {
                let values: Vec<f32> = motion.rows.iter().map(|row| row.0[column]).collect();
                for piece in values.chunks_exact(PIECE_FRAMES) {
                    all += 1;
                    let second = differences(&differences(piece));
                    if piece.iter().all(|&value| value < RESTS_UNDER) {
                        resting += 1;
                        left.extend(piece);
                        rest_trembling.extend(second);
                    } else {
                        jerk.extend(differences(&second));
                        trembling.extend(second);
                    }
                }
            }
        }
        Self {
            resting: resting as f32 / all.max(1) as f32,
            leftover: rms(&left),
            leftover_most: quantile(&left, 0.99),
            rest_trembling: rms(&rest_trembling),
            trembling: rms(&trembling),
            jerk: rms(&jerk),
        }
    }
}

fn differences(values: &[f32]) -> Vec<f32> {
    values.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, Fps, Row, Side};

    fn motion(value: impl Fn(usize) -> f32) -> Motion {
        let row = |frame| {
            let mut row = Row::ZERO;
            row.add(Au::of(12), Side::Left, value(frame));
            row
        };
        Motion { fps: Fps::PAL, rows: (0..50).map(row).collect() }
    }

    #[test]
    fn trembling_is_seen_at_rest_and_in_movement() {
        let still = Steadiness::of([&motion(|_| 0.0)]);
        assert_eq!(still, Steadiness { resting: 1.0, ..Steadiness::default() });
        let ramp = Steadiness::of([&motion(|frame| 0.1 + 0.01 * frame as f32)]);
        assert!(ramp.resting < 1.0 && ramp.trembling < 1e-6 && ramp.jerk < 1e-6, "{ramp:?}");
        let shiver = |frame: usize| if frame.is_multiple_of(2) { 0.02 } else { 0.0 };
        let resting = Steadiness::of([&motion(shiver)]);
        assert!(resting.rest_trembling > 0.004 && resting.trembling == 0.0, "{resting:?}");
        let acting = Steadiness::of([&motion(|frame| 0.5 + shiver(frame))]);
        assert!((acting.trembling - 0.04).abs() < 1e-4 && (acting.jerk - 0.08).abs() < 1e-4);
    }
}

//! Physiology: whether what was drawn moves as muscles do.

use super::stats::{correlation, median};
use risorius_face::{Au, CHANNELS, Channel, Motion, Side, physiology};

/// A movement is a stretch of a muscle above this.
const MOVES: f32 = 0.05;

/// Movements of at least this height are measured.
const MEASURED: f32 = 0.1;

/// Muscles that both pass this on one side would fight.
const STRONG: f32 = 0.3;

/// A muscle under this rests.
const RESTS: f32 = 0.01;

/// Statistics of motions that faces have: sources stand at [`crate::prior`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Physiology {
    /// Peak velocity against amplitude over all movements: r (Schmidt et al. 2003).
    pub velocity_by_amplitude: f32,
    /// Peak velocity of rises over that of the falls: median (a fall is slower, Frontiers 6:1107).
    pub rise_over_fall: f32,
    /// How alike left and right run where both act: median r.
    pub left_by_right: f32,
    /// Share of muscle-frames under 0.01.
    pub resting: f32,
    /// Share of frames in which antagonists are both strong.
    pub fighting: f32,
}

/// One movement of one muscle.
#[derive(Clone, Copy, Debug)]
struct Movement {
    amplitude: f32,
    /// An intensity a second.
    rise: f32,
    fall: f32,
}

impl Physiology {
    /// The statistics of some motions together.
    pub fn of<'a>(motions: impl IntoIterator<Item = &'a Motion>) -> Self {
        let motions: Vec<&Motion> = motions.into_iter().collect();
        let (mut movements, mut likeness) = (Vec::new(), Vec::new());
        let (mut resting, mut all, mut fighting, mut frames) = (0usize, 0usize, 0usize, 0usize);
        for motion in motions {
            for &channel in CHANNELS {
                let Channel::Unit(au, side) = channel else { continue };
                let values = values(motion, channel);
                resting += values.iter().filter(|&&value| value < RESTS).count();
                all += values.len();
                movements.extend(movements_of(&values, motion.fps.hz()));
                if side == Side::Left && values.iter().any(|&value| value > MEASURED) {
                    let other = self::values(motion, Channel::Unit(au, Side::Right));
                    if other.iter().any(|&value| value > MEASURED) {
                        likeness.extend(correlation(&values, &other));
                    }
                }
            }
            fighting += motion.rows.iter().filter(|row| fights(|channel| row.get(channel))).count();
            frames += motion.rows.len();
        }
        let of = |figure: fn(&Movement) -> f32| movements.iter().map(figure).collect::<Vec<f32>>();
        Self {
            velocity_by_amplitude: correlation(&of(|m| m.amplitude), &of(|m| m.rise))
                .unwrap_or(0.0),
            rise_over_fall: median(&of(|m| m.rise / m.fall)),
            left_by_right: median(&likeness),
            resting: resting as f32 / all.max(1) as f32,
            fighting: fighting as f32 / frames.max(1) as f32,
        }
    }
}

fn values(motion: &Motion, channel: Channel) -> Vec<f32> {
    motion.rows.iter().map(|row| row.get(channel)).collect()
}

/// The movements that begin and end within the values.
fn movements_of(values: &[f32], hz: f32) -> Vec<Movement> {
    let moves = |value: &f32| *value > MOVES;
    let mut movements = Vec::new();
    let mut from = 0;
    for stretch in values.chunk_by(|a, b| moves(a) == moves(b)) {
        let to = from + stretch.len();
        let amplitude = stretch.iter().copied().fold(0.0, f32::max);
        if amplitude > MEASURED && from > 0 && to < values.len() {
            let steps = || values[from - 1..=to].windows(2).map(|pair| (pair[1] - pair[0]) * hz);
            let rise = steps().fold(0.0, f32::max);
            let fall = -steps().fold(0.0, f32::min);
            movements.push(Movement { amplitude, rise, fall });
        }
        from = to;
    }
    movements
}

/// Whether two muscles of one side that pull against each other are both strong.
fn fights(value: impl Fn(Channel) -> f32) -> bool {
    let strong = CHANNELS.iter().filter(|channel| value(**channel) > STRONG);
    let acting: Vec<(Au, Side)> = strong
        .filter_map(
            |channel| if let Channel::Unit(au, side) = channel { Some((*au, *side)) } else { None },
        )
        .collect();
    let against = |a: &(Au, Side), b: &(Au, Side)| a.1 == b.1 && physiology::opposes(a.0, b.0);
    acting.iter().any(|a| acting.iter().any(|b| against(a, b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prior;

    #[test]
    fn performances_of_the_prior_have_a_physiology() {
        let motions: Vec<Motion> = (0..60).map(|seed| prior::perform(seed, 128).motion).collect();
        let figures = Physiology::of(&motions);
        assert!(figures.velocity_by_amplitude > 0.4, "{figures:?}");
        assert!(figures.rise_over_fall > 1.0 && figures.left_by_right > 0.9, "{figures:?}");
        assert!((0.7..0.95).contains(&figures.resting) && figures.fighting < 0.02, "{figures:?}");
    }

    #[test]
    fn a_movement_has_its_amplitude_and_its_velocities() {
        let movements = movements_of(&[0.0, 0.0, 0.3, 0.6, 0.4, 0.2, 0.0, 0.0], 25.0);
        assert_eq!(movements.len(), 1);
        assert!((movements[0].amplitude - 0.6).abs() < 1e-6);
        assert!((movements[0].rise - 7.5).abs() < 1e-4 && (movements[0].fall - 5.0).abs() < 1e-4);
    }
}

//! Turning a displacement of the picture around: from where things go to where they come from.

use crate::{Field, Grid};
use glam::Vec2;

/// Half of each correction is taken: the iteration then converges wherever the displacement stretches
/// or squeezes by less than three, where a full step would need less than one.
const DAMPING: f32 = 0.5;

/// The backward field `b` of a displacement `d` of the input: `b(q) = −d(q + b(q))`, by damped fixed-point
/// iteration.
pub(super) fn backward(displacement: &Field, rounds: usize) -> Field {
    let mut values = Vec::with_capacity(displacement.values.len());
    for row in 0..displacement.height {
        for column in 0..displacement.width {
            values.push(come_from(displacement, column, row, rounds));
        }
    }
    Grid { values, ..*displacement }
}

fn come_from(displacement: &Field, column: usize, row: usize, rounds: usize) -> Vec2 {
    let here = displacement.origin_px + Vec2::new(column as f32, row as f32) * displacement.step_px;
    let mut offset = Vec2::ZERO;
    for _ in 0..rounds {
        offset += (-displacement.sample(here + offset) - offset) * DAMPING;
    }
    offset
}

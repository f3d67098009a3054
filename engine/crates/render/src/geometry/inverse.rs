//! Turning a displacement of the picture around: from where things go to where they come from.

use crate::{Field, Grid};
use glam::Vec2;

/// Share of each correction that is taken: the iteration then still converges where the displacement
/// stretches the picture threefold, where a full step would need less than twofold.
const DAMPING: f32 = 0.65;
/// Where the displacement folds the picture no answer exists; few rounds then give a tolerable one.
const MOST_ROUNDS: usize = 10;
/// Corrections below this share of the sample distance, about a hundredth of a pixel, end the iteration.
const TOLERANCE: f32 = 2e-3;

/// The backward field `b` of a displacement `d` of the input: `b(q) = −d(q + b(q))`, by damped
/// fixed-point iteration.
pub(super) fn backward(displacement: &Field) -> Field {
    let mut values = Vec::with_capacity(displacement.values.len());
    for row in 0..displacement.height {
        for column in 0..displacement.width {
            values.push(come_from(displacement, column, row));
        }
    }
    Grid { values, ..*displacement }
}

fn come_from(displacement: &Field, column: usize, row: usize) -> Vec2 {
    let here = displacement.origin_px + Vec2::new(column as f32, row as f32) * displacement.step_px;
    let mut offset = -displacement.values[row * displacement.width + column];
    for _ in 0..MOST_ROUNDS {
        let correction = -displacement.sample(here + offset) - offset;
        if correction.length_squared() < (TOLERANCE * displacement.step_px).powi(2) {
            break;
        }
        offset += correction * DAMPING;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::backward;
    use crate::Grid;
    use glam::Vec2;

    #[test]
    fn what_goes_there_comes_from_here() {
        let (side, step_px) = (64, 3.0);
        let bump = |k: usize| {
            let from_middle = Vec2::new((k % side) as f32, (k / side) as f32) - 32.0;
            Vec2::new(25.0, -12.0) * (-from_middle.length_squared() / 200.0).exp()
        };
        let values = (0..side * side).map(bump).collect();
        let there =
            Grid { origin_px: Vec2::splat(5.0), step_px, width: side, height: side, values };
        let back = backward(&there);
        for at in [Vec2::splat(100.0), Vec2::new(80.0, 120.0), Vec2::new(30.0, 170.0)] {
            let moved = at + there.sample(at);
            let returned = moved + back.sample(moved);
            assert!(returned.distance(at) < 0.1, "{at} comes back as {returned}");
        }
    }
}

//! A membrane that carries known values softly into their surroundings.
//!
//! Unknown samples u solve the screened Poisson equation ∇²u = u/λ² with the known samples and 0 at the
//! border of the grid as boundary: near the known part the values go on, λ away they have faded to about
//! a third. Solved by successive over-relaxation, coarse grids first, so that the few sweeps on the fine
//! grid have only detail left to settle (cascadic multigrid).

use super::lattice::Lattice;
use std::ops::{Add, Mul, Sub};

/// A value that a membrane can carry.
pub(super) trait Value:
    Copy + Default + Add<Output = Self> + Sub<Output = Self> + Mul<f32, Output = Self>
{
}
impl<T: Copy + Default + Add<Output = T> + Sub<Output = T> + Mul<f32, Output = T>> Value for T {}

/// Sweeps on each grid.
const SWEEPS: usize = 14;
/// The coarsest grid has at least this many samples in each direction.
const COARSEST: usize = 12;

/// The equation for one set of known samples.
#[derive(Clone, Debug)]
pub(super) struct Membrane {
    width: usize,
    /// Unknown samples inside of the border: those with an even sum of column and row, then the odd.
    unknown: [Vec<u32>; 2],
    /// What a sample weighs in its own equation: four neighbours and the screening.
    diagonal: f32,
    relaxation: f32,
    coarse: Option<Box<Coarse>>,
}

/// The same equation on every other sample.
#[derive(Clone, Debug)]
struct Coarse {
    membrane: Membrane,
    width: usize,
    height: usize,
}

impl Membrane {
    /// A membrane over `lattice` whose samples are `known` or not, fading over `fade_px`.
    pub(super) fn new(lattice: &Lattice, known: &[bool], fade_px: f32) -> Self {
        Self::on_grid(lattice.width, lattice.height, known, fade_px / lattice.step_px)
    }

    fn on_grid(width: usize, height: usize, known: &[bool], fade_samples: f32) -> Self {
        let mut unknown = [Vec::new(), Vec::new()];
        for row in 1..height - 1 {
            for column in 1..width - 1 {
                if !known[row * width + column] {
                    unknown[(row + column) % 2].push((row * width + column) as u32);
                }
            }
        }
        let diagonal = 4.0 + fade_samples.max(1e-3).powi(-2);
        // The optimal factor (Young 1954) from the spectral radius of Jacobi's iteration.
        let longest_wave = (std::f32::consts::PI / width.max(height) as f32).cos();
        let radius = 4.0 / diagonal * longest_wave;
        let relaxation = 2.0 / (1.0 + (1.0 - radius * radius).sqrt());
        let coarse = (width.min(height) >= 2 * COARSEST).then(|| {
            let (width_2, height_2) = (width.div_ceil(2), height.div_ceil(2));
            let known = every_other(known, width, height);
            let membrane = Self::on_grid(width_2, height_2, &known, fade_samples / 2.0);
            Box::new(Coarse { membrane, width: width_2, height: height_2 })
        });
        Self { width, unknown, diagonal, relaxation, coarse }
    }

    /// Fills the unknown samples; known ones and the border stay as they are.
    pub(super) fn extend<T: Value>(&self, values: &mut [T]) {
        if let Some(coarse) = &self.coarse {
            let height = values.len() / self.width;
            let mut guess = every_other(values, self.width, height);
            coarse.membrane.extend(&mut guess);
            for &sample in self.unknown.iter().flatten() {
                let (column, row) = (sample as usize % self.width, sample as usize / self.width);
                values[sample as usize] = coarse.between(&guess, column, row);
            }
        }
        for _ in 0..SWEEPS {
            for &sample in self.unknown.iter().flatten() {
                let k = sample as usize;
                let around =
                    values[k - 1] + values[k + 1] + values[k - self.width] + values[k + self.width];
                values[k] =
                    values[k] + (around * (1.0 / self.diagonal) - values[k]) * self.relaxation;
            }
        }
    }
}

impl Coarse {
    /// The coarse value at a fine sample.
    fn between<T: Value>(&self, values: &[T], column: usize, row: usize) -> T {
        let (left, top) = (column / 2, row / 2);
        let right = column.div_ceil(2).min(self.width - 1);
        let below = row.div_ceil(2).min(self.height - 1);
        let at = |column: usize, row: usize| values[row * self.width + column];
        (at(left, top) + at(right, top) + at(left, below) + at(right, below)) * 0.25
    }
}

fn every_other<T: Copy>(values: &[T], width: usize, height: usize) -> Vec<T> {
    let rows = (0..height).step_by(2);
    rows.flat_map(|row| (0..width).step_by(2).map(move |column| values[row * width + column]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Membrane;

    /// Along a line away from a wide known edge the equation has the solution sinh((L − x)/λ) / sinh(L/λ).
    #[test]
    fn values_fade_as_the_equation_says() {
        let (width, height, fade) = (161, 121, 12.0_f32);
        let known: Vec<bool> = (0..width * height).map(|k| k / width < 20).collect();
        let mut values: Vec<f32> = known.iter().map(|&known| f32::from(u8::from(known))).collect();
        Membrane::on_grid(width, height, &known, fade).extend(&mut values);
        let far = (height - 1 - 19) as f32;
        for distance in [1, 3, 6, 12, 24, 40] {
            let seen = values[(19 + distance) * width + width / 2];
            let exact = ((far - distance as f32) / fade).sinh() / (far / fade).sinh();
            assert!((seen - exact).abs() < 0.02, "{distance} away: {seen}, not {exact}");
        }
    }

    #[test]
    fn tiny_grids_hold() {
        let mut values = vec![1.0_f32; 4];
        Membrane::on_grid(2, 2, &[false; 4], 3.0).extend(&mut values);
        assert_eq!(values, [1.0; 4]);
    }
}

//! How much signal and noise there is at each level.
//!
//! The cosine schedule in its variance-preserving form (Nichol & Dhariwal 2021; Salimans & Ho 2022):
//! `x = cos(π/2 · level) · clean + sin(π/2 · level) · noise`, level 0 clean, level 1 noise alone.

use std::f32::consts::FRAC_PI_2;

/// The level that sampling begins at: past it there is too little signal to divide by.
pub(crate) const HIGHEST_LEVEL: f32 = 0.995;

/// One level of noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level(pub f32);

impl Level {
    /// Share of the clean motion.
    pub fn signal(self) -> f32 {
        (self.0 * FRAC_PI_2).cos()
    }

    /// Share of the noise.
    pub fn noise(self) -> f32 {
        (self.0 * FRAC_PI_2).sin()
    }

    /// Logarithm of signal over noise, the time of the solver.
    pub(crate) fn log_ratio(self) -> f32 {
        (self.signal() / self.noise()).ln()
    }
}

/// The levels of a sampling that begins at `from` (1 from nothing, less from a motion that is there):
/// `steps` of them and the clean end, evenly apart.
pub(crate) fn levels(from: f32, steps: usize) -> Vec<Level> {
    let highest = from.clamp(0.0, 1.0) * HIGHEST_LEVEL;
    (0..=steps).map(|step| Level(highest * (1.0 - step as f32 / steps as f32))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signal_and_noise_make_one() {
        for n in 0..=100 {
            let level = Level(n as f32 / 100.0);
            assert!((level.signal().hypot(level.noise()) - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn levels_fall_evenly_to_clean() {
        for (from, steps) in [(1.0, 20), (0.4, 3), (0.0, 1), (7.0, 2)] {
            let levels = levels(from, steps);
            assert_eq!(levels.len(), steps + 1);
            assert_eq!(levels[steps], Level(0.0));
            assert!((levels[0].0 - from.min(1.0) * HIGHEST_LEVEL).abs() < 1e-6);
            assert!(levels.windows(2).all(|pair| pair[0].0 >= pair[1].0));
        }
    }
}

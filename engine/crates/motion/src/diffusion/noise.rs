//! The noise that a performance is drawn from.

use crate::rng::{Rng, Stream};
use risorius_face::CHANNEL_COUNT;

/// Standard normal numbers [frames, [`CHANNEL_COUNT`]] for the frames from `start` on. Each frame of
/// a seed has its own, so that a longer performance begins as a shorter one.
pub(crate) fn noise(seed: u64, start: usize, frames: usize) -> Vec<f32> {
    let of_frame = |frame: usize| {
        let mut rng = Rng::new(seed, Stream::Noise, frame as u64);
        (0..CHANNEL_COUNT).map(move |_| rng.normal())
    };
    (start..start + frames).flat_map(of_frame).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_normal_and_belongs_to_its_frame() {
        let all = noise(3, 0, 400);
        assert_eq!(all[100 * CHANNEL_COUNT..], noise(3, 100, 300));
        assert_ne!(all, noise(4, 0, 400));
        let count = all.len() as f32;
        let mean = all.iter().sum::<f32>() / count;
        let power = all.iter().map(|n| n * n).sum::<f32>() / count;
        let tails = all.iter().filter(|n| n.abs() > 2.0).count() as f32 / count;
        assert!(mean.abs() < 0.02 && (power - 1.0).abs() < 0.02, "{mean} {power}");
        assert!((tails - 0.0455).abs() < 0.005, "{tails} beyond two deviations");
    }
}

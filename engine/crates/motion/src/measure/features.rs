//! Motion features: what a second of a performance is like, as numbers.
//!
//! For each channel, in the denoiser's units: its mean, its deviation, and the root mean square of its
//! velocity. A second is long enough for a movement and short enough that a clip gives several.

use crate::scale::scaled;
use risorius_face::{CHANNEL_COUNT, Motion, Row};

/// Frames of one piece.
pub const PIECE_FRAMES: usize = 25;

/// Pieces overlap by half.
const STRIDE_FRAMES: usize = PIECE_FRAMES / 2;

/// Numbers of one piece.
pub const FEATURE_COUNT: usize = 3 * CHANNEL_COUNT;

/// Velocities count as what they move in this time, seconds: the span of a quick rise.
const VELOCITY_SECS: f32 = 0.2;

/// The features of every piece of a motion.
pub fn features(motion: &Motion) -> Vec<Vec<f32>> {
    let hz = motion.fps.hz();
    motion
        .rows
        .windows(PIECE_FRAMES)
        .step_by(STRIDE_FRAMES)
        .map(|piece| of_piece(piece, hz))
        .collect()
}

fn of_piece(rows: &[Row], hz: f32) -> Vec<f32> {
    let rows: Vec<[f32; CHANNEL_COUNT]> = rows.iter().map(scaled).collect();
    let mut features = Vec::with_capacity(FEATURE_COUNT);
    for column in 0..CHANNEL_COUNT {
        let values: Vec<f32> = rows.iter().map(|row| row[column]).collect();
        let mean = super::mean(&values);
        let from_mean: Vec<f32> = values.iter().map(|value| value - mean).collect();
        let moved: Vec<f32> =
            values.windows(2).map(|pair| (pair[1] - pair[0]) * hz * VELOCITY_SECS).collect();
        features.extend([mean, super::rms(&from_mean), super::rms(&moved)]);
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::Fps;

    #[test]
    fn a_ramp_has_its_mean_deviation_and_velocity() {
        let rows =
            (0..PIECE_FRAMES).map(|frame| Row([0.01 * frame as f32; CHANNEL_COUNT])).collect();
        let of = features(&Motion { fps: Fps::PAL, rows });
        assert_eq!(of.len(), 1);
        // The first channel is a muscle, whose unit is an intensity of 0.25: 0.04 a frame.
        let expect = [0.48, 0.04 * 52f32.sqrt(), 0.2];
        for (value, expect) in of[0].iter().zip(expect) {
            assert!((value - expect).abs() < 1e-4, "{value} is not {expect}");
        }
    }
}

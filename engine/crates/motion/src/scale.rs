//! Units of the denoiser: every channel divided by how far it usually goes.

use risorius_face::{CHANNEL_COUNT, CHANNELS, Channel, Row};
use std::sync::LazyLock;

/// How far each channel usually goes when it acts: an intensity of 0.25, or degrees and interocular
/// distances of an everyday head and glance. Noise of deviation 1 then drowns every channel alike.
pub(crate) static USUAL: LazyLock<[f32; CHANNEL_COUNT]> = LazyLock::new(|| {
    std::array::from_fn(|column| match CHANNELS[column] {
        Channel::Unit(..) => 0.25,
        Channel::HeadYaw | Channel::HeadPitch | Channel::HeadRoll => 5.0,
        Channel::HeadX | Channel::HeadY | Channel::HeadZ => 0.1,
        Channel::GazeX | Channel::GazeY => 8.0,
    })
});

/// A row in units of the denoiser.
pub fn scaled(row: &Row) -> [f32; CHANNEL_COUNT] {
    std::array::from_fn(|column| row.0[column] / USUAL[column])
}

/// The row that was scaled, held to the channels' ranges.
pub fn unscaled(scaled: &[f32]) -> Row {
    let mut row = Row::ZERO;
    for ((&channel, value), usual) in CHANNELS.iter().zip(scaled).zip(USUAL.iter()) {
        row.set(channel, value * usual);
    }
    row
}

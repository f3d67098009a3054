//! Seams: whether a long performance jolts where one window of the denoiser hands over to the next.

use crate::denoiser::WINDOW;
use crate::diffusion::{HANDOVER, STRIDE};
use crate::scale::scaled;
use risorius_face::{CHANNEL_COUNT, Motion};

/// The frames over which one window hands over to the next, and the first after them.
pub fn joins(frames: usize) -> impl Iterator<Item = usize> {
    let begins = (WINDOW - HANDOVER..frames).step_by(STRIDE);
    begins.flat_map(move |begin| begin..(begin + HANDOVER + 1).min(frames))
}

/// The jolt at each frame: the third difference of the four frames around the step from the frame before
/// to it, over all channels in the denoiser's units, root mean square. The first two and the last are 0.
pub fn jolts(motion: &Motion) -> Vec<f32> {
    let rows: Vec<[f32; CHANNEL_COUNT]> = motion.rows.iter().map(scaled).collect();
    let mut jolts = vec![0.0; rows.len()];
    for (n, four) in rows.windows(4).enumerate() {
        let third = |c: usize| four[3][c] - 3.0 * four[2][c] + 3.0 * four[1][c] - four[0][c];
        let all: [f32; CHANNEL_COUNT] = std::array::from_fn(third);
        jolts[n + 2] = super::rms(&all);
    }
    jolts
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Fps, Row};

    #[test]
    fn a_step_jolts_where_it_is() {
        let row = |frame: usize| Row([if frame < 128 { 0.0 } else { 0.25 }; CHANNEL_COUNT]);
        let jolts = jolts(&Motion { fps: Fps::PAL, rows: (0..300).map(row).collect() });
        let largest = (0..300).max_by(|&a, &b| jolts[a].total_cmp(&jolts[b]));
        assert_eq!(largest, Some(128));
        let joins: Vec<usize> = joins(205).collect();
        assert_eq!(joins, (112..129).chain(196..205).collect::<Vec<usize>>());
    }
}

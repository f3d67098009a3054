//! The plots of the results page.

use super::MotionEval;
use super::canvas::{BLUE, Colour, GREY, ORANGE, Sheet};
use image::RgbaImage;
use risorius_motion::measure::Envelopes;
use risorius_motion::{Guidance, Ramp};

/// Panels of requested and drawn envelopes.
pub(super) const SHOWN_ENVELOPES: usize = 9;

/// The weights of beats and cues from noise (left) to clean (right).
pub(super) fn guidance(guidance: &Guidance) -> RgbaImage {
    let mut sheet = Sheet::new(1, 1, (640, 300));
    let mut panel = sheet.panel(0, (1.0, 0.0), (0.0, 2.0));
    let mut ramp = |ramp: Ramp, colour: Colour| {
        let levels = (0..=100).map(|n| 1.0 - n as f32 / 100.0);
        panel.line(levels.map(|level| (level, ramp.at(level))), colour);
    };
    ramp(guidance.beats, ORANGE);
    ramp(guidance.cues.mouth, BLUE);
    sheet.picture
}

/// What some cues ask, and what was drawn, over seconds.
pub(super) fn envelopes(envelopes: &[Envelopes]) -> RgbaImage {
    let mut sheet = Sheet::new(3, (SHOWN_ENVELOPES / 3) as u32, (320, 180));
    for (number, envelopes) in envelopes.iter().take(SHOWN_ENVELOPES).enumerate() {
        let secs = |frame: usize| (envelopes.from + frame) as f32 / 25.0;
        let last = secs(envelopes.asked.len().saturating_sub(1)).max(secs(1));
        let mut panel = sheet.panel(number as u32, (secs(0), last), (0.0, 1.0));
        let mut line = |values: &[f32], colour| {
            panel.line(
                values.iter().enumerate().map(|(frame, &value)| (secs(frame), value)),
                colour,
            );
        };
        line(&envelopes.asked, GREY);
        line(&envelopes.drawn, BLUE);
    }
    sheet.picture
}

/// The five ways: mean correlation, median peak error and distance, side by side.
pub(super) fn ablation(eval: &MotionEval) -> RgbaImage {
    let largest = |values: &[f32]| values.iter().copied().fold(0.0, f32::max);
    let of =
        |value: &dyn Fn(&super::Outcome) -> f32| eval.ways.iter().map(value).collect::<Vec<f32>>();
    let columns =
        [of(&|way| way.correlation.1), of(&|way| way.peak_error), of(&|way| way.distance as f32)];
    let mut sheet = Sheet::new(3, 1, (320, 240));
    for (number, values) in columns.iter().enumerate() {
        let top = if number == 0 { 1.0 } else { 1.1 * largest(values) };
        let ways = values.len() as f32;
        let mut panel = sheet.panel(number as u32, (1.0, ways), (0.0, top));
        for (n, &value) in values.iter().enumerate() {
            let width = (ways - 1.0) / ways;
            let from = 1.0 + n as f32 * width;
            let colour = if n + 1 == values.len() { ORANGE } else { GREY };
            panel.bar(from + 0.15 * width, from + 0.85 * width, value, colour);
        }
    }
    sheet.picture
}

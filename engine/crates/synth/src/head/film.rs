//! What heads are drawn on: several samples a pixel, with depth.

use super::Frame;
use crate::Layer;
use glam::{Vec3, Vec4};

/// Samples a pixel along each axis.
pub(crate) const SAMPLES: usize = 2;

/// Samples of a picture in linear light.
pub(crate) struct Film {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Linear colour, premultiplied, and coverage.
    pub(crate) colour: Vec<Vec4>,
    /// Towards the viewer; [`f32::MIN`] where nothing is.
    pub(crate) depth_dm: Vec<f32>,
}

impl Film {
    pub(crate) fn new(frame: &Frame) -> Self {
        let (width, height) = (frame.width * SAMPLES, frame.height * SAMPLES);
        let count = width * height;
        Self { width, height, colour: vec![Vec4::ZERO; count], depth_dm: vec![f32::MIN; count] }
    }

    /// Averages the samples and shows them in sRGB.
    pub(crate) fn develop(&self) -> Layer {
        let mut layer = Layer::empty(self.width / SAMPLES, self.height / SAMPLES);
        for (n, pixel) in layer.pixels.iter_mut().enumerate() {
            let (x, y) = (n % layer.width * SAMPLES, n / layer.width * SAMPLES);
            let row =
                |y: usize| self.colour[y * self.width + x] + self.colour[y * self.width + x + 1];
            let mean = (row(y) + row(y + 1)) / (SAMPLES * SAMPLES) as f32;
            if mean.w > 0.0 {
                let shown = (mean.truncate() / mean.w).map(srgb_from_linear) * mean.w;
                *pixel = shown.extend(mean.w);
            }
        }
        layer
    }

    /// Puts an opaque colour where nothing nearer is.
    pub(crate) fn put(&mut self, sample: usize, depth_dm: f32, colour: Vec3) {
        self.depth_dm[sample] = depth_dm;
        self.colour[sample] = colour.extend(1.0);
    }
}

/// The transfer curve of IEC 61966-2-1; whites are cut.
fn srgb_from_linear(light: f32) -> f32 {
    let light = light.clamp(0.0, 1.0);
    if light < 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

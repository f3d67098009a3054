//! What heads are drawn on: several samples a pixel, with depth.

use super::{Frame, medium::Medium};
use crate::Layer;
use glam::{Vec3, Vec4};

/// Samples a pixel along each axis.
pub(crate) const SAMPLES: usize = 2;

/// What a sample shows; ink is drawn where it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Substance {
    #[default]
    Nothing,
    Skin,
    Eye,
    Iris,
    Mouth,
    Hair,
    Cloth,
    Frame,
}

/// Samples of a picture in linear light.
pub(crate) struct Film {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Linear colour, premultiplied, and coverage.
    pub(crate) colour: Vec<Vec4>,
    /// Towards the viewer; [`f32::MIN`] where nothing is.
    pub(crate) depth_dm: Vec<f32>,
    substance: Vec<Substance>,
}

impl Film {
    pub(crate) fn new(frame: &Frame) -> Self {
        let (width, height) = (frame.width * SAMPLES, frame.height * SAMPLES);
        let count = width * height;
        Self {
            width,
            height,
            colour: vec![Vec4::ZERO; count],
            depth_dm: vec![f32::MIN; count],
            substance: vec![Substance::Nothing; count],
        }
    }

    /// Puts an opaque colour.
    pub(crate) fn put(&mut self, sample: usize, depth_dm: f32, colour: Vec3, substance: Substance) {
        self.depth_dm[sample] = depth_dm;
        self.colour[sample] = colour.extend(1.0);
        self.substance[sample] = substance;
    }

    /// Lays a colour over what is there, in front of everything.
    pub(crate) fn glaze(&mut self, sample: usize, colour: Vec3, opacity: f32) {
        let under = &mut self.colour[sample];
        *under = *under * (1.0 - opacity) + (colour * opacity).extend(opacity);
    }

    /// Draws a round-ended line, unless something stands clearly before it. Ends are samples with depth.
    pub(crate) fn line(&mut self, ends: [Vec3; 2], width: f32, colour: Vec3, opacity: f32) {
        const AHEAD_DM: f32 = 0.04;
        let [from, to] = ends;
        // A line thinner than a sample is as much fainter.
        let (half, opacity) = ((width * 0.5).max(0.5), opacity * width.min(1.0));
        let reach = Vec3::splat(half + 0.5);
        let least = (from.min(to) - reach).max(Vec3::ZERO);
        let most = from.max(to) + reach;
        let (last_x, last_y) =
            (most.x.min(self.width as f32 - 1.0), most.y.min(self.height as f32 - 1.0));
        if !(least.x <= last_x && least.y <= last_y && opacity > 0.0) {
            return;
        }
        let along = (to - from).truncate();
        for y in least.y as usize..=last_y as usize {
            for x in least.x as usize..=last_x as usize {
                let away = glam::Vec2::new(x as f32, y as f32) - from.truncate();
                let t = (away.dot(along) / along.length_squared().max(1e-6)).clamp(0.0, 1.0);
                let cover = (half + 0.5 - away.distance(along * t)).clamp(0.0, 1.0);
                let sample = y * self.width + x;
                let depth = from.z + (to.z - from.z) * t + AHEAD_DM;
                if cover > 0.0 && depth > self.depth_dm[sample] {
                    self.glaze(sample, colour, opacity * cover);
                }
            }
        }
    }

    /// Draws ink of some samples' width where substances meet, or depth leaps.
    pub(crate) fn ink(&mut self, width: f32) {
        let reach = (width.round() as usize).max(1);
        let mut edges = Vec::new();
        for y in 1..self.height {
            for x in 1..self.width {
                let at = y * self.width + x;
                let differs = |other: usize| {
                    let leap = (self.depth_dm[at] - self.depth_dm[other]).abs() > 0.25;
                    self.substance[at] != self.substance[other] || leap
                };
                if differs(at - 1) || differs(at - self.width) {
                    edges.push((x, y));
                }
            }
        }
        let colour = Vec3::splat(0.01).extend(1.0);
        for (x, y) in edges {
            for y in y..(y + reach).min(self.height) {
                let row = y * self.width;
                self.colour[row + x..row + (x + reach).min(self.width)].fill(colour);
            }
        }
    }

    /// Averages the samples, grades them and shows them in sRGB.
    pub(crate) fn develop(&self, medium: &Medium) -> Layer {
        let mut layer = Layer::empty(self.width / SAMPLES, self.height / SAMPLES);
        for (n, pixel) in layer.pixels.iter_mut().enumerate() {
            let (x, y) = (n % layer.width * SAMPLES, n / layer.width * SAMPLES);
            let row =
                |y: usize| self.colour[y * self.width + x] + self.colour[y * self.width + x + 1];
            let mean = (row(y) + row(y + 1)) / (SAMPLES * SAMPLES) as f32;
            if mean.w > 0.0 {
                let colour = medium.grade(mean.truncate() / mean.w);
                *pixel = (colour.map(srgb_from_linear) * mean.w).extend(mean.w);
            }
        }
        layer
    }
}

/// The transfer curve of IEC 61966-2-1 with a soft shoulder, as film has one, instead of cut whites.
fn srgb_from_linear(light: f32) -> f32 {
    let light = light.max(0.0);
    let light = if light < 0.6 { light } else { 1.0 - 0.4 * (-(light - 0.6) / 0.4).exp() };
    if light < 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// The inverse of the transfer curve of IEC 61966-2-1.
pub(crate) fn linear(srgb: [f32; 3]) -> Vec3 {
    Vec3::from(srgb).map(|shown| {
        if shown < 0.040_45 { shown / 12.92 } else { ((shown + 0.055) / 1.055).powf(2.4) }
    })
}

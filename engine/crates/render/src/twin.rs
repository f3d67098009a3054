//! The passes that a processor can draw alike, to compare with what the device draws.

use crate::{Field, Grid};
use glam::{Vec2, Vec4};
use image::{Rgba, RgbaImage};

/// As in `shaders/common.wgsl`.
const LEAST_ALPHA: f32 = 1.0 / 1024.0;

/// The picture pulled along a field: pixel `p` shows the source at `p + field(p)`; `region_px` is
/// all of the picture. As `shaders/field.wgsl`.
pub(crate) fn warp(source: &RgbaImage, field: &Field) -> RgbaImage {
    RgbaImage::from_fn(source.width(), source.height(), |x, y| {
        let position_px = Vec2::new(x as f32, y as f32);
        bicubic(source, position_px + field.sample(position_px))
    })
}

/// The picture multiplied by a grid of factors, sampled bilinearly; outside of the grid as it is.
pub(crate) fn multiply(source: &RgbaImage, factors: &Grid<f32>) -> RgbaImage {
    RgbaImage::from_fn(source.width(), source.height(), |x, y| {
        let sample = (Vec2::new(x as f32, y as f32) - factors.origin_px) / factors.step_px;
        let last = Vec2::new(factors.width as f32 - 1.0, factors.height as f32 - 1.0);
        let pixel = *source.get_pixel(x, y);
        if sample.cmplt(Vec2::ZERO).any() || sample.cmpgt(last).any() {
            return pixel;
        }
        let factor = bilinear(factors, sample);
        let [r, g, b, a] = pixel.0;
        let [r, g, b] = [r, g, b].map(|value| (f32::from(value) * factor).round() as u8);
        Rgba([r, g, b, a])
    })
}

fn bilinear(grid: &Grid<f32>, sample: Vec2) -> f32 {
    let (x, y) = (sample.x as usize, sample.y as usize);
    let at = |x: usize, y: usize| {
        grid.values[y.min(grid.height - 1) * grid.width + x.min(grid.width - 1)]
    };
    let (u, v) = (sample.x.fract(), sample.y.fract());
    let top = at(x, y) * (1.0 - u) + at(x + 1, y) * u;
    let bottom = at(x, y + 1) * (1.0 - u) + at(x + 1, y + 1) * u;
    top * (1.0 - v) + bottom * v
}

/// Catmull–Rom's interpolating cubic with colours weighted by alpha, held at the edge.
fn bicubic(source: &RgbaImage, position_px: Vec2) -> Rgba<u8> {
    let first = position_px.floor();
    let (weights_x, weights_y) =
        (catmull_rom(position_px.x - first.x), catmull_rom(position_px.y - first.y));
    let mut sum = Vec4::ZERO;
    for (row, weight_y) in weights_y.into_iter().enumerate() {
        for (column, weight_x) in weights_x.into_iter().enumerate() {
            let tap = first + Vec2::new(column as f32, row as f32) - 1.0;
            sum += premultiplied(source, tap) * (weight_x * weight_y);
        }
    }
    let colour = sum.truncate() / sum.w.max(0.5 * LEAST_ALPHA);
    Rgba(colour.extend(sum.w).to_array().map(|value| (value * 255.0).round() as u8))
}

fn catmull_rom(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        -0.5 * t3 + t2 - 0.5 * t,
        1.5 * t3 - 2.5 * t2 + 1.0,
        -1.5 * t3 + 2.0 * t2 + 0.5 * t,
        0.5 * t3 - 0.5 * t2,
    ]
}

fn premultiplied(source: &RgbaImage, texel: Vec2) -> Vec4 {
    let last = Vec2::new(source.width() as f32 - 1.0, source.height() as f32 - 1.0);
    let texel = texel.clamp(Vec2::ZERO, last);
    let colour = source.get_pixel(texel.x as u32, texel.y as u32).0;
    let colour = Vec4::from_array(colour.map(f32::from)) / 255.0;
    let alpha = colour.w.max(LEAST_ALPHA);
    (colour.truncate() * alpha).extend(alpha)
}

//! Reading and smoothing small parts of the source picture.
//!
//! Colours are sRGB values 0..255: what is made here is put back beside untouched pixels, and sRGB
//! is what both the eye and the 8-bit source step evenly in.

use crate::Grid;
use glam::{Vec2, Vec3};
use image::RgbaImage;
use std::ops::{Add, Mul};

/// Rec. 601 weights of brightness, on sRGB values.
const LUMA: Vec3 = Vec3::new(0.299, 0.587, 0.114);

/// Brightness of an sRGB colour, in the colour's own unit.
pub(crate) fn luma(rgb: Vec3) -> f32 {
    rgb.dot(LUMA)
}

/// What can be mixed: numbers and vectors.
pub(crate) trait Value:
    Copy + Default + Add<Output = Self> + Mul<f32, Output = Self>
{
}
impl<T: Copy + Default + Add<Output = T> + Mul<f32, Output = T>> Value for T {}

/// The colour of a picture at any point, bilinear, held at the border.
pub(crate) fn colour_at(picture: &RgbaImage, point_px: Vec2) -> Vec3 {
    let last = Vec2::new(picture.width() as f32 - 1.0, picture.height() as f32 - 1.0);
    let point = point_px.clamp(Vec2::ZERO, last);
    let (corner, part) = (point.floor(), point.fract());
    let texel = |dx: f32, dy: f32| {
        let at = (corner + Vec2::new(dx, dy)).min(last);
        let [r, g, b, _] = picture.get_pixel(at.x as u32, at.y as u32).0;
        Vec3::new(f32::from(r), f32::from(g), f32::from(b))
    };
    let top = texel(0.0, 0.0).lerp(texel(1.0, 0.0), part.x);
    let bottom = texel(0.0, 1.0).lerp(texel(1.0, 1.0), part.x);
    top.lerp(bottom, part.y)
}

/// Fills a grid from `min_px` to `max_px` with a function of the position.
pub(crate) fn filled<T: Value>(
    min_px: Vec2,
    max_px: Vec2,
    step_px: f32,
    value_at: impl Fn(Vec2) -> T,
) -> Grid<T> {
    let size = ((max_px - min_px) / step_px).ceil().max(Vec2::ONE) + 1.0;
    let (width, height) = (size.x as usize, size.y as usize);
    let position = |k: usize| min_px + Vec2::new((k % width) as f32, (k / width) as f32) * step_px;
    Grid {
        origin_px: min_px,
        step_px,
        width,
        height,
        values: (0..width * height).map(|k| value_at(position(k))).collect(),
    }
}

/// The value of a grid at any point, bilinear, held at the border.
pub(crate) fn sampled<T: Value>(grid: &Grid<T>, point_px: Vec2) -> T {
    let last = Vec2::new(grid.width as f32 - 1.0, grid.height as f32 - 1.0);
    let place = ((point_px - grid.origin_px) / grid.step_px).clamp(Vec2::ZERO, last);
    let (corner, part) = (place.floor(), place.fract());
    let (x, y) = (corner.x as usize, corner.y as usize);
    let (right, below) = ((x + 1).min(grid.width - 1), (y + 1).min(grid.height - 1));
    let value = |x: usize, y: usize| grid.values[y * grid.width + x];
    let mix = |a: T, b: T, share: f32| a * (1.0 - share) + b * share;
    let top = mix(value(x, y), value(right, y), part.x);
    let bottom = mix(value(x, below), value(right, below), part.x);
    mix(top, bottom, part.y)
}

/// The position of value number `index` of a grid, pixels.
pub(crate) fn position_px<T>(grid: &Grid<T>, index: usize) -> Vec2 {
    let cell = Vec2::new((index % grid.width) as f32, (index / grid.width) as f32);
    grid.origin_px + cell * grid.step_px
}

/// A grid of the same places with other values.
pub(crate) fn mapped<T, U>(grid: &Grid<T>, value_of: impl Fn(usize, &T) -> U) -> Grid<U> {
    Grid {
        origin_px: grid.origin_px,
        step_px: grid.step_px,
        width: grid.width,
        height: grid.height,
        values: grid.values.iter().enumerate().map(|(k, v)| value_of(k, v)).collect(),
    }
}

/// A Gaussian blur, as three extended box blurs each way; held at the border.
pub(crate) fn blurred<T: Value>(grid: &Grid<T>, sigma_px: f32) -> Grid<T> {
    let kernel = ExtendedBox::third_of_gaussian(sigma_px / grid.step_px);
    let mut out = mapped(grid, |_, &v| v);
    let mut line = Vec::new();
    for _ in 0..3 {
        for y in 0..out.height {
            kernel.blur(&mut out.values, &mut line, (y * grid.width, 1, grid.width));
        }
        for x in 0..out.width {
            kernel.blur(&mut out.values, &mut line, (x, grid.width, grid.height));
        }
    }
    out
}

/// A box of samples with a lighter one at either end, which gives it any variance (Gwosdek and
/// others, "Theoretical foundations of Gaussian convolution by extended box filtering", 2011).
struct ExtendedBox {
    radius: isize,
    end_weight: f32,
}

impl ExtendedBox {
    /// The box that, applied three times, has the variance of a Gaussian of `sigma` samples.
    fn third_of_gaussian(sigma: f32) -> Self {
        let variance = sigma * sigma / 3.0;
        let radius = (0.5 * (12.0 * variance + 1.0).sqrt() - 0.5).floor();
        let end_weight = (2.0 * radius + 1.0) * (radius * (radius + 1.0) - 3.0 * variance)
            / (6.0 * (variance - (radius + 1.0).powi(2)));
        Self { radius: radius as isize, end_weight }
    }

    /// Blurs one line of values, given by its start, stride and count.
    fn blur<T: Value>(&self, values: &mut [T], line: &mut Vec<T>, of: (usize, usize, usize)) {
        let (start, stride, count) = of;
        line.clear();
        line.extend((0..count).map(|k| values[start + k * stride]));
        let at = |k: isize| line[k.clamp(0, count as isize - 1) as usize];
        let r = self.radius;
        let scale = 1.0 / ((2 * r + 1) as f32 + 2.0 * self.end_weight);
        let mut sum = (-r..=r).fold(T::default(), |sum, k| sum + at(k));
        for k in 0..count as isize {
            let ends = (at(k - r - 1) + at(k + r + 1)) * self.end_weight;
            values[start + k as usize * stride] = (sum + ends) * scale;
            sum = sum + at(k + r + 1) + at(k - r) * -1.0;
        }
    }
}

/// The value below which a share of `values` lies; `None` where there are none.
pub(crate) fn quantile(mut values: Vec<f32>, share: f32) -> Option<f32> {
    let last = values.len().checked_sub(1)?;
    let place = (last as f32 * share.clamp(0.0, 1.0)).round() as usize;
    Some(*values.select_nth_unstable_by(place, f32::total_cmp).1)
}

/// The median of each colour channel by itself; `None` where there are no colours.
pub(crate) fn median_colour(colours: &[Vec3]) -> Option<Vec3> {
    let channel = |k: usize| quantile(colours.iter().map(|c| c[k]).collect(), 0.5);
    Some(Vec3::new(channel(0)?, channel(1)?, channel(2)?))
}

/// Hermite step from 0 at `low` to 1 at `high`, which is above `low`: WGSL's has no other.
pub(crate) fn smoothstep(low: f32, high: f32, x: f32) -> f32 {
    let t = ((x - low) / (high - low)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blur_keeps_a_constant_and_has_its_variance() {
        let flat = filled(Vec2::ZERO, Vec2::splat(30.0), 1.0, |_| 7.0_f32);
        assert!(blurred(&flat, 3.3).values.iter().all(|v| (v - 7.0).abs() < 1e-3));
        let spike = filled(Vec2::ZERO, Vec2::splat(60.0), 1.0, |p| {
            f32::from(u8::from(p == Vec2::splat(30.0)))
        });
        for sigma in [1.0_f32, 2.7, 5.0] {
            let blur = blurred(&spike, sigma);
            let variance: f32 = (0..blur.values.len())
                .map(|k| blur.values[k] * (position_px(&blur, k).x - 30.0).powi(2))
                .sum();
            assert!((variance.sqrt() / sigma - 1.0).abs() < 0.01, "{sigma}: {variance}");
        }
    }

    #[test]
    fn colours_are_read_between_pixels_and_held_outside() {
        let picture = RgbaImage::from_fn(2, 2, |x, _| image::Rgba([(x * 100) as u8, 0, 0, 255]));
        for (x, expect) in [(-5.0, 0.0), (0.0, 0.0), (0.25, 25.0), (1.0, 100.0), (9.0, 100.0)] {
            assert_eq!(colour_at(&picture, Vec2::new(x, 0.5)).x, expect);
        }
    }

    #[test]
    fn quantiles_of_nothing_are_nothing() {
        assert_eq!(quantile(Vec::new(), 0.5), None);
        assert_eq!(quantile(vec![3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(median_colour(&[]), None);
    }
}

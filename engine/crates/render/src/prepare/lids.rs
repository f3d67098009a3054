//! The skin of an upper lid that the source hides in its fold.
//!
//! Stretching the narrow strip between lashes and fold over a closed eye smears lashes, so the lid is
//! made anew: colour from the skin above and below the eye, grain from the cheek, and, beside the
//! colour, how dark the source's own lashes are. Everything is fixed to the margin of the lid: row 0
//! is the margin, further rows lie above it and come out of the fold as the eye closes.

use super::opening::{Axes, Opening};
use super::patch::{blurred, colour_at, filled, luma, quantile, sampled, smoothstep};
use super::{Eye, Portrait};
use crate::Grid;
use glam::{Vec2, Vec3, Vec4};
use image::RgbaImage;

/// How far the skin reaches beyond the corners of the eye, in interocular distances.
const BEYOND_CORNERS_IOD: f32 = 0.12;
/// How much lid there is, in interocular distances: the tallest opening and the strip above it.
const HEIGHT_IOD: f32 = 0.45;
/// At most this many samples an interocular distance.
const MOST_SAMPLES_IOD: f32 = 320.0;
/// Where skin is read above the upper and below the lower margin: beyond the lashes and before the
/// brow, in interocular distances.
const ABOVE_IOD: (f32, f32) = (0.04, 0.13);
const BELOW_IOD: (f32, f32) = (0.05, 0.11);
/// How much of a closed lid's tone is that of the skin below the eye: it bulges out of the hollow that
/// shades the skin above it.
const TONE_OF_BELOW: f32 = 0.7;
/// Where the cheek lends its grain: this far below the lower margin.
const GRAIN_BELOW_IOD: f32 = 0.12;
/// Grain beyond this is a feature, not grain.
const MOST_GRAIN: f32 = 10.0;

/// The skin of one upper lid.
#[derive(Clone, Debug)]
pub(crate) struct LidSkin {
    /// Over u (as in the eye's axes) and height above the margin, pixels: sRGB 0..255, and in w the
    /// darkness 0..1 of the source at this height, which is its lashes.
    pub(crate) skin: Grid<Vec4>,
}

impl LidSkin {
    /// Reads and makes the skin of an eye's upper lid.
    pub(crate) fn new(portrait: Portrait<'_>, eye: &Eye) -> Self {
        let iod_px = portrait.stage.iod_px;
        let (low, high) = eye.source.bounds_px();
        let beyond = BEYOND_CORNERS_IOD * iod_px;
        let step_px = (iod_px / MOST_SAMPLES_IOD).max(1.0);
        let surroundings = Surroundings::new(portrait, eye, low.x - beyond, high.x + beyond);
        let skin = filled(
            Vec2::new(low.x - beyond, 0.0),
            Vec2::new(high.x + beyond, HEIGHT_IOD * iod_px),
            step_px,
            |at| surroundings.lid_at(at.x, at.y),
        );
        Self { skin }
    }
}

/// What lies around an eye, by column.
struct Surroundings<'a> {
    picture: &'a RgbaImage,
    axes: &'a Axes,
    source: &'a Opening,
    iod_px: f32,
    gap_px: f32,
    skin_rgb: Vec3,
    /// Colour above the eye (y = 0) and below it (y = 1) over u.
    around: Grid<Vec3>,
    /// The picture without its grain, around the eye.
    smooth: Grid<Vec3>,
}

impl<'a> Surroundings<'a> {
    fn new(portrait: Portrait<'a>, eye: &'a Eye, u_min_px: f32, u_max_px: f32) -> Self {
        let (picture, iod_px) = (portrait.picture, portrait.stage.iod_px);
        let (axes, source) = (&eye.axes, &eye.source);
        let bright = |u: f32, (near, far): (f32, f32), above: bool| {
            let (upper, lower) = source.heights_px(u);
            let at = |t: f32| {
                let away = (near + (far - near) * t) * iod_px;
                let v = if above { upper - away } else { lower + away };
                colour_at(picture, axes.picture(Vec2::new(u, v)))
            };
            brightest_mean(&std::array::from_fn::<_, 12, _>(|k| at(k as f32 / 11.0)))
        };
        let end = source.first_px + source.width_px();
        let column = |p: Vec2| {
            // Beyond the corners there is no lid to read.
            let u = p.x.clamp(source.first_px, end);
            if p.y < 0.5 { bright(u, ABOVE_IOD, true) } else { bright(u, BELOW_IOD, false) }
        };
        let step_px = (iod_px / 80.0).max(1.0);
        let around = Self::rows(u_min_px, u_max_px, step_px, 0.06 * iod_px, column);
        let (low, high) = source.bounds_px();
        let reach = Vec2::splat(0.75 * iod_px);
        let centre = axes.picture(0.5 * (low + high));
        let grain_step = (iod_px / MOST_SAMPLES_IOD).max(1.0);
        let window = filled(centre - reach, centre + reach, grain_step, |p| colour_at(picture, p));
        let smooth = blurred(&window, (0.012 * iod_px).max(1.0));
        let (gap_px, skin_rgb) = (source.gap_px(), portrait.stage.skin_rgb);
        Self { picture, axes, source, iod_px, gap_px, skin_rgb, around, smooth }
    }

    /// Two rows of colours over u, each smoothed by itself.
    fn rows(
        u_min_px: f32,
        u_max_px: f32,
        step_px: f32,
        sigma_px: f32,
        colour: impl Fn(Vec2) -> Vec3,
    ) -> Grid<Vec3> {
        let row = |y: f32| {
            let (from, to) = (Vec2::new(u_min_px, y), Vec2::new(u_max_px, y));
            let mut line = filled(from, to, step_px, &colour);
            // `filled` gives at least two rows; one is wanted.
            line.values.truncate(line.width);
            line.height = 1;
            blurred(&line, sigma_px)
        };
        let (above, below) = (row(0.0), row(1.0));
        let values = above.values.into_iter().chain(below.values).collect();
        Grid { height: 2, values, ..above }
    }

    /// Colour on the two rows of `around`.
    fn above_and_below(&self, u_px: f32) -> (Vec3, Vec3) {
        let origin = self.around.origin_px;
        let row =
            |k: f32| sampled(&self.around, Vec2::new(u_px, origin.y + k * self.around.step_px));
        (row(0.0), row(1.0))
    }

    /// Colour and lash darkness of the lid over u at a height above the margin.
    fn lid_at(&self, u_px: f32, height_px: f32) -> Vec4 {
        let (above, below) = self.above_and_below(u_px);
        let unrolled = height_px / (self.gap_px + 0.09 * self.iod_px);
        let middle = above.lerp(below, TONE_OF_BELOW);
        let colour = middle.lerp(above, smoothstep(0.35, 1.0, unrolled));
        let tint = self.skin_rgb / luma(self.skin_rgb).max(1.0);
        let colour = colour.lerp(tint * luma(colour), 0.35);
        let grained = (colour + self.grain(u_px, height_px)).clamp(Vec3::ZERO, Vec3::splat(255.0));
        let (upper, _) = self.source.heights_px(u_px);
        let seen = colour_at(self.picture, self.axes.picture(Vec2::new(u_px, upper - height_px)));
        let darkness = 1.0 - (luma(seen) + 4.0) / (luma(above) + 4.0);
        grained.extend(darkness.clamp(0.0, 1.0))
    }

    /// Grain of the cheek under the same column.
    fn grain(&self, u_px: f32, height_px: f32) -> Vec3 {
        let (_, lower) = self.source.heights_px(u_px);
        let v = lower + GRAIN_BELOW_IOD * self.iod_px + height_px;
        let point = self.axes.picture(Vec2::new(u_px, v));
        let grain = colour_at(self.picture, point) - sampled(&self.smooth, point);
        grain.clamp(Vec3::splat(-MOST_GRAIN), Vec3::splat(MOST_GRAIN))
    }
}

/// The mean of the brightest third of some colours: skin without lashes, brow and fold.
fn brightest_mean(colours: &[Vec3]) -> Vec3 {
    let floor = quantile(colours.iter().map(|&c| luma(c)).collect(), 0.67).unwrap_or(0.0);
    let bright: Vec<Vec3> = colours.iter().copied().filter(|&c| luma(c) >= floor).collect();
    bright.iter().copied().sum::<Vec3>() / bright.len().max(1) as f32
}

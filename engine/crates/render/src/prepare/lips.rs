//! The picture with lips that show nothing of the mouth between them.
//!
//! Where the lips part in the source, the line that the fit has for them runs up to a few pixels
//! beside theirs, and what they show is blurred into them. Lips brought together would carry that
//! along as specks of teeth and slits of dark, so along the line they take on their own colour from a
//! little further out.

use super::patch::{colour_at, luma, median_colour, smoothstep};
use super::{COLUMNS, Lines, Mouth, Opening, Portrait};
use glam::{Vec2, Vec3};
use image::{Rgba, RgbaImage};

/// How far from the line of the fit a lip may show what is behind it, interocular distances, and at
/// most as a share of the red of the lip.
const UNSURE_IOD: f32 = 0.035;
const UNSURE_SHARE: f32 = 0.5;
/// Where its colour is read, as shares of the red of the lip.
const READ_SHARES: [f32; 3] = [0.4, 0.55, 0.7];
/// How far beyond the corners the mouth may still be dark, interocular distances.
const BEYOND_CORNERS_IOD: f32 = 0.08;
/// Differences of brightness from the lip's own colour, sRGB 0..255: what is below the first is its
/// grain and stays, what is above the second is not of the lip.
const NOT_LIP: (f32, f32) = (6.0, 24.0);
/// Colours along the lips are smoothed this often, each time over three columns.
const ROUNDS: usize = 4;

/// A part of a picture with other pixels.
pub(crate) struct Mended {
    /// Left and top of the part, pixels.
    pub(crate) origin: [u32; 2],
    /// The part as it is.
    pub(crate) source: RgbaImage,
    /// The part with pure lips.
    pub(crate) mended: RgbaImage,
}

/// The mouth's surroundings with pure lips; `None` where the lips do not part.
pub(crate) fn mended_lips(portrait: Portrait<'_>, mouth: &Mouth) -> Option<Mended> {
    if !mouth.is_open() {
        return None;
    }
    let lips = Lips::new(portrait, mouth)?;
    let [x, y, width, height] = part(portrait, mouth)?;
    let source = image::imageops::crop_imm(portrait.picture, x, y, width, height).to_image();
    let mut mended = source.clone();
    for (column, row, pixel) in mended.enumerate_pixels_mut() {
        *pixel = lips.mended(Vec2::new((x + column) as f32, (y + row) as f32), *pixel);
    }
    Some(Mended { origin: [x, y], source, mended })
}

/// The pixels that can change: x, y, width, height.
fn part(portrait: Portrait<'_>, mouth: &Mouth) -> Option<[u32; 4]> {
    let (low, high) = mouth.source.bounds_px();
    let space = Vec2::splat((UNSURE_IOD + BEYOND_CORNERS_IOD) * portrait.stage.iod_px);
    let (low, high) = (low - space, high + space);
    let corners = [low, Vec2::new(high.x, low.y), high, Vec2::new(low.x, high.y)]
        .map(|corner| mouth.axes.picture(corner));
    let last = portrait.picture.dimensions();
    let last = Vec2::new(last.0 as f32 - 1.0, last.1 as f32 - 1.0);
    let first = corners.into_iter().fold(Vec2::INFINITY, Vec2::min).floor().clamp(Vec2::ZERO, last);
    let end =
        corners.into_iter().fold(Vec2::NEG_INFINITY, Vec2::max).ceil().clamp(Vec2::ZERO, last);
    let size = end - first;
    (size.min_element() >= 1.0)
        .then(|| [first.x as u32, first.y as u32, size.x as u32 + 1, size.y as u32 + 1])
}

struct Lips<'a> {
    mouth: &'a Mouth,
    iod_px: f32,
    /// Between the borders of the red.
    outline: Opening,
    /// Colours of the upper and the lower lip by column, beside where the picture is unsure.
    colours: [[Vec3; COLUMNS]; 2],
}

impl<'a> Lips<'a> {
    fn new(portrait: Portrait<'_>, mouth: &'a Mouth) -> Option<Self> {
        let iod_px = portrait.stage.iod_px;
        let lines = Lines::from(&portrait.rig.lips_outer);
        let outline = Opening::new(&mouth.axes, lines, &portrait.stage.source_px)?;
        let read = |u: f32, inner: f32, outer: f32| {
            let colours = READ_SHARES.map(|share| {
                let v = inner + (outer - inner) * share;
                colour_at(portrait.picture, mouth.axes.picture(Vec2::new(u, v)))
            });
            median_colour(&colours).unwrap_or(mouth.lip_rgb)
        };
        let source = &mouth.source;
        let at = |k: usize| (source.u_px(k), outline.heights_px(source.u_px(k)));
        let upper = std::array::from_fn(|k| read(at(k).0, source.upper_px[k], at(k).1.0));
        let lower = std::array::from_fn(|k| read(at(k).0, source.lower_px[k], at(k).1.1));
        let colours = [upper, lower].map(smoothed);
        Some(Self { mouth, iod_px, outline, colours })
    }

    /// A pixel of the picture, as the lip's own where it shows something else.
    fn mended(&self, at_px: Vec2, pixel: Rgba<u8>) -> Rgba<u8> {
        let source = &self.mouth.source;
        let local = self.mouth.axes.local(at_px);
        let (upper, lower) = source.heights_px(local.x);
        let is_upper = local.y < 0.5 * (upper + lower);
        let outside = if is_upper { upper - local.y } else { local.y - lower };
        let end = source.first_px + source.width_px();
        let beyond = (source.first_px - local.x).max(local.x - end).max(0.0);
        let (top, bottom) = self.outline.heights_px(local.x);
        let red = if is_upper { upper - top } else { bottom - lower };
        let reach = (UNSURE_IOD * self.iod_px).min(UNSURE_SHARE * red).max(1.0);
        let unsure = smoothstep(1.0, 0.5, outside / reach)
            * smoothstep(1.0, 0.5, beyond / (BEYOND_CORNERS_IOD * self.iod_px));
        let [r, g, b, alpha] = pixel.0;
        let seen = Vec3::new(f32::from(r), f32::from(g), f32::from(b));
        let own = self.colour(local.x, is_upper);
        let other = smoothstep(NOT_LIP.0, NOT_LIP.1, (luma(seen) - luma(own)).abs());
        let [r, g, b] = seen.lerp(own, unsure * other).to_array().map(|value| value.round() as u8);
        Rgba([r, g, b, alpha])
    }

    fn colour(&self, u_px: f32, is_upper: bool) -> Vec3 {
        let source = &self.mouth.source;
        let place = ((u_px - source.first_px) / source.step_px).clamp(0.0, (COLUMNS - 1) as f32);
        let k = (place as usize).min(COLUMNS - 2);
        let colours = &self.colours[usize::from(!is_upper)];
        colours[k].lerp(colours[k + 1], place - k as f32)
    }
}

fn smoothed(mut colours: [Vec3; COLUMNS]) -> [Vec3; COLUMNS] {
    for _ in 0..ROUNDS {
        let around = |k: usize| colours[k.saturating_sub(1)] + colours[(k + 1).min(COLUMNS - 1)];
        colours = std::array::from_fn(|k| 0.5 * colours[k] + 0.25 * around(k));
    }
    colours
}

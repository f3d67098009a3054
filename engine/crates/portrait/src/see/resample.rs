//! From a part of a picture to the numbers that a network takes.

use glam::{Vec2, Vec3};
use image::RgbaImage;
use rayon::prelude::*;

/// What lies outside of a picture or behind its transparent parts; the networks were trained with it.
const MID_GREY: f32 = 128.0;

/// More taps a side than this add nothing that is seen.
const MOST_TAPS: f32 = 64.0;

/// From this many taps a side on, the nearest pixel does as well as one between four.
const NEAREST_FROM_TAPS: usize = 4;

/// A grid of samples on a picture: the centre of the pixel in column x and row y of the result is at
/// `origin + x·along + y·down`, pixels of the picture with (0, 0) the centre of its top-left one.
pub(super) struct Grid {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) origin: Vec2,
    pub(super) along: Vec2,
    pub(super) down: Vec2,
}

impl Grid {
    /// Samples the picture, averaging over what each pixel of the result covers.
    ///
    /// Gives 3 planes (red, green, blue) of `height` rows of `width` numbers in −1..1.
    pub(super) fn sample(&self, picture: &RgbaImage) -> Vec<f32> {
        let mut rows: Vec<Vec<Vec3>> = Vec::new();
        (0..self.height).into_par_iter().map(|y| self.row(picture, y)).collect_into_vec(&mut rows);
        let scaled = |value: f32| value / 127.5 - 1.0;
        let plane =
            |channel: usize| rows.iter().flatten().map(move |colour| scaled(colour[channel]));
        (0..3).flat_map(plane).collect()
    }

    fn row(&self, picture: &RgbaImage, y: usize) -> Vec<Vec3> {
        let taps =
            self.along.length().max(self.down.length()).clamp(1.0, MOST_TAPS).ceil() as usize;
        let step = 1.0 / taps as f32;
        let offset = |tap: usize| (tap as f32 + 0.5) * step - 0.5;
        let read = if taps >= NEAREST_FROM_TAPS { nearest } else { between };
        let pixel = |x: usize| {
            let mut sum = Vec3::ZERO;
            for tap_y in 0..taps {
                let down = self.origin + (y as f32 + offset(tap_y)) * self.down;
                for tap_x in 0..taps {
                    sum += read(picture, down + (x as f32 + offset(tap_x)) * self.along);
                }
            }
            sum * step * step
        };
        (0..self.width).map(pixel).collect()
    }
}

fn nearest(picture: &RgbaImage, at: Vec2) -> Vec3 {
    let cell = at.round();
    pixel(picture, cell.x as i64, cell.y as i64)
}

/// Interpolated linearly between the four pixels around.
fn between(picture: &RgbaImage, at: Vec2) -> Vec3 {
    let cell = at.floor();
    let share = at - cell;
    let (x, y) = (cell.x as i64, cell.y as i64);
    let top = pixel(picture, x, y).lerp(pixel(picture, x + 1, y), share.x);
    let bottom = pixel(picture, x, y + 1).lerp(pixel(picture, x + 1, y + 1), share.x);
    top.lerp(bottom, share.y)
}

/// A pixel over mid grey, 0..255.
fn pixel(picture: &RgbaImage, x: i64, y: i64) -> Vec3 {
    let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return Vec3::splat(MID_GREY) };
    let Some(image::Rgba([red, green, blue, alpha])) = picture.get_pixel_checked(x, y) else {
        return Vec3::splat(MID_GREY);
    };
    let colour = Vec3::new(f32::from(*red), f32::from(*green), f32::from(*blue));
    Vec3::splat(MID_GREY).lerp(colour, f32::from(*alpha) / 255.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn grid(width: usize, height: usize, origin: Vec2, step: f32) -> Grid {
        Grid { width, height, origin, along: Vec2::X * step, down: Vec2::Y * step }
    }

    #[test]
    fn the_same_grid_gives_the_same_pixels_and_a_coarser_one_their_average() {
        let picture =
            RgbaImage::from_fn(12, 12, |x, y| Rgba([(x * 20) as u8, (y * 9) as u8, 7, 255]));
        let same = grid(12, 12, Vec2::ZERO, 1.0).sample(&picture);
        for (x, y, pixel) in picture.enumerate_pixels() {
            let at = (y * 12 + x) as usize;
            assert!((same[at] - (f32::from(pixel[0]) / 127.5 - 1.0)).abs() < 1e-6);
            assert!((same[144 + at] - (f32::from(pixel[1]) / 127.5 - 1.0)).abs() < 1e-6);
        }
        for step in [3.0, 6.0] {
            let size = 12 / step as usize;
            let coarse = grid(size, size, Vec2::splat((step - 1.0) / 2.0), step).sample(&picture);
            let average = same[..144].iter().sum::<f32>() / 144.0;
            let of_coarse = coarse[..size * size].iter().sum::<f32>() / (size * size) as f32;
            assert!((average - of_coarse).abs() < 1e-3, "{average} {of_coarse}");
        }
    }

    #[test]
    fn outside_and_behind_glass_is_grey() {
        let clear = RgbaImage::from_pixel(4, 4, Rgba([255, 0, 0, 0]));
        let full = RgbaImage::from_pixel(4, 4, Rgba([255, 0, 0, 255]));
        let away = grid(2, 2, Vec2::splat(-1e9), 1.0);
        for values in [grid(4, 4, Vec2::ZERO, 1.0).sample(&clear), away.sample(&full)] {
            assert!(values.iter().all(|value| value.abs() < 0.01));
        }
        assert!(grid(1, 1, Vec2::NAN, f32::INFINITY).sample(&full).len() == 3);
    }
}

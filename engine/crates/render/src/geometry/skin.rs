//! What the portrait tells of its skin: brightness for the light, colour, and how colourful it is.

use super::light::fit_light;
use crate::Grid;
use glam::{Vec2, Vec3};
use image::RgbaImage;

/// Brightness is read from means over squares of this side, so that pores and grain do not count.
const BRIGHTNESS_STEP_IOD: f32 = 0.05;
/// Display gamma by which brightness becomes linear light.
const GAMMA: f32 = 2.2;
/// Mean HSV saturation that counts as fully coloured.
const FULL_SATURATION: f32 = 0.25;
/// Skin seen at a flatter angle than acos of this tells little of the light.
const LEAST_FACING: f32 = 0.25;

/// What was read from the skin.
pub(super) struct Skin {
    pub(super) light_sh9: [f32; 9],
    pub(super) skin_rgb: Vec3,
    pub(super) saturation: f32,
}

/// Reads the skin at points with normals, both in picture pixels and view space.
pub(super) fn read_skin(
    picture: &RgbaImage,
    region_px: [u32; 4],
    iod_px: f32,
    points: &[(Vec2, Vec3)],
) -> Skin {
    let brightness = brightness(picture, region_px, (BRIGHTNESS_STEP_IOD * iod_px).max(1.0));
    let facing = || points.iter().filter(|(_, normal)| normal.z > LEAST_FACING);
    let samples: Vec<(Vec3, f32)> =
        facing().map(|&(at, normal)| (normal, brightness.sample(at).powf(GAMMA))).collect();
    let colours: Vec<[u8; 3]> = facing().map(|&(at, _)| nearest(picture, at)).collect();
    let channel = |k: usize| median(colours.iter().map(|colour| f32::from(colour[k])));
    let saturation = median(points.iter().map(|&(at, _)| hsv_saturation(nearest(picture, at))));
    Skin {
        light_sh9: fit_light(&samples),
        skin_rgb: Vec3::new(channel(0), channel(1), channel(2)),
        saturation: (saturation / FULL_SATURATION).clamp(0.0, 1.0),
    }
}

/// Rec. 601 brightness 0..1 of the region, averaged over squares of `step_px`.
fn brightness(picture: &RgbaImage, [x0, y0, width, height]: [u32; 4], step_px: f32) -> Grid<f32> {
    let cells = |length: u32| ((length as f32 / step_px).ceil() as usize).max(1);
    let (columns, rows) = (cells(width), cells(height));
    let mut sums = vec![(0.0_f32, 0.0_f32); columns * rows];
    for y in 0..height {
        let row = (y as f32 / step_px) as usize;
        for x in 0..width {
            let [r, g, b, _] = picture.get_pixel(x0 + x, y0 + y).0.map(f32::from);
            let (sum, count) = &mut sums
                [row.min(rows - 1) * columns + ((x as f32 / step_px) as usize).min(columns - 1)];
            *sum += (0.299 * r + 0.587 * g + 0.114 * b) / 255.0;
            *count += 1.0;
        }
    }
    Grid {
        origin_px: Vec2::new(x0 as f32, y0 as f32) + 0.5 * (step_px - 1.0),
        step_px,
        width: columns,
        height: rows,
        values: sums
            .into_iter()
            .map(|(sum, count)| if count > 0.0 { sum / count } else { 0.0 })
            .collect(),
    }
}

fn nearest(picture: &RgbaImage, at: Vec2) -> [u8; 3] {
    let clamp =
        |value: f32, length: u32| (value.round().max(0.0) as u32).min(length.saturating_sub(1));
    let [r, g, b, _] =
        picture.get_pixel(clamp(at.x, picture.width()), clamp(at.y, picture.height())).0;
    [r, g, b]
}

fn hsv_saturation(rgb: [u8; 3]) -> f32 {
    let (low, high) =
        (rgb.iter().min().copied().unwrap_or(0), rgb.iter().max().copied().unwrap_or(0));
    if high == 0 { 0.0 } else { f32::from(high - low) / f32::from(high) }
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut sorted: Vec<f32> = values.collect();
    sorted.sort_by(f32::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

//! The scale at which a portrait is worked on, and the way back to its own size.
//!
//! A face of ordinary size is drawn at the picture's own pixels. A huge one is reduced, so that
//! memory stays bounded; a tiny one is enlarged, so that lids of two pixels' height get a shape.

use glam::Vec2;
use image::imageops::{FilterType, crop_imm, resize};
use image::{Rgba, RgbaImage};
use risorius_rig::Fit;

/// The longest side that is drawn, pixels: six textures of this size are 400 MB.
const MOST_SIDE_PX: u32 = 4096;
/// Faces with smaller interocular distances are enlarged to it, up to four times; for a sketch only
/// those on which nothing could be read else, because it has to be quick.
pub(crate) const LEAST_IOD_PX: f32 = 60.0;
pub(crate) const LEAST_SKETCH_IOD_PX: f32 = 24.0;

/// A part of a picture, perhaps enlarged or reduced.
pub(crate) struct Working {
    /// The part's pixels as they are worked on.
    pub picture: RgbaImage,
    /// The face's place in `picture`.
    pub fit: Fit,
    /// The part in the whole picture: x, y, width, height in pixels.
    pub part_px: [u32; 4],
}

impl Working {
    /// The working copy of `part_px` of a picture, with an interocular distance of `least_iod_px` or
    /// more. `most_side_px` is what the device takes.
    pub(crate) fn new(
        whole: &RgbaImage,
        fit: &Fit,
        part_px: [u32; 4],
        least_iod_px: f32,
        most_side_px: u32,
    ) -> Self {
        let [x, y, width, height] = part_px;
        let longest = width.max(height);
        let most = most_side_px.min(MOST_SIDE_PX) as f32 / longest as f32;
        let iod_px = fit.iod_px();
        let wanted =
            if iod_px > 0.0 { (least_iod_px / iod_px).ceil().clamp(1.0, 4.0) } else { 1.0 };
        let scale = if most < 1.0 { most } else { wanted.min(most.floor()) };
        let part = crop_imm(whole, x, y, width, height);
        let side = |length: u32| ((length as f32 * scale).round() as u32).max(1);
        let picture = if scale == 1.0 {
            part.to_image()
        } else {
            resize(&*part, side(width), side(height), FilterType::CatmullRom)
        };
        let fit = moved_fit(fit, Vec2::new(x as f32, y as f32), scale, picture.dimensions());
        Self { picture, fit, part_px }
    }

    /// Whether it is larger or smaller than in the whole picture.
    pub(crate) fn is_resized(&self) -> bool {
        let [.., width, height] = self.part_px;
        self.picture.dimensions() != (width, height)
    }

    /// The whole picture with what was drawn of the working copy; where that equals the working
    /// copy, the whole picture's own pixels stay.
    pub(crate) fn put_back(&self, whole: &RgbaImage, drawn: &RgbaImage) -> RgbaImage {
        let [x, y, width, height] = self.part_px;
        let mut result = whole.clone();
        if !self.is_resized() {
            paste(&mut result, drawn, x, y);
            return result;
        }
        let sized = resize(drawn, width, height, FilterType::CatmullRom);
        let changed = resize(&changes(&self.picture, drawn), width, height, FilterType::Triangle);
        for (column, row, share) in changed.enumerate_pixels() {
            let pixel = result.get_pixel_mut(x + column, y + row);
            let drawn = sized.get_pixel(column, row);
            for (value, &drawn) in pixel.0.iter_mut().zip(&drawn.0) {
                *value = mixed(*value, drawn, share.0[0]);
            }
        }
        result
    }
}

fn paste(onto: &mut RgbaImage, drawn: &RgbaImage, x: u32, y: u32) {
    let row_bytes = 4 * onto.width() as usize;
    let start = 4 * x as usize;
    let bytes = 4 * drawn.width() as usize;
    let rows = onto.chunks_exact_mut(row_bytes).skip(y as usize);
    for (onto, drawn) in rows.zip(drawn.chunks_exact(bytes)) {
        onto[start..start + bytes].copy_from_slice(drawn);
    }
}

/// 255 where two pictures differ.
fn changes(a: &RgbaImage, b: &RgbaImage) -> image::GrayImage {
    let differ = |(a, b): (&Rgba<u8>, &Rgba<u8>)| if a == b { 0 } else { u8::MAX };
    let values = a.pixels().zip(b.pixels()).map(differ).collect();
    image::GrayImage::from_raw(a.width(), a.height(), values).expect("a value for each pixel")
}

fn mixed(a: u8, b: u8, share: u8) -> u8 {
    let share = u32::from(share);
    ((u32::from(a) * (255 - share) + u32::from(b) * share + 127) / 255) as u8
}

/// The fit on a part of the picture that starts at `origin_px`, enlarged by `scale`.
fn moved_fit(fit: &Fit, origin_px: Vec2, scale: f32, size: (u32, u32)) -> Fit {
    let moved = |point: Vec2| (point - origin_px + 0.5) * scale - 0.5;
    let mut fit = fit.clone();
    fit.size = size;
    fit.landmarks.size = size;
    fit.scale_px_per_dm *= scale;
    fit.translation_px = moved(fit.translation_px);
    for point in fit.landmarks.groups.values_mut().flatten() {
        *point = moved(*point);
    }
    fit
}

#[cfg(test)]
mod tests {
    use super::{LEAST_IOD_PX, Working};
    use glam::{Mat3, Vec2, Vec3};
    use image::{Rgba, RgbaImage};
    use risorius_rig::{Fit, Landmarks, REST_IOD_DM};

    fn fit(size: (u32, u32), iod_px: f32) -> Fit {
        Fit {
            size,
            view_from_rig: Mat3::IDENTITY,
            scale_px_per_dm: iod_px / REST_IOD_DM,
            translation_px: Vec2::new(40.0, 30.0),
            centre_dm: Vec3::ZERO,
            vertices_dm: Vec::new(),
            units: Vec::new(),
            landmarks: Landmarks::default(),
            pose_deg: Vec3::ZERO,
            quality: 1.0,
        }
    }

    fn picture() -> RgbaImage {
        RgbaImage::from_fn(100, 80, |x, y| Rgba([x as u8 * 2, y as u8 * 3, (x * y) as u8, 255]))
    }

    #[test]
    fn faces_are_enlarged_when_small_and_reduced_when_large() {
        let part = [10, 5, 60, 50];
        for (iod_px, most_side_px, expected) in [
            (60.0, 8192, (60, 50)),
            (59.0, 8192, (120, 100)),
            (5.0, 8192, (240, 200)),
            (5.0, 150, (120, 100)),
            (60.0, 30, (30, 25)),
            (f32::NAN, 8192, (60, 50)),
        ] {
            let working =
                Working::new(&picture(), &fit((100, 80), iod_px), part, LEAST_IOD_PX, most_side_px);
            assert_eq!(working.picture.dimensions(), expected, "{iod_px} {most_side_px}");
        }
    }

    #[test]
    fn a_fit_on_a_part_sees_the_same_points() {
        let whole = fit((100, 80), 30.0);
        let working = Working::new(&picture(), &whole, [10, 5, 60, 50], LEAST_IOD_PX, 8192);
        let point = Vec3::new(0.1, 0.2, 0.3);
        let expected = (whole.project(point).truncate() - Vec2::new(10.0, 5.0) + 0.5) * 2.0 - 0.5;
        assert!(working.fit.project(point).truncate().abs_diff_eq(expected, 1e-3));
    }

    #[test]
    fn what_is_not_changed_stays_bit_for_bit() {
        let whole = picture();
        for iod_px in [100.0, 25.0] {
            let working =
                Working::new(&whole, &fit((100, 80), iod_px), [10, 5, 60, 50], LEAST_IOD_PX, 8192);
            assert_eq!(working.put_back(&whole, &working.picture), whole, "{iod_px}");
            let mut drawn = working.picture.clone();
            drawn.put_pixel(0, 0, Rgba([255; 4]));
            let changed = working.put_back(&whole, &drawn);
            assert_ne!(changed.get_pixel(10, 5), whole.get_pixel(10, 5), "{iod_px}");
            assert_eq!(changed.get_pixel(14, 5), whole.get_pixel(14, 5), "{iod_px}");
        }
    }
}

//! Framing: the part of a picture that fills an output of another size, with the face kept in it.

use glam::Vec2;
use image::{RgbaImage, imageops};
use risorius_rig::Fit;

/// A crop of a picture and its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Framing {
    /// Left and top of the crop, pixels of the picture.
    origin_px: (u32, u32),
    /// Size of the crop, pixels of the picture.
    crop_px: (u32, u32),
    /// Size of the output, pixels.
    size: (u32, u32),
}

impl Framing {
    /// The largest crop of `picture` with the aspect of `size`, as close around `face_px` as the
    /// picture's edges allow.
    pub(crate) fn cover(picture: (u32, u32), face_px: Vec2, size: (u32, u32)) -> Self {
        let scale = (picture.0 as f32 / size.0 as f32).min(picture.1 as f32 / size.1 as f32);
        let crop = (
            ((size.0 as f32 * scale).round() as u32).clamp(1, picture.0),
            ((size.1 as f32 * scale).round() as u32).clamp(1, picture.1),
        );
        let origin = |centre: f32, crop: u32, whole: u32| {
            (centre - crop as f32 / 2.0).round().clamp(0.0, (whole - crop) as f32) as u32
        };
        let origin_px =
            (origin(face_px.x, crop.0, picture.0), origin(face_px.y, crop.1, picture.1));
        Self { origin_px, crop_px: crop, size }
    }

    /// The whole picture, made smaller where its longer side is over `longest_px`.
    pub(crate) fn at_most(picture: (u32, u32), longest_px: u32) -> Self {
        Self::scaled(picture, longest_px as f32 / picture.0.max(picture.1) as f32)
    }

    /// The whole picture, made smaller where it has more than `area_px` pixels.
    pub(crate) fn of_area(picture: (u32, u32), area_px: u32) -> Self {
        Self::scaled(picture, (area_px as f32 / (picture.0 as f32 * picture.1 as f32)).sqrt())
    }

    /// The whole picture, made smaller where `scale` is below 1.
    fn scaled(picture: (u32, u32), scale: f32) -> Self {
        let side = |px: u32| ((px as f32 * scale.min(1.0)).round() as u32).max(1);
        Self { origin_px: (0, 0), crop_px: picture, size: (side(picture.0), side(picture.1)) }
    }

    /// The picture and its fit as the output shows them.
    pub(crate) fn apply(&self, picture: &RgbaImage, fit: &Fit) -> (RgbaImage, Fit) {
        (self.apply_to_picture(picture), self.apply_to_fit(fit))
    }

    /// The picture as the output shows it.
    pub(crate) fn apply_to_picture(&self, picture: &RgbaImage) -> RgbaImage {
        let [(x, y), (width, height)] = [self.origin_px, self.crop_px];
        let crop = imageops::crop_imm(picture, x, y, width, height).to_image();
        if self.crop_px == self.size {
            return crop;
        }
        imageops::resize(&crop, self.size.0, self.size.1, imageops::FilterType::CatmullRom)
    }

    /// The fit on the output. Positions are pixel centres, hence the half pixels. A scale that differs by a rounding
    /// between the axes is taken as their mean: less than half a pixel over the picture.
    pub(crate) fn apply_to_fit(&self, fit: &Fit) -> Fit {
        let origin = Vec2::new(self.origin_px.0 as f32, self.origin_px.1 as f32);
        let scale = Vec2::new(
            self.size.0 as f32 / self.crop_px.0 as f32,
            self.size.1 as f32 / self.crop_px.1 as f32,
        );
        let output_from_picture = |p: Vec2| (p + 0.5 - origin) * scale - 0.5;
        let mut fit = fit.clone();
        fit.size = self.size;
        fit.scale_px_per_dm *= (scale.x + scale.y) / 2.0;
        fit.translation_px = output_from_picture(fit.translation_px);
        fit.landmarks.size = self.size;
        for point in fit.landmarks.groups.values_mut().flatten() {
            *point = output_from_picture(*point);
        }
        fit
    }
}

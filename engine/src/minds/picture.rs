//! The portrait as a model sees it: the acting face with what is around it, as a small JPEG.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, RgbaImage};
use std::sync::Arc;

/// Longest side of the picture that is sent, pixels: models scale it down to about this.
const LONGEST_PX: u32 = 768;

/// How much of the picture is sent, in heights of the face's box.
const MARGIN: f32 = 2.2;

const JPEG_QUALITY: u8 = 88;

/// A picture and where in it the face is that acts.
#[derive(Clone, Debug)]
pub struct Portrait {
    /// Upright, sRGB.
    pub picture: Arc<RgbaImage>,
    /// Left, top, width and height of the face's box, pixels.
    pub face_px: [f32; 4],
}

impl Portrait {
    /// The face and what is around it, as the bytes of a JPEG file.
    pub(super) fn jpeg(&self) -> Option<Arc<[u8]>> {
        let (x, y, width, height) = self.part();
        let part = imageops::crop_imm(&*self.picture, x, y, width, height).to_image();
        let part = DynamicImage::ImageRgba8(part);
        let part = match part.width().max(part.height()) {
            longest if longest > LONGEST_PX => {
                part.resize(LONGEST_PX, LONGEST_PX, FilterType::Triangle)
            }
            _ => part,
        };
        let mut bytes = Vec::new();
        let written = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY)
            .encode_image(&part.into_rgb8())
            .ok();
        written.map(|()| bytes.into())
    }

    /// The part that is sent: left, top, width, height.
    fn part(&self) -> (u32, u32, u32, u32) {
        let [x, y, width, height] = self.face_px;
        let half = MARGIN * width.max(height).max(1.0) / 2.0;
        let span = |middle: f32, size: u32| {
            // Casting brings what lies outside, or is no number, to the nearest edge.
            let from = ((middle - half) as u32).min(size.saturating_sub(1));
            let to = ((middle + half).ceil() as u32).clamp(from + 1, size.max(from + 1));
            (from, to - from)
        };
        let (left, across) = span(x + width / 2.0, self.picture.width());
        let (top, down) = span(y + height / 2.0, self.picture.height());
        (left, top, across, down)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_box_gives_a_small_picture() {
        let picture = Arc::new(RgbaImage::new(2000, 1000));
        for (face_px, expect) in [
            ([900.0, 400.0, 200.0, 200.0], (440, 440)),
            ([0.0, 0.0, 2000.0, 1000.0], (768, 384)),
            ([-50.0, -50.0, 100.0, 100.0], (110, 110)),
            ([5000.0, 5000.0, 10.0, 10.0], (1, 1)),
            ([f32::NAN; 4], (1, 1)),
        ] {
            let portrait = Portrait { picture: Arc::clone(&picture), face_px };
            let jpeg = portrait.jpeg().expect("a picture");
            let seen = image::load_from_memory(&jpeg).expect("a JPEG");
            assert_eq!((seen.width(), seen.height()), expect, "{face_px:?}");
        }
    }
}

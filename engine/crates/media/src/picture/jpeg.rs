//! JPEG, decoded with its own inks.
//!
//! `image` turns CMYK into RGB without the profile and shows a file that ends early as a picture
//! with a grey rest, so JPEG goes to its decoder directly.

use super::colour::{self, Inks};
use super::error::{Fault, one_line};
use super::{check_size, upright};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;

/// Decodes a JPEG file to upright sRGB.
pub(super) fn decode(bytes: &[u8]) -> Result<RgbaImage, Fault> {
    // The decoder's own limit of the sides would hide the size from the message.
    let options = DecoderOptions::default()
        .set_strict_mode(false)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|error| fault(bytes, error))?;
    let (width, height) = decoder.dimensions().ok_or(Fault::Truncated)?;
    let (width, height) = (width as u32, height as u32);
    check_size(width, height)?;

    let stored = decoder.input_colorspace().ok_or(Fault::Truncated)?;
    let wanted = match stored {
        ColorSpace::Luma | ColorSpace::CMYK | ColorSpace::YCCK => stored,
        _ => ColorSpace::RGB,
    };
    decoder.set_options(options.jpeg_set_out_colorspace(wanted));
    let samples = decoder.decode().map_err(|error| fault(bytes, error))?;
    if !has_end(bytes) {
        return Err(Fault::Truncated);
    }

    let profile = decoder.icc_profile();
    let profile = profile.as_deref();
    let wrong_length = || Fault::Damaged { what: "its pixels do not fill its size".into() };
    let image = match wanted {
        ColorSpace::CMYK | ColorSpace::YCCK => {
            let inks = if wanted == ColorSpace::CMYK { Inks::Plain } else { Inks::LumaChroma };
            colour::cmyk_to_srgb((width, height), samples, inks, profile)
                .ok_or_else(wrong_length)?
        }
        ColorSpace::Luma => {
            let grey = GrayImage::from_raw(width, height, samples).ok_or_else(wrong_length)?;
            colour::to_srgb(DynamicImage::ImageLuma8(grey), profile)
        }
        _ => {
            let rgb = RgbImage::from_raw(width, height, samples).ok_or_else(wrong_length)?;
            colour::to_srgb(DynamicImage::ImageRgb8(rgb), profile)
        }
    };
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok(upright(image, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn fault(bytes: &[u8], error: DecodeErrors) -> Fault {
    match error {
        DecodeErrors::Unsupported(what) => {
            Fault::Unsupported { what: format!("this kind of JPEG ({what:?})") }
        }
        _ if !has_end(bytes) => Fault::Truncated,
        error => Fault::Damaged { what: one_line(&error) },
    }
}

/// Whether the end-of-image marker follows the first scan.
///
/// Markers are `FF xx`; before the first scan each carries its length (ITU-T T.81, B.1.1.4), so
/// the end of a thumbnail inside a header segment is stepped over.
fn has_end(bytes: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
    let mut at = 2;
    while let Some(&[first, marker, high, low]) = bytes.get(at..at + 4) {
        if first != 0xFF || marker == 0xFF {
            at += 1; // Fill bytes and stray bytes between segments are passed over.
            continue;
        }
        if marker == START_OF_SCAN {
            return bytes[at..].windows(2).any(|pair| pair == END_OF_IMAGE);
        }
        at += 2 + usize::from(u16::from_be_bytes([high, low])).max(2);
    }
    false
}

//! JPEG, decoded to the bit as the reference library does.
//!
//! Decoders may differ by some steps in rounding and in how they spread the coarse colour. A still
//! must equal its source where nothing moves, also to the eyes of another program, so the pixels
//! come from the library that all others are measured by. Header, profile and orientation are read
//! by `image`.

use super::colour::{self, Decoded};
use super::error::{Fault, one_line};
use super::{check_size, upright};
use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, RgbImage};
use mozjpeg::{ColorSpace, Decompress};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Decodes a JPEG file, upright, in its own colours.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Fault> {
    let mut header = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| fault(bytes, &error))?;
    let (width, height) = header.dimensions();
    check_size(width, height)?;
    let profile = header.icc_profile().ok().flatten();
    let orientation = header.orientation().unwrap_or(Orientation::NoTransforms);
    // The library tells of broken data by unwinding, past the panic hook.
    let decoded = catch_unwind(AssertUnwindSafe(|| samples(bytes)))
        .unwrap_or_else(|_| Err("its data contradicts itself".into()))
        .map_err(|what: String| fault(bytes, &what))?;
    if !has_end(bytes) {
        return Err(Fault::Truncated);
    }
    let decoded = match decoded {
        Samples::Grey(grey) => GrayImage::from_raw(width, height, grey)
            .map(|grey| colour::decoded(DynamicImage::ImageLuma8(grey), profile)),
        Samples::Rgb(rgb) => RgbImage::from_raw(width, height, rgb)
            .map(|rgb| colour::decoded(DynamicImage::ImageRgb8(rgb), profile)),
        Samples::Inks(inks) => {
            colour::cmyk_to_srgb((width, height), inks, profile.as_deref()).map(Decoded::srgb)
        }
    };
    let Decoded { image, profile } =
        decoded.ok_or_else(|| Fault::Damaged { what: "its pixels do not fill its size".into() })?;
    Ok(Decoded { image: upright(image, orientation), profile })
}

/// Decoded samples, row by row.
enum Samples {
    Grey(Vec<u8>),
    Rgb(Vec<u8>),
    /// Four inks with 255 for none, as Adobe writes them.
    Inks(Vec<u8>),
}

fn samples(bytes: &[u8]) -> Result<Samples, String> {
    let text = |error: std::io::Error| error.to_string();
    let jpeg = Decompress::new_mem(bytes).map_err(text)?;
    Ok(match jpeg.color_space() {
        ColorSpace::JCS_GRAYSCALE => Samples::Grey(
            jpeg.grayscale().and_then(|mut rows| rows.read_scanlines()).map_err(text)?,
        ),
        ColorSpace::JCS_CMYK | ColorSpace::JCS_YCCK => Samples::Inks(
            jpeg.to_colorspace(ColorSpace::JCS_CMYK)
                .and_then(|mut rows| rows.read_scanlines())
                .map_err(text)?,
        ),
        _ => Samples::Rgb(jpeg.rgb().and_then(|mut rows| rows.read_scanlines()).map_err(text)?),
    })
}

fn fault(bytes: &[u8], error: &impl std::fmt::Display) -> Fault {
    if has_end(bytes) { Fault::Damaged { what: one_line(error) } } else { Fault::Truncated }
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

//! Which format a file is, by its first bytes.

use super::error::Fault;
use image::ImageFormat;

/// Formats that are read.
const READ: [ImageFormat; 6] = [
    ImageFormat::Png,
    ImageFormat::Jpeg,
    ImageFormat::WebP,
    ImageFormat::Tiff,
    ImageFormat::Bmp,
    ImageFormat::Gif,
];

/// Formats that artists meet and that are not read: where the signature starts, what it is, and
/// the name that people know it by.
const KNOWN: [(usize, &[u8], &str); 10] = [
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypheix", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"%PDF", "PDF"),
    (0, b"gimp xcf", "a GIMP document"),
    (0, b"<svg", "SVG"),
    (0, b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (0, b"\x00\x00\x00\x0cjP  ", "JPEG 2000"),
];

/// The format of a picture that can be read.
pub(super) fn of(bytes: &[u8]) -> Result<ImageFormat, Fault> {
    if bytes.is_empty() {
        return Err(Fault::Empty);
    }
    for (start, signature, name) in KNOWN {
        if bytes.get(start..).is_some_and(|rest| rest.starts_with(signature)) {
            return Err(Fault::Unsupported { what: name.into() });
        }
    }
    match image::guess_format(bytes) {
        Ok(format) if READ.contains(&format) => Ok(format),
        Ok(format) => Err(Fault::Unsupported { what: format!("the format {format:?}") }),
        Err(_) => Err(Fault::NotAPicture),
    }
}

/// Width and height in the header of a PNG, pixels; `None` for other formats.
///
/// The header chunk comes first by the specification (PNG 3rd edition, 5.6), right after the
/// eight bytes of the signature and the eight of the chunk's length and name.
pub(super) fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.get(12..16)? != b"IHDR" {
        return None;
    }
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((word(16)?, word(20)?))
}

//! Pictures in and out.
//!
//! Whatever comes in (PNG, JPEG, WebP, TIFF, BMP, GIF; 8 or 16 bits, greyscale, CMYK, with an ICC
//! profile, turned on its side by a camera) leaves as upright 8-bit RGB with straight alpha: in
//! sRGB, or in its own colours with their profile, which a still keeps and a clip gives up. The
//! format is told by the first bytes, never by the name. Of an animation the first frame is taken.

mod colour;
mod error;
mod jpeg;
mod kind;

pub use error::{Fault, PictureError};

use crate::atomic::{SaveError, write_beside};
use colour::Decoded;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::metadata::Orientation;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbaImage,
};
use std::fs::File;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

/// Longest side of a picture, pixels.
pub const MAX_SIDE: u32 = 16_384;
/// Most pixels of a picture: 100 million, 400 MB once decoded.
pub const MAX_PIXELS: u64 = 100_000_000;
/// Largest file that is read, bytes.
pub const MAX_FILE_BYTES: u64 = 512 << 20;
/// What a decoder may allocate for the largest picture at 16 bits a channel, bytes.
const MAX_DECODER_BYTES: u64 = MAX_PIXELS * 8 + (64 << 20);

/// A picture as the rest of the program knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Upright pixels, 8 bits, straight alpha, in the colours of `profile`.
    pub image: RgbaImage,
    /// ICC profile of the colours; `None` for sRGB.
    pub profile: Option<Vec<u8>>,
    /// The format of the file.
    pub format: ImageFormat,
}

impl Picture {
    /// The pixels in sRGB.
    pub fn into_srgb(self) -> RgbaImage {
        match &self.profile {
            Some(profile) => colour::to_srgb(self.image, profile),
            None => self.image,
        }
    }

    /// Whether any pixel lets the background through.
    pub fn has_alpha(&self) -> bool {
        self.image.as_raw().iter().skip(3).step_by(4).any(|&alpha| alpha < 255)
    }
}

/// Reads a picture file.
///
/// # Errors
/// One line that says what was wrong, with which file, and what to do. A picture that ends early
/// is an error, not a picture with a grey half.
pub fn load(path: &Path) -> Result<Picture, PictureError> {
    read(path)
        .and_then(|bytes| decode_bytes(&bytes))
        .map_err(|fault| PictureError { path: path.to_owned(), fault })
}

/// Decodes a picture that is already in memory, such as one dropped on the window; `name` stands
/// for the path in messages.
///
/// # Errors
/// As [`load`].
pub fn decode(bytes: &[u8], name: &Path) -> Result<Picture, PictureError> {
    decode_bytes(bytes).map_err(|fault| PictureError { path: name.to_owned(), fault })
}

/// Writes an 8-bit PNG, whole or not at all; without a profile its colours are sRGB.
///
/// # Errors
/// [`SaveError`] when the place cannot take the file.
pub fn save_png(path: &Path, image: &RgbaImage, profile: Option<&[u8]>) -> Result<(), SaveError> {
    write_beside(path, |file| encode_png(file, image, profile))
}

/// Writes the bytes of an 8-bit PNG; pixels come back exactly.
pub(crate) fn encode_png(
    out: impl Write,
    image: &RgbaImage,
    profile: Option<&[u8]>,
) -> io::Result<()> {
    let mut encoder =
        PngEncoder::new_with_quality(out, CompressionType::Fast, FilterType::Adaptive);
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).map_err(io::Error::other)?;
    }
    encoder
        .write_image(image, image.width(), image.height(), image::ExtendedColorType::Rgba8)
        .map_err(|error| match error {
            image::ImageError::IoError(error) => error,
            other => io::Error::other(other),
        })
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let about = std::fs::metadata(path).map_err(Fault::from_io)?;
    if about.is_dir() {
        return Err(Fault::Folder);
    }
    if !about.is_file() {
        // A pipe or a device could hold the program up for ever.
        return Err(Fault::NotAFile);
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(Fault::FileTooLarge { bytes: about.len() });
    }
    let mut bytes = Vec::with_capacity(about.len() as usize);
    let file = File::open(path).map_err(Fault::from_io)?;
    // The file may have grown since.
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(Fault::from_io)?;
    Ok(bytes)
}

fn decode_bytes(bytes: &[u8]) -> Result<Picture, Fault> {
    let format = kind::of(bytes)?;
    let Decoded { image, profile } = match format {
        ImageFormat::Jpeg => jpeg::decode(bytes)?,
        _ => decode_with_image(bytes, format)?,
    };
    Ok(Picture { image, profile, format })
}

/// All formats but JPEG.
fn decode_with_image(bytes: &[u8], format: ImageFormat) -> Result<Decoded, Fault> {
    if let Some((width, height)) = kind::png_size(bytes) {
        // Before the decoder sees the file, so that a huge header is named as what it is.
        check_size(width, height)?;
    }
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODER_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(Fault::from_image)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    // Colour and orientation are extras: a picture with broken ones is still a picture.
    let profile = decoder.icc_profile().ok().flatten();
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let decoded = DynamicImage::from_decoder(decoder).map_err(Fault::from_image)?;
    let Decoded { image, profile } = colour::decoded(decoded, profile);
    Ok(Decoded { image: upright(image, orientation), profile })
}

fn check_size(width: u32, height: u32) -> Result<(), Fault> {
    if width == 0 || height == 0 {
        return Err(Fault::Damaged { what: "its header gives it no pixels".into() });
    }
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Fault::TooLarge { width, height });
    }
    Ok(())
}

/// Turns a picture as its camera was held.
fn upright(image: RgbaImage, orientation: Orientation) -> RgbaImage {
    if orientation == Orientation::NoTransforms {
        return image;
    }
    let mut turned = DynamicImage::ImageRgba8(image);
    turned.apply_orientation(orientation);
    turned.into_rgba8()
}

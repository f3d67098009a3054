//! What can be wrong with a picture, each in one line.

use super::{MAX_FILE_BYTES, MAX_PIXELS, MAX_SIDE};
use image::ImageError;
use image::error::{UnsupportedError, UnsupportedErrorKind};
use std::io;
use std::path::{Path, PathBuf};

/// A picture that could not be read; the message is one line: what was wrong, where, what to do.
#[derive(Debug, thiserror::Error)]
#[error("{}", fault.line(path))]
pub struct PictureError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a picture file.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// The path is a folder.
    Folder,
    /// The path is a pipe, a socket or a device.
    NotAFile,
    /// The file has no bytes.
    Empty,
    /// The file is longer than [`MAX_FILE_BYTES`].
    FileTooLarge {
        /// Its length, bytes.
        bytes: u64,
    },
    /// The header asks for more pixels than the program takes.
    TooLarge {
        /// Width, pixels.
        width: u32,
        /// Height, pixels.
        height: u32,
    },
    /// The bytes are of no picture format.
    NotAPicture,
    /// The bytes are of a known format that is not read here.
    Unsupported {
        /// The format, or what of it is unknown.
        what: String,
    },
    /// The picture ends before its last pixel.
    Truncated,
    /// The bytes contradict the format.
    Damaged {
        /// What the decoder said.
        what: String,
    },
    /// The system could not read the file.
    Unreadable(io::Error),
}

impl Fault {
    fn line(&self, path: &Path) -> String {
        let name = path.display();
        match self {
            Self::Missing => {
                format!("cannot read {name}: there is no such file; check the name and the folder")
            }
            Self::Folder => format!("cannot read {name}: it is a folder; give a picture in it"),
            Self::NotAFile => {
                format!("cannot read {name}: it is a pipe or a device; save the picture to a file")
            }
            Self::Empty => format!("cannot read {name}: the file is empty; save or copy it again"),
            Self::FileTooLarge { bytes } => format!(
                "cannot read {name}: {} MB, and at most {} MB are read; save it smaller",
                bytes >> 20,
                MAX_FILE_BYTES >> 20
            ),
            Self::TooLarge { width, height } => format!(
                "cannot read {name}: {width}×{height} pixels are too many (at most {MAX_SIDE} a \
                 side and {} million in all); scale it down",
                MAX_PIXELS / 1_000_000
            ),
            Self::NotAPicture => format!(
                "cannot read {name}: what it holds is not a picture, whatever its name says; \
                 give a PNG, JPEG, WebP, TIFF, BMP or GIF file"
            ),
            Self::Unsupported { what } => format!(
                "cannot read {name}: {what} is not supported; save the picture as PNG or JPEG"
            ),
            Self::Truncated => format!(
                "cannot read {name}: the picture ends early, part of it is missing; copy or \
                 download it again"
            ),
            Self::Damaged { what } => {
                format!("cannot read {name}: the file is damaged ({what}); save it again as PNG")
            }
            Self::Unreadable(error) => {
                format!("cannot read {name}: {error}; check its permissions and the disk")
            }
        }
    }

    pub(super) fn from_io(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Unreadable(error),
        }
    }

    pub(super) fn from_image(error: ImageError) -> Self {
        match error {
            ImageError::IoError(error) => Self::from_decoder_io(&error),
            ImageError::Unsupported(error) => Self::Unsupported { what: unsupported(&error) },
            // Decoders wrap the end of the file in their own errors, at different depths.
            other if ends_early(&other) => Self::Truncated,
            other => Self::Damaged { what: one_line(&other) },
        }
    }

    fn from_decoder_io(error: &io::Error) -> Self {
        match error.kind() {
            // The bytes are all in memory, so the only end that can be met is theirs.
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            _ => Self::Damaged { what: one_line(error) },
        }
    }
}

/// What a decoder of `image` cannot read, in words that go before "is not supported".
fn unsupported(error: &UnsupportedError) -> String {
    match error.kind() {
        UnsupportedErrorKind::GenericFeature(what) => {
            format!("this kind of picture ({})", one_line(&what))
        }
        UnsupportedErrorKind::Color(colour) => format!("the pixel layout {colour:?}"),
        _ => one_line(&error.format_hint()),
    }
}

/// Whether the end of the file is at the bottom of an error.
fn ends_early(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let met_end = error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof);
        if met_end || error.to_string().contains("unexpected end of file") {
            return true;
        }
        next = error.source();
    }
    false
}

/// Messages of decoders, which may span lines, as one line.
pub(super) fn one_line(message: &impl ToString) -> String {
    message.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Clips out: frames to an H.264 MP4 or to numbered PNG pictures.
//!
//! The path chooses: `clip.mp4`; `name_%04d.png` for numbered pictures; a folder (`frames/`) for
//! `frame_0001.png` and so on in it. Nothing is seen under that name before
//! [`ClipWriter::finish`], and a writer that is dropped leaves nothing behind.
//!
//! ```no_run
//! # fn main() -> Result<(), risorius_media::clip::ClipError> {
//! # let frames: Vec<image::RgbaImage> = Vec::new();
//! use risorius_face::Fps;
//! use risorius_media::clip::{ClipFormat, ClipWriter};
//! let mut clip = ClipWriter::create("clip.mp4".as_ref(), ClipFormat::new((512, 512), Fps::PAL))?;
//! for frame in &frames {
//!     clip.push(frame)?;
//! }
//! clip.finish()
//! # }
//! ```

mod frames;
#[allow(unsafe_code, reason = "the C interface of the encoder; its safe wrapper lacks CABAC")]
mod h264;
mod mp4;
mod yuv;

pub use h264::EncoderError;

use crate::atomic::SaveError;
use crate::picture::MAX_SIDE;
use frames::{FrameWriter, Pattern};
use image::RgbaImage;
use mp4::Mp4Writer;
use risorius_face::Fps;
use std::path::{Path, PathBuf};

/// Longest and shortest side of an H.264 clip, pixels: what OpenH264 codes.
pub const MP4_MAX_SIDES: (u32, u32) = (3840, 2160);
/// Shortest side of an H.264 clip, pixels: one macroblock.
pub const MP4_MIN_SIDE: u32 = 16;
/// Most frames a second.
pub const MAX_HZ: f32 = 240.0;
/// The code of BT.709 primaries, transfer and matrix alike (ITU-T H.273, tables 2–4).
const BT709: u8 = 1;

/// How a clip is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClipFormat {
    /// Width and height of every frame, pixels; an MP4 repeats the last column or row of odd ones.
    pub size: (u32, u32),
    /// Frame rate.
    pub fps: Fps,
    /// How finely an MP4 is coded; PNG loses nothing.
    pub quality: Quality,
    /// What shows through transparent pixels in an MP4, sRGB; PNG keeps them transparent.
    pub background: [u8; 3],
}

impl ClipFormat {
    /// Standard quality on black.
    pub fn new(size: (u32, u32), fps: Fps) -> Self {
        Self { size, fps, quality: Quality::default(), background: [0; 3] }
    }
}

/// How finely an MP4 is coded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// For mail and chat.
    Small,
    /// No difference to see at normal size.
    #[default]
    Standard,
    /// For editing further.
    Fine,
}

impl Quality {
    /// H.264 quantiser; six more halve the precision.
    ///
    /// At 18, five portraits and paintings at 512², slowly zoomed, decode in ffmpeg to within
    /// 38.7–41.5 dB of their RGB frames, every frame of them, at 1.2–3.5 Mbit a second.
    fn quantiser(self) -> u8 {
        match self {
            Self::Small => 26,
            Self::Standard => 18,
            Self::Fine => 12,
        }
    }
}

/// Why a clip could not be written; every message is one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ClipError {
    /// The path has none of the known endings.
    #[error(
        "cannot write a clip to {}: its ending names no known format; end it in .mp4, in _%04d.png for numbered pictures, or in / for a folder of them",
        path.display()
    )]
    UnknownEnding {
        /// The path asked for.
        path: PathBuf,
    },
    /// A side is zero, or longer than any picture may be.
    #[error("cannot write a clip of {}×{} pixels: sides go from 1 to {MAX_SIDE}; choose another size", size.0, size.1)]
    BadSize {
        /// The size asked for, pixels.
        size: (u32, u32),
    },
    /// H.264 cannot hold frames of this size.
    #[error(
        "cannot write an MP4 of {}×{} pixels: it holds {MP4_MIN_SIDE}×{MP4_MIN_SIDE} to {}×{}, upright or lying; choose another size, or write numbered pictures",
        size.0, size.1, MP4_MAX_SIDES.0, MP4_MAX_SIDES.1
    )]
    BadSizeForMp4 {
        /// The size asked for, pixels.
        size: (u32, u32),
    },
    /// The frame rate is not between 1 and [`MAX_HZ`].
    #[error(
        "cannot write a clip at {}/{} frames a second: rates go from 1 to {MAX_HZ}; choose another, such as 25",
        fps.frames, fps.per_secs
    )]
    BadRate {
        /// The rate asked for.
        fps: Fps,
    },
    /// A frame has another size than the clip.
    #[error(
        "cannot add a frame of {}×{} pixels to a clip of {}×{}; scale it first",
        frame.0, frame.1, clip.0, clip.1
    )]
    WrongFrameSize {
        /// Size of the frame, pixels.
        frame: (u32, u32),
        /// Size of the clip, pixels.
        clip: (u32, u32),
    },
    /// The clip was finished without a frame.
    #[error("cannot write {}: the clip has no frames; give it a longer duration", path.display())]
    NoFrames {
        /// The clip.
        path: PathBuf,
    },
    /// Numbered pictures of the same name are there already.
    #[error(
        "cannot write numbered pictures: {} is there already, and frames of two clips would mix; choose another folder or name",
        found.display()
    )]
    SequenceExists {
        /// One of the pictures found.
        found: PathBuf,
    },
    /// The encoder refused.
    #[error("{0}; choose another size or write numbered pictures")]
    Encoder(#[from] EncoderError),
    /// The disk or the system refused.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// A clip in the making.
pub struct ClipWriter {
    path: PathBuf,
    size: (u32, u32),
    frames: usize,
    sink: Sink,
}

enum Sink {
    Mp4(Box<Mp4Writer>),
    Frames(FrameWriter),
}

impl ClipWriter {
    /// Starts a clip in the format that the path names.
    ///
    /// # Errors
    /// [`ClipError`] when the path names no format, the format cannot hold such frames, or the
    /// place cannot take the file: all that can be known before the first frame is drawn.
    pub fn create(path: &Path, format: ClipFormat) -> Result<Self, ClipError> {
        check_rate(format.fps)?;
        let size = format.size;
        if [size.0, size.1].iter().any(|side| !(1..=MAX_SIDE).contains(side)) {
            return Err(ClipError::BadSize { size });
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let sink = if let Some(pattern) = Pattern::of(path) {
            Sink::Frames(FrameWriter::create(pattern)?)
        } else if ending == "mp4" {
            check_mp4_size(size)?;
            Sink::Mp4(Box::new(Mp4Writer::create(path, format)?))
        } else {
            return Err(ClipError::UnknownEnding { path: path.to_owned() });
        };
        Ok(Self { path: path.to_owned(), size, frames: 0, sink })
    }

    /// Adds the next frame.
    ///
    /// # Errors
    /// [`ClipError`] when the frame has another size, or it cannot be coded or stored.
    pub fn push(&mut self, frame: &RgbaImage) -> Result<(), ClipError> {
        if frame.dimensions() != self.size {
            return Err(ClipError::WrongFrameSize { frame: frame.dimensions(), clip: self.size });
        }
        match &mut self.sink {
            Sink::Mp4(mp4) => mp4.push(frame)?,
            Sink::Frames(frames) => frames.push(frame)?,
        }
        self.frames += 1;
        Ok(())
    }

    /// How many frames were added.
    pub fn frames(&self) -> usize {
        self.frames
    }

    /// Puts the clip in its place.
    ///
    /// # Errors
    /// [`ClipError`] when there is no frame or the disk refuses; nothing is left behind then.
    pub fn finish(self) -> Result<(), ClipError> {
        if self.frames == 0 {
            return Err(ClipError::NoFrames { path: self.path });
        }
        match self.sink {
            Sink::Mp4(mp4) => mp4.finish(),
            Sink::Frames(frames) => frames.finish(),
        }
    }
}

fn check_rate(fps: Fps) -> Result<(), ClipError> {
    // Ticks a second must stay a 32-bit number.
    const MOST_FRAMES: u32 = 1_000_000;
    let sound = fps.per_secs > 0 && fps.frames <= MOST_FRAMES && (1.0..=MAX_HZ).contains(&fps.hz());
    if sound { Ok(()) } else { Err(ClipError::BadRate { fps }) }
}

fn check_mp4_size(size: (u32, u32)) -> Result<(), ClipError> {
    let (long, short) = (size.0.max(size.1), size.0.min(size.1));
    if long > MP4_MAX_SIDES.0 || short > MP4_MAX_SIDES.1 || short < MP4_MIN_SIDE {
        return Err(ClipError::BadSizeForMp4 { size });
    }
    Ok(())
}

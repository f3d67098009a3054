//! A portrait, a script and settings become a clip.

use super::{OpenError, Opened};
use crate::framing::Framing;
use crate::{Life, PortraitRef, Settings};
use glam::Vec2;
use image::RgbaImage;
use risorius_face::{Motion, Script};
use risorius_media::atomic::SaveError;
use risorius_media::clip::{ClipFormat, ClipWriter};
use risorius_render::{Actor, Gpu, GpuError, RenderError};
use risorius_rig::Fit;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// The largest frame that the H.264 encoder takes, pixels.
const MAX_MP4: (u32, u32) = (3840, 2160);

/// Frames between the renderer and the encoder: enough that neither waits for a hiccup of the other.
const FRAMES_IN_FLIGHT: usize = 2;

/// Why a clip or still was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum ClipError {
    /// About the portrait.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// About the graphics device.
    #[error(transparent)]
    Gpu(#[from] GpuError),
    /// About the rendering.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// About the file of a clip.
    #[error(transparent)]
    Clip(#[from] risorius_media::clip::ClipError),
    /// About the file of a still.
    #[error(transparent)]
    Save(#[from] SaveError),
    /// Stopped on request.
    #[error("stopped; nothing was written")]
    Cancelled,
}

/// A finished clip.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The file, or the folder of a PNG sequence.
    pub path: PathBuf,
    /// Width and height, pixels.
    pub size: (u32, u32),
    /// Frames.
    pub frames: usize,
    /// Length, seconds.
    pub duration_secs: f32,
    /// What the user should know.
    pub notes: Vec<String>,
}

/// Draws a clip. `progress` is told frames done and frames in all, and may stop the work.
///
/// # Errors
/// One line: about the portrait, the device, or the place of the clip. Nothing is left behind.
pub fn draw(
    portrait: &PortraitRef,
    script: &Script,
    settings: &Settings,
    to: &Path,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Drawn, ClipError> {
    let opened = super::open(portrait)?;
    let (picture, fit, notes) = frame(opened, settings, to);
    let size = picture.dimensions();
    let format = ClipFormat {
        size,
        fps: (settings.fps.frames, settings.fps.per_secs),
        ..ClipFormat::default()
    };
    let writer = ClipWriter::create(to, format)?;
    let mut actor = Actor::new(&Gpu::headless()?, &fit, &picture)?;
    let motion = motion(script, settings);
    write(&mut actor, &motion, writer, progress)?;
    let frames = motion.rows.len();
    let duration_secs = settings.fps.time_secs(frames);
    Ok(Drawn { path: to.to_owned(), size, frames, duration_secs, notes })
}

/// The motion of a script with the document's settings.
pub(crate) fn motion(script: &Script, settings: &Settings) -> Motion {
    let Life { blinks, gaze, head, breath } = settings.life;
    let options = risorius_motion::Options {
        fps: settings.fps,
        seed: settings.seed,
        life: risorius_motion::Life { blinks, gaze, head, breath },
    };
    risorius_motion::draw(script, &options)
}

/// Renders on this thread while another encodes.
fn write(
    actor: &mut Actor,
    motion: &Motion,
    mut writer: ClipWriter,
    progress: &mut dyn FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<(), ClipError> {
    let total = motion.rows.len();
    let (frames, queue) = crossbeam_channel::bounded::<RgbaImage>(FRAMES_IN_FLIGHT);
    std::thread::scope(|scope| {
        let encoder = scope.spawn(move || {
            for frame in queue {
                writer.push(&frame)?;
            }
            Ok::<_, ClipError>(writer)
        });
        let rendered = render(actor, motion, |frame, done| {
            // The encoder hangs up only after an error, which is reported below.
            if frames.send(frame).is_err() {
                return ControlFlow::Break(());
            }
            progress(done, total)
        });
        drop(frames);
        let writer = encoder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        if rendered? == total { Ok(writer.finish()?) } else { Err(ClipError::Cancelled) }
    })
}

/// Gives out each frame with how many are done then; returns how many were given out.
fn render(
    actor: &mut Actor,
    motion: &Motion,
    mut give: impl FnMut(RgbaImage, usize) -> ControlFlow<()>,
) -> Result<usize, RenderError> {
    for (index, row) in motion.rows.iter().enumerate() {
        if give(actor.still(row)?, index + 1).is_break() {
            return Ok(index);
        }
    }
    Ok(motion.rows.len())
}

/// The picture and its fit at the size of the clip, with what the user should know of it.
fn frame(opened: Opened, settings: &Settings, to: &Path) -> (RgbaImage, Fit, Vec<String>) {
    let mut notes = opened.notes();
    let source = opened.picture.dimensions();
    let mut size = settings.size.unwrap_or(source);
    if risorius_media::clip::is_mp4(to) {
        size = mp4_size(size);
        if settings.size.is_none() && (size.0 + 1 < source.0 || size.1 + 1 < source.1) {
            notes.push(format!(
                "the clip is {}x{}: H.264 takes at most 3840x2160; a PNG sequence keeps {}x{}",
                size.0, size.1, source.0, source.1
            ));
        }
    }
    if size == source {
        return (opened.picture, opened.fit, notes);
    }
    let face_px = centre_px(&opened.fit);
    let (picture, fit) = Framing::cover(source, face_px, size).apply(&opened.picture, &opened.fit);
    (picture, fit, notes)
}

/// Even sides within what the encoder takes, with about the same aspect.
fn mp4_size((width, height): (u32, u32)) -> (u32, u32) {
    let (longest, shortest) = (width.max(height) as f32, width.min(height) as f32);
    let scale =
        (MAX_MP4.0 as f32 / longest).min(MAX_MP4.1 as f32 / shortest).min(1.0);
    let even = |px: u32| (((px as f32 * scale) as u32) & !1).max(16);
    (even(width), even(height))
}

/// The middle of the face's landmarks, pixels.
fn centre_px(fit: &Fit) -> Vec2 {
    let points = || fit.landmarks.groups.values().flatten();
    points().copied().sum::<Vec2>() / points().count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::mp4_size;

    #[test]
    fn mp4_sizes_are_even_and_within_the_encoder() {
        for (source, expect) in [
            ((512, 512), (512, 512)),
            ((721, 1281), (720, 1280)),
            ((7680, 4320), (3840, 2160)),
            ((4000, 6000), (2160, 3240)),
            ((3, 5), (16, 16)),
        ] {
            assert_eq!(mp4_size(source), expect, "{source:?}");
        }
    }
}

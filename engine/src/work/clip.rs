//! A portrait, a script and settings become a clip.

use super::Performance;
use super::{OpenError, Opened};
use crate::Settings;
use crate::framing::Framing;
use glam::Vec2;
use image::RgbaImage;
use risorius_face::Motion;
use risorius_media::atomic::SaveError;
use risorius_media::clip::{ClipFormat, ClipWriter, MP4_MAX_SIDES};
use risorius_render::{Actor, Gpu, GpuError, RenderError};
use risorius_rig::Fit;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

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
    /// About the performance.
    #[error(transparent)]
    Motion(#[from] risorius_motion::MotionError),
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

/// What a clip is waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The performance is drawn, in steps of the denoiser.
    Performance,
    /// The frames are drawn.
    Frames,
}

/// Draws a clip. `progress` is told the stage, how much of it is done and how much there is in all,
/// and may stop the work.
///
/// # Errors
/// One line: about the device, or the place of the clip. Nothing is left behind.
pub fn draw(
    portrait: Opened,
    performance: &Performance,
    to: &Path,
    progress: &mut dyn FnMut(Stage, usize, usize) -> ControlFlow<()>,
) -> Result<Drawn, ClipError> {
    let settings = &performance.settings;
    let (picture, fit, notes) = frame(portrait, settings, to);
    let size = picture.dimensions();
    let writer = ClipWriter::create(to, ClipFormat::new(size, settings.fps))?;
    let mut actor = Actor::new(&Gpu::headless()?, &fit, &picture)?;
    actor.set_neutralise(settings.neutralise);
    let motion = performance.draw(&mut |estimate| {
        progress(Stage::Performance, estimate.denoising.done, estimate.denoising.of)
    })?;
    let motion = motion.ok_or(ClipError::Cancelled)?;
    write(&mut actor, &motion, writer, &mut |done, of| progress(Stage::Frames, done, of))?;
    let frames = motion.rows.len();
    let duration_secs = settings.fps.time_secs(frames);
    Ok(Drawn { path: to.to_owned(), size, frames, duration_secs, notes })
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
        let mut finished = 0;
        let mut rendered = Ok(());
        for frame in actor.frames(&motion.rows) {
            let frame = match frame {
                Ok(frame) => frame,
                Err(error) => {
                    rendered = Err(error);
                    break;
                }
            };
            // The encoder hangs up only after an error, which is reported below.
            if frames.send(frame).is_err() {
                break;
            }
            finished += 1;
            if progress(finished, total).is_break() {
                break;
            }
        }
        drop(frames);
        let writer = encoder.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        rendered?;
        if finished == total { Ok(writer.finish()?) } else { Err(ClipError::Cancelled) }
    })
}

/// The picture and its fit at the size of the clip, with what the user should know of it.
fn frame(opened: Opened, settings: &Settings, to: &Path) -> (RgbaImage, Fit, Vec<String>) {
    let mut notes = opened.notes();
    let picture = opened.picture.into_srgb();
    let source = picture.dimensions();
    let size = settings.size.unwrap_or_else(|| largest(source, to));
    if size == source {
        return (picture, opened.fit, notes);
    }
    if settings.size.is_none() {
        let [(w, h), (width, height)] = [source, size];
        notes.push(format!(
            "the clip is {width}x{height}, the most that H.264 takes; a PNG sequence keeps {w}x{h}"
        ));
    }
    let face_px = centre_px(&opened.fit);
    let (picture, fit) = Framing::cover(source, face_px, size).apply(&picture, &opened.fit);
    (picture, fit, notes)
}

/// The source's own size, or for an MP4 the largest of about that shape which the encoder takes.
fn largest((width, height): (u32, u32), to: &Path) -> (u32, u32) {
    let (longest, shortest) = (width.max(height) as f32, width.min(height) as f32);
    let (most_longest, most_shortest) = MP4_MAX_SIDES;
    let scale = (most_longest as f32 / longest).min(most_shortest as f32 / shortest);
    let is_mp4 = to.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("mp4"));
    if scale >= 1.0 || !is_mp4 {
        return (width, height);
    }
    let even = |px: u32| ((px as f32 * scale) as u32) & !1;
    (even(width), even(height))
}

/// The middle of the face's landmarks, pixels.
fn centre_px(fit: &Fit) -> Vec2 {
    let points = || fit.landmarks.groups.values().flatten();
    points().copied().sum::<Vec2>() / points().count().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn only_an_mp4_has_a_largest_size() {
        for (source, to, expect) in [
            ((512, 512), "x.mp4", (512, 512)),
            ((721, 1281), "x.mp4", (721, 1281)),
            ((7680, 4320), "x.MP4", (3840, 2160)),
            ((4000, 6000), "x.mp4", (2160, 3240)),
            ((4000, 6000), "frames/", (4000, 6000)),
        ] {
            assert_eq!(largest(source, to.as_ref()), expect, "{source:?} {to}");
        }
    }
}

//! The work itself, as plain functions: what the engine's thread does for the studio and what the
//! command line calls.

mod clip;
mod eval;
pub(crate) mod faces;
mod open;
mod perform;
mod script;

pub use clip::{ClipError, Drawn, Stage, draw};
pub use eval::{
    EvalError, LandmarkEval, MotionEvalError, Outcome, ThinkEvalError, eval_landmarks, eval_motion,
    eval_think,
};
pub use faces::Face;
pub(crate) use open::fit;
pub use open::{OpenError, Opened, open};
pub use perform::{Denoising, Estimate, Performance};
pub(crate) use script::taken_off;
pub use script::{ScriptError, notation, read_script, think_for};

use crate::PortraitRef;
use risorius_face::Row;
use risorius_media::atomic::{self, SaveError};
use risorius_render::{Actor, Gpu};
use risorius_rig::Landmarks;
use std::io::Write;
use std::path::Path;

/// Draws one face of a portrait, with `neutralise` (0..1) of its own expression removed, into a PNG
/// of the picture's size and returns what the user should know.
///
/// # Errors
/// One line: about the portrait, the device or the place of the still.
pub fn pose(
    portrait: &PortraitRef,
    row: &Row,
    neutralise: f32,
    to: &Path,
) -> Result<Vec<String>, ClipError> {
    let opened = open(portrait)?;
    atomic::check_place(to)?;
    let mut actor = Actor::new(&Gpu::headless()?, &opened.fit, &opened.picture.image)?;
    actor.set_neutralise(neutralise);
    let still = actor.still(row)?;
    risorius_media::picture::save_png(to, &still, opened.picture.profile.as_deref())?;
    Ok(opened.notes())
}

/// Writes one face's landmarks into a landmark file.
///
/// # Errors
/// Where the place cannot take the file.
pub fn save_landmarks(path: &Path, landmarks: &Landmarks) -> Result<(), SaveError> {
    let text = risorius_portrait::landmarks::to_json(landmarks);
    atomic::write_beside(path, |file| file.write_all(text.as_bytes()))
}

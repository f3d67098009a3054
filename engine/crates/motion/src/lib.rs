//! Muscle script → motion: when each muscle moves, and how, frame by frame.
//!
//! A [`Performer`] turns a script into a motion. This version has one, [`Curves`], which draws each cue
//! as a curve of its own (animators call such a first pass *blocking*) and adds signs of life: blinks,
//! glances, sway and breath. A sampler that draws whole performances takes the same place.
//!
//! A script without cues and [`Life::NONE`] make a motion of zeros: the picture untouched.

mod course;
mod curves;
mod life;
mod options;
pub mod prior;
mod rng;
mod stroke;
mod track;

pub use curves::Curves;
pub use options::{Life, MAX_DURATION_SECS, MAX_FPS, Options};

use risorius_face::{Motion, Script};

/// Turns a script into a motion: a pure function of the script and the options.
pub trait Performer {
    /// One row for each frame of the script's duration; every value within its channel's range.
    fn perform(&self, script: &Script, options: &Options) -> Motion;
}

/// The motion of a script, by the performer that this version has.
pub fn draw(script: &Script, options: &Options) -> Motion {
    Curves.perform(script, options)
}

#[cfg(test)]
mod tests;

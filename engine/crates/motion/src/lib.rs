//! Muscle script → motion: when each muscle moves, and how, frame by frame.
//!
//! [`Diffusion`] draws a performance from noise: first the emotion of the whole face, then each muscle
//! (see [`Guidance`]). [`Curves`] draws each cue as a curve of its own, what animators call blocking.
//! Both add signs of life: blinks, glances, sway and breath.
//!
//! A script without beats and cues and [`Life::NONE`] make a motion of zeros: the picture untouched.

mod asked;
mod blocking;
mod conditions;
mod course;
mod curves;
mod denoiser;
mod diffusion;
mod error;
mod life;
pub mod measure;
mod options;
pub mod prior;
mod rng;
mod scale;
mod stroke;
mod track;

/// The denoiser itself, for what trains and measures it.
pub mod network {
    pub use crate::conditions::{
        BEAT_SLOTS, Conditions, DENOISER_FPS, FRAME_FEATURES, TOKEN_FEATURES,
    };
    pub use crate::denoiser::{Denoiser, WINDOW};
    pub use crate::diffusion::{CONTEXT, Hands, Level};
    pub use crate::scale::{scaled, unscaled};
}

pub use curves::Curves;
pub use diffusion::{CueRamps, Diffusion, Guidance, Kept, MAX_WEIGHT, Progress, Ramp, Take};
pub use error::MotionError;
pub use options::{Life, MAX_DURATION_SECS, MAX_FPS, MAX_STEPS, Options, Sampling};

use risorius_face::{Motion, Script};

/// Turns a script into a motion: a pure function of the script and the options.
pub trait Performer {
    /// One row for each frame of the script's duration; every value within its channel's range.
    fn perform(&self, script: &Script, options: &Options) -> Motion;
}

#[cfg(test)]
mod tests;

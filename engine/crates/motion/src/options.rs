//! What a motion depends on besides its script.

use crate::diffusion::Guidance;
use risorius_face::{Fps, Script};

/// A performance is no longer than this, seconds.
pub const MAX_DURATION_SECS: f32 = 600.0;

/// Frames a second at most; together with the duration it bounds the memory of a motion.
pub const MAX_FPS: f32 = 240.0;

/// How a script is performed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Frame rate. Above [`MAX_FPS`], or with a zero in it, 25 frames a second are drawn.
    pub fps: Fps,
    /// The same seed gives the same motion.
    pub seed: u64,
    /// How much moves by itself.
    pub life: Life,
    /// How the denoiser draws.
    pub sampling: Sampling,
}

/// How the denoiser draws.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Sampling {
    /// How free the performance is of the cues' plain curves: 0 keeps to them (blocking), 1 draws it
    /// anew.
    pub freedom: f32,
    /// Steps of denoising for each window, 1..=[`MAX_STEPS`].
    pub steps: usize,
    /// How much beats, cues and speech count.
    pub guidance: Guidance,
}

/// More steps than this change nothing that can be seen.
pub const MAX_STEPS: usize = 100;

impl Default for Sampling {
    fn default() -> Self {
        Self::PROGRESSIVE
    }
}

impl Sampling {
    /// Free, in twenty steps, first the emotion and then the muscles.
    pub const PROGRESSIVE: Self = Self { freedom: 1.0, steps: 20, guidance: Guidance::PROGRESSIVE };

    /// Every number held to its range; what is not a number counts as 0.
    pub(crate) fn held(self) -> Self {
        Self {
            freedom: if self.freedom.is_nan() { 0.0 } else { self.freedom.clamp(0.0, 1.0) },
            steps: self.steps.clamp(1, MAX_STEPS),
            guidance: self.guidance.held(),
        }
    }
}

/// What a face does without being told: amounts from 0 (never) to 1 (as people do).
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Life {
    /// How often the eyes blink.
    pub blinks: f32,
    /// How far the eyes wander.
    pub gaze: f32,
    /// How far the head sways, and follows the eyes.
    pub head: f32,
    /// How far breath lifts the head and opens the nostrils.
    pub breath: f32,
}

impl Life {
    /// Nothing moves by itself.
    pub const NONE: Self = Self { blinks: 0.0, gaze: 0.0, head: 0.0, breath: 0.0 };

    /// All of it, as people do.
    pub const FULL: Self = Self { blinks: 1.0, gaze: 1.0, head: 1.0, breath: 1.0 };

    /// Amounts held to 0..1; what is not a number counts as 0.
    pub(crate) fn held(self) -> Self {
        let held = |amount: f32| {
            if amount.is_nan() { 0.0 } else { amount.clamp(0.0, 1.0) }
        };
        Self {
            blinks: held(self.blinks),
            gaze: held(self.gaze),
            head: held(self.head),
            breath: held(self.breath),
        }
    }
}

/// When the frames of a performance are shown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    pub(crate) fps: Fps,
    pub(crate) frames: usize,
}

impl Clock {
    /// The script's duration at the options' rate, both held to what can be drawn.
    pub(crate) fn new(script: &Script, options: &Options) -> Self {
        Self::at(options.fps, script)
    }

    /// The script's duration at a rate.
    pub(crate) fn at(fps: Fps, script: &Script) -> Self {
        let Fps { frames, per_secs } = fps;
        let possible = frames > 0 && per_secs > 0 && fps.hz() <= MAX_FPS;
        let fps = if possible { fps } else { Fps::PAL };
        let wanted = script.duration_secs;
        let duration_secs =
            if wanted.is_nan() { 0.0 } else { wanted.clamp(0.0, MAX_DURATION_SECS) };
        Self { fps, frames: fps.frame_count(duration_secs) }
    }

    /// When a frame is shown, seconds.
    pub(crate) fn time_secs(&self, frame: usize) -> f32 {
        self.fps.time_secs(frame)
    }

    /// From one frame to the next, seconds.
    pub(crate) fn frame_secs(&self) -> f32 {
        1.0 / self.fps.hz()
    }

    /// When the last frame is shown, seconds.
    pub(crate) fn last_secs(&self) -> f32 {
        self.time_secs(self.frames - 1)
    }

    /// When the last frame ends, seconds.
    pub(crate) fn end_secs(&self) -> f32 {
        self.time_secs(self.frames)
    }

    /// The frames shown from one time to another, both included.
    pub(crate) fn frames_within(&self, from_secs: f32, to_secs: f32) -> std::ops::Range<usize> {
        // A frame more on each side, for rounding; a negative number becomes 0.
        let first = (from_secs * self.fps.hz()).floor() as usize;
        let end = (to_secs * self.fps.hz()).ceil() as usize;
        first.saturating_sub(1).min(self.frames)..end.saturating_add(2).min(self.frames)
    }
}

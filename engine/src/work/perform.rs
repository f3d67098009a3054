//! A script becomes a motion.

use crate::{Retake, Settings};
use risorius_face::{CHANNELS, Channel, Motion, Script};
use risorius_motion::{Curves, Diffusion, Kept, MotionError, Options, Performer, Take};
use std::ops::ControlFlow;
use std::sync::LazyLock;

/// The denoiser, read when it is first needed.
static DIFFUSION: LazyLock<Result<Diffusion, String>> =
    LazyLock::new(|| Diffusion::embedded().map_err(|error| error.to_string()));

/// The denoiser that the program carries.
///
/// # Errors
/// Its weights or its device failed.
pub(crate) fn network() -> Result<&'static Diffusion, MotionError> {
    DIFFUSION.as_ref().map_err(|why| MotionError::Network(why.clone()))
}

/// How far the drawing of a performance is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Denoising {
    /// Steps done, over all windows and retakes.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
    /// The noise level that was just cleaned, from 1 (the emotion) to 0 (the muscles).
    pub level: f32,
}

/// A performance on its way: how far it is, and what it looks like now.
pub struct Estimate<'a> {
    /// How far.
    pub denoising: Denoising,
    motion: &'a dyn Fn() -> Motion,
}

impl Estimate<'_> {
    /// What the performance looks like now.
    pub fn motion(&self) -> Motion {
        (self.motion)()
    }
}

/// What a performance is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub struct Performance {
    /// Beats and cues.
    pub script: Script,
    /// Rate, seed, life and sampling.
    pub settings: Settings,
    /// Parts that are drawn again, one after the other.
    pub retakes: Vec<Retake>,
}

impl Performance {
    /// The cues as plain curves, at once: what is shown until the drawing comes.
    pub fn sketch(&self) -> Motion {
        Curves.perform(&self.script, &self.options(self.settings.seed))
    }

    /// Draws the motion; none if `watch`, called after every step, stopped it.
    ///
    /// # Errors
    /// One line, if the denoiser or its device fails.
    pub fn draw(
        &self,
        watch: &mut dyn FnMut(&Estimate<'_>) -> ControlFlow<()>,
    ) -> Result<Option<Motion>, MotionError> {
        let diffusion = network()?;
        let takes = 1 + self.retakes.len();
        let mut kept: Option<Kept> = None;
        let mut motion = None;
        let mut steps = 0;
        for number in 0..takes {
            let seed = match number.checked_sub(1) {
                None => self.settings.seed,
                Some(n) => {
                    let retake = &self.retakes[n];
                    kept = motion.take().map(|motion| retake.kept(motion));
                    retake.seed
                }
            };
            let options = self.options(seed);
            let take =
                Take { script: &self.script, options: &options, speech: &[], kept: kept.as_ref() };
            let drawn = diffusion.draw(&take, &mut |progress| {
                // The takes to come are taken to be as long as this one; their windows differ in number.
                let done = steps + progress.done;
                let of = steps + (takes - number) * progress.of;
                if progress.done == progress.of {
                    steps += progress.of;
                }
                let denoising = Denoising { done, of, level: progress.level };
                watch(&Estimate { denoising, motion: &|| progress.estimate() })
            })?;
            match drawn {
                Some(drawn) => motion = Some(drawn),
                None => return Ok(None),
            }
        }
        Ok(motion)
    }

    fn options(&self, seed: u64) -> Options {
        let Settings { fps, life, sampling, .. } = self.settings;
        Options { fps, seed, life, sampling }
    }
}

impl Retake {
    /// Everything that this retake leaves of a motion.
    fn kept(&self, motion: Motion) -> Kept {
        let redrawn: Vec<Channel> = CHANNELS
            .iter()
            .copied()
            .filter(|channel| self.regions.contains(&channel.region()))
            .collect();
        Kept { motion, redrawn_secs: self.from_secs..self.to_secs, redrawn }
    }
}

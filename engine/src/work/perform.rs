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
        self.draw_on(None, watch)
    }

    /// As [`Self::draw`], to the same motion: where `before` was drawn from this performance without
    /// its last retakes, only those are drawn.
    ///
    /// # Errors
    /// As [`Self::draw`].
    pub fn draw_on(
        &self,
        before: Option<(&Self, &Motion)>,
        watch: &mut dyn FnMut(&Estimate<'_>) -> ControlFlow<()>,
    ) -> Result<Option<Motion>, MotionError> {
        let diffusion = network()?;
        let takes = 1 + self.retakes.len();
        let before = before.filter(|(before, _)| self.goes_on_from(before));
        let first = before.map_or(0, |(before, _)| 1 + before.retakes.len());
        let mut motion = before.map(|(_, motion)| motion.clone());
        let mut steps = 0;
        for number in first..takes {
            let retake = number.checked_sub(1).map(|n| &self.retakes[n]);
            let kept = retake.zip(motion.take()).map(|(retake, motion)| retake.kept(motion));
            let options = self.options(retake.map_or(self.settings.seed, |retake| retake.seed));
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

    /// Whether it is another one with more retakes.
    fn goes_on_from(&self, before: &Self) -> bool {
        self.script == before.script
            && self.settings == before.settings
            && self.retakes.len() > before.retakes.len()
            && self.retakes.starts_with(&before.retakes)
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

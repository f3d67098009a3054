//! The sampling of one window.

use super::branch::{Branch, guided};
use super::guidance::Guidance;
use super::schedule::{Level, levels};
use super::solver::Solver;
use crate::conditions::{BEAT_SLOTS, Conditions, FRAME_FEATURES, TOKEN_FEATURES};
use crate::denoiser::{Denoiser, WINDOW};
use candle_core::{Device, Result, Tensor};
use risorius_face::CHANNEL_COUNT;
use std::ops::ControlFlow;

/// How one window is drawn. Motions are [[`WINDOW`], [`CHANNEL_COUNT`]] in the denoiser's units.
pub(super) struct Window<'a> {
    pub(super) net: &'a Denoiser,
    pub(super) device: &'a Device,
    pub(super) branches: &'a [Branch],
    pub(super) guidance: &'a Guidance,
    /// Standard normal.
    pub(super) noise: &'a [f32],
    /// The motion to begin with, and how noisy it is made: 1 forgets it.
    pub(super) begin_with: (&'a [f32], f32),
    pub(super) steps: usize,
}

impl Window<'_> {
    /// The clean motion; none if `watch` stopped it. `watch` sees the number of the step, its level
    /// and the present estimate after every step.
    pub(super) fn draw(
        &self,
        watch: &mut dyn FnMut(usize, Level, &[f32]) -> ControlFlow<()>,
    ) -> Result<Option<Vec<f32>>> {
        let levels = levels(self.begin_with.1, self.steps);
        let (signal, share) = (levels[0].signal(), levels[0].noise());
        let mixed = self.begin_with.0.iter().zip(self.noise);
        let mut x: Vec<f32> = mixed.map(|(clean, noise)| signal * clean + share * noise).collect();
        let told = self.told()?;
        let known = &self.branches.last().expect("a window has at least one branch").conditions;
        let mut solver = Solver::default();
        for (step, pair) in levels.windows(2).enumerate() {
            let mut clean = self.estimate(&x, pair[0], &told)?;
            impose(&mut clean, known);
            solver.step(&mut x, &clean, pair[0], pair[1]);
            if watch(step, pair[0], &clean).is_break() {
                return Ok(None);
            }
        }
        Ok(Some(x))
    }

    /// The conditions of all branches: frames [b, WINDOW, FRAME_FEATURES], beats [b, slots, features].
    fn told(&self) -> Result<(Tensor, Tensor)> {
        let count = self.branches.len();
        let all = |of: fn(&Conditions) -> &[f32]| {
            self.branches.iter().flat_map(|branch| of(&branch.conditions)).copied().collect()
        };
        let (frames, tokens): (Vec<f32>, Vec<f32>) =
            (all(Conditions::frames), all(Conditions::tokens));
        Ok((
            Tensor::from_vec(frames, (count, WINDOW, FRAME_FEATURES), self.device)?,
            Tensor::from_vec(tokens, (count, BEAT_SLOTS, TOKEN_FEATURES), self.device)?,
        ))
    }

    /// What the clean motion looks like, guided.
    fn estimate(&self, x: &[f32], level: Level, told: &(Tensor, Tensor)) -> Result<Vec<f32>> {
        let count = self.branches.len();
        let noisy = Tensor::from_vec(x.repeat(count), (count, WINDOW, CHANNEL_COUNT), self.device)?;
        let levels = Tensor::from_vec(vec![level.0; count], count, self.device)?;
        let clean = self.net.clean(&noisy, &told.0, &told.1, &levels)?;
        let estimates = clean.flatten_all()?.to_vec1::<f32>()?;
        Ok(guided(&estimates, self.branches, self.guidance, level.0))
    }
}

/// Puts what is known in place of what was estimated.
fn impose(clean: &mut [f32], known: &Conditions) {
    for (frame, row) in clean.chunks_exact_mut(CHANNEL_COUNT).enumerate() {
        for (column, value) in row.iter_mut().enumerate() {
            if let Some(known) = known.known(frame, column) {
                *value = known;
            }
        }
    }
}

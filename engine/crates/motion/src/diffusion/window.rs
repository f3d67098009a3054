//! The sampling of one window.

use super::branch::{Branch, guided};
use super::guidance::Guidance;
use super::hands::Hands;
use super::schedule::{Level, levels};
use super::solver::Solver;
use crate::conditions::{BEAT_SLOTS, Conditions, FRAME_FEATURES, TOKEN_FEATURES};
use crate::denoiser::{Denoiser, Part, WINDOW};
use candle_core::{Device, Result, Tensor};
use risorius_face::CHANNEL_COUNT;
use std::ops::ControlFlow;

/// Sees the number of a step, its level and the present estimate, and may stop the drawing.
pub(super) type Watch<'a> = dyn FnMut(usize, Level, &[f32]) -> ControlFlow<()> + 'a;

/// How one window is drawn. Motions are [[`WINDOW`], [`CHANNEL_COUNT`]] in the denoiser's units.
pub(super) struct Window<'a> {
    pub(super) net: &'a Denoiser,
    pub(super) hands: &'a Hands,
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
    /// The clean motion; none if `watch`, called after every step, stopped it.
    pub(super) fn draw(&self, watch: &mut Watch<'_>) -> Result<Option<Vec<f32>>> {
        let levels = levels(self.begin_with.1, self.steps);
        let (signal, share) = (levels[0].signal(), levels[0].noise());
        let mixed = self.begin_with.0.iter().zip(self.noise);
        let mut x: Vec<f32> = mixed.map(|(clean, noise)| signal * clean + share * noise).collect();
        let told = Told::new(self.branches, self.device)?;
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

    /// What the clean motion looks like, guided.
    fn estimate(&self, x: &[f32], level: Level, told: &Told) -> Result<Vec<f32>> {
        let count = self.branches.len();
        let shape = (count, WINDOW, CHANNEL_COUNT);
        let noisy = Tensor::from_vec(x.repeat(count), shape, self.device)?;
        let levels = Tensor::from_vec(vec![level.0; count], count, self.device)?;
        let parts = self.hands.share_out(Part::split(self.hands.count()), |part| {
            self.net.clean_part(&noisy, &told.frames, &told.beats, &levels, &part)
        })?;
        let estimates = Tensor::cat(&parts, 1)?.flatten_all()?.to_vec1::<f32>()?;
        Ok(guided(&estimates, self.branches, self.guidance, level.0))
    }
}

/// The conditions of all branches.
struct Told {
    /// [branches, [`WINDOW`], [`FRAME_FEATURES`]].
    frames: Tensor,
    /// [branches, [`BEAT_SLOTS`], [`TOKEN_FEATURES`]].
    beats: Tensor,
}

impl Told {
    fn new(branches: &[Branch], device: &Device) -> Result<Self> {
        let count = branches.len();
        let all = |of: fn(&Conditions) -> &[f32]| -> Vec<f32> {
            branches.iter().flat_map(|branch| of(&branch.conditions)).copied().collect()
        };
        let frames =
            Tensor::from_vec(all(Conditions::frames), (count, WINDOW, FRAME_FEATURES), device)?;
        let beats =
            Tensor::from_vec(all(Conditions::tokens), (count, BEAT_SLOTS, TOKEN_FEATURES), device)?;
        Ok(Self { frames, beats })
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

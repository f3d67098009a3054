//! How good drawn performances are, against performances that no training saw.

mod ablation;
mod bars;
mod canvas;
mod plots;
mod report;
mod studio;

use crate::work::perform::network;
use ablation::{Outcome, WAYS, Yardstick};
use bars::{Completed, Locked, Micro, Seams};
use image::RgbaImage;
use risorius_face::Motion;
use risorius_media::atomic::{self, SaveError};
use risorius_motion::measure::{Envelopes, Physiology, Steadiness};
use risorius_motion::{Guidance, MotionError};
use std::path::Path;
use studio::Studio;

/// The results page.
const PAGE: &str = "RESULTS.md";

/// Seeds of each emotion.
const SEEDS: usize = 20;

/// Clips of a minute.
const CLIPS: usize = 2;

/// Emotions that are completed.
const EMOTIONS: usize = 7;

/// Everything that was measured.
#[derive(Clone, Debug, PartialEq)]
struct MotionEval {
    /// How many held-out performances were drawn anew.
    performances: usize,
    /// Share of the features' variance that distances see.
    explained: f64,
    /// How far the held-out performances themselves are from what their scripts ask.
    held_out: Outcome,
    /// The five ways to draw, the default last.
    ways: Vec<Outcome>,
    /// Locked cues.
    locked: Locked,
    /// Micro-expressions.
    micro: Micro,
    /// Emotions without cues.
    completed: Vec<Completed>,
    /// Joins of windows.
    seams: Seams,
    /// Steadiness of held-out performances, and of drawn ones.
    steadiness: [Steadiness; 2],
    /// Physiology of held-out performances, and of drawn ones.
    physiology: [Physiology; 2],
    /// Whether the same seed and script gave the same motion again, to the bit.
    repeatable: bool,
    /// Some cues as asked and as drawn.
    examples: Vec<Envelopes>,
}

/// Why there is no results page.
#[derive(Debug, thiserror::Error)]
pub enum MotionEvalError {
    /// The denoiser failed.
    #[error(transparent)]
    Motion(#[from] MotionError),
    /// The place cannot take a file.
    #[error(transparent)]
    Save(#[from] SaveError),
}

/// Measures with so many held-out performances, two at least, and writes `RESULTS.md` and its plots
/// into a folder; `watch` is told of drawings done, and in all.
///
/// # Errors
/// The denoiser or its device failed; the folder cannot take the files, which is asked first.
pub fn eval_motion(
    performances: usize,
    folder: &Path,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<(), MotionEvalError> {
    atomic::check_place(&folder.join(PAGE))?;
    measured(performances, watch)?.save(folder)
}

fn measured(
    performances: usize,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<MotionEval, MotionError> {
    let performances = performances.max(2);
    let of = (WAYS.len() + 2) * performances + EMOTIONS * SEEDS + CLIPS + 1;
    let mut done = 0;
    let mut count = || {
        done += 1;
        watch(done, of);
    };
    let mut studio = Studio { diffusion: network()?, watch: &mut count };
    let yardstick = Yardstick::new(performances);
    let mut ways = Vec::new();
    let mut drawn = Vec::new();
    for way in WAYS {
        drawn = ablation::drawn(&mut studio, &yardstick, way.sampling)?;
        ways.push(yardstick.outcome(way.name, &drawn));
    }
    let real: Vec<Motion> = yardstick.performances.iter().map(|one| one.motion.clone()).collect();
    let both = [&real, &drawn];
    Ok(MotionEval {
        performances,
        explained: yardstick.explained(),
        held_out: yardstick.outcome("held-out itself", &real),
        ways,
        locked: bars::locked(&mut studio, performances)?,
        micro: bars::micro(&mut studio, performances)?,
        completed: bars::completion(&mut studio, SEEDS)?,
        seams: bars::seams(&mut studio, CLIPS)?,
        steadiness: both.map(Steadiness::of),
        physiology: both.map(Physiology::of),
        repeatable: ablation::first_again(&mut studio, &yardstick)? == drawn[0],
        examples: ablation::examples(&yardstick, &drawn),
    })
}

impl MotionEval {
    /// Writes the page and its plots.
    fn save(&self, folder: &Path) -> Result<(), MotionEvalError> {
        let text = report::markdown(self);
        crate::output::deliver(Some(&folder.join(PAGE)), &text)?;
        let plots: [(&str, RgbaImage); 3] = [
            ("guidance.png", plots::guidance(&Guidance::PROGRESSIVE)),
            ("envelopes.png", plots::envelopes(&self.examples)),
            ("ablation.png", plots::ablation(self)),
        ];
        for (name, plot) in plots {
            risorius_media::picture::save_png(&folder.join(name), &plot, None)?;
        }
        Ok(())
    }
}

//! The ablation: the same scripts drawn in five ways at equal steps.

use super::studio::Studio;
use risorius_face::Motion;
use risorius_motion::measure::{self, Envelopes, Gaussian, Space};
use risorius_motion::prior::Performance;
use risorius_motion::{Guidance, MotionError, Sampling};

/// Frames of each performance: one window of the denoiser.
const FRAMES: usize = 128;

/// Where the numbers of the performances begin; the guidance was chosen on those before.
const MEASURED_FROM: u64 = 1000;

/// Directions of the features that distances are measured in.
const COMPONENTS: usize = 24;

/// Held-out performances that those directions are found in, and where their numbers begin.
const DIRECTIONS_FROM: (u64, u64) = (1_000_000, 400);

/// The share of an emotion's cues that every other script tells; the rest tell them all.
const SKETCHED: f32 = 0.5;

/// Cues that are shown ask for more than this.
const EXAMPLE_PEAK: f32 = 0.3;

/// A way to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    /// What it is called.
    pub(super) name: &'static str,
    /// How it samples.
    pub(super) sampling: Sampling,
}

/// The ways that are compared, the default last.
pub(super) const WAYS: [Way; 5] = {
    const fn guided(name: &'static str, guidance: Guidance) -> Way {
        Way { name, sampling: Sampling { guidance, ..Sampling::PROGRESSIVE } }
    }
    [
        Way { name: "blocking", sampling: Sampling { freedom: 0.0, ..Sampling::PROGRESSIVE } },
        guided("global only", Guidance::GLOBAL_ONLY),
        guided("local only", Guidance::LOCAL_ONLY),
        guided("at once", Guidance::AT_ONCE),
        guided("progressive", Guidance::PROGRESSIVE),
    ]
};

/// What came of one way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    /// Of the way.
    pub(super) name: &'static str,
    /// Correlation of requested and drawn envelopes: median, mean.
    pub(super) correlation: (f32, f32),
    /// Median distance between requested and drawn peaks.
    pub(super) peak_error: f32,
    /// Fréchet distance of the motion features to the held-out performances.
    pub(super) distance: f64,
}

/// Held-out performances, and the cloud that their features are.
pub(super) struct Yardstick {
    pub(super) performances: Vec<Performance>,
    space: Space,
    cloud: Gaussian,
}

impl Yardstick {
    pub(super) fn new(count: usize) -> Self {
        let held_out = |number| measure::held_out(number, FRAMES);
        let numbers = MEASURED_FROM..MEASURED_FROM + count as u64;
        let performances: Vec<Performance> = numbers.map(held_out).collect();
        let (first, many) = DIRECTIONS_FROM;
        let others: Vec<Performance> = (first..first + many).map(held_out).collect();
        let space = Space::of(&features(others.iter().map(|other| &other.motion)), COMPONENTS);
        let cloud =
            space.cloud(&features(performances.iter().map(|performance| &performance.motion)));
        Self { performances, space, cloud }
    }

    /// Share of the features' variance that distances see.
    pub(super) fn explained(&self) -> f64 {
        self.space.explained
    }

    /// What came of motions, one for each performance.
    pub(super) fn outcome(&self, name: &'static str, motions: &[Motion]) -> Outcome {
        let mut envelopes = Vec::new();
        for (number, (performance, motion)) in self.performances.iter().zip(motions).enumerate() {
            let script = told(performance, number, Sampling::PROGRESSIVE);
            envelopes.extend(measure::envelopes(&script.script, &script.options, motion));
        }
        let correlations: Vec<f32> = envelopes.iter().filter_map(Envelopes::correlation).collect();
        let errors: Vec<f32> = envelopes.iter().map(Envelopes::peak_error).collect();
        Outcome {
            name,
            correlation: (measure::median(&correlations), measure::mean(&correlations)),
            peak_error: measure::median(&errors),
            distance: self.space.cloud(&features(motions)).distance(&self.cloud),
        }
    }
}

/// Draws every performance anew from what is told of it.
pub(super) fn drawn(
    studio: &mut Studio<'_>,
    yardstick: &Yardstick,
    sampling: Sampling,
) -> Result<Vec<Motion>, MotionError> {
    let performances = yardstick.performances.iter().enumerate();
    let draw = |(number, performance): (usize, &Performance)| {
        studio.draw(&told(performance, number, sampling), &performance.speech)
    };
    performances.map(draw).collect()
}

/// Draws the first performance once more.
pub(super) fn first_again(
    studio: &mut Studio<'_>,
    yardstick: &Yardstick,
) -> Result<Motion, MotionError> {
    let first = &yardstick.performances[0];
    studio.draw(&told(first, 0, Sampling::PROGRESSIVE), &first.speech)
}

/// The longest cue of each performance that asks for something to be seen, as asked and as drawn.
pub(super) fn examples(yardstick: &Yardstick, motions: &[Motion]) -> Vec<Envelopes> {
    let longest = |(number, (performance, motion)): (usize, (&Performance, &Motion))| {
        let script = told(performance, number, Sampling::PROGRESSIVE);
        let all = measure::envelopes(&script.script, &script.options, motion);
        let is_seen = |one: &Envelopes| one.asked.iter().any(|&value| value > EXAMPLE_PEAK);
        all.into_iter().filter(is_seen).max_by_key(|one| one.asked.len())
    };
    yardstick.performances.iter().zip(motions).enumerate().filter_map(longest).collect()
}

/// Every other script is complete; the rest are sketches, whose emotions must bring what is not told.
fn told(performance: &Performance, number: usize, sampling: Sampling) -> measure::HeldOut {
    let share = if number.is_multiple_of(2) { 1.0 } else { SKETCHED };
    measure::told(performance, share, number as u64, sampling)
}

fn features<'a>(motions: impl IntoIterator<Item = &'a Motion>) -> Vec<Vec<f32>> {
    motions.into_iter().flat_map(measure::features).collect()
}

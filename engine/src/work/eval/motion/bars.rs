//! The bars: micro-expressions, completion, locks and seams.

use super::studio::Studio;
use risorius_face::{Beat, Display, Fps, Item, Motion, Prototype, Script};
use risorius_motion::measure::{self, Envelopes, HeldOut};
use risorius_motion::{Life, MotionError, Options, Sampling};

/// The emotions of the FACS manual's table 11-1, and contempt (Ekman & Friesen 1986).
const EMOTIONS: [&str; 7] =
    ["happiness", "sadness", "disgust", "anger", "surprise", "fear", "contempt"];

/// How strongly each is felt, and for how long, seconds.
const FELT: (f32, f32) = (0.8, 4.0);

/// A micro-expression is there when its peak is this near, and is not smeared past this width.
const MICRO_PEAK_ERROR: f32 = 0.1;
const MICRO_WIDTH: f32 = 1.5;

/// How micro-expressions come out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Micro {
    /// Channels that were asked.
    pub(super) count: usize,
    /// Share that is there: the peak within 0.1.
    pub(super) present: f32,
    /// Share of all that is no wider than 1.5 times what was asked.
    pub(super) sharp: f32,
    /// Median peak error.
    pub(super) peak_error: f32,
    /// Median width over the width that was asked.
    pub(super) width: f32,
}

/// How one emotion comes out without cues.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Completed {
    /// The emotion.
    pub(super) name: &'static str,
    /// Mean F1 against its prototype over the seeds.
    pub(super) f1: f32,
    /// Mean precision.
    pub(super) precision: f32,
    /// Mean recall.
    pub(super) recall: f32,
    /// Mean absolute difference between neighbouring seeds, over the muscles that act.
    pub(super) difference: f32,
}

/// How locked cues come out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Locked {
    /// Channels that were asked.
    pub(super) count: usize,
    /// The largest distance between requested and drawn peak.
    pub(super) peak_error: f32,
    /// The largest lag of an apex, frames.
    pub(super) lag_frames: usize,
}

/// Whether windows join.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seams {
    /// Joins that were looked at.
    pub(super) joins: usize,
    /// Median jolt at joins over the median elsewhere.
    pub(super) ratio: f32,
    /// Share of the joins whose jolt lies above what 95 % of the other frames stay under.
    pub(super) above_95: f32,
    /// The largest jolt at a join over the largest elsewhere.
    pub(super) largest: f32,
}

pub(super) fn micro(studio: &mut Studio<'_>, scripts: usize) -> Result<Micro, MotionError> {
    let mut all: Vec<Envelopes> = Vec::new();
    for number in 0..scripts as u64 {
        let script = measure::micro_expressions(number, Sampling::PROGRESSIVE);
        let drawn = studio.draw(&script, &[])?;
        let is_micro = |asked: &Envelopes| {
            let cue = script.script.cues().nth(asked.cue);
            cue.is_some_and(|cue| cue.envelope.end_secs() - cue.envelope.start_secs < 0.5)
        };
        all.extend(
            measure::envelopes(&script.script, &script.options, &drawn)
                .into_iter()
                .filter(is_micro),
        );
    }
    let errors: Vec<f32> = all.iter().map(Envelopes::peak_error).collect();
    let widths: Vec<f32> =
        all.iter().map(|micro| micro.width_ratio().unwrap_or(f32::INFINITY)).collect();
    let share = |values: &[f32], most: f32| {
        values.iter().filter(|&&value| value <= most).count() as f32 / values.len().max(1) as f32
    };
    Ok(Micro {
        count: all.len(),
        present: share(&errors, MICRO_PEAK_ERROR),
        sharp: share(&widths, MICRO_WIDTH),
        peak_error: measure::median(&errors),
        width: measure::median(&widths),
    })
}

pub(super) fn completion(
    studio: &mut Studio<'_>,
    seeds: usize,
) -> Result<Vec<Completed>, MotionError> {
    EMOTIONS.into_iter().map(|name| completed(studio, name, seeds)).collect()
}

fn completed(
    studio: &mut Studio<'_>,
    name: &'static str,
    seeds: usize,
) -> Result<Completed, MotionError> {
    let wanted = Prototype::named(name).map(measure::core_units).unwrap_or_default();
    let (strength, end_secs) = FELT;
    let beat = Beat {
        start_secs: 0.0,
        end_secs,
        emotions: vec![(name.into(), strength)],
        display: Display::Felt,
    };
    let script =
        Script { title: String::new(), duration_secs: end_secs, items: vec![Item::Beat(beat)] };
    let take = |seed| HeldOut {
        script: script.clone(),
        options: Options { fps: Fps::PAL, seed, life: Life::NONE, sampling: Sampling::PROGRESSIVE },
    };
    let motions: Vec<Motion> =
        (0..seeds as u64).map(|seed| studio.draw(&take(seed), &[])).collect::<Result<_, _>>()?;
    let shown = motions.iter().map(measure::shown_units);
    let agreements: Vec<measure::Agreement> =
        shown.map(|shown| measure::agreement(&shown, &wanted)).collect();
    let mean = |of: fn(&measure::Agreement) -> f32| {
        measure::mean(&agreements.iter().map(of).collect::<Vec<f32>>())
    };
    let differences: Vec<f32> =
        motions.windows(2).map(|pair| measure::difference(&pair[0], &pair[1])).collect();
    Ok(Completed {
        name,
        f1: mean(|agreement| agreement.f1()),
        precision: mean(|agreement| agreement.precision),
        recall: mean(|agreement| agreement.recall),
        difference: measure::mean(&differences),
    })
}

/// Locks every third cue of held-out performances.
pub(super) fn locked(studio: &mut Studio<'_>, performances: usize) -> Result<Locked, MotionError> {
    let mut all: Vec<Envelopes> = Vec::new();
    for number in 0..performances as u64 {
        let performance = measure::held_out(number, 128);
        let mut take = measure::told(&performance, 1.0, number, Sampling::PROGRESSIVE);
        let cues = take
            .script
            .items
            .iter_mut()
            .filter_map(|item| if let Item::Cue(cue) = item { Some(cue) } else { None });
        cues.step_by(3).for_each(|cue| cue.locked = true);
        let drawn = studio.draw(&take, &performance.speech)?;
        all.extend(
            measure::envelopes(&take.script, &take.options, &drawn)
                .into_iter()
                .filter(|asked| asked.locked),
        );
    }
    Ok(Locked {
        count: all.len(),
        peak_error: all.iter().map(Envelopes::peak_error).fold(0.0, f32::max),
        lag_frames: all.iter().map(Envelopes::apex_lag_frames).max().unwrap_or_default(),
    })
}

/// Looks at the joins of clips of a minute.
pub(super) fn seams(studio: &mut Studio<'_>, clips: usize) -> Result<Seams, MotionError> {
    let (mut at_joins, mut elsewhere) = (Vec::new(), Vec::new());
    for number in 0..clips as u64 {
        let performance = measure::held_out(number, 1500);
        let take = measure::told(&performance, 1.0, number, Sampling::PROGRESSIVE);
        let drawn = studio.draw(&take, &performance.speech)?;
        let joins: Vec<usize> = measure::joins(drawn.rows.len()).collect();
        for (frame, jolt) in measure::jolts(&drawn).into_iter().enumerate() {
            // A step shows in the third differences of the frames beside it, too.
            match joins.iter().map(|join| join.abs_diff(frame)).min() {
                Some(0) => at_joins.push(jolt),
                Some(1) => {}
                _ => elsewhere.push(jolt),
            }
        }
    }
    let usual = measure::quantile(&elsewhere, 0.95);
    let above = at_joins.iter().filter(|&&jolt| jolt > usual).count();
    let largest = |jolts: &[f32]| jolts.iter().copied().fold(0.0, f32::max);
    Ok(Seams {
        joins: at_joins.len(),
        ratio: measure::median(&at_joins) / measure::median(&elsewhere).max(f32::MIN_POSITIVE),
        above_95: above as f32 / at_joins.len().max(1) as f32,
        largest: largest(&at_joins) / largest(&elsewhere).max(f32::MIN_POSITIVE),
    })
}

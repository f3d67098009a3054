//! Lessons: a performance, part of what could have asked for it, and how noisy it is shown.

use crate::recorded::Recordings;
use candle_core::{Device, Result, Tensor};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use risorius_face::{CHANNEL_COUNT, CHANNELS, Item, Region, Script};
use risorius_motion::network::{
    BEAT_SLOTS, CONTEXT, Conditions, FRAME_FEATURES, Level, TOKEN_FEATURES, WINDOW, scaled,
};
use risorius_motion::prior::{self, Performance};

/// How often a window begins later than its performance, with the window before known.
const LATER: f64 = 0.5;

/// How often nothing at all is told: what the other branches of guidance are compared with.
const NOTHING_TOLD: f64 = 0.1;

/// How often the beats are not told, but cues are.
const BEATS_UNTOLD: f64 = 0.12;

/// How often a part of the motion is known already, as when an artist draws a part anew.
const PART_KNOWN: f64 = 0.15;

/// How often a lesson is a piece of a recording, where there are any.
const RECORDED: f64 = 0.5;

/// One performance to be cleaned.
pub(crate) struct Lesson {
    /// [`WINDOW`] × [`CHANNEL_COUNT`], in the denoiser's units.
    clean: Vec<f32>,
    conditions: Conditions,
    level: Level,
    noise: Vec<f32>,
}

/// Lessons side by side as tensors.
pub(crate) struct Batch {
    pub(crate) clean: Tensor,
    pub(crate) noisy: Tensor,
    pub(crate) frames: Tensor,
    pub(crate) beats: Tensor,
    pub(crate) level: Tensor,
    pub(crate) levels: Vec<Level>,
}

impl Lesson {
    /// The lesson of a seed. `at` is its noise level in 0..1.
    pub(crate) fn new(seed: u64, at: f32, recordings: &Recordings) -> Self {
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let start = if rng.random_bool(LATER) { rng.random_range(1..WINDOW) } else { 0 };
        let recorded = !recordings.is_empty() && rng.random_bool(RECORDED);
        let piece = recorded.then(|| recordings.performance(rng.random(), start + WINDOW));
        let performance = piece.flatten().unwrap_or_else(|| prior::perform(seed, start + WINDOW));
        let rows = performance.motion.rows[start..].iter();
        let clean: Vec<f32> = rows.flat_map(scaled).collect();
        let mut conditions = Conditions::none();
        if !rng.random_bool(NOTHING_TOLD) {
            tell(&mut conditions, &performance, start, &mut rng);
        }
        let context = if start > 0 && !rng.random_bool(NOTHING_TOLD) { CONTEXT } else { 0 };
        know(&mut conditions, &clean, |frame, _| frame < context);
        if rng.random_bool(PART_KNOWN) {
            let (from, to) = (rng.random_range(0..WINDOW), rng.random_range(0..=WINDOW));
            let free: Vec<Region> = REGIONS.into_iter().filter(|_| rng.random_bool(0.5)).collect();
            let in_time = |frame| (from.min(to)..from.max(to)).contains(&frame);
            know(&mut conditions, &clean, |frame, region| {
                !in_time(frame) || !free.contains(&region)
            });
        }
        let noise = (0..clean.len()).map(|_| normal(&mut rng)).collect();
        Self { clean, conditions, level: Level(at), noise }
    }
}

const REGIONS: [Region; 6] =
    [Region::Brow, Region::Eye, Region::Nose, Region::Mouth, Region::Head, Region::Gaze];

/// Tells a random part of what could have asked for the performance. What no emotion explains is
/// always told, so that nothing moves later that nobody asked for.
fn tell(conditions: &mut Conditions, performance: &Performance, start: usize, rng: &mut Pcg64Mcg) {
    conditions.tell_speech(&performance.speech, start);
    let beats_told = !rng.random_bool(BEATS_UNTOLD);
    if beats_told {
        conditions.tell_beats(performance.script.beats(), start);
    }
    let share = match rng.random_range(0..10) {
        0..3 if beats_told => 0.0,
        3..7 => rng.random::<f64>(),
        _ => 1.0,
    };
    let mut told = Script { duration_secs: performance.script.duration_secs, ..Script::default() };
    for (cue, explained) in performance.script.cues().zip(&performance.explained) {
        if (beats_told && !explained) || rng.random_bool(share) {
            told.items.push(Item::Cue(cue.clone()));
        }
    }
    conditions.tell_cues_of(&told, start);
}

/// Tells what is known of the motion.
fn know(conditions: &mut Conditions, clean: &[f32], is_known: impl Fn(usize, Region) -> bool) {
    for (frame, row) in clean.chunks_exact(CHANNEL_COUNT).enumerate() {
        for (column, (&channel, &value)) in CHANNELS.iter().zip(row).enumerate() {
            if is_known(frame, channel.region()) {
                conditions.tell_known(frame, column, value);
            }
        }
    }
}

/// Normal with mean 0 and deviation 1 (Box & Muller 1958).
fn normal(rng: &mut Pcg64Mcg) -> f32 {
    let radius = (-2.0 * (1.0 - rng.random::<f32>()).ln()).sqrt();
    radius * (std::f32::consts::TAU * rng.random::<f32>()).cos()
}

impl Batch {
    pub(crate) fn new(lessons: &[Lesson]) -> Result<Self> {
        let count = lessons.len();
        let tensor = |width: usize, features: usize, of: &dyn Fn(&Lesson) -> Vec<f32>| {
            let numbers: Vec<f32> = lessons.iter().flat_map(of).collect();
            Tensor::from_vec(numbers, (count, width, features), &Device::Cpu)
        };
        let noisy = |lesson: &Lesson| {
            let (signal, share) = (lesson.level.signal(), lesson.level.noise());
            let pairs = lesson.clean.iter().zip(&lesson.noise);
            pairs.map(|(clean, noise)| signal * clean + share * noise).collect()
        };
        let levels: Vec<Level> = lessons.iter().map(|lesson| lesson.level).collect();
        Ok(Self {
            clean: tensor(WINDOW, CHANNEL_COUNT, &|lesson| lesson.clean.clone())?,
            noisy: tensor(WINDOW, CHANNEL_COUNT, &noisy)?,
            frames: tensor(WINDOW, FRAME_FEATURES, &|lesson| lesson.conditions.frames().to_vec())?,
            beats: tensor(BEAT_SLOTS, TOKEN_FEATURES, &|lesson| {
                lesson.conditions.tokens().to_vec()
            })?,
            level: Tensor::from_vec(
                levels.iter().map(|l| l.0).collect::<Vec<f32>>(),
                count,
                &Device::Cpu,
            )?,
            levels,
        })
    }
}

//! One movement as a body carries it out: nearly as meant, nearly when meant, and not quite gone after.

use super::STILL;
use super::muscle::{self, Dynamics, Wavering};
use crate::course::{Course, fall};
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::stroke::Stroke;
use crate::track::Pull;
use risorius_face::Channel;
use std::f32::consts::TAU;

/// Movements miss the strength that is meant by this share: a deviation, chosen.
const PEAK_SIGMA: f32 = 0.03;

/// Movements are early or late by this much: a deviation and a limit, seconds; chosen.
const TIMING_SECS: (f32, f32) = (0.008, 0.02);

/// A movement this strong mostly leaves a trace of this strength for some seconds; chosen.
const TRACE_FROM: f32 = 0.5;
const TRACE: (f32, f32) = (0.02, 0.06);
const TRACE_SECS: (f32, f32) = (0.6, 2.0);

/// Muscles tremble at 8 to 12 Hz (McAuley & Marsden 2000), seen only where effort is great; how far is
/// chosen.
const TREMOR_FROM: f32 = 0.8;
const TREMOR_HZ: (f32, f32) = (8.0, 12.0);
const TREMOR: (f32, f32) = (0.004, 0.015);

/// The `nth` stroke of its channel through its muscle. Both sides of the face draw the same numbers:
/// one command moves them.
pub(super) fn exert(stroke: &Stroke, nth: usize, seed: u64, clock: &Clock) -> Pull {
    let muscle = match stroke.channel {
        Channel::Unit(au, _) => u64::from(au.code()),
        channel => 100 + channel.index() as u64,
    };
    let mut rng = Rng::new(seed, Stream::Muscles, 1 + 1000 * muscle + nth as u64);
    let late_secs = (TIMING_SECS.0 * rng.normal()).clamp(-TIMING_SECS.1, TIMING_SECS.1);
    let mut course = stroke.course;
    // A short movement cannot be off by as much as a long one.
    course.start += late_secs * (course.rise / 0.2).min(1.0);
    let peak = stroke.peak.abs() * (1.0 + PEAK_SIGMA * rng.normal().clamp(-3.0, 3.0));
    let wavering = Wavering::draw(&mut rng, &course);
    let dynamics = match stroke.channel {
        Channel::GazeX | Channel::GazeY => return jump(&course, peak, clock),
        Channel::Unit(..) => Dynamics::FACE,
        _ => Dynamics::NECK,
    };
    let (first, mut values) = muscle::respond(&course, dynamics, &wavering, clock);
    values.iter_mut().for_each(|value| *value *= peak);
    let mut pull = Pull { first, peak, values };
    if matches!(stroke.channel, Channel::Unit(..)) {
        tremble(&mut pull, &mut rng, clock);
        if !stroke.is_micro() {
            leave_a_trace(&mut pull, &mut rng, clock);
        }
    }
    pull
}

/// Eyes jump as they are told: their muscles are too fast for frames to show a lag.
fn jump(course: &Course, peak: f32, clock: &Clock) -> Pull {
    let frames = clock.frames_within(course.start, course.end());
    let at = |frame| peak * course.at(clock.time_secs(frame));
    Pull { first: frames.start, peak, values: frames.map(at).collect() }
}

fn tremble(pull: &mut Pull, rng: &mut Rng, clock: &Clock) {
    let (hz, phase) = (rng.between(TREMOR_HZ.0, TREMOR_HZ.1), rng.unit());
    let size = rng.between(TREMOR.0, TREMOR.1);
    for (n, value) in pull.values.iter_mut().enumerate() {
        let effort = ((*value - TREMOR_FROM) / (1.0 - TREMOR_FROM)).clamp(0.0, 1.0);
        let time = clock.time_secs(pull.first + n);
        *value += size * effort * (TAU * (hz * time + phase)).sin();
    }
}

/// Strong movements do not return wholly at once.
fn leave_a_trace(pull: &mut Pull, rng: &mut Rng, clock: &Clock) {
    let (trace, secs) = (rng.between(TRACE.0, TRACE.1), rng.between(TRACE_SECS.0, TRACE_SECS.1));
    let trace = trace * ((pull.peak - TRACE_FROM) / 0.2).clamp(0.0, 1.0);
    let lasts = (secs * clock.fps.hz()) as usize;
    let Some(release) = pull.values.iter().rposition(|&value| value > trace) else { return };
    if trace < STILL || rng.chance(0.4) {
        return;
    }
    pull.values.truncate(release + 1);
    pull.values.extend((0..lasts).map(|n| trace * fall(n as f32 / lasts as f32)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, Fps, Side};

    const CLOCK: Clock = Clock { fps: Fps::PAL, frames: 200 };

    fn exerted(peak: f32, seed: u64) -> Vec<f32> {
        let course = Course { start: 0.5, rise: 0.4, hold: 1.0, fall: 0.6 };
        let channel = Channel::Unit(Au::of(12), Side::Left);
        let pull = exert(&Stroke { channel, peak, course, locked: false }, 0, seed, &CLOCK);
        let mut values = vec![0.0; pull.first];
        values.extend(pull.values);
        values.resize(CLOCK.frames, 0.0);
        values
    }

    #[test]
    fn strong_movements_linger_for_a_moment_and_weak_ones_do_not() {
        for (peak, most, least) in [(0.3, 0, 0), (0.9, 80, 40)] {
            // Told to be over at 2.5 s; half a second later whatever is left is a trace.
            let lingers =
                |seed: &u64| exerted(peak, *seed)[75..].iter().any(|&value| value > STILL);
            let count = (0..100).filter(lingers).count();
            assert!((least..=most).contains(&count), "{count} of 100 at {peak}");
        }
        for seed in 0..100 {
            let values = exerted(0.9, seed);
            assert!(values[75] <= TRACE.1 && values[150..].iter().all(|&value| value < STILL));
        }
    }

    #[test]
    fn only_great_effort_trembles() {
        let turns = |peak, seed| {
            let held = &exerted(peak, seed)[30..45];
            held.windows(3).filter(|w| (w[1] - w[0]) * (w[2] - w[1]) < 0.0).count()
        };
        let all = |peak| (0..50).map(|seed| turns(peak, seed)).sum::<usize>() / 50;
        assert!(all(0.5) <= 1 && all(1.0) >= 4, "{} and {}", all(0.5), all(1.0));
    }
}

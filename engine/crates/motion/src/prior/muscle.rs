//! From a command to a movement: excitation, activation, tissue.
//!
//! A nerve excites a muscle; the muscle's activation follows in first order, faster up than down (Zajac
//! 1989); skin and flesh follow the activation, critically damped: a second order, drawn as two equal
//! first-order lags in a row. The command is sent ahead by the lag of both, as people do who have
//! practised their faces all their lives, and reaches the strength that is meant.

use crate::course::{Course, smoothest};
use crate::options::Clock;
use crate::rng::Rng;
use std::f32::consts::TAU;

/// Steps of the simulation in a frame: 5 ms at 25 frames a second.
const STEPS: usize = 8;

/// A muscle is simulated for this long after its command ends, in its own lags.
const SETTLING_LAGS: f32 = 5.0;

/// Movements that rise faster than this need muscles that are quicker in proportion: they are excited
/// beyond what they are to reach, and braked. Seconds, chosen.
const UNHURRIED_SECS: f32 = 0.3;

/// How fast a muscle and what hangs on it are, seconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dynamics {
    activation_secs: f32,
    relaxation_secs: f32,
    tissue_secs: f32,
}

impl Dynamics {
    /// Facial muscles. Activation 15 ms, relaxation 50 ms: the usual values for skeletal muscle (Thelen
    /// 2003); skin is light, its lag is chosen.
    pub(super) const FACE: Self =
        Self { activation_secs: 0.015, relaxation_secs: 0.05, tissue_secs: 0.016 };

    /// The neck: the same muscle, but a head hangs on it; its lag is chosen.
    pub(super) const NECK: Self =
        Self { activation_secs: 0.015, relaxation_secs: 0.05, tissue_secs: 0.04 };

    fn hurried(self, course: &Course) -> Self {
        let pace = (course.rise.min(course.fall) / UNHURRIED_SECS).min(1.0);
        Self {
            activation_secs: pace * self.activation_secs,
            relaxation_secs: pace * self.relaxation_secs,
            tissue_secs: pace * self.tissue_secs,
        }
    }

    /// How far a movement is behind its command, seconds.
    fn lag_secs(self) -> f32 {
        self.activation_secs + 2.0 * self.tissue_secs
    }
}

/// How a muscle that is held wavers: it tires, waxes and wanes, and pulses now and then.
pub(super) struct Wavering {
    apex_secs: f32,
    tiring: f32,
    waves: [Wave; 3],
    pulse: Option<(f32, f32)>,
}

struct Wave {
    hz: f32,
    phase: f32,
    depth: f32,
}

/// A held muscle has tired when this much time is over, seconds.
const TIRING_SECS: f32 = 1.5;

/// Half of a pulse, seconds.
const PULSE_SECS: f32 = 0.22;

impl Wavering {
    /// No figures were found for how far faces waver while they hold an expression: depths and rates
    /// are chosen by eye, as traces of recorded faces look.
    pub(super) fn draw(rng: &mut Rng, course: &Course) -> Self {
        let depth = rng.between(0.01, 0.06);
        let waves =
            [(0.2, 0.6, 1.0), (0.6, 1.3, 0.6), (1.3, 2.6, 0.35)].map(|(low, high, part)| Wave {
                hz: rng.between(low, high),
                phase: rng.unit(),
                depth: depth * part,
            });
        let pulse_secs = course.apex() + rng.between(0.2, 0.8) * course.hold;
        let pulses = course.hold > 0.7 && rng.chance(0.4);
        Self {
            apex_secs: course.apex(),
            tiring: rng.between(0.0, 0.14),
            waves,
            pulse: pulses.then(|| (pulse_secs, rng.between(0.05, 0.12))),
        }
    }

    /// A factor on the command.
    fn at(&self, time_secs: f32) -> f32 {
        let wave = |wave: &Wave| wave.depth * (TAU * (wave.hz * time_secs + wave.phase)).sin();
        let pulse = self.pulse.map_or(0.0, |(middle_secs, size)| {
            size * smoothest(1.0 - (time_secs - middle_secs).abs() / PULSE_SECS)
        });
        let tired = self.tiring * smoothest((time_secs - self.apex_secs) / TIRING_SECS);
        1.0 + self.waves.iter().map(wave).sum::<f32>() + pulse - tired
    }
}

/// The movement that a command of this course makes: its first frame, and values 0..1 from there on; its
/// furthest is 1, in or between frames.
pub(super) fn respond(
    course: &Course,
    dynamics: Dynamics,
    wavering: &Wavering,
    clock: &Clock,
) -> (usize, Vec<f32>) {
    let dynamics = dynamics.hurried(course);
    let lag_secs = dynamics.lag_secs();
    let step_secs = clock.frame_secs() / STEPS as f32;
    let first = ((course.start - lag_secs) / clock.frame_secs()).floor() as i64;
    let lasts_secs =
        course.end() - course.start + SETTLING_LAGS * (lag_secs + dynamics.relaxation_secs);
    let frames = (lasts_secs / clock.frame_secs()).ceil() as usize + 1;
    let keep = |lag: f32| (-step_secs / lag).exp();
    let [up, down, tissue] =
        [dynamics.activation_secs, dynamics.relaxation_secs, dynamics.tissue_secs].map(keep);
    let (mut active, mut flesh, mut skin, mut furthest) = (0.0f32, 0.0f32, 0.0f32, 0.0f32);
    let mut values = Vec::with_capacity(frames);
    for step in 0..frames * STEPS {
        if step % STEPS == 0 {
            values.push(skin);
        }
        let time = first as f32 * clock.frame_secs() + (step + 1) as f32 * step_secs + lag_secs;
        let excited = course.at(time) * wavering.at(time);
        active = excited + (active - excited) * if excited > active { up } else { down };
        flesh = active + (flesh - active) * tissue;
        skin = flesh + (skin - flesh) * tissue;
        furthest = furthest.max(skin);
    }
    let before = first.min(0).unsigned_abs() as usize;
    let scale = 1.0 / furthest.max(1e-6);
    let values = values.iter().skip(before).map(|value| scale * value).collect();
    (first.max(0) as usize, values)
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::Fps;

    #[test]
    fn muscles_arrive_when_and_where_they_are_meant_to_and_relax_late() {
        let clock = Clock { fps: Fps { frames: 200, per_secs: 1 }, frames: 800 };
        let course = Course { start: 0.5, rise: 0.4, hold: 0.5, fall: 0.4 };
        let steady = Wavering {
            apex_secs: 0.9,
            tiring: 0.0,
            waves: [(); 3].map(|()| Wave { hz: 1.0, phase: 0.0, depth: 0.0 }),
            pulse: None,
        };
        let (first, values) = respond(&course, Dynamics::FACE, &steady, &clock);
        let at = |secs: f32| {
            let frame = (secs * 200.0) as usize;
            values.get(frame - first).copied().unwrap_or(0.0)
        };
        let crossing = |from: f32, up: bool| {
            (0..400)
                .map(|n| from + n as f32 / 200.0)
                .find(|&secs| (at(secs) >= 0.5) == up)
                .expect("it crosses")
        };
        let told = |from: f32, up: bool| {
            (0..400)
                .map(|n| from + n as f32 / 200.0)
                .find(|&secs| (course.at(secs) >= 0.5) == up)
                .expect("it crosses")
        };
        let (early, late) =
            (crossing(0.5, true) - told(0.5, true), crossing(1.2, false) - told(1.2, false));
        assert!(early.abs() < 0.015, "rises {early} s late");
        assert!((0.015..0.06).contains(&late), "falls {late} s late");
        assert!((at(1.3) - 1.0).abs() < 0.01 && at(2.2) < 0.01);
    }
}

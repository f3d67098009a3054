//! The head is never quite still: it sways, follows the eyes late, and rises with the breath.
//!
//! No trustworthy figures in degrees were found for any of this. The amounts are chosen by eye: small
//! enough to be felt rather than seen.

use super::Signal;
use crate::course::smoothest;
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::track::Track;
use risorius_face::{Au, Channel, Side};
use std::collections::BTreeMap;
use std::f32::consts::TAU;

/// Each direction of sway and how far it goes at most: degrees, or interocular distances.
const SWAY: [(Channel, f32); 6] = [
    (Channel::HeadYaw, 1.4),
    (Channel::HeadPitch, 0.9),
    (Channel::HeadRoll, 0.9),
    (Channel::HeadX, 0.008),
    (Channel::HeadY, 0.005),
    (Channel::HeadZ, 0.008),
];

/// Sway is a sum of this many waves.
const WAVES: usize = 3;

/// How fast a wave goes, cycles a second.
const WAVE_HZ: (f32, f32) = (0.07, 0.4);

/// The head starts where the picture has it and takes this long to come to life, seconds.
const WAKING_SECS: f32 = 1.0;

/// The head goes this share of the way of the eyes …
const FOLLOWED_SHARE: f32 = 0.15;

/// … and needs this long for most of it, seconds.
const FOLLOWING_SECS: f32 = 0.35;

/// Breaths a minute; each seed has its own rate.
const BREATHS_PER_MIN: (f32, f32) = (12.0, 18.0);

/// Breathing in takes this share of a breath.
const INHALING: f32 = 0.4;

/// Slow waves in every direction of the head.
pub(super) fn sway(seed: u64, amount: f32, clock: &Clock) -> Vec<Signal> {
    let swaying = |(item, (channel, reach)): (usize, (Channel, f32))| {
        let mut rng = Rng::new(seed, Stream::Head, item as u64);
        let waves: [(f32, f32); WAVES] =
            std::array::from_fn(|_| (rng.between(WAVE_HZ.0, WAVE_HZ.1), rng.unit()));
        let at = |time: f32| {
            waves.iter().map(|(hz, phase)| (TAU * (hz * time + phase)).sin()).sum::<f32>()
        };
        let scale = amount * reach / WAVES as f32;
        Signal::Added(channel, frames(clock, |time| scale * at(time)))
    };
    SWAY.into_iter().enumerate().map(swaying).collect()
}

/// Where a cue turns the eyes, the head goes a little of the way, late.
pub(super) fn follow_the_eyes(
    amount: f32,
    clock: &Clock,
    tracks: &BTreeMap<usize, Track>,
) -> Vec<Signal> {
    let pairs = [(Channel::GazeX, Channel::HeadYaw), (Channel::GazeY, Channel::HeadPitch)];
    let told =
        pairs.into_iter().filter_map(|(eyes, head)| Some((tracks.get(&eyes.index())?, head)));
    told.map(|(eyes, head)| {
        let share = amount * FOLLOWED_SHARE;
        Signal::Added(head, late(&eyes.values, clock).iter().map(|turn| share * turn).collect())
    })
    .collect()
}

/// A critically damped follower: it starts smoothly, arrives smoothly and never overshoots.
fn late(leader: &[f32], clock: &Clock) -> Vec<f32> {
    // Two equal low-pass filters in a row, each with half of the lag.
    let keep = (-2.0 * clock.frame_secs() / FOLLOWING_SECS).exp();
    let (mut first, mut second) = (0.0, 0.0);
    let mut follow = |&value: &f32| {
        first = value + (first - value) * keep;
        second = first + (second - first) * keep;
        second
    };
    leader.iter().map(&mut follow).collect()
}

/// Chest and shoulders lift the head, the head tips back a little, the nostrils widen.
pub(super) fn breath(seed: u64, amount: f32, clock: &Clock) -> [Signal; 4] {
    let mut rng = Rng::new(seed, Stream::Breath, 0);
    let period_secs = 60.0 / rng.between(BREATHS_PER_MIN.0, BREATHS_PER_MIN.1);
    let phase = rng.unit();
    let lungs = |time: f32| {
        let share = (time / period_secs + phase).fract();
        let inhaled = smoothest(share / INHALING);
        inhaled - smoothest((share - INHALING) / (1.0 - INHALING))
    };
    let nostril = |side| {
        let widening = |time: f32| 0.08 * amount * lungs(time + 0.1 * period_secs);
        Signal::Added(Channel::Unit(Au::of(38), side), frames(clock, widening))
    };
    [
        Signal::Added(Channel::HeadY, frames(clock, |time| 0.006 * amount * lungs(time))),
        Signal::Added(Channel::HeadPitch, frames(clock, |time| 0.3 * amount * lungs(time))),
        nostril(Side::Left),
        nostril(Side::Right),
    ]
}

/// A value for each frame, faded in from the picture as it is.
fn frames(clock: &Clock, value: impl Fn(f32) -> f32) -> Vec<f32> {
    let at = |frame| {
        let time = clock.time_secs(frame);
        value(time) * smoothest(time / WAKING_SECS)
    };
    (0..clock.frames).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::Fps;

    const MINUTE: Clock = Clock { fps: Fps::PAL, frames: 1500 };

    fn values(signal: &Signal) -> &[f32] {
        match signal {
            Signal::Added(_, values) | Signal::AtLeast(_, values) => values,
        }
    }

    #[test]
    fn people_breathe_12_to_18_times_a_minute() {
        for seed in 0..50 {
            let [lift, ..] = breath(seed, 1.0, &MINUTE);
            let chest = values(&lift);
            let full = chest.windows(3).filter(|w| w[0] < w[1] && w[1] >= w[2] && w[1] > 0.003);
            let breaths = full.count();
            assert!((11..=19).contains(&breaths), "seed {seed}: {breaths}");
        }
    }

    #[test]
    fn sway_stays_small_and_slow() {
        for seed in 0..20 {
            for (signal, (channel, reach)) in sway(seed, 1.0, &MINUTE).iter().zip(SWAY) {
                let values = values(signal);
                let steepest = TAU * WAVE_HZ.1 * reach / MINUTE.fps.hz() + 2.0 * reach / 25.0;
                assert!(values.iter().all(|value| value.abs() <= reach), "{channel:?}");
                assert!(values.windows(2).all(|w| (w[1] - w[0]).abs() < steepest), "{channel:?}");
            }
        }
    }

    #[test]
    fn the_head_follows_late_and_does_not_overshoot() {
        let mut eyes = vec![0.0; 100];
        eyes[10..].fill(20.0);
        let head = late(&eyes, &MINUTE);
        assert!(head[..10].iter().all(|&turn| turn == 0.0) && head[12] < 6.0);
        assert!(head.windows(2).all(|w| w[0] <= w[1]) && head[99] <= 20.0 && head[30] > 18.0);
    }
}

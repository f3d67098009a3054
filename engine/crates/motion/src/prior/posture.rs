//! The head of somebody who feels or speaks is not still: it drifts and sways, and dips as they stress
//! a word. This is told by no cue.
//!
//! No trustworthy figures in degrees were found; amounts and rates are chosen by eye. A dip comes 30 ms
//! after the stress (PLoS ONE 0323448).

use super::speech::Voice;
use crate::course::smoothest;
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use risorius_face::Channel;
use std::f32::consts::TAU;

/// How likely somebody who feels or speaks sways.
const CHANCE: f32 = 0.6;

/// Reach of the sway of one performance, degrees; waves seldom meet, so it mostly stays at half.
const REACH_DEG: (f32, f32) = (1.5, 4.0);

/// Each direction's part of the reach; shifts are interocular distances a degree.
const DIRECTIONS: [(Channel, f32); 6] = [
    (Channel::HeadYaw, 1.0),
    (Channel::HeadPitch, 0.7),
    (Channel::HeadRoll, 0.7),
    (Channel::HeadX, 0.005),
    (Channel::HeadY, 0.003),
    (Channel::HeadZ, 0.006),
];

/// How fast waves go, cycles a second: the slowest are drift.
const WAVES_HZ: [(f32, f32); 3] = [(0.03, 0.1), (0.1, 0.25), (0.25, 0.5)];

/// The head starts where the picture has it and takes this long to come to life, seconds.
const WAKING_SECS: f32 = 1.0;

/// How far a stressed word dips the head, degrees.
const DIP_DEG: (f32, f32) = (0.5, 2.0);

/// From the stress to the dip, and how long the dip takes, seconds.
const DIP_SECS: (f32, f32) = (0.03, 0.35);

/// Values to be added to the head's channels, frame by frame; none where the head is still.
pub(super) fn sway(
    seed: u64,
    voice: &Voice,
    feels: bool,
    clock: &Clock,
) -> Vec<(Channel, Vec<f32>)> {
    let mut rng = Rng::new(seed, Stream::Posture, 0);
    let sways = rng.chance(CHANCE) && (feels || voice.speaks());
    if !sways {
        return Vec::new();
    }
    let reach_deg = rng.between(REACH_DEG.0, REACH_DEG.1);
    let mut signals: Vec<(Channel, Vec<f32>)> = DIRECTIONS
        .map(|(channel, part)| (channel, waves(&mut rng, part * reach_deg, clock)))
        .into();
    let dip_deg = rng.between(DIP_DEG.0, DIP_DEG.1);
    for (channel, values) in &mut signals {
        if *channel == Channel::HeadPitch {
            voice
                .stresses_secs
                .iter()
                .for_each(|&stress_secs| dip(values, stress_secs, dip_deg, clock));
        }
    }
    signals
}

fn waves(rng: &mut Rng, reach: f32, clock: &Clock) -> Vec<f32> {
    let waves = WAVES_HZ.map(|(low, high)| (rng.between(low, high), rng.unit(), rng.unit()));
    let weight: f32 = waves.iter().map(|(.., weight)| weight).sum::<f32>().max(0.1);
    let at = |frame| {
        let time = clock.time_secs(frame);
        let wave =
            |(hz, phase, weight): &(f32, f32, f32)| weight * (TAU * (hz * time + phase)).sin();
        reach / weight * waves.iter().map(wave).sum::<f32>() * smoothest(time / WAKING_SECS)
    };
    (0..clock.frames).map(at).collect()
}

fn dip(pitch: &mut [f32], stress_secs: f32, degrees: f32, clock: &Clock) {
    let start_secs = stress_secs + DIP_SECS.0;
    for frame in clock.frames_within(start_secs, start_secs + DIP_SECS.1) {
        let share = (clock.time_secs(frame) - start_secs) / DIP_SECS.1;
        pitch[frame] -= degrees * smoothest(2.0 * share) * smoothest(2.0 - 2.0 * share);
    }
}

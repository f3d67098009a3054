//! Plays a script with a body: every cue through muscles, then what muscles do to each other.

use super::speech::Voice;
use super::synergy::{self, Tracks};
use super::{Person, STILL, effort, posture, visemes};
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::stroke::{Stroke, strokes};
use crate::track::{Pull, add_together};
use risorius_face::{Au, CHANNEL_COUNT, CHANNELS, Channel, Motion, Row, Script, Side};

/// A sound that opens mouth or jaw less than this wants them shut; chosen.
const SHUT_BELOW: f32 = 0.2;

/// The motion of a script, with speech.
pub(super) fn play(
    script: &Script,
    voice: &Voice,
    person: &Person,
    seed: u64,
    clock: &Clock,
) -> Motion {
    let mut tracks: Vec<Option<Vec<f32>>> = vec![None; CHANNEL_COUNT];
    let strokes = strokes(script, seed, clock);
    for of_channel in strokes.chunk_by(|a, b| a.channel == b.channel) {
        let values = contract(of_channel, seed, clock);
        tracks[of_channel[0].channel.index()] = Some(values);
    }
    speak(&mut tracks, voice);
    synergy::drag(&mut tracks, person.synergy, &mut Rng::new(seed, Stream::Muscles, 0));
    synergy::inhibit(&mut tracks);
    let feels = script.beats().next().is_some();
    for (channel, values) in posture::sway(seed, voice, feels, clock) {
        sway(&mut tracks[channel.index()], &values, channel);
    }
    let mut rows = vec![Row::ZERO; clock.frames];
    for (column, values) in tracks.into_iter().enumerate() {
        let (low, high) = CHANNELS[column].range();
        for (row, value) in rows.iter_mut().zip(values.into_iter().flatten()) {
            let still = value.abs() < STILL * high;
            row.0[column] = if still { 0.0 } else { value.clamp(low, high) };
        }
    }
    Motion { fps: clock.fps, rows }
}

/// The strokes of one channel, ordered by start, through its muscle.
fn contract(strokes: &[Stroke], seed: u64, clock: &Clock) -> Vec<f32> {
    let mut values = vec![0.0; clock.frames];
    for sign in [1.0, -1.0] {
        let same_way = strokes.iter().enumerate().filter(|(_, stroke)| stroke.peak * sign > 0.0);
        let pulls: Vec<Pull> =
            same_way.map(|(nth, stroke)| effort::exert(stroke, nth, seed, clock)).collect();
        let mut end = 0;
        let runs = pulls.chunk_by(|pull, next| {
            end = end.max(pull.end());
            next.first < end
        });
        runs.for_each(|run| add_together(&mut values, run, sign));
    }
    values
}

/// Speech shapes the mouth. Sounds that close it do so against all; what else is told of the mouth
/// stays beneath the shapes.
fn speak(tracks: &mut Tracks, voice: &Voice) {
    let frames = voice.visemes.len();
    for frame in 0..frames {
        let weights = &voice.blended(frame);
        if weights.iter().all(|&weight| weight == 0.0) {
            continue;
        }
        for ask in visemes::asks(weights) {
            let target = (ask.target * voice.effort[frame]).min(1.0);
            let opens = ask.au == Au::of(25) || ask.au == Au::of(26);
            let closing =
                if opens { ask.hold * (1.0 - ask.target / SHUT_BELOW).max(0.0) } else { 0.0 };
            for (channel, _) in Channel::of_unit(ask.au, Side::Both) {
                let value =
                    &mut tracks[channel.index()].get_or_insert_with(|| vec![0.0; frames])[frame];
                *value = (*value * (1.0 - closing)).max(target);
            }
        }
    }
}

/// Sway steps back where the head acts.
fn sway(track: &mut Option<Vec<f32>>, values: &[f32], channel: Channel) {
    let acts_from = 0.04 * channel.range().1;
    let track = track.get_or_insert_with(|| vec![0.0; values.len()]);
    for (value, sway) in track.iter_mut().zip(values) {
        *value += sway * (1.0 - (value.abs() / acts_from).min(1.0));
    }
}

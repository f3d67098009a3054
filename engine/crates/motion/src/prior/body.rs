//! Plays a script with a body: every cue through muscles, then what muscles do to each other.

use super::muscle::{self, Dynamics, Wavering};
use super::speech::Voice;
use super::synergy::{self, Tracks};
use super::{Person, posture, visemes};
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::stroke::{Stroke, strokes};
use risorius_face::{Au, CHANNEL_COUNT, CHANNELS, Channel, Motion, Row, Script, Side};
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

/// A sound that opens mouth or jaw less than this wants them shut; chosen.
const SHUT_BELOW: f32 = 0.2;

/// Values nearer to rest than this are rest.
const STILL: f32 = 0.004;

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
        let pulls = strokes.iter().enumerate().filter(|(_, stroke)| stroke.peak * sign > 0.0);
        let pulls: Vec<Pull> =
            pulls.map(|(nth, stroke)| Pull::new(stroke, nth, seed, clock)).collect();
        let mut end = 0;
        let runs = pulls.chunk_by(|pull, next| {
            end = end.max(pull.first + pull.values.len());
            next.first < end
        });
        runs.for_each(|run| add_run(&mut values, run, sign));
    }
    values
}

/// Pulls that overlap add up like chances and never pass the largest, as in a blocking's track.
fn add_run(values: &mut [f32], run: &[Pull], sign: f32) {
    let largest = run.iter().map(|pull| pull.peak).fold(0.0, f32::max);
    let first = run.iter().map(|pull| pull.first).min().unwrap_or(0);
    let end = run.iter().map(|pull| pull.first + pull.values.len()).max().unwrap_or(0);
    let mut relaxed = vec![1.0; end - first];
    for pull in run {
        for (relaxed, value) in relaxed[pull.first - first..].iter_mut().zip(&pull.values) {
            *relaxed *= 1.0 - value / largest;
        }
    }
    for (value, relaxed) in values.iter_mut().skip(first).zip(relaxed) {
        *value += sign * largest * (1.0 - relaxed);
    }
}

/// What one stroke did: strengths from a frame on.
struct Pull {
    first: usize,
    values: Vec<f32>,
    peak: f32,
}

impl Pull {
    /// Both sides of the face draw the same numbers: one command moves them.
    fn new(stroke: &Stroke, nth: usize, seed: u64, clock: &Clock) -> Self {
        let column = match stroke.channel {
            Channel::Unit(au, _) => u64::from(au.code()),
            channel => 100 + channel.index() as u64,
        };
        let mut rng = Rng::new(seed, Stream::Muscles, 1 + 1000 * column + nth as u64);
        let late = (TIMING_SECS.0 * rng.normal()).clamp(-TIMING_SECS.1, TIMING_SECS.1);
        let mut course = stroke.course;
        // A short movement cannot be off by as much as a long one.
        course.start += late * (course.rise / 0.2).min(1.0);
        let peak = stroke.peak.abs() * (1.0 + PEAK_SIGMA * rng.normal().clamp(-3.0, 3.0));
        let wavering = Wavering::draw(&mut rng, &course);
        let response = match stroke.channel {
            Channel::GazeX | Channel::GazeY => return Self::jump(&course, peak, clock),
            Channel::Unit(..) => muscle::respond(&course, Dynamics::FACE, &wavering, clock),
            _ => muscle::respond(&course, Dynamics::NECK, &wavering, clock),
        };
        let values = response.values.iter().map(|value| peak * value).collect();
        let mut pull = Self { first: response.first, values, peak };
        if matches!(stroke.channel, Channel::Unit(..)) {
            pull.tremble(&mut rng, clock);
            pull.leave_a_trace(&mut rng, clock);
        }
        pull
    }

    /// Eyes jump as they are told: their muscles are too fast for frames to show a lag.
    fn jump(course: &crate::course::Course, peak: f32, clock: &Clock) -> Self {
        let frames = clock.frames_within(course.start, course.end());
        let at = |frame| peak * course.at(clock.time_secs(frame));
        Self { first: frames.start, values: frames.map(at).collect(), peak }
    }

    fn tremble(&mut self, rng: &mut Rng, clock: &Clock) {
        let (hz, phase) = (rng.between(TREMOR_HZ.0, TREMOR_HZ.1), rng.unit());
        let size = rng.between(TREMOR.0, TREMOR.1);
        for (n, value) in self.values.iter_mut().enumerate() {
            let effort = ((*value - TREMOR_FROM) / (1.0 - TREMOR_FROM)).clamp(0.0, 1.0);
            let time = clock.time_secs(self.first + n);
            *value += size * effort * (TAU * (hz * time + phase)).sin();
        }
    }

    /// Strong movements do not return wholly at once.
    fn leave_a_trace(&mut self, rng: &mut Rng, clock: &Clock) {
        let (trace, secs) =
            (rng.between(TRACE.0, TRACE.1), rng.between(TRACE_SECS.0, TRACE_SECS.1));
        let trace = trace * ((self.peak - TRACE_FROM) / 0.2).clamp(0.0, 1.0);
        let lasts = (secs * clock.fps.hz()) as usize;
        let Some(release) = self.values.iter().rposition(|&value| value > trace) else { return };
        if trace < STILL || rng.chance(0.4) {
            return;
        }
        self.values.truncate(release + 1);
        let fading = (0..lasts).map(|n| trace * crate::course::fall(n as f32 / lasts as f32));
        self.values.extend(fading);
    }
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

//! All strokes of one channel put together.
//!
//! Strokes that overlap add up like chances: with the largest peak M among them,
//! `M · (1 − Π (1 − vᵢ / M))`. Alone a stroke is as it is, together they never pass M, and there is no
//! edge where one takes over from the other. Head and gaze pull both ways; what pulls up and what pulls
//! down are put together apart and subtracted. A locked stroke pushes the others back while it lasts, so
//! its apex is exact; of locked strokes that overlap the furthest counts.

use crate::options::Clock;
use crate::stroke::Stroke;
use std::ops::Range;

/// The cues' part of one channel, frame by frame.
#[derive(Debug)]
pub(crate) struct Track {
    /// The channel's values.
    pub(crate) values: Vec<f32>,
    /// How far a cue has the channel, 0..1.
    pub(crate) presence: Vec<f32>,
    /// How far a locked cue has it, 0..1.
    pub(crate) locked: Vec<f32>,
    /// What micro-expressions alone ask, without its sign.
    pub(crate) micro: Vec<f32>,
}

impl Track {
    /// Puts the strokes of one channel, ordered by start, together.
    pub(crate) fn new(strokes: &[Stroke], clock: &Clock) -> Self {
        let zeros = || vec![0.0; clock.frames];
        let mut track =
            Self { values: zeros(), presence: zeros(), locked: zeros(), micro: zeros() };
        let mut held = zeros();
        for sign in [1.0, -1.0] {
            let pulls = strokes.iter().filter(|stroke| stroke.peak * sign > 0.0).copied();
            let (locked, free): (Vec<Stroke>, Vec<Stroke>) = pulls.partition(|pull| pull.locked);
            overlapping(&free).for_each(|run| track.add_run(run, sign, clock));
            track.hold(&locked, sign, &mut held, clock);
        }
        for ((value, held), locked) in track.values.iter_mut().zip(held).zip(&track.locked) {
            *value = *value * (1.0 - locked) + held;
        }
        track
    }

    /// Adds strokes that overlap and pull the same way.
    fn add_run(&mut self, run: &[Stroke], sign: f32, clock: &Clock) {
        let mut pull = |stroke: &Stroke| {
            let frames = frames_of(stroke, clock);
            let at = |frame: usize| {
                let there = stroke.course.at(clock.time_secs(frame));
                self.presence[frame] = self.presence[frame].max(there);
                let value = stroke.peak.abs() * there;
                if stroke.is_micro() {
                    self.micro[frame] = self.micro[frame].max(value);
                }
                value
            };
            Pull { first: frames.start, peak: stroke.peak.abs(), values: frames.map(at).collect() }
        };
        let pulls: Vec<Pull> = run.iter().map(&mut pull).collect();
        add_together(&mut self.values, &pulls, sign);
    }

    /// Marks where locked strokes have the channel, and adds to `held` where they hold it.
    fn hold(&mut self, locked: &[Stroke], sign: f32, held: &mut [f32], clock: &Clock) {
        let mut furthest = vec![0.0f32; clock.frames];
        for stroke in locked {
            for frame in frames_of(stroke, clock) {
                let there = stroke.course.at(clock.time_secs(frame));
                furthest[frame] = furthest[frame].max(stroke.peak.abs() * there);
                self.presence[frame] = self.presence[frame].max(there);
                self.locked[frame] = self.locked[frame].max(there);
            }
        }
        held.iter_mut().zip(furthest).for_each(|(held, there)| *held += sign * there);
    }
}

/// What one movement does to its channel, without its sign.
pub(crate) struct Pull {
    /// The frame at which it begins.
    pub(crate) first: usize,
    /// The strength that it is meant to reach.
    pub(crate) peak: f32,
    /// Strengths, frame by frame.
    pub(crate) values: Vec<f32>,
}

impl Pull {
    /// The frame after its last.
    pub(crate) fn end(&self) -> usize {
        self.first + self.values.len()
    }
}

/// Adds movements that overlap and pull the same way to the values of their channel.
pub(crate) fn add_together(values: &mut [f32], pulls: &[Pull], sign: f32) {
    let largest = pulls.iter().map(|pull| pull.peak).fold(0.0, f32::max);
    let first = pulls.iter().map(|pull| pull.first).min().unwrap_or(0);
    let end = pulls.iter().map(Pull::end).max().unwrap_or(0);
    let mut relaxed = vec![1.0; end - first];
    for pull in pulls {
        for (relaxed, value) in relaxed[pull.first - first..].iter_mut().zip(&pull.values) {
            *relaxed *= 1.0 - value / largest;
        }
    }
    for (value, relaxed) in values.iter_mut().skip(first).zip(relaxed) {
        *value += sign * largest * (1.0 - relaxed);
    }
}

fn frames_of(stroke: &Stroke, clock: &Clock) -> Range<usize> {
    clock.frames_within(stroke.course.start, stroke.course.end())
}

/// Parts strokes, ordered by start, where all before have ended: an edit changes its own run only.
fn overlapping(strokes: &[Stroke]) -> impl Iterator<Item = &[Stroke]> {
    let mut end_secs = f32::NEG_INFINITY;
    strokes.chunk_by(move |stroke, next| {
        end_secs = end_secs.max(stroke.course.end());
        next.course.start < end_secs
    })
}

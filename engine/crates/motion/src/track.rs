//! All strokes of one channel put together.
//!
//! Strokes that overlap add up like chances: with the largest peak M, `M · (1 − Π (1 − vᵢ / M))`. Alone a
//! stroke is as it is, together they never pass M, and there is no edge where one takes over from the
//! other. Head and gaze pull both ways; what pulls up and what pulls down are put together apart and
//! subtracted. A locked stroke pushes the others back while it lasts, so its apex is exact.

use crate::options::Clock;
use crate::stroke::Stroke;

/// The cues' part of one channel, frame by frame.
pub(crate) struct Track {
    /// The channel's values.
    pub(crate) values: Vec<f32>,
    /// How far a cue has the channel, 0..1.
    pub(crate) presence: Vec<f32>,
    /// How far a locked cue has it, 0..1.
    pub(crate) locked: Vec<f32>,
}

impl Track {
    /// Puts the strokes of one channel together.
    pub(crate) fn new(strokes: &[Stroke], clock: &Clock) -> Self {
        let mut track = Self {
            values: vec![0.0; clock.frames],
            presence: vec![0.0; clock.frames],
            locked: vec![0.0; clock.frames],
        };
        for sign in [1.0, -1.0] {
            track.add_pull(strokes, sign, clock);
        }
        for stroke in strokes {
            track.mark_presence(stroke, clock);
        }
        let free = track.locked.iter().map(|locked| 1.0 - locked);
        track.values.iter_mut().zip(free).for_each(|(value, free)| *value *= free);
        for sign in [1.0, -1.0] {
            track.add_locked(strokes, sign, clock);
        }
        track
    }

    fn add_pull(&mut self, strokes: &[Stroke], sign: f32, clock: &Clock) {
        let pulls = || strokes.iter().filter(|stroke| !stroke.locked && stroke.peak * sign > 0.0);
        let largest = pulls().map(|stroke| stroke.peak.abs()).fold(0.0, f32::max);
        if largest == 0.0 {
            return;
        }
        let mut relaxed = vec![1.0; clock.frames];
        for stroke in pulls() {
            let share = stroke.peak.abs() / largest;
            for frame in frames_of(stroke, clock) {
                relaxed[frame] *= 1.0 - share * stroke.course.at(clock.time_secs(frame));
            }
        }
        self.values
            .iter_mut()
            .zip(relaxed)
            .for_each(|(value, relaxed)| *value += sign * largest * (1.0 - relaxed));
    }

    /// Locked strokes that pull the same way: the furthest counts.
    fn add_locked(&mut self, strokes: &[Stroke], sign: f32, clock: &Clock) {
        let mut furthest = vec![0.0f32; clock.frames];
        for stroke in strokes.iter().filter(|stroke| stroke.locked && stroke.peak * sign > 0.0) {
            for frame in frames_of(stroke, clock) {
                let there = stroke.peak.abs() * stroke.course.at(clock.time_secs(frame));
                furthest[frame] = furthest[frame].max(there);
            }
        }
        self.values.iter_mut().zip(furthest).for_each(|(value, there)| *value += sign * there);
    }

    fn mark_presence(&mut self, stroke: &Stroke, clock: &Clock) {
        for frame in frames_of(stroke, clock) {
            let there = stroke.course.at(clock.time_secs(frame));
            self.presence[frame] = self.presence[frame].max(there);
            if stroke.locked {
                self.locked[frame] = self.locked[frame].max(there);
            }
        }
    }
}

fn frames_of(stroke: &Stroke, clock: &Clock) -> std::ops::Range<usize> {
    clock.frames_within(stroke.course.start, stroke.course.end())
}

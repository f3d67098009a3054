//! Every cue a curve, and a little life.

use crate::Performer;
use crate::life::{self, Signal};
use crate::options::{Clock, Options};
use crate::stroke::{Stroke, strokes};
use crate::track::Track;
use risorius_face::{CHANNELS, Channel, Motion, Row, Script};
use std::collections::BTreeMap;

/// How far life steps back from a channel that a cue has, 0..1. Gaze steps back wholly: eyes that
/// wander from where they are told to look disobey. Anything steps back wholly from a locked cue.
const LIFE_STEPS_BACK: f32 = 0.6;

/// Draws each cue as a curve of its own, by the facts of how faces move in time. Beats change nothing
/// here: what an emotion does to the face is already in the cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curves;

impl Performer for Curves {
    fn perform(&self, script: &Script, options: &Options) -> Motion {
        let clock = Clock::new(script, options);
        let strokes = strokes(script, options.seed, &clock);
        let mut tracks: BTreeMap<usize, Track> = strokes
            .chunk_by(|a, b| a.channel == b.channel)
            .map(|of_channel: &[Stroke]| {
                (of_channel[0].channel.index(), Track::new(of_channel, &clock))
            })
            .collect();
        for signal in life::signals(options, &clock, &strokes, &tracks) {
            let column = signal.channel().index();
            let alone = || Track::new(&[], &clock);
            enliven(tracks.entry(column).or_insert_with(alone), &signal);
        }
        let mut rows = vec![Row::ZERO; clock.frames];
        for (column, track) in tracks {
            let (low, high) = CHANNELS[column].range();
            for (row, value) in rows.iter_mut().zip(track.values) {
                row.0[column] = value.clamp(low, high);
            }
        }
        Motion { fps: clock.fps, rows }
    }
}

/// Adds a sign of life to a channel, as far as cues leave it room.
fn enliven(track: &mut Track, signal: &Signal) {
    for frame in 0..track.values.len() {
        let (presence, locked) = (track.presence[frame], track.locked[frame]);
        let value = &mut track.values[frame];
        match signal {
            Signal::Added(channel, values) => {
                let gaze = matches!(channel, Channel::GazeX | Channel::GazeY);
                let back = if gaze { presence } else { (LIFE_STEPS_BACK * presence).max(locked) };
                *value += values[frame] * (1.0 - back);
            }
            Signal::AtLeast(_, values) => *value = value.max(values[frame] * (1.0 - locked)),
        }
    }
}

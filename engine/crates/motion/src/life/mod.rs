//! What a face does without being told.

mod blinks;
mod body;
mod gaze;

pub(crate) use gaze::saccade_secs;

use crate::blocking::Blocking;
use crate::options::{Clock, Options};
use risorius_face::{Channel, Row};

/// A value for each frame of a channel.
pub(crate) enum Signal {
    /// To be added to what the cues ask for.
    Added(Channel, Vec<f32>),
    /// The channel is at least there.
    AtLeast(Channel, Vec<f32>),
}

impl Signal {
    pub(crate) fn channel(&self) -> Channel {
        match *self {
            Self::Added(channel, _) | Self::AtLeast(channel, _) => channel,
        }
    }
}

/// How far life steps back from a channel that a cue has, 0..1. Gaze steps back wholly: eyes that
/// wander from where they are told to look disobey. Anything steps back wholly from a locked cue.
const LIFE_STEPS_BACK: f32 = 0.6;

/// Adds all signs of life, at their amounts, to the rows of a clock, as far as cues leave them room.
pub(crate) fn enliven(rows: &mut [Row], options: &Options, clock: &Clock, blocking: &Blocking) {
    for signal in signals(options, clock, blocking) {
        let column = signal.channel().index();
        let track = blocking.tracks.get(&column);
        for (frame, row) in rows.iter_mut().enumerate() {
            let (presence, locked) =
                track.map_or((0.0, 0.0), |track| (track.presence[frame], track.locked[frame]));
            let value = &mut row.0[column];
            match &signal {
                Signal::Added(channel, values) => {
                    let gaze = matches!(channel, Channel::GazeX | Channel::GazeY);
                    let back =
                        if gaze { presence } else { (LIFE_STEPS_BACK * presence).max(locked) };
                    *value += values[frame] * (1.0 - back);
                }
                Signal::AtLeast(_, values) => *value = value.max(values[frame] * (1.0 - locked)),
            }
        }
    }
}

/// All signs of life; none for an amount of zero.
fn signals(options: &Options, clock: &Clock, blocking: &Blocking) -> Vec<Signal> {
    let Blocking { strokes, tracks } = blocking;
    let life = options.life.held();
    let mut signals = Vec::new();
    if life.blinks > 0.0 {
        signals.extend(blinks::signals(options.seed, life.blinks, clock, strokes, tracks));
    }
    if life.gaze > 0.0 {
        signals.extend(gaze::signals(options.seed, life.gaze, clock, tracks));
    }
    if life.head > 0.0 {
        signals.extend(body::sway(options.seed, life.head, clock));
        signals.extend(body::follow_the_eyes(life.head, clock, tracks));
    }
    if life.breath > 0.0 {
        signals.extend(body::breath(options.seed, life.breath, clock));
    }
    signals
}

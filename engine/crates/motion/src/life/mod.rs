//! What a face does without being told.

mod blinks;
mod body;
mod gaze;

pub(crate) use gaze::saccade_secs;

use crate::options::{Clock, Options};
use crate::stroke::Stroke;
use crate::track::Track;
use risorius_face::Channel;
use std::collections::BTreeMap;

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

/// All signs of life, at their amounts; none for an amount of zero.
pub(crate) fn signals(
    options: &Options,
    clock: &Clock,
    strokes: &[Stroke],
    tracks: &BTreeMap<usize, Track>,
) -> Vec<Signal> {
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

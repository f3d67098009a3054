//! Blocking: every cue as a curve of its own, as animators call a first pass.

use crate::options::Clock;
use crate::stroke::{Stroke, strokes};
use crate::track::Track;
use risorius_face::Script;
use std::collections::BTreeMap;

/// What the cues of a script ask of the face at the frames of a clock.
#[derive(Debug)]
pub(crate) struct Blocking {
    /// Every movement, ordered by channel and start.
    pub(crate) strokes: Vec<Stroke>,
    /// The channels that cues ask something of, by column.
    pub(crate) tracks: BTreeMap<usize, Track>,
}

impl Blocking {
    pub(crate) fn new(script: &Script, seed: u64, clock: &Clock) -> Self {
        let strokes = strokes(script, seed, clock);
        let of_channels = strokes.chunk_by(|a, b| a.channel == b.channel);
        let track =
            |of_channel: &[Stroke]| (of_channel[0].channel.index(), Track::new(of_channel, clock));
        Self { tracks: of_channels.map(track).collect(), strokes }
    }
}

//! What the cues of a script ask of every channel, frame by frame.

use crate::blocking::Blocking;
use crate::options::Clock;
use risorius_face::{CHANNELS, Channel, Row};

/// Curves of all cues, and where they are.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The curves.
    pub(crate) values: Vec<Row>,
    /// How far a cue has each channel, 0..1.
    pub(crate) presence: Vec<Row>,
    /// How far a locked cue has it, 0..1.
    pub(crate) locked: Vec<Row>,
    /// What micro-expressions alone ask of muscles.
    pub(crate) micro: Vec<Row>,
}

impl Asked {
    /// One row a frame of the clock that the blocking was made for.
    pub(crate) fn new(blocking: &Blocking, clock: &Clock) -> Self {
        let none = || vec![Row::ZERO; clock.frames];
        let mut asked = Self { values: none(), presence: none(), locked: none(), micro: none() };
        for (&column, track) in &blocking.tracks {
            let (low, high) = CHANNELS[column].range();
            let is_muscle = matches!(CHANNELS[column], Channel::Unit(..));
            for frame in 0..clock.frames {
                asked.values[frame].0[column] = track.values[frame].clamp(low, high);
                asked.presence[frame].0[column] = track.presence[frame];
                asked.locked[frame].0[column] = track.locked[frame];
                if is_muscle {
                    asked.micro[frame].0[column] = track.micro[frame].min(high);
                }
            }
        }
        asked
    }

    /// Whether anything is asked from a frame on.
    pub(crate) fn any_from(&self, frame: usize) -> bool {
        self.presence.iter().skip(frame).any(|row| row.0.iter().any(|&there| there > 0.0))
    }
}

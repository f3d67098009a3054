//! Every cue a curve, and a little life.

use crate::Performer;
use crate::blocking::Blocking;
use crate::life::enliven;
use crate::options::{Clock, Options};
use risorius_face::{CHANNELS, Motion, Row, Script};

/// Draws each cue as a curve of its own, by the facts of how faces move in time. Beats change nothing
/// here: what an emotion does to the face is already in the cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Curves;

impl Performer for Curves {
    fn perform(&self, script: &Script, options: &Options) -> Motion {
        let clock = Clock::new(script, options);
        let blocking = Blocking::new(script, options.seed, &clock);
        let mut rows = vec![Row::ZERO; clock.frames];
        for (&column, track) in &blocking.tracks {
            for (row, &value) in rows.iter_mut().zip(&track.values) {
                row.0[column] = value;
            }
        }
        enliven(&mut rows, options, &clock, &blocking);
        hold(&mut rows);
        Motion { fps: clock.fps, rows }
    }
}

/// Holds every value to its channel's range.
pub(crate) fn hold(rows: &mut [Row]) {
    for row in rows {
        for (value, channel) in row.0.iter_mut().zip(CHANNELS) {
            let (low, high) = channel.range();
            *value = value.clamp(low, high);
        }
    }
}

//! FACS notation, read and written.
//!
//! Units are joined by `+`, a blank or a comma: `L12B+R14C`, `AU1C, AU2C`, `12=0.6`. A letter or
//! `=number` after a unit is its strength. A unit without one takes the strength that follows next
//! before a comma, so `1+2+5B` and `1+2+5 B` mean all three at B while `1C+2+5B` leaves the 1 at C;
//! where none follows it is C, "marked". `0` alone is the true zero. Head and gaze may also be set
//! in degrees, `yaw=10 pitch=-5 roll=3 gaze_x=12 gaze_y=-4`, and the head's shift in interocular
//! distances, `x=0.1 y=0 z=-0.2`.

mod error;
mod reader;
mod scanner;
mod writer;

pub use error::{NotationError, Problem};
pub(crate) use reader::{keep_compatible, read_prefix};
pub(crate) use scanner::Scanner;
pub use writer::{describe, format_units};
pub(crate) use writer::{format_apart, number};

use crate::{Channel, Intensity, Row, Unit};

/// Strength of a unit to which nothing gives one: C, "marked".
pub const DEFAULT_INTENSITY: f32 = Intensity::C.value();

/// The names by which head and gaze are set.
pub const SETTINGS: &[(&str, Channel)] = &[
    ("yaw", Channel::HeadYaw),
    ("pitch", Channel::HeadPitch),
    ("roll", Channel::HeadRoll),
    ("x", Channel::HeadX),
    ("y", Channel::HeadY),
    ("z", Channel::HeadZ),
    ("gaze_x", Channel::GazeX),
    ("gaze_y", Channel::GazeY),
];

/// What a notation says: nothing at all is the true zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notation {
    /// Units in the order in which they stand; no two drive the same channel.
    pub units: Vec<Unit>,
    /// Head and gaze: degrees, or interocular distances for the head's shift.
    pub settings: Vec<(Channel, f32)>,
}

impl Notation {
    /// The face at that moment.
    pub fn row(&self) -> Row {
        let mut row = Row::ZERO;
        for unit in &self.units {
            row.add(unit.au, unit.side, unit.intensity);
        }
        for &(channel, value) in &self.settings {
            row.set(channel, value);
        }
        row
    }
}

/// Reads FACS notation.
///
/// # Errors
/// What cannot be read, at which column, and what to write instead.
pub fn parse(text: &str) -> Result<Notation, NotationError> {
    reader::read_all(text)
}

#[cfg(test)]
mod tests;

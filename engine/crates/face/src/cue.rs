//! Cues: which units act, when, how strongly, in whose words and why.

use crate::Unit;
use serde::{Deserialize, Serialize};

/// The course of a movement in time, in seconds: it leaves zero at `start_secs`, reaches its apex
/// after `onset_secs`, stays for `hold_secs` and is gone after `offset_secs` more. What begins with the
/// script and takes no time to rise is there from the first moment on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// When the movement begins, seconds from the start of the script.
    pub start_secs: f32,
    /// Rise time.
    pub onset_secs: f32,
    /// Time at the apex.
    pub hold_secs: f32,
    /// Fall time.
    pub offset_secs: f32,
}

impl Envelope {
    /// Whether the movement is at its apex as the script begins.
    pub fn is_there_already(&self) -> bool {
        self.start_secs <= 0.0 && self.onset_secs <= 0.0
    }

    /// When the movement is over, seconds.
    pub fn end_secs(&self) -> f32 {
        self.start_secs + self.onset_secs + self.hold_secs + self.offset_secs
    }
}

/// One line of the muscle script.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// When and how fast.
    pub envelope: Envelope,
    /// The units that act together.
    pub units: Vec<Unit>,
    /// What the face does, in words ("Brows and upper lids lift").
    pub text: String,
    /// Why it does it ("she has not yet understood"); may be empty.
    pub reason: String,
    /// A locked cue is reproduced exactly and survives a new think.
    #[serde(default)]
    pub locked: bool,
}

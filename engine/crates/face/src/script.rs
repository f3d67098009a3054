//! The muscle script: emotion beats and cues over a duration.

use crate::Cue;
use serde::{Deserialize, Serialize};

/// How an emotion is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Display {
    /// Felt and let out.
    #[default]
    Felt,
    /// Put on.
    Posed,
    /// Felt and held back.
    Suppressed,
    /// Felt and covered by another.
    Masked,
}

/// A span of time with one global emotion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Beat {
    /// Seconds.
    pub start_secs: f32,
    /// Seconds.
    pub end_secs: f32,
    /// Named emotions with their share (0..1), strongest first.
    pub emotions: Vec<(String, f32)>,
    /// How it is shown.
    pub display: Display,
}

/// One line of the script panel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// An emotion beat.
    Beat(Beat),
    /// A cue.
    Cue(Cue),
    /// A remark of the artist's, a line that begins with `#`.
    Note(String),
    /// A line that could not be read, kept as typed.
    Broken {
        /// The line as typed, without its line break.
        text: String,
        /// What is wrong and what to do, in one line.
        message: String,
        /// Where it is wrong: characters from the start of the line.
        column: usize,
    },
}

/// A muscle script.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// What the artist asked for, in words.
    pub title: String,
    /// Length of the performance, seconds.
    pub duration_secs: f32,
    /// Lines in the order in which they stand.
    pub items: Vec<Item>,
}

impl Script {
    /// The cues in the order in which they stand.
    pub fn cues(&self) -> impl Iterator<Item = &Cue> {
        self.items.iter().filter_map(|item| {
            if let Item::Cue(cue) = item {
                Some(cue)
            } else {
                None
            }
        })
    }

    /// The beats in the order in which they stand.
    pub fn beats(&self) -> impl Iterator<Item = &Beat> {
        self.items.iter().filter_map(|item| {
            if let Item::Beat(beat) = item {
                Some(beat)
            } else {
                None
            }
        })
    }
}

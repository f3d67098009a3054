//! The muscle script: emotion beats and cues over a duration, as values and as text.
//!
//! The text has one line for each item, under a line with the title and the duration:
//! ```text
//! # relief she does not quite trust · 4.0 s
//! beat 0.0–1.6  fear 0.7 + surprise 0.3, felt
//! 0.10  1+2+5 C   in 0.20 hold 0.60 out 0.50   Brows and upper lids lift: she has not yet understood.
//! 1.50  L12 B     in 0.45 hold 1.40 out 0.80   The left lip corner rises: she cannot stop it. [locked]
//! # a line of the artist's own
//! ```
//! A cue line is start, units, rise, apex and fall in seconds, and a sentence; what follows the
//! first `: ` of the sentence is the reason, and ` [locked]` at its end locks the cue. Looser lines
//! are read too (see [`crate::movement`]): `AU12C left from 1.5s for 2s`, "raise the inner brows
//! slightly, slowly". Numbers are kept to two decimals. A line that cannot be read is kept as typed,
//! with what is wrong and where.

mod cue_line;
mod diff;
mod line;
mod locked;
mod normal;
mod reader;
mod writer;

pub use diff::{Change, diff};
pub(crate) use line::rounded;
pub use locked::with_locked;
pub use reader::{MAX_BYTES, MAX_LINES, is_title, parse, parse_line};
pub use writer::{format, format_item};

use crate::Cue;
use serde::{Deserialize, Serialize};

/// The longest performance, and the latest moment that a script can name, seconds.
pub const MAX_SECS: f32 = 600.0;

/// Length of a script that neither says one nor holds anything, seconds.
pub const DEFAULT_SECS: f32 = 4.0;

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

impl Display {
    /// All of them, with the word that a script uses.
    pub const WORDS: [(&'static str, Self); 4] = [
        ("felt", Self::Felt),
        ("posed", Self::Posed),
        ("suppressed", Self::Suppressed),
        ("masked", Self::Masked),
    ];

    /// The script's word for it.
    pub fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

impl Script {
    /// The cues in the order in which they stand.
    pub fn cues(&self) -> impl Iterator<Item = &Cue> {
        self.items.iter().filter_map(
            |item| {
                if let Item::Cue(cue) = item { Some(cue) } else { None }
            },
        )
    }

    /// The beats in the order in which they stand.
    pub fn beats(&self) -> impl Iterator<Item = &Beat> {
        self.items.iter().filter_map(
            |item| {
                if let Item::Beat(beat) = item { Some(beat) } else { None }
            },
        )
    }
}

#[cfg(test)]
mod tests;

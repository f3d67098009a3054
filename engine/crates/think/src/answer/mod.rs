//! What a language model answers: the form of it, the grammar that holds a model to the form, and
//! the reader that makes a [`Thought`](crate::Thought) of it.
//!
//! An answer is a few lines of reasoning, the script, and a mark of the end:
//! ```text
//! Felt: relief, still shot through with fear.
//! Wants: to let go of the breath and yet keep watch.
//! # script · 4.00 s
//! beat 0.00-4.00 relief 0.70 + fear 0.20, felt
//! 0.20 1C+2B in 0.30 hold 0.80 out 0.60 Brows stay up: she still watches.
//! end
//! ```
//! The lines are those of a muscle script ([`risorius_face::script`]) with single blanks, two
//! decimals and a strength at each unit, so that a model has one way to write each thing.
//! A model that runs here is held to that form byte by byte ([`Grammar`]). One behind a server is
//! only asked for it, so [`Listener`] and [`read`] forgive what such models add.

mod grammar;
mod line;
mod listener;
mod read;
mod writer;

pub use grammar::Grammar;
pub use listener::{Heard, Listener};
pub use read::{AnswerError, read};
pub(crate) use writer::{lines_of, secs};

/// Lines of reasoning before the script, at most.
pub const MAX_REASONING_LINES: u8 = 12;

/// Beats of an answer, at most.
pub const MAX_BEATS: u8 = 8;

/// Cues of an answer, at most.
pub const MAX_CUES: u8 = 40;

/// Bytes of a line of reasoning and of a cue's sentence, at most.
pub const MAX_WORDS_BYTES: u16 = 240;

/// The mark of the end, a line of its own.
const END: &str = "end";

/// What the script's first line begins with; its length follows.
const HEADER: &str = "# script · ";

#[cfg(test)]
mod tests;

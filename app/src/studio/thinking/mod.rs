//! Words on their way to a mind, and its answer on the way back.

pub(crate) mod change_field;
pub(crate) mod diff;
pub(crate) mod progress;
mod run;

use diff::DiffLine;
use risorius_engine::{Thinking, Thought};

/// A question that is not answered yet.
pub struct Asked {
    /// Its number; it comes back with the answer.
    pub number: u64,
    /// What is to change in the present script; `None` where the words are thought through anew.
    pub change: Option<String>,
    /// How far a language model is; `None` for the built-in mind, which answers at once.
    pub progress: Option<Box<Thinking>>,
}

/// What a change in words has done, until the artist has seen it.
pub struct WordChange {
    /// The words.
    pub words: String,
    /// Every line: kept, changed, added or removed.
    pub lines: Vec<DiffLine>,
    /// The document's generation with the change; any later edit ends the showing.
    pub generation: u64,
}

/// What the built-in mind made of words at which a language model failed.
pub struct Offer {
    /// What was asked.
    pub asked: Asked,
    /// The answer.
    pub thought: Box<Thought>,
}

//! What a mind answers.

use risorius_face::Script;

/// A muscle script with the steps that led to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thought {
    /// The script.
    pub script: Script,
    /// The steps from the words to the muscles, one sentence each.
    pub reasoning: Vec<String>,
    /// What the artist should know about single cues or the words.
    pub remarks: Vec<Remark>,
}

/// A remark on a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The cue it is about, counted among cues; `None` for the words as a whole.
    pub cue: Option<usize>,
    /// One line.
    pub message: String,
}

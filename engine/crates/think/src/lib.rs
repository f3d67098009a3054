//! Words to a muscle script, with reasons.
//!
//! The built-in reasoner needs no model: it knows emotions by their chain of appraisal, action
//! tendency and muscles (`assets/think`), reads words into clauses, and follows each clause down its
//! chain to beats and cues. It is deterministic. Language models come in beside it and hand back the
//! same [`Thought`].

pub mod answer;
mod chain;
pub mod eval;
mod lexicon;
mod looks;
mod manner;
mod person;
mod plan;
mod portrait;
pub mod prompt;
mod reading;
mod report;
mod revise;
mod suggest;
mod thought;
mod tokens;

pub use revise::{ReviseError, Revision, revise};
pub use risorius_face::physiology::Remark;
pub use thought::{MAX_CHARS, ThinkError, ThinkOptions, Thought, builtin};

#[cfg(test)]
mod tests;

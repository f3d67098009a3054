//! How well a mind thinks, in figures that anybody can measure again: its units against published
//! prototypes, and relations that a sentence asks for. Any mind can be measured: it is a function from
//! words to a [`Thought`](crate::Thought).

mod prototypes;
mod relation;
mod report;
mod sentences;
mod shown;

pub use prototypes::{PrototypeEval, Tables, eval_prototypes};
pub use relation::{Kind, Relation};
pub use report::{markdown, prototype_markdown, sentence_markdown};
pub use sentences::{Outcome, Sentence, SentenceEval, Sentences, eval_sentences};

use thiserror::Error;

/// Why nothing can be measured.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum EvalError {
    /// A file of tables or sentences is not what it should be.
    #[error("{what}: {why}")]
    Malformed {
        /// Which file or entry.
        what: String,
        /// What is wrong with it, on one line.
        why: String,
    },
}

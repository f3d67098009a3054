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
pub use report::{prototype_markdown, sentence_markdown};
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

/// The published tables, `assets/think/prototypes.toml`.
///
/// # Errors
/// None: a test reads the embedded file.
pub fn published() -> Result<Tables, EvalError> {
    Tables::parse(include_str!("../../../../../assets/think/prototypes.toml"))
}

/// The sets of sentences: those that were written without sight of the mind, and those that it is
/// developed with.
///
/// # Errors
/// None: a test reads the embedded files.
pub fn sentence_sets() -> Result<Vec<Sentences>, EvalError> {
    let files = [
        include_str!("../../../../../assets/think/unseen.toml"),
        include_str!("../../../../../assets/think/sentences.toml"),
    ];
    files.into_iter().map(Sentences::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ThinkOptions, builtin};

    /// The bars that hold stay held.
    #[test]
    fn the_builtin_mind_keeps_its_bars() {
        let mut mind = |words: &str| builtin(words, &ThinkOptions::default());
        let evals = eval_prototypes(&published().expect("embedded"), &mut mind);
        let mean = |name: &str| {
            let eval = evals.iter().find(|eval| eval.name.starts_with(name)).expect(name);
            (eval.mean(), eval.rows.len() as f32)
        };
        let ((manual, rows), (other, other_rows)) = (mean("FACS manual"), mean("iMotions"));
        assert!(manual >= 0.9, "{manual}");
        assert!((manual * rows + other * other_rows) / (rows + other_rows) >= 0.9, "{other}");
        assert!(mean("Compound").0 >= 0.75);
        for set in sentence_sets().expect("embedded") {
            let eval = eval_sentences(&set, &mut mind);
            let (kept, of) = eval.kept(None);
            assert!(kept as f32 >= 0.95 * of as f32, "{}: {kept} of {of}", set.name);
            assert!(!sentence_markdown(&set, &eval).is_empty());
        }
        assert!(prototype_markdown(&evals).contains("| iMotions / openDBM | 7 |"));
    }
}

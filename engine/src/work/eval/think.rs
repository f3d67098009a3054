//! Any mind against published prototypes and over a set of sentences.

use crate::minds::{Asked, Asker, Mind};
use risorius_net::Cancel;
use risorius_think::eval::{
    EvalError, Sentences, eval_prototypes, eval_sentences, prototype_markdown, published,
    sentence_markdown, sentence_sets,
};
use std::io;
use std::path::{Path, PathBuf};

/// The largest set of sentences that is read, bytes.
const MAX_BYTES: u64 = 4 << 20;

/// Why a mind could not be measured.
#[derive(Debug, thiserror::Error)]
pub enum ThinkEvalError {
    /// The set of sentences could not be read.
    #[error("cannot read the sentences {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The set of sentences is none.
    #[error(transparent)]
    Malformed(#[from] EvalError),
}

/// Asks a mind and measures its answers; a Markdown table. `tell` hears how many questions are
/// answered. Without a set of sentences, those of this repository are taken.
///
/// # Errors
/// A set of sentences that cannot be read. What the mind has no answer to counts against it.
pub fn eval_think(
    mind: &Mind,
    sentences: Option<&Path>,
    tell: &mut dyn FnMut(usize),
) -> Result<String, ThinkEvalError> {
    let sets = match sentences {
        Some(path) => vec![Sentences::parse(&read(path)?)?],
        None => sentence_sets()?,
    };
    let (mut asker, cancel, mut count) = (Asker::of_user(), Cancel::default(), 0);
    let mut ask = |words: &str| {
        let mut asked = Asked::default();
        words.clone_into(&mut asked.question.words);
        count += 1;
        tell(count);
        asker.ask(mind, &asked, &cancel, &mut |_| {})
    };
    let prototypes = eval_prototypes(&published()?, &mut ask);
    let mut text = format!(
        "# How well the {mind} thinks\n\nMeasured with `risorius eval think`.\n\n{}",
        prototype_markdown(&prototypes)
    );
    for set in &sets {
        text += "\n";
        text += &sentence_markdown(set, &eval_sentences(set, &mut ask));
    }
    Ok(text)
}

fn read(path: &Path) -> Result<String, ThinkEvalError> {
    let read = |source| ThinkEvalError::Read { path: path.to_owned(), source };
    if std::fs::metadata(path).map_err(read)?.len() > MAX_BYTES {
        return Err(read(io::Error::other("it is larger than 4 MB")));
    }
    std::fs::read_to_string(path).map_err(read)
}

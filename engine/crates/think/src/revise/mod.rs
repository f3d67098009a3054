//! Iterating in words: a present script and what should be otherwise about it.
//!
//! Words are read into instructions ([`reader`]): what to change (a part of the face, a feeling, a side, a
//! time, a line), how (stronger, slower, earlier, mirrored, gone …) and by how much. Each instruction is
//! then applied to the script ([`apply`]). The vocabulary is data: `assets/think/edits.toml`.
//!
//! Locked lines stay exactly as they are, whatever is said.

mod add;
mod apply;
mod draft;
mod heads;
mod instruction;
mod lines;
mod reader;
mod told;
mod vocabulary;
mod work;

use crate::ThinkOptions;
use crate::thought::{MAX_CHARS, shortened};
use instruction::{Instruction, Op};
use risorius_face::Script;
use risorius_face::physiology::{self, Remark};
use risorius_face::script::{Change, diff};
use thiserror::Error;

/// Instructions that are followed at most.
const MAX_INSTRUCTIONS: usize = 40;

/// Edits that an error names as examples.
const EXAMPLES: &str = "\"softer\", \"a touch less smile\", \"twice as fast\", \"make the eyes earlier\", \
    \"only the left side\", \"without the brows\", \"add a blink at the end\" or \"make it 6 seconds\"";

/// A script after an edit in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The new script, in normal form.
    pub script: Script,
    /// What became of every line.
    pub changes: Vec<Change>,
    /// What was done and to how many lines, a sentence for each instruction.
    pub reasoning: Vec<String>,
    /// What was not understood or not possible, and what a face would object to.
    pub remarks: Vec<Remark>,
}

/// Why a script was not revised.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ReviseError {
    /// No words.
    #[error("there are no words: say what should be otherwise, such as {EXAMPLES}")]
    Empty,
    /// More than a page.
    #[error("the text has {0} characters: give {MAX_CHARS} at most")]
    TooLong(usize),
    /// The script has no line to change.
    #[error("the script has no line that could be changed: say first what the face should do")]
    NoLines,
    /// The words are no edit: they may be another performance.
    #[error("\"{words}\" is no edit that is known: say for example {EXAMPLES}")]
    NoEdit {
        /// The words, shortened.
        words: String,
    },
    /// The edit is understood, but the script has nothing to which it could be done.
    #[error("nothing was changed: {0}")]
    NothingThere(String),
}

/// Revises a script in words with the built-in mind.
///
/// # Errors
/// Words that are missing, too long, no edit, or that nothing in the script answers to.
pub fn revise(
    script: &Script,
    words: &str,
    options: &ThinkOptions,
) -> Result<Revision, ReviseError> {
    if words.trim().is_empty() {
        return Err(ReviseError::Empty);
    }
    let count = words.chars().count();
    if count > MAX_CHARS {
        return Err(ReviseError::TooLong(count));
    }
    let reader::Reading { mut instructions, unknown } =
        reader::read(words).ok_or_else(|| no_edit(words))?;
    let adds = instructions.iter().any(|instruction| matches!(instruction.op, Op::Add(_)));
    let before = script.normalise();
    if before.cues().next().is_none() && !adds {
        return Err(ReviseError::NoLines);
    }
    let mut remarks = Vec::new();
    if !unknown.is_empty() {
        let list = unknown.iter().take(12).map(|word| format!("'{}'", shortened(word)));
        let list = list.collect::<Vec<_>>().join(", ");
        remarks.push(Remark::general(format!("not understood and left out: {list}")));
    }
    instructions.truncate(MAX_INSTRUCTIONS);
    let (after, reasoning, missed) = follow(&before, &instructions, options);
    let is_asked_to_stay = instructions.iter().all(|i| matches!(i.op, Op::Keep));
    if reasoning.is_empty() && !is_asked_to_stay {
        return Err(ReviseError::NothingThere(missed.join("; ")));
    }
    remarks.extend(missed.into_iter().map(Remark::general));
    remarks.extend(physiology::remarks(&after));
    Ok(Revision { changes: diff(&before, &after), script: after, reasoning, remarks })
}

/// Follows the instructions one after the other: the new script, what was done, what was not possible.
fn follow(
    script: &Script,
    instructions: &[Instruction],
    options: &ThinkOptions,
) -> (Script, Vec<String>, Vec<String>) {
    let (mut reasoning, mut missed) = (Vec::new(), Vec::new());
    let kept: Vec<_> = instructions.iter().filter(|i| matches!(i.op, Op::Keep)).collect();
    let mut work = work::Work::new(script.clone(), kept.iter().map(|i| i.scope.clone()).collect());
    for instruction in instructions {
        match work.follow(instruction, options) {
            Ok(done) => reasoning.push(format!("{done}: \"{}\".", instruction.typed)),
            Err(why) => missed.push(format!("\"{}\": {why}", instruction.typed)),
        }
    }
    (work.script.normalise(), reasoning, missed)
}

fn no_edit(words: &str) -> ReviseError {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    ReviseError::NoEdit { words: shortened(&words) }
}

#[cfg(test)]
mod tests;

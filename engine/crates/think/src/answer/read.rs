//! From an answer to a thought.

use super::listener::{Heard, Listener};
use super::{Grammar, MAX_REASONING_LINES, MAX_WORDS_BYTES};
use crate::Thought;
use crate::prompt::Question;
use risorius_face::physiology::{self, Remark};
use risorius_face::script::{self, DEFAULT_SECS, MAX_SECS};
use risorius_face::{Item, Script};
use thiserror::Error;

/// The longest answer that is read, bytes; what comes after is left out.
const MAX_BYTES: usize = 200_000;

/// Lines of a script that are read at most: more is no performance but a model that runs in circles.
const MAX_LINES: usize = 200;

/// Why an answer is no script.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerError {
    /// No text.
    #[error("the model answered with nothing: ask again, or choose another model")]
    Empty,
    /// No cue.
    #[error(
        "the model's answer has no line that moves the face (it begins \"{0}\"): ask again, or choose another model"
    )]
    NoCues(String),
}

/// Reads a model's answer to a question, in the form that was asked for or with what chat models
/// put around it: fences, list marks, notes between `<think>` and `</think>`, prose. The locked
/// lines of the question's script stay as they are.
///
/// # Errors
/// An answer without any text, or without any cue.
pub fn read(text: &str, question: &Question) -> Result<Thought, AnswerError> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    if text.trim().is_empty() {
        return Err(AnswerError::Empty);
    }
    let mut listener = Listener::default();
    let mut heard = listener.push(text);
    heard.extend(listener.finish());
    let answer = Answer::collect(heard);
    if answer.items.iter().all(|item| !matches!(item, Item::Cue(_))) {
        return Err(AnswerError::NoCues(beginning(text)));
    }
    let mut remarks = answer.remarks();
    let script = answer.script(question);
    remarks.extend(physiology::remarks(&script));
    Ok(Thought { script, reasoning: answer.reasoning, remarks })
}

/// An answer in its parts.
#[derive(Default)]
struct Answer {
    reasoning: Vec<String>,
    seconds: Option<f32>,
    items: Vec<Item>,
    asides: usize,
}

impl Answer {
    fn collect(heard: Vec<Heard>) -> Self {
        let mut answer = Self::default();
        let mut musings = Vec::new();
        for line in heard {
            match line {
                Heard::Reasoning(text) => answer.reasoning.push(shortened(&text)),
                Heard::Musing(text) => musings.push(shortened(&text)),
                Heard::Header(secs) => answer.seconds = answer.seconds.or(secs),
                Heard::Line(item) => answer.items.push(item),
                Heard::Aside(_) => answer.asides += 1,
            }
        }
        if answer.reasoning.is_empty() {
            answer.reasoning = musings;
        }
        answer.reasoning.truncate(usize::from(MAX_REASONING_LINES));
        answer
    }

    /// What of the answer is not in the script.
    fn remarks(&self) -> Vec<Remark> {
        let mut messages = Vec::new();
        if self.items.len() > MAX_LINES {
            messages
                .push(format!("only the first {MAX_LINES} lines of the model's script are kept"));
        }
        if self.asides > 0 {
            messages.push(format!(
                "{} of the model's lines could not be read as lines of a script and are left out",
                self.asides
            ));
        }
        messages.into_iter().map(Remark::general).collect()
    }

    /// The script in normal form: beats, then cues by start, then lines that cannot be read.
    fn script(&self, question: &Question) -> Script {
        let (mut beats, mut cues, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for item in self.items.iter().take(MAX_LINES).cloned() {
            match item {
                Item::Beat(_) => beats.push(item),
                Item::Cue(mut cue) => {
                    cue.locked = false;
                    cues.push(cue);
                }
                Item::Note(_) | Item::Broken { .. } => rest.push(item),
            }
        }
        cues.sort_by(|a, b| f32::total_cmp(&a.envelope.start_secs, &b.envelope.start_secs));
        let items = beats.into_iter().chain(cues.into_iter().map(Item::Cue)).chain(rest);
        let script = Script { title: question.title(), duration_secs: 0.0, items: items.collect() };
        let wished_secs = question.seconds.map(|secs| secs.max(Grammar::SHORTEST_SECS));
        let duration_secs = wished_secs.or(self.seconds).unwrap_or_else(|| end_secs(&script));
        let script = Script { duration_secs: duration_secs.min(MAX_SECS), ..script };
        match &question.script {
            Some(present) => script::with_locked(present, script).normalise(),
            None => script.normalise(),
        }
    }
}

/// When the last cue or beat is over, seconds.
fn end_secs(script: &Script) -> f32 {
    let beats = script.beats().map(|beat| beat.end_secs);
    let ends = script.cues().map(|cue| cue.envelope.end_secs()).chain(beats);
    ends.reduce(f32::max).unwrap_or(DEFAULT_SECS)
}

/// A line of reasoning, on one line and no longer than the grammar lets it be.
fn shortened(text: &str) -> String {
    let plain: String = text.replace("**", "").chars().filter(|c| !c.is_control()).collect();
    let end = plain.floor_char_boundary(usize::from(MAX_WORDS_BYTES));
    if end < plain.len() { plain[..end].to_owned() + "…" } else { plain }
}

/// How an answer begins, for a message.
fn beginning(text: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect()
}

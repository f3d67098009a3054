//! A set of sentences, each with relations that its script must keep.

use super::{EvalError, Kind, Relation};
use crate::Thought;
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt::Display;

/// A sentence and what it asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The words.
    pub say: String,
    /// What its script must keep.
    pub holds: Vec<Relation>,
}

/// A set of sentences.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentences {
    /// What the set is called.
    pub name: String,
    /// What else there is to know of it, as Markdown; may be empty.
    pub note: String,
    /// In the order of their file.
    pub all: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    name: String,
    #[serde(default)]
    note: String,
    sentence: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    say: String,
    holds: Vec<String>,
}

impl Sentences {
    /// Reads a set in TOML: `[[sentence]]` with `say = "…"` and `holds = ["12", "no 6"]`.
    ///
    /// # Errors
    /// What is malformed, and where.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        let malformed = |what: &str, why: String| EvalError::Malformed { what: what.into(), why };
        let file: File =
            toml::from_str(text).map_err(|e| malformed("the sentences", e.message().to_owned()))?;
        let read = |entry: Entry| {
            let holds = entry.holds.iter().map(|relation| Relation::parse(relation));
            let holds: Result<_, String> = holds.collect();
            let holds = holds.map_err(|why| malformed(&entry.say, why))?;
            Ok(Sentence { say: entry.say, holds })
        };
        let (name, note) = (file.name, file.note);
        Ok(Self { name, note, all: file.sentence.into_iter().map(read).collect::<Result<_, _>>()? })
    }
}

/// What came of one relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The sentence that asks for it.
    pub say: String,
    /// As written.
    pub relation: String,
    /// What it is about.
    pub kind: Kind,
    /// Whether the script keeps it; a mind that has no answer keeps nothing.
    pub is_kept: bool,
}

/// What came of a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentenceEval {
    /// How many sentences were asked.
    pub sentences: usize,
    /// Every relation.
    pub outcomes: Vec<Outcome>,
    /// Sentences that the mind had no answer to, and why.
    pub unanswered: Vec<(String, String)>,
}

impl SentenceEval {
    /// How many relations hold, of how many; all kinds where none is named.
    pub fn kept(&self, kind: Option<Kind>) -> (usize, usize) {
        let meant = self.outcomes.iter().filter(|o| kind.is_none_or(|kind| o.kind == kind));
        meant.fold((0, 0), |(kept, of), outcome| (kept + usize::from(outcome.is_kept), of + 1))
    }
}

/// Asks a mind every sentence, and those that they are compared with.
pub fn eval_sentences<E: Display>(
    sentences: &Sentences,
    mind: &mut dyn FnMut(&str) -> Result<Thought, E>,
) -> SentenceEval {
    let mut eval = SentenceEval { sentences: sentences.all.len(), ..SentenceEval::default() };
    let mut known: HashMap<String, Option<Thought>> = HashMap::new();
    for sentence in &sentences.all {
        let compared = sentence.holds.iter().filter_map(Relation::compared);
        for words in std::iter::once(sentence.say.as_str()).chain(compared) {
            if known.contains_key(words) {
                continue;
            }
            let answer = mind(words).map_err(|why| {
                eval.unanswered.push((words.to_owned(), why.to_string()));
            });
            known.insert(words.to_owned(), answer.ok());
        }
        let script = |words: &str| known.get(words)?.as_ref().map(|thought| &thought.script);
        for relation in &sentence.holds {
            let other = relation.compared().map(script);
            let is_kept = match (script(&sentence.say), other) {
                (Some(own), None) => relation.holds(own, None),
                (Some(own), Some(Some(other))) => relation.holds(own, Some(other)),
                _ => false,
            };
            eval.outcomes.push(Outcome {
                say: sentence.say.clone(),
                relation: relation.text.clone(),
                kind: relation.kind(),
                is_kept,
            });
        }
    }
    eval
}

//! The words of edits, read once from `assets/think/edits.toml`.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What can be more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Quality {
    Strength,
    Speed,
    Shift,
    Length,
    Asymmetry,
}

/// What is done at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Action {
    Hold,
    Remove,
    Keep,
    Only,
    Add,
    AddAtEnd,
    AddAtStart,
    Mirror,
    EndNeutral,
    StartNeutral,
}

/// What a phrase means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A comparative.
    Step(Quality, f32),
    /// An adjective, which needs "more", "less", "too" or a number beside it.
    Adjective(Quality, f32),
    Action(Action),
    Amount(f32),
    Times(f32),
    Turned,
    /// Position among the parts.
    Part(usize),
    Span(f32, f32),
    FirstLine,
    LastLine,
    /// Position among the feelings.
    Feeling(usize),
    Silent,
}

/// A part of the face.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) units: Vec<u8>,
    words: Vec<String>,
}

pub(super) struct Vocabulary {
    pub(super) parts: Vec<Part>,
    /// Emotions that comparatives name.
    pub(super) feelings: Vec<String>,
    phrases: HashMap<String, Meaning>,
    longest_words: usize,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let text = include_str!("../../../../../assets/think/edits.toml");
    Vocabulary::new(toml::from_str(text).expect("the embedded vocabulary is read by the tests"))
});

impl Vocabulary {
    /// The embedded one.
    pub(super) fn get() -> &'static Self {
        &VOCABULARY
    }

    /// The longest phrase at the head of these words: how many words it has and what it means.
    pub(super) fn phrase(&self, words: &[&str]) -> Option<(usize, Meaning)> {
        let longest = self.longest_words.min(words.len());
        (1..=longest).rev().find_map(|count| {
            self.phrases.get(&words[..count].join(" ")).map(|&meaning| (count, meaning))
        })
    }

    fn new(file: File) -> Self {
        let mut phrases: Vec<(String, Meaning)> = Vec::new();
        let mut add = |words: &[String], meaning: Meaning| {
            phrases.extend(words.iter().map(|word| (word.clone(), meaning)));
        };
        for Graded { of, by, comparatives, adjectives } in &file.quality {
            add(comparatives, Meaning::Step(*of, *by));
            add(adjectives, Meaning::Adjective(*of, *by));
        }
        for (action, words) in &file.actions {
            add(words, Meaning::Action(*action));
        }
        add(&file.turned.words, Meaning::Turned);
        for (index, part) in file.part.iter().enumerate() {
            add(&part.words, Meaning::Part(index));
        }
        add(&file.lines.first, Meaning::FirstLine);
        add(&file.lines.last, Meaning::LastLine);
        phrases.extend(file.amounts.into_iter().map(|(word, by)| (word, Meaning::Amount(by))));
        phrases.extend(file.times.into_iter().map(|(word, by)| (word, Meaning::Times(by))));
        let spans = file.spans.into_iter();
        phrases.extend(spans.map(|(word, [from, to])| (word, Meaning::Span(from, to))));
        let (words, feelings): (Vec<String>, Vec<String>) = file.feelings.into_iter().unzip();
        let words = words.into_iter().enumerate();
        phrases.extend(words.map(|(index, word)| (word, Meaning::Feeling(index))));
        let silent = file.silent.words.split_whitespace();
        phrases.extend(silent.map(|word| (word.to_owned(), Meaning::Silent)));
        let longest_words =
            phrases.iter().map(|(phrase, _)| phrase.split(' ').count()).max().unwrap_or(1);
        let mut known = HashMap::new();
        for (phrase, meaning) in phrases {
            known.entry(phrase).or_insert(meaning);
        }
        Self { parts: file.part, feelings, phrases: known, longest_words }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    quality: Vec<Graded>,
    actions: BTreeMap<Action, Vec<String>>,
    amounts: BTreeMap<String, f32>,
    times: BTreeMap<String, f32>,
    turned: Words,
    part: Vec<Part>,
    spans: BTreeMap<String, [f32; 2]>,
    lines: Lines,
    feelings: BTreeMap<String, String>,
    silent: Silent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Graded {
    of: Quality,
    by: f32,
    comparatives: Vec<String>,
    adjectives: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines {
    first: Vec<String>,
    last: Vec<String>,
}

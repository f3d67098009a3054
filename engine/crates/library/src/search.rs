//! Finding entries by words, tags and action units.

use crate::Entry;
use risorius_face::{Unit, notation};
use std::collections::BTreeMap;

/// Words of a query that count; a query is typed, not pasted.
const MAX_WORDS: usize = 12;

/// How well a word fits an entry, best first.
const NAME_ITSELF: u32 = 100;
const NAME_WORD: u32 = 40;
const TAG: u32 = 30;
const UNITS: u32 = 25;
const NAME_PART: u32 = 15;
const TAG_PART: u32 = 10;
const TEXT: u32 = 4;

/// The entries that fit every word of a query, best first; all of them where it has none. A word is part
/// of a name, tag, note or line; FACS notation such as `12`, `AU12` or `L12+6` asks for these units.
pub fn search<'a>(entries: impl IntoIterator<Item = &'a Entry>, query: &str) -> Vec<&'a Entry> {
    let query = query.trim().to_lowercase();
    let words: Vec<&str> =
        query.split([' ', ',', '\t']).filter(|word| !word.is_empty()).take(MAX_WORDS).collect();
    let score = |entry: &Entry| {
        let scores = words.iter().map(|word| word_score(entry, word));
        let sum = scores.sum::<Option<u32>>()?;
        Some(sum + if entry.name.to_lowercase() == query { NAME_ITSELF } else { 0 })
    };
    let mut found: Vec<(u32, &Entry)> =
        entries.into_iter().filter_map(|entry| Some((score(entry)?, entry))).collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// Every tag with how many entries bear it, by name.
pub fn tags<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> BTreeMap<&'a str, usize> {
    let mut tags = BTreeMap::new();
    for tag in entries.into_iter().flat_map(|entry| &entry.tags) {
        *tags.entry(tag.as_str()).or_default() += 1;
    }
    tags
}

/// How well a word fits; none where it does not.
fn word_score(entry: &Entry, word: &str) -> Option<u32> {
    if let Some(units) = units_of(word) {
        let acts = |wanted: &Unit| {
            let mut units = entry.script.cues().flat_map(|cue| &cue.units);
            units.any(|unit| unit.au == wanted.au && (wanted.side == unit.side || both(wanted)))
        };
        return units.iter().all(acts).then_some(UNITS);
    }
    let name = entry.name.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(word);
    let is_word = |text: &str| text.split([' ', '-']).any(|part| part == word);
    let grades = [
        (is_word(&name), NAME_WORD),
        (entry.tags.iter().any(|tag| tag == word || is_word(tag)), TAG),
        (name.contains(word), NAME_PART),
        (entry.tags.iter().any(|tag| tag.contains(word)), TAG_PART),
        (holds(&entry.note) || holds(&entry.source), TEXT),
        (entry.script.cues().any(|cue| holds(&cue.text) || holds(&cue.reason)), TEXT),
        (entry.script.beats().any(|beat| beat.emotions.iter().any(|(name, _)| holds(name))), TEXT),
    ];
    grades.into_iter().find(|(fits, _)| *fits).map(|(_, grade)| grade)
}

/// Units, if the word is notation: it has a digit, as no word of a name has to.
fn units_of(word: &str) -> Option<Vec<Unit>> {
    let units =
        notation::parse(word).ok().filter(|_| word.contains(|c: char| c.is_ascii_digit()))?.units;
    (!units.is_empty()).then_some(units)
}

fn both(unit: &Unit) -> bool {
    unit.side == risorius_face::Side::Both
}

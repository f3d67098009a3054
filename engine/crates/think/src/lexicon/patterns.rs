//! Phrases, and where they match: in base forms, past articles, with soft words within.

use super::Sense;
use super::forms::phrase_form;
use crate::tokens::Word;
use std::collections::{HashMap, HashSet};

/// Soft words that may stand between two words of a phrase.
const MAX_GAP: usize = 4;

/// A phrase and all that it can mean.
struct Pattern {
    words: Vec<String>,
    /// Whether soft words may stand within.
    is_loose: bool,
    senses: Vec<Sense>,
}

/// All phrases by their first word, longest first.
#[derive(Default)]
pub(crate) struct Patterns {
    /// What has been learnt and is not settled yet.
    learnt: Vec<Pattern>,
    by_first: HashMap<String, Vec<Pattern>>,
    vocabulary: HashSet<String>,
    light: HashSet<String>,
    soft: HashSet<String>,
}

/// A phrase found at the head of some words.
pub(crate) struct Match<'a> {
    /// Which of the words it takes.
    pub(crate) taken: Vec<usize>,
    pub(crate) senses: &'a [Sense],
    /// Its first word in base form.
    pub(crate) base: &'a str,
}

impl Patterns {
    pub(crate) fn new(light: Vec<String>, soft: Vec<String>) -> Self {
        let vocabulary = light.iter().chain(&soft).cloned().collect();
        Self {
            vocabulary,
            light: light.into_iter().collect(),
            soft: soft.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Adds a meaning to a phrase.
    pub(crate) fn learn(&mut self, phrase: &str, is_loose: bool, sense: Sense) {
        let mut words: Vec<String> = phrase.split_whitespace().map(str::to_owned).collect();
        let telling = words.iter().filter(|word| !self.light.contains(*word)).count();
        // "Over it" must not become "over".
        if telling > 1 {
            words.retain(|word| !self.light.contains(word));
        }
        self.vocabulary.extend(words.iter().cloned());
        self.learnt.push(Pattern { words, is_loose, senses: vec![sense] });
    }

    /// Puts all that was learnt in its place, phrases in base forms: only now is every base known.
    pub(crate) fn settle(&mut self, irregular: &HashMap<String, String>) {
        for mut pattern in std::mem::take(&mut self.learnt) {
            if pattern.words.len() > 1 {
                let base = |word: &String| phrase_form(word, irregular, &self.vocabulary);
                pattern.words = pattern.words.iter().map(base).collect();
            }
            let Some(first) = pattern.words.first().cloned() else { continue };
            let known = self.by_first.entry(first).or_default();
            match known.iter_mut().find(|other| other.words == pattern.words) {
                Some(other) => other.senses.extend(pattern.senses),
                None => known.push(pattern),
            }
        }
        for known in self.by_first.values_mut() {
            known.sort_by_key(|pattern| std::cmp::Reverse(pattern.words.len()));
        }
    }

    /// Whether a word occurs in any phrase.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.vocabulary.contains(word)
    }

    pub(crate) fn is_light(&self, word: &str) -> bool {
        self.light.contains(word)
    }

    pub(crate) fn is_soft(&self, word: &str) -> bool {
        // Adverbs of manner: "trying desperately not to".
        self.soft.contains(word) || (word.len() > 4 && word.ends_with("ly"))
    }

    /// Words that mean something by themselves, for suggestions.
    pub(crate) fn telling_words(&self) -> impl Iterator<Item = &str> {
        let tells = |pattern: &Pattern| {
            pattern.words.len() == 1 && pattern.senses.iter().any(|sense| *sense != Sense::Silent)
        };
        let heads = self.by_first.iter().filter(move |(_, patterns)| patterns.iter().any(tells));
        heads.map(|(word, _)| word.as_str())
    }

    /// The longest phrase that begins with the first of these words.
    pub(crate) fn find(&self, words: &[&Word]) -> Option<Match<'_>> {
        let mut best: Option<(usize, Match<'_>)> = None;
        for form in &words.first()?.forms {
            let Some((first, patterns)) = self.by_first.get_key_value(form) else { continue };
            for pattern in patterns {
                let is_beaten = |(length, found): &(usize, Match<'_>)| {
                    let is_as_long = *length == pattern.words.len();
                    *length > pattern.words.len() || (is_as_long && !is_silent(found.senses))
                };
                if best.as_ref().is_some_and(is_beaten) {
                    break;
                }
                if let Some(taken) = self.place(pattern, words) {
                    let found = Match { taken, senses: &pattern.senses, base: first };
                    best = Some((pattern.words.len(), found));
                    break;
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// Which words a phrase takes, if it is there.
    fn place(&self, pattern: &Pattern, words: &[&Word]) -> Option<Vec<usize>> {
        let mut taken = vec![0];
        let mut at = 1;
        for wanted in &pattern.words[1..] {
            let mut gap = 0;
            loop {
                let word = words.get(at)?;
                if word.forms.contains(wanted) {
                    break;
                }
                let is_light = self.light.contains(&word.plain);
                let is_soft = pattern.is_loose && gap < MAX_GAP && self.is_soft(&word.plain);
                if !is_light && !is_soft {
                    return None;
                }
                gap += usize::from(!is_light);
                at += 1;
            }
            taken.push(at);
            at += 1;
        }
        Some(taken)
    }
}

fn is_silent(senses: &[Sense]) -> bool {
    senses.iter().all(|sense| *sense == Sense::Silent)
}

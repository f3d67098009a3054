//! A mind's units against published prototypes of emotions.

use super::EvalError;
use super::shown::Shown;
use crate::Thought;
use risorius_face::Au;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// A unit counts as part of an emotion from here on: between A (a trace, 0.1) and B (slight, 0.3).
pub(super) const PRESENT: f32 = 0.15;

/// Head and gaze units, from here on, are not counted: the tables are of the face.
const FIRST_OF_HEAD: u8 = 51;

/// Lids that close count as the tables have none of them.
const CLOSING: [u8; 3] = [43, 45, 46];

/// Published tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    table: Vec<Table>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    name: String,
    /// Mean F1 that is asked for, if any.
    bar: Option<f32>,
    /// What is said, and the units that the table gives.
    rows: Vec<(String, Vec<u8>)>,
}

impl Tables {
    /// Reads tables in TOML.
    ///
    /// # Errors
    /// What is malformed.
    pub fn parse(text: &str) -> Result<Self, EvalError> {
        toml::from_str(text).map_err(|error| EvalError::Malformed {
            what: "the tables".into(),
            why: error.message().to_owned(),
        })
    }
}

/// One row of a table, and what the mind made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The words.
    pub say: String,
    /// The table's units.
    pub published: BTreeSet<u8>,
    /// The mind's.
    pub shown: BTreeSet<u8>,
    /// Harmonic mean of precision and recall.
    pub f1: f32,
}

/// One table.
#[derive(Clone, Debug, PartialEq)]
pub struct PrototypeEval {
    /// Its name.
    pub name: String,
    /// What is asked for.
    pub bar: Option<f32>,
    /// Its rows.
    pub rows: Vec<Row>,
}

impl PrototypeEval {
    /// Mean F1 over the rows.
    pub fn mean(&self) -> f32 {
        self.rows.iter().map(|row| row.f1).sum::<f32>() / self.rows.len().max(1) as f32
    }
}

/// Asks a mind for every row of every table: one answer for the same words, scored against each.
pub fn eval_prototypes<E: Display>(
    tables: &Tables,
    mind: &mut dyn FnMut(&str) -> Result<Thought, E>,
) -> Vec<PrototypeEval> {
    let mut known: BTreeMap<String, BTreeSet<u8>> = BTreeMap::new();
    let mut evals = Vec::new();
    for table in &tables.table {
        let mut rows = Vec::new();
        for (say, published) in &table.rows {
            let shown = known.entry(say.clone()).or_insert_with(|| match mind(say) {
                Ok(thought) => units_of(&thought),
                Err(_) => BTreeSet::new(),
            });
            let published: BTreeSet<u8> = published.iter().copied().collect();
            rows.push(Row {
                say: say.clone(),
                f1: f1(shown, &published),
                shown: shown.clone(),
                published,
            });
        }
        evals.push(PrototypeEval { name: table.name.clone(), bar: table.bar, rows });
    }
    evals
}

/// The units of the face that a script shows.
fn units_of(thought: &Thought) -> BTreeSet<u8> {
    let counts = |code: &u8| *code < FIRST_OF_HEAD && !CLOSING.contains(code);
    let codes = Au::table().iter().map(|info| info.code).filter(counts);
    codes.filter(|&code| Shown::of(&thought.script, code).peak() >= PRESENT).collect()
}

pub(super) fn f1(shown: &BTreeSet<u8>, published: &BTreeSet<u8>) -> f32 {
    let hits = shown.intersection(published).count() as f32;
    let sum = (shown.len() + published.len()) as f32;
    if sum > 0.0 { 2.0 * hits / sum } else { 0.0 }
}

/// The highest mean F1 over all rows of some tables that any single answer to each of their words can
/// reach: tables that contradict one another leave less than 1.
pub(super) fn limit(evals: &[&PrototypeEval]) -> f32 {
    let mut by_words: BTreeMap<&str, Vec<&BTreeSet<u8>>> = BTreeMap::new();
    for row in evals.iter().flat_map(|eval| &eval.rows) {
        by_words.entry(&row.say).or_default().push(&row.published);
    }
    let count = by_words.values().map(Vec::len).sum::<usize>().max(1);
    by_words.values().map(|published| best_sum(published)).sum::<f32>() / count as f32
}

/// The highest sum of F1 against several sets. An answer outside their union only loses, and the
/// unions of the tables have ten units at most, so all subsets can be tried.
fn best_sum(published: &[&BTreeSet<u8>]) -> f32 {
    const MOST: usize = 16;
    let union: BTreeSet<u8> = published.iter().flat_map(|set| set.iter().copied()).collect();
    let union: Vec<u8> = union.into_iter().take(MOST).collect();
    let answers = (1_u32..1 << union.len()).map(|mask| {
        let has = |place: usize| mask & (1 << place) != 0;
        let answer: BTreeSet<u8> =
            union.iter().enumerate().filter(|(place, _)| has(*place)).map(|(_, &u)| u).collect();
        published.iter().map(|set| f1(&answer, set)).sum::<f32>()
    });
    answers.fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f1_is_the_harmonic_mean() {
        let table: [(&[u8], &[u8], f32); 4] = [
            (&[6, 12], &[6, 12], 1.0),
            (&[6, 12, 25], &[6, 12], 0.8),
            (&[4], &[12], 0.0),
            (&[], &[], 0.0),
        ];
        for (shown, published, expected) in table {
            let set = |codes: &[u8]| codes.iter().copied().collect();
            assert!((f1(&set(shown), &set(published)) - expected).abs() < 1e-6);
        }
        let (manual, other) = (BTreeSet::from([4, 10, 17]), BTreeSet::from([9, 15, 16]));
        assert!((best_sum(&[&manual, &other]) - 4.0 / 3.0).abs() < 1e-6);
    }
}

//! Movements in plain words: "raise the inner brows slightly, slowly".
//!
//! A line is cut into clauses at commas, semicolons and "and". A clause names at most one movement:
//! the first of [`tables::MOVEMENTS`] whose stems are all among the clause's words, whatever their
//! order. Words of strength count for their clause, or for the whole line where a clause has none;
//! words of side and pace likewise.

mod tables;

use crate::{Au, Intensity, Side, Unit};

/// How fast a movement rises and falls, and how long it stays, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Rise time.
    pub onset_secs: f32,
    /// Time at the apex.
    pub hold_secs: f32,
    /// Fall time.
    pub offset_secs: f32,
}

impl Pace {
    /// Where nothing is said. Rise times of 0.2 to 0.9 s all read (Recio et al. 2013), expressions
    /// last 0.5 to 4 s, and the fall is no mirror of the rise.
    pub const USUAL: Self = Self { onset_secs: 0.3, hold_secs: 0.8, offset_secs: 0.5 };
    /// "slowly": the slow end of the rise times that read.
    pub const SLOW: Self = Self { onset_secs: 0.8, hold_secs: 1.0, offset_secs: 1.1 };
    /// "quickly": faster than the usual rise, and soon over.
    pub const FAST: Self = Self { onset_secs: 0.12, hold_secs: 0.4, offset_secs: 0.3 };
}

/// What a line of words says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The movements that it names, each once.
    pub units: Vec<Unit>,
    /// The side that it names.
    pub side: Option<Side>,
    /// The strength that it names, 0..1.
    pub intensity: Option<f32>,
    /// The pace that it names, or the usual one.
    pub pace: Pace,
    /// Whether it names nothing but side, strength and pace.
    pub is_only_manner: bool,
}

/// Reads a line of words.
pub fn read(line: &str) -> Reading {
    let clauses: Vec<Clause> = clauses(line).map(|words| Clause::new(&words)).collect();
    let first = |of: fn(&Clause) -> Option<f32>| clauses.iter().find_map(of);
    let (side, intensity) = (clauses.iter().find_map(|c| c.side), first(|c| c.intensity));
    let mut units: Vec<Unit> = Vec::new();
    for clause in &clauses {
        let strength = clause.intensity.or(intensity).unwrap_or(Intensity::C.value());
        let side = clause.side.or(side).unwrap_or(Side::Both);
        for unit in clause.units(side, strength) {
            if units.iter().all(|known| known.au != unit.au) {
                units.push(unit);
            }
        }
    }
    Reading {
        units,
        side,
        intensity,
        pace: clauses.iter().find_map(|c| c.pace).unwrap_or(Pace::USUAL),
        is_only_manner: clauses.iter().all(|c| c.is_only_manner),
    }
}

/// The strength that a word names: "slightly" is B.
pub fn intensity_of(word: &str) -> Option<Intensity> {
    find(tables::INTENSITIES, word)
}

/// The pace that a word names.
pub fn pace_of(word: &str) -> Option<Pace> {
    find(tables::PACES, word)
}

/// The side that a word names; "one" without saying which is the left.
pub fn side_of(word: &str) -> Option<Side> {
    find(tables::SIDES, word)
}

/// Whether a word can be part of the description of a movement.
pub fn knows(word: &str) -> bool {
    stems_of(word).next().is_some()
}

fn find<T: Copy>(table: &[(&[&str], T)], word: &str) -> Option<T> {
    table.iter().find(|(words, _)| words.contains(&word)).map(|&(_, meaning)| meaning)
}

/// Lower-case words, clause by clause.
fn clauses(line: &str) -> impl Iterator<Item = Vec<String>> {
    let words = |part: &str| {
        let words =
            part.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
        words.map(str::to_lowercase).collect::<Vec<_>>()
    };
    line.split([',', ';', '+']).map(words).flat_map(|words| {
        words.split(|word| word == "and").map(<[String]>::to_vec).collect::<Vec<_>>()
    })
}

struct Clause {
    stems: Vec<&'static str>,
    side: Option<Side>,
    intensity: Option<f32>,
    pace: Option<Pace>,
    is_only_manner: bool,
}

impl Clause {
    fn new(words: &[String]) -> Self {
        let is_manner = |word: &String| {
            side_of(word).is_some()
                || intensity_of(word).is_some()
                || pace_of(word).is_some()
                || tables::FILLERS.contains(&word.as_str())
        };
        Self {
            stems: words.iter().flat_map(|word| stems_of(word)).collect(),
            side: words.iter().find_map(|word| side_of(word)),
            intensity: words.iter().find_map(|word| intensity_of(word)).map(Intensity::value),
            pace: words.iter().find_map(|word| pace_of(word)),
            is_only_manner: words.iter().all(is_manner),
        }
    }

    fn units(&self, side: Side, strength: f32) -> Vec<Unit> {
        let is_named =
            |(stems, _): &&tables::Movement| stems.split(' ').all(|s| self.stems.contains(&s));
        let Some((_, codes)) = tables::MOVEMENTS.iter().find(is_named) else {
            return Vec::new();
        };
        codes
            .iter()
            .map(|&code| {
                let au = Au::of(code);
                let one_sided = if code == 46 && side == Side::Both { Side::Left } else { side };
                let side = if au.info().sided { one_sided } else { Side::Both };
                Unit { au, side, intensity: strength }
            })
            .collect()
    }
}

/// The stems that a word stands for: "eyebrows" is brow, "lowered" is lower.
fn stems_of(word: &str) -> impl Iterator<Item = &'static str> {
    let matches = move |form: &str| match form.strip_suffix('*') {
        Some(prefix) => word.starts_with(prefix),
        None => word == form,
    };
    tables::STEMS
        .iter()
        .filter(move |(_, forms)| forms.split(' ').any(matches))
        .map(|&(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_answers_to_its_name() {
        for info in Au::table() {
            let units = read(info.name).units;
            assert_eq!(units.first().map(|u| u.au.code()), Some(info.code), "{}", info.name);
            assert_eq!(units.len(), 1, "{}", info.name);
        }
    }

    #[test]
    fn words_name_movements_with_side_and_strength() {
        use Side::{Both, Left, Right};
        type Expected = &'static [(u8, Side, f32)];
        let table: &[(&str, Expected)] = &[
            ("raise the inner brows slightly, slowly", &[(1, Both, 0.3)]),
            ("Brows and upper lids lift", &[(5, Both, 0.5)]),
            ("raises one eyebrow", &[(1, Left, 0.5), (2, Left, 0.5)]),
            ("smile a little on the left", &[(12, Left, 0.3)]),
            ("the right lip corner pulls up hard", &[(12, Right, 0.75)]),
            ("Furrow the brows strongly and press the lips", &[(4, Both, 0.75), (24, Both, 0.75)]),
            ("lower the lip corners, barely", &[(15, Both, 0.1)]),
            ("open the mouth wide", &[(25, Both, 0.75), (26, Both, 0.75)]),
            ("contract corrugator", &[(4, Both, 0.5)]),
            ("turn the head left", &[(51, Both, 0.5)]),
            ("she looks down", &[(64, Both, 0.5)]),
            ("wink", &[(46, Left, 0.5)]),
            ("close the right eye", &[(43, Right, 0.5)]),
            ("", &[]),
            ("a lovely day", &[]),
        ];
        for (line, expected) in table {
            let units: Vec<_> =
                read(line).units.iter().map(|u| (u.au.code(), u.side, u.intensity)).collect();
            assert_eq!(units, *expected, "{line}");
        }
        assert_eq!(read("raise the inner brows slightly, slowly").pace, Pace::SLOW);
        assert!(read("slightly, on the left").is_only_manner);
    }
}

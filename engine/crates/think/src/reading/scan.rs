//! Text to signs: the known phrases in their order, with what is not known of the rest.

use crate::lexicon::{Lexicon, Order, Person, Sense, is_comparative};
use crate::suggest::nearest;
use crate::tokens::{Token, Word, tokens};
use risorius_face::{Au, Side, Unit};

/// Words that a phrase can span, soft ones included.
const LONGEST_SPAN: usize = 14;

/// Unknown words for which a known one near them is looked for: each look goes through the lexicon.
const MOST_SLIPS: usize = 20;

/// The longest length that words can ask of a clause, seconds.
const LONGEST_SECS: f32 = 600.0;

/// One phrase and what it can mean.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub(super) kind: Kind,
    /// Its words as typed.
    pub(super) typed: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Senses {
        senses: Vec<Sense>,
        is_more: bool,
    },
    Units(Vec<Unit>),
    /// "for two seconds".
    Length(f32),
    Percent(f32),
    Comma,
    Stop,
}

impl Sign {
    pub(super) fn senses(&self) -> &[Sense] {
        match &self.kind {
            Kind::Senses { senses, .. } => senses,
            _ => &[],
        }
    }

    pub(super) fn order(&self) -> Option<Order> {
        self.senses().iter().find_map(|sense| match sense {
            Sense::Order(order) => Some(*order),
            _ => None,
        })
    }
}

/// A scanned text.
#[derive(Default)]
pub(super) struct Scan {
    pub(super) signs: Vec<Sign>,
    pub(super) person: Option<Person>,
    pub(super) unknown: Vec<String>,
    pub(super) names: Vec<String>,
    /// Slips of spelling, with what they were read as.
    pub(super) slips: Vec<String>,
    pub(super) is_cut: bool,
    /// Words for which a known one near them was looked for.
    looked_for: usize,
    /// Whether FACS notation has been met: a number after it is a unit too.
    is_notation: bool,
}

/// Finds every known phrase of a text.
pub(super) fn scan(text: &str, most: usize) -> Scan {
    let (tokens, is_whole) = tokens(text, most);
    let mut scan = Scan { is_cut: !is_whole, ..Scan::default() };
    let mut is_taken = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        if !is_taken[at] {
            scan.take(&tokens, at, &mut is_taken);
        }
        at += 1;
    }
    scan
}

impl Scan {
    /// Takes what stands at a place, and marks what belongs to it.
    fn take(&mut self, tokens: &[Token], at: usize, is_taken: &mut [bool]) {
        let lexicon = Lexicon::get();
        let open = |place: &usize| !is_taken[*place];
        let places: Vec<usize> = (at..tokens.len().min(at + LONGEST_SPAN)).filter(open).collect();
        let words: Vec<&Word> = places
            .iter()
            .map_while(|&place| match &tokens[place] {
                Token::Word(word) => Some(word),
                _ => None,
            })
            .collect();
        if let Some((count, kind)) = measure(&tokens[at..], &words) {
            is_taken[at..at + count].fill(true);
            return self.push(kind, Vec::new());
        }
        match &tokens[at] {
            Token::Stop => self.push(Kind::Stop, Vec::new()),
            Token::Comma => self.push(Kind::Comma, Vec::new()),
            Token::Units(units) => {
                self.push(Kind::Units(units.clone()), Vec::new());
                self.is_notation = true;
            }
            Token::Number(number) => match unit_of(*number).filter(|_| self.is_notation) {
                Some(unit) => self.push(Kind::Units(vec![unit]), Vec::new()),
                None => note(&mut self.unknown, &number.to_string()),
            },
            Token::Word(word) => match lexicon.phrase(&words) {
                Some(found) => {
                    for &place in &found.taken {
                        is_taken[places[place]] = true;
                    }
                    let is_more = found.taken.len() == 1 && is_comparative(&word.plain, found.base);
                    let typed = found.taken.iter().map(|&place| words[place].typed.clone());
                    let typed = typed.filter(|typed| !typed.is_empty()).collect();
                    let mut senses = found.senses.to_vec();
                    if found.taken.len() > 1 {
                        senses.extend(found.taken.iter().filter_map(|&p| named_part(words[p])));
                    }
                    self.note_person(&senses);
                    self.push(Kind::Senses { senses, is_more }, typed);
                }
                None => match self.slip(word) {
                    Some((known, senses)) => {
                        note(&mut self.slips, &format!("'{}' as '{known}'", word.plain));
                        self.push(
                            Kind::Senses { senses, is_more: false },
                            vec![word.typed.clone()],
                        );
                    }
                    None => self.note_unknown(word, at <= 1),
                },
            },
        }
    }

    fn push(&mut self, kind: Kind, typed: Vec<String>) {
        self.signs.push(Sign { kind, typed });
    }

    /// Pronouns and nouns say of whom the words speak; the first that tells counts.
    fn note_person(&mut self, senses: &[Sense]) {
        for sense in senses {
            if let Sense::Person(person) = sense {
                let known = self.person.get_or_insert(*person);
                if *known == Person::They {
                    *known = *person;
                }
            }
        }
    }

    /// What a word must have meant that is not known; so many are looked for.
    fn slip(&mut self, word: &Word) -> Option<(&'static str, Vec<Sense>)> {
        if !word.forms.is_empty() || self.looked_for >= MOST_SLIPS {
            return None;
        }
        self.looked_for += 1;
        meant(word)
    }

    /// A word of which nothing is known: a capital within a sentence makes it a name.
    fn note_unknown(&mut self, word: &Word, is_first: bool) {
        let sense = vec![Sense::Silent];
        if word.is_capitalised() && !is_first {
            note(&mut self.names, &word.typed);
        } else if !Lexicon::get().is_filler(&word.plain) {
            note(&mut self.unknown, &word.plain);
        }
        self.push(Kind::Senses { senses: sense, is_more: false }, vec![word.typed.clone()]);
    }
}

/// The part that a word of a phrase names: "his eyes widen, then narrow" goes on with the eyes.
fn named_part(word: &Word) -> Option<Sense> {
    let found = Lexicon::get().phrase(&[word])?;
    found.senses.iter().find_map(|sense| match sense {
        Sense::Part(part) => Some(Sense::NamedPart(*part)),
        _ => None,
    })
}

/// What a long word that is not known must have meant: short ones are too near to too many.
fn meant(word: &Word) -> Option<(&'static str, Vec<Sense>)> {
    const SHORTEST: usize = 7;
    let is_long = word.forms.is_empty() && word.plain.chars().count() >= SHORTEST;
    let known = is_long.then(|| nearest(&word.plain))??;
    let meant = Word::new(&word.typed, known);
    Lexicon::get().phrase(&[&meant]).map(|found| (known, found.senses.to_vec()))
}

fn note(list: &mut Vec<String>, word: &str) {
    if list.iter().all(|known| known != word) {
        list.push(word.to_owned());
    }
}

/// Reads "two seconds", "2.5 s", "70 percent", "AU 12 left": how many tokens, and what they say.
fn measure(tokens: &[Token], words: &[&Word]) -> Option<(usize, Kind)> {
    if let Some(units) = units_at(tokens) {
        return Some((3, Kind::Units(units)));
    }
    let (count, number) = match &tokens[0] {
        Token::Number(number) => (1, *number),
        Token::Word(word) if ["au", "aus", "unit"].contains(&word.plain.as_str()) => {
            if let Some(units) = units_at(&tokens[1..]) {
                return Some((4, Kind::Units(units)));
            }
            return numbered_unit(tokens).map(|unit| (2, Kind::Units(vec![unit])));
        }
        _ => Lexicon::get().number(words)?,
    };
    let Some(Token::Word(unit)) = tokens.get(count) else { return None };
    match unit.plain.as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" | "beat" | "beats" => {
            Some((count + 1, Kind::Length(number.clamp(0.1, LONGEST_SECS))))
        }
        "ms" | "millisecond" | "milliseconds" => {
            Some((count + 1, Kind::Length((number / 1000.0).clamp(0.1, LONGEST_SECS))))
        }
        "minute" | "minutes" => {
            Some((count + 1, Kind::Length((number * 60.0).clamp(0.1, LONGEST_SECS))))
        }
        "percent" => Some((count + 1, Kind::Percent((number / 100.0).clamp(0.0, 1.0)))),
        "parts" | "part" => Some((count + 1, Kind::Percent((number / 4.0).clamp(0.0, 1.0)))),
        _ => None,
    }
}

/// "AU 12".
fn numbered_unit(tokens: &[Token]) -> Option<Unit> {
    let Some(Token::Number(number)) = tokens.get(1) else { return None };
    unit_of(*number)
}

/// The unit of a FACS number.
fn unit_of(number: f32) -> Option<Unit> {
    let code = (number.fract() == 0.0 && (1.0..=99.0).contains(&number)).then_some(number as u8)?;
    Some(Unit { au: Au::new(code)?, side: Side::Both, intensity: 0.5 })
}

/// "12 at 0.4", "12L at 0.4": units with an intensity in words.
fn units_at(tokens: &[Token]) -> Option<Vec<Unit>> {
    let [head, Token::Word(at), Token::Number(intensity), ..] = tokens else { return None };
    let is_at = ["at", "to"].contains(&at.plain.as_str());
    if !is_at || !(0.0..=1.0).contains(intensity) {
        return None;
    }
    let units = match head {
        Token::Units(units) => units.clone(),
        Token::Number(number) => vec![unit_of(*number)?],
        _ => return None,
    };
    Some(units.iter().map(|unit| Unit { intensity: *intensity, ..*unit }).collect())
}

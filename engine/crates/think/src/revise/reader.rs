//! Words to instructions.
//!
//! Commas, stops, "and", "but" and "then" part instructions. One that names only a place ("and the
//! eyes") takes over what the one before it does; one that names only a time ("in the second half, …") gives
//! it to all that name none.

use super::instruction::{By, Instruction, LinePick, Op, Scope, Time};
use super::vocabulary::{Action, Meaning, Quality, Vocabulary};
use crate::lexicon::{Lexicon, Sense};
use crate::tokens::{Token, Word, tokens};
use risorius_face::{Au, Side, movement};

/// Words that are read; what follows is another text.
const MAX_TOKENS: usize = 400;

/// The steepest step that words can ask for, either way.
const MOST: f32 = 10.0;

/// What an artist means by a longer hold, times and seconds.
const LONGER_HOLD: f32 = 1.6;

/// What the words say.
pub(super) struct Reading {
    pub(super) instructions: Vec<Instruction>,
    /// Words that no edit knows, each once.
    pub(super) unknown: Vec<String>,
}

/// Reads words; none where they are no edit.
pub(super) fn read(words: &str) -> Option<Reading> {
    let (tokens, _) = tokens(&words.replace('%', " percent "), MAX_TOKENS);
    let mut reader = Reader::default();
    let mut at = 0;
    while at < tokens.len() {
        at += reader.take(&tokens[at..]);
    }
    reader.end();
    let Reader { mut done, time, unknown, known, .. } = reader;
    for instruction in &mut done {
        instruction.scope.time = instruction.scope.time.or(time);
    }
    // A tale with one known word in it is another performance, not an edit of this one.
    let is_tale = unknown.len() > 2 && unknown.len() >= known;
    (!done.is_empty() && !is_tale).then_some(Reading { instructions: done, unknown })
}

/// An instruction while it is read.
#[derive(Clone, Default)]
struct Draft {
    step: Option<(Quality, f32)>,
    action: Option<Action>,
    amount: Option<f32>,
    times: Option<f32>,
    is_turned: bool,
    secs: Option<f32>,
    percent: Option<f32>,
    scope: Scope,
    typed: Vec<String>,
    /// What is to be added, in words.
    added: Vec<String>,
}

#[derive(Default)]
struct Reader {
    draft: Draft,
    done: Vec<Instruction>,
    /// A time that was named alone.
    time: Option<Time>,
    unknown: Vec<String>,
    known: usize,
}

impl Reader {
    /// Takes what stands at the head of the tokens, and says how many that were.
    fn take(&mut self, tokens: &[Token]) -> usize {
        let words: Vec<&str> = canonicals(tokens);
        if let Some((count, time)) = take_time(tokens) {
            self.draft.scope.time = Some(time);
            self.note(&tokens[..count]);
            self.known += 1;
            return count;
        }
        if let Some((count, number)) = take_number(tokens) {
            return self.take_amount(tokens, count, number);
        }
        match &tokens[0] {
            Token::Comma | Token::Stop => {
                self.end();
                1
            }
            Token::Number(number) => {
                self.take_code(*number, &tokens[..1]);
                1
            }
            Token::Units(units) => {
                for unit in units {
                    self.name(&format!("AU{}", unit.au.code()), &[unit.au.code()]);
                    let side = Some(unit.side).filter(|side| *side != Side::Both);
                    self.draft.scope.side = self.draft.scope.side.or(side);
                }
                self.note(&tokens[..1]);
                1
            }
            Token::Word(_) => self.take_words(tokens, &words),
        }
    }

    fn take_words(&mut self, tokens: &[Token], words: &[&str]) -> usize {
        if matches!(words[0], "and" | "but" | "then" | "while" | "yet") {
            let follows = Vocabulary::get().phrase(words).filter(|(count, _)| *count > 1);
            self.end();
            if follows.is_none() {
                return 1;
            }
        }
        let meaning = Vocabulary::get().phrase(words);
        if self.draft.action == Some(Action::Add)
            && !matches!(meaning, Some((_, Meaning::Span(..))))
        {
            self.note(&tokens[..1]);
            self.draft.added.extend(typed(&tokens[..1]));
            self.known += 1;
            return 1;
        }
        if let Some(side) = side_of(words[0]) {
            self.note(&tokens[..1]);
            self.known += 1;
            self.draft.scope.side = Some(side);
            return 1;
        }
        match meaning {
            Some((count, Meaning::Silent)) => {
                self.note(&tokens[..count]);
                count
            }
            Some((count, meaning)) => {
                self.known += 1;
                self.mean(meaning, &tokens[..count]);
                count
            }
            None => self.take_other(tokens, words),
        }
    }

    /// Feelings and movements that the lexicon and the face's own vocabulary know.
    fn take_other(&mut self, tokens: &[Token], words: &[&str]) -> usize {
        if let Some((count, emotion)) = emotion_at(tokens) {
            self.draft.scope.feeling = Some(emotion);
            self.note(&tokens[..count]);
            self.known += 1;
            return count;
        }
        for count in (1..=words.len().min(3)).rev() {
            let text = words[..count].join(" ");
            let units = movement::read(&text).units;
            if !units.is_empty() && words[..count].iter().all(|word| movement::knows(word)) {
                let codes: Vec<u8> = units.iter().map(|unit| unit.au.code()).collect();
                self.name(&text, &codes);
                self.note(&tokens[..count]);
                return count;
            }
        }
        self.note_unknown(&tokens[..1]);
        1
    }

    fn mean(&mut self, meaning: Meaning, tokens: &[Token]) {
        let vocabulary = Vocabulary::get();
        let is_second_op = match meaning {
            Meaning::Step(quality, _) => {
                self.draft.step.is_some_and(|(known, _)| known != quality)
                    && self.draft.action != Some(Action::Hold)
            }
            Meaning::Action(Action::Only | Action::Hold) => false,
            Meaning::Action(_) => self.draft.step.is_some() || self.draft.action.is_some(),
            _ => false,
        };
        if is_second_op {
            let scope = self.draft.scope.clone();
            self.end();
            self.draft.scope = Scope { time: scope.time, ..Scope::default() };
        }
        self.note(tokens);
        let draft = &mut self.draft;
        match meaning {
            Meaning::Step(quality, by) => draft.step = draft.step.or(Some((quality, by))),
            Meaning::Adjective(quality, by) => {
                // "more" and "less" before it say the way, "twice as" how far.
                let way = match draft.step {
                    Some((Quality::Strength, step)) if step < 1.0 => -1,
                    _ => 1,
                };
                draft.step = Some((quality, stepped(quality, by, way)));
            }
            Meaning::Action(action) => draft.action = Some(action),
            Meaning::Amount(amount) => draft.amount = Some(draft.amount.unwrap_or(1.0) * amount),
            Meaning::Times(times) => draft.times = Some(times),
            Meaning::Turned => draft.is_turned = true,
            Meaning::Part(index) => {
                let part = &vocabulary.parts[index];
                self.name(&part.name, &part.units);
            }
            Meaning::Span(from, to) => draft.scope.time = Some(Time::Shares(from, to)),
            Meaning::FirstLine => draft.scope.line = Some(LinePick::Nth(0)),
            Meaning::LastLine => draft.scope.line = Some(LinePick::Last),
            Meaning::Feeling(index) => {
                draft.scope.feeling = Some(vocabulary.feelings[index].clone());
                draft.step = draft.step.or(Some((Quality::Strength, 1.3)));
            }
            Meaning::Silent => {}
        }
    }

    /// A number with its unit: seconds, per cent, or the place of a line.
    fn take_amount(&mut self, tokens: &[Token], count: usize, number: f32) -> usize {
        let unit = canonicals(&tokens[count..]).first().copied().unwrap_or_default();
        let taken = count + 1;
        if is_seconds(unit) {
            self.draft.secs = Some(number.clamp(0.0, 600.0));
        } else {
            self.draft.percent = Some((number / 100.0).clamp(0.0, MOST));
        }
        self.note(&tokens[..taken]);
        self.known += 1;
        taken
    }

    /// A bare number: a line's ("line 3") or a unit's code.
    fn take_code(&mut self, number: f32, tokens: &[Token]) {
        let is_line = self.draft.typed.last().is_some_and(|word| word == "line" || word == "cue");
        let code =
            (number.fract() == 0.0 && (0.0..255.0).contains(&number)).then_some(number as u8);
        match code.and_then(Au::new) {
            _ if is_line && number >= 1.0 => {
                self.draft.scope.line = Some(LinePick::Nth(number as usize - 1));
            }
            Some(au) => self.name(&format!("AU{}", au.code()), &[au.code()]),
            None => return self.note_unknown(tokens),
        }
        self.note(tokens);
        self.known += 1;
    }

    fn name(&mut self, name: &str, codes: &[u8]) {
        self.known += 1;
        self.draft.scope.names.push(name.to_owned());
        self.draft.scope.codes.extend(codes);
    }

    fn note(&mut self, tokens: &[Token]) {
        self.draft.typed.extend(typed(tokens));
    }

    fn note_unknown(&mut self, tokens: &[Token]) {
        for word in typed(tokens) {
            if !self.unknown.contains(&word) {
                self.unknown.push(word);
            }
        }
    }

    /// Ends an instruction.
    fn end(&mut self) {
        let mut draft = std::mem::take(&mut self.draft);
        let typed = draft.typed.join(" ");
        if let Some(op) = draft.op() {
            self.done.push(Instruction { op, scope: draft.scope, typed });
        } else if !draft.scope.is_whole_face() {
            // "less smile and teeth": the second does what the first does.
            if let Some(Instruction { op, scope, .. }) = self.done.last().cloned() {
                draft.scope.time = draft.scope.time.or(scope.time);
                let op = if matches!(op, Op::Add(_)) { Op::Add(typed.clone()) } else { op };
                self.done.push(Instruction { op, scope: draft.scope, typed });
            }
        } else if draft.scope.time.is_some() {
            self.time = draft.scope.time;
        } else if !typed.is_empty()
            && matches!(self.done.last(), Some(Instruction { op: Op::Add(_), .. }))
        {
            let scope = draft.scope;
            self.done.push(Instruction { op: Op::Add(typed.clone()), scope, typed });
        }
    }
}

impl Draft {
    /// What it does, if it says that.
    fn op(&mut self) -> Option<Op> {
        let (side, has_place) = (self.scope.side, !self.scope.codes.is_empty());
        match self.action {
            Some(Action::Add) => return Some(Op::Add(self.added.join(" "))),
            Some(Action::Keep) => return Some(Op::Keep),
            Some(Action::Mirror) => return Some(Op::Mirror),
            Some(Action::EndNeutral) => return Some(Op::EndNeutral),
            Some(Action::StartNeutral) => return Some(Op::StartNeutral),
            Some(Action::Hold) => return Some(Op::Hold(self.hold())),
            Some(Action::Remove) => {
                let Some(side) = side.filter(|_| !has_place) else { return Some(Op::Remove) };
                self.scope.side = None;
                return Some(Op::OnlySide(other(side)));
            }
            Some(Action::Only) if self.step.is_none() => {
                let Some(side) = side.filter(|_| !has_place) else { return Some(Op::Only) };
                self.scope.side = None;
                return Some(Op::OnlySide(side));
            }
            _ => {}
        }
        let Some((quality, by)) = self.step else { return self.bare() };
        let by = if self.is_turned { stepped(quality, by, -1) } else { by };
        let amount = self.amount.unwrap_or(1.0);
        let factor = self.factor(by, amount);
        Some(match quality {
            Quality::Strength => Op::Strength(factor),
            Quality::Speed => Op::Speed(factor),
            Quality::Asymmetry => Op::Asymmetry(factor),
            Quality::Shift => Op::Shift(match self.secs {
                Some(secs) => secs * by.signum(),
                None => by * amount * self.times.unwrap_or(1.0),
            }),
            Quality::Length if !self.scope.is_whole_face() => Op::Hold(self.hold()),
            Quality::Length => Op::Length(match self.secs {
                Some(secs) if by < 1.0 => By::Secs(-secs),
                Some(secs) => By::Secs(secs),
                None => By::Factor(factor),
            }),
        })
    }

    /// What numbers alone say: "half the smile", "make it 6 seconds".
    fn bare(&self) -> Option<Op> {
        let strength = self.times.or(self.percent);
        let length = self.secs.filter(|_| self.scope.is_whole_face());
        strength
            .map(Op::Strength)
            .or_else(|| length.map(|secs| Op::Length(By::To(secs.max(0.5)))))
            .or_else(|| self.secs.map(|secs| Op::Hold(By::To(secs))))
    }

    /// How far a step goes, as a factor.
    fn factor(&self, by: f32, amount: f32) -> f32 {
        let grows = by >= 1.0;
        let factor = match (self.times, self.percent) {
            (Some(times), _) if grows || times < 1.0 => times,
            (Some(times), _) => 1.0 / times,
            (None, Some(percent)) if grows => 1.0 + percent,
            (None, Some(percent)) => 1.0 - percent.min(1.0),
            (None, None) => by.powf(amount),
        };
        factor.clamp(1.0 / MOST, MOST)
    }

    fn hold(&self) -> By {
        let is_shorter = self.step.is_some_and(|(_, by)| by < 1.0) != self.is_turned;
        match (self.secs, self.step) {
            (Some(secs), None) => By::To(secs),
            (Some(secs), Some(_)) => By::Secs(if is_shorter { -secs } else { secs }),
            (None, _) => {
                let longer = if is_shorter { 1.0 / LONGER_HOLD } else { LONGER_HOLD };
                By::Factor(self.factor(longer, self.amount.unwrap_or(1.0)))
            }
        }
    }
}

/// A step the other way round where `way` is −1; shifts have signs, all else are factors.
fn stepped(quality: Quality, by: f32, way: i32) -> f32 {
    match quality {
        Quality::Shift => by * way as f32,
        _ => by.powi(way),
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
        Side::Both => Side::Both,
    }
}

fn side_of(word: &str) -> Option<Side> {
    match word {
        "left" => Some(Side::Left),
        "right" => Some(Side::Right),
        _ => None,
    }
}

fn is_seconds(word: &str) -> bool {
    matches!(word, "s" | "sec" | "secs" | "second" | "seconds")
}

/// A number, in digits or words, before seconds or per cent.
fn take_number(tokens: &[Token]) -> Option<(usize, f32)> {
    let (count, number) = number_at(tokens)?;
    let unit = canonicals(tokens.get(count..)?).first().copied()?;
    (is_seconds(unit) || unit == "percent").then_some((count, number))
}

/// A span of time at the head of the tokens: "from 1 to 2 s", "after 2 s", "the last second".
fn take_time(tokens: &[Token]) -> Option<(usize, Time)> {
    let words = canonicals(tokens);
    let head = *words.first()?;
    let skip = usize::from(matches!(head, "in" | "during" | "over"));
    let skip = skip + usize::from(words.get(skip) == Some(&"the"));
    if let Some(place @ ("first" | "last")) = words.get(skip).copied() {
        let (count, secs) = secs_at(tokens, skip + 1)
            .or_else(|| words.get(skip + 1).filter(|w| is_seconds(w)).map(|_| (skip + 2, 1.0)))?;
        let time = if place == "first" { Time::Secs(0.0, secs) } else { Time::Last(secs) };
        return Some((count, time));
    }
    let (next, first) = secs_at(tokens, 1)?;
    match head {
        "from" | "between" | "after" | "since" => {
            let ends =
                words.get(next).is_some_and(|w| matches!(*w, "to" | "until" | "till" | "and"));
            match secs_at(tokens, next + 1).filter(|_| ends && head != "after") {
                Some((count, last)) => Some((count, Time::Secs(first.min(last), last.max(first)))),
                None if head == "between" => None,
                None => {
                    let on =
                        words.get(next).is_some_and(|w| matches!(*w, "on" | "onwards" | "onward"));
                    Some((next + usize::from(on), Time::Secs(first, f32::INFINITY)))
                }
            }
        }
        "before" | "until" | "till" => Some((next, Time::Secs(0.0, first))),
        "at" => Some((next, Time::Secs(first, first))),
        _ => None,
    }
}

/// Seconds at a place; the unit may be left to a later number.
fn secs_at(tokens: &[Token], at: usize) -> Option<(usize, f32)> {
    let (count, number) = number_at(tokens.get(at..)?)?;
    let words = canonicals(tokens.get(at + count..).unwrap_or_default());
    let has_unit = words.first().is_some_and(|word| is_seconds(word));
    let leads = words.first().is_some_and(|word| matches!(*word, "to" | "and" | "until" | "till"));
    (has_unit || leads).then_some((at + count + usize::from(has_unit), number.clamp(0.0, 600.0)))
}

/// A number at the head of the tokens, in digits or words.
fn number_at(tokens: &[Token]) -> Option<(usize, f32)> {
    match tokens.first()? {
        Token::Number(number) => Some((1, *number)),
        _ => Lexicon::get().number(&words_of(tokens)),
    }
}

/// A word for an emotion at the head of the tokens: how many words, and the emotion's name.
fn emotion_at(tokens: &[Token]) -> Option<(usize, String)> {
    let lexicon = Lexicon::get();
    let words = words_of(tokens);
    let found = lexicon.phrase(&words)?;
    let emotion = found.senses.iter().find_map(|sense| match sense {
        Sense::Emotion { index, .. } => Some(lexicon.emotions[*index].name.clone()),
        _ => None,
    })?;
    Some((found.taken.iter().max().map_or(1, |last| last + 1), emotion))
}

/// The words at the head of the tokens.
fn words_of(tokens: &[Token]) -> Vec<&Word> {
    const LONGEST_PHRASE: usize = 8;
    let words = tokens.iter().take(LONGEST_PHRASE).map_while(|token| match token {
        Token::Word(word) => Some(word),
        _ => None,
    });
    words.collect()
}

/// The same as the vocabulary writes them.
fn canonicals(tokens: &[Token]) -> Vec<&str> {
    words_of(tokens).into_iter().map(canonical).collect()
}

fn canonical(word: &Word) -> &str {
    match word.plain.as_str() {
        "she" | "he" => "they",
        "her" | "his" => "their",
        "cannot" => "not",
        other => other,
    }
}

fn typed(tokens: &[Token]) -> Vec<String> {
    let words = tokens.iter().filter_map(|token| match token {
        Token::Word(word) => Some(word.typed.clone()),
        Token::Number(number) => Some(number.to_string()),
        Token::Units(units) => Some(risorius_face::notation::format_units(units)),
        Token::Comma | Token::Stop => None,
    });
    words.filter(|word| !word.is_empty()).collect()
}

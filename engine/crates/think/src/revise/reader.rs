//! Words to instructions.
//!
//! Commas, stops, "and", "but" and "then" part instructions. One that names only a place ("and the
//! eyes") takes over what the one before it does; one that names only a time ("in the second half, …") gives
//! it to all that name none.

use super::draft::{Draft, MOST, stepped};
use super::heads::{canonicals, emotion_at, is_seconds, take_number, take_time, typed};
use super::instruction::{Instruction, LinePick, Op, Scope, Time};
use super::vocabulary::{Action, Meaning, Quality, Vocabulary};
use crate::tokens::{Token, tokens};
use risorius_face::{Au, Side, movement};

/// Words that are read; what follows is another text.
const MAX_TOKENS: usize = 400;

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
            // "5 seconds long" says how long, not that it should be longer.
            Meaning::Adjective(Quality::Length, _) if draft.secs.is_some() => {}
            Meaning::Adjective(quality, by) => {
                // "more" and "less" before it say the way, "twice as" how far.
                let way = match draft.step {
                    Some((Quality::Strength, step)) if step < 1.0 => -1,
                    _ => 1,
                };
                draft.step = Some((quality, stepped(quality, by, way)));
            }
            Meaning::Action(Action::AddAtEnd) => {
                (draft.action, draft.scope.time) =
                    (Some(Action::Add), Some(Time::Shares(0.75, 1.0)));
            }
            Meaning::Action(Action::AddAtStart) => {
                (draft.action, draft.scope.time) =
                    (Some(Action::Add), Some(Time::Shares(0.0, 0.25)));
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
        // "more natural": what should be more is not known, so it is not strength.
        if self.draft.typed.last().is_some_and(|word| matches!(word.as_str(), "more" | "less")) {
            self.draft = Draft::default();
        }
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

fn side_of(word: &str) -> Option<Side> {
    match word {
        "left" => Some(Side::Left),
        "right" => Some(Side::Right),
        _ => None,
    }
}

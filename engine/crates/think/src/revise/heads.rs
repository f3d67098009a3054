//! Numbers, spans of time, feelings and words at the head of some tokens.

use super::instruction::Time;
use crate::lexicon::{Lexicon, Sense};
use crate::tokens::{Token, Word};

pub(super) fn is_seconds(word: &str) -> bool {
    matches!(word, "s" | "sec" | "secs" | "second" | "seconds")
}

/// A number, in digits or words, before seconds or per cent.
pub(super) fn take_number(tokens: &[Token]) -> Option<(usize, f32)> {
    let (count, number) = number_at(tokens)?;
    let unit = canonicals(tokens.get(count..)?).first().copied()?;
    (is_seconds(unit) || unit == "percent").then_some((count, number))
}

/// A span of time at the head of the tokens: "from 1 to 2 s", "after 2 s", "the last second".
pub(super) fn take_time(tokens: &[Token]) -> Option<(usize, Time)> {
    let words = canonicals(tokens);
    let head = *words.first()?;
    let skip = usize::from(matches!(head, "in" | "during" | "over"));
    let skip = skip + usize::from(words.get(skip) == Some(&"the"));
    // "it lasts 5 seconds" is a length, "the last 5 seconds" a time.
    if let Some(place @ ("first" | "last")) = words.get(skip).copied().filter(|_| skip > 0) {
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
pub(super) fn emotion_at(tokens: &[Token]) -> Option<(usize, String)> {
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
pub(super) fn canonicals(tokens: &[Token]) -> Vec<&str> {
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

pub(super) fn typed(tokens: &[Token]) -> Vec<String> {
    let words = tokens.iter().filter_map(|token| match token {
        Token::Word(word) => Some(word.typed.clone()),
        Token::Number(number) => Some(number.to_string()),
        Token::Units(units) => Some(risorius_face::notation::format_units(units)),
        Token::Comma | Token::Stop => None,
    });
    words.filter(|word| !word.is_empty()).collect()
}

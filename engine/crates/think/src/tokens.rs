//! Text to words, numbers, units and pauses.

use crate::lexicon::Lexicon;
use risorius_face::{Unit, notation};

/// Characters of a word that are looked at; no word of any language is longer.
const LONGEST_CHUNK: usize = 60;

/// A percent sign becomes this word.
const PERCENT: &str = "percent";

/// A piece of what was said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    Word(Word),
    Number(f32),
    /// FACS notation among the words.
    Units(Vec<Unit>),
    Comma,
    Stop,
}

/// A word as typed and as the lexicon writes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    pub(crate) typed: String,
    /// Lower case, without "'s" or "n't".
    pub(crate) plain: String,
    /// Its known base forms, the likeliest first; none for a word that no phrase has.
    pub(crate) forms: Vec<String>,
}

impl Word {
    pub(crate) fn new(typed: &str, plain: &str) -> Self {
        let forms = Lexicon::get().forms(plain);
        Self { typed: typed.to_owned(), plain: plain.to_owned(), forms }
    }

    /// Whether it is written as a name is.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.typed.starts_with(char::is_uppercase)
    }
}

/// Cuts a text into tokens, so many at most, and says whether that was all.
pub(crate) fn tokens(text: &str, most: usize) -> (Vec<Token>, bool) {
    let mut tokens = Vec::new();
    for line in text.lines() {
        tokens.push(Token::Stop);
        for chunk in line.split_whitespace() {
            if tokens.len() >= most {
                return (tokens, false);
            }
            push_chunk(chunk, &mut tokens);
        }
    }
    (tokens, true)
}

fn push_chunk(chunk: &str, tokens: &mut Vec<Token>) {
    let body = chunk
        .trim_end_matches(|c: char| ".,;:!?…)\"”".contains(c))
        .trim_start_matches(['(', '"', '“']);
    let body = &body[..body.char_indices().nth(LONGEST_CHUNK).map_or(body.len(), |(at, _)| at)];
    let number = body.strip_suffix(['s', '%']).unwrap_or(body);
    if let Some(units) = units_of(body) {
        tokens.push(Token::Units(units));
    } else if let Some(number) = number
        .parse::<f32>()
        .ok()
        .filter(|n| n.is_finite() && number.starts_with(|c: char| c.is_ascii_digit()))
    {
        tokens.push(Token::Number(number));
        if body.ends_with('s') {
            push_word("s", tokens);
        } else if body.ends_with('%') {
            push_word(PERCENT, tokens);
        }
    } else {
        for part in body.split(['—', '–', '…']).enumerate() {
            if part.0 > 0 {
                tokens.push(Token::Comma);
            }
            for word in part.1.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’') {
                push_word(word, tokens);
            }
        }
    }
    match chunk.chars().last() {
        Some('.' | ';' | '!' | '?' | '…') => tokens.push(Token::Stop),
        Some(',' | ':' | '—' | '–') => tokens.push(Token::Comma),
        _ => {}
    }
}

/// Units, if a chunk is notation and cannot be a plain number or word.
fn units_of(chunk: &str) -> Option<Vec<Unit>> {
    let is_marked = chunk.contains(|c: char| c.is_ascii_alphabetic() || c == '+' || c == '=');
    let has_digit = chunk.contains(|c: char| c.is_ascii_digit());
    if !(is_marked && has_digit) {
        return None;
    }
    // "12L" is how many write L12.
    let turned = chunk.strip_suffix(['L', 'R']).filter(|code| code.parse::<u8>().is_ok());
    let turned = turned.map(|code| format!("{}{code}C", &chunk[code.len()..]));
    let notation = notation::parse(turned.as_deref().unwrap_or(chunk)).ok()?;
    (!notation.units.is_empty()).then_some(notation.units)
}

fn push_word(typed: &str, tokens: &mut Vec<Token>) {
    let lower = typed.to_lowercase().replace('’', "'");
    let (word, is_negated) = match lower.strip_suffix("n't") {
        Some("ca") => ("can", true),
        Some("wo") => ("will", true),
        Some("") => ("", false),
        Some(verb) => (verb, true),
        None => (lower.split('\'').next().unwrap_or(""), false),
    };
    if word.is_empty() {
        return;
    }
    tokens.push(Token::Word(Word::new(typed, word)));
    if is_negated {
        tokens.push(Token::Word(Word::new("", "not")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_at_words_numbers_units_and_pauses() {
        let shown: Vec<String> = tokens("She can't smile, L12C+6B for 2.5s. half-smile 12 70%", 99)
            .0
            .into_iter()
            .map(|token| match token {
                Token::Word(word) => word.plain,
                Token::Number(number) => format!("#{number}"),
                Token::Units(units) => format!("[{}]", notation::format_units(&units)),
                Token::Comma => ",".to_owned(),
                Token::Stop => ".".to_owned(),
            })
            .collect();
        assert_eq!(
            shown.join(" "),
            ". she can not smile , [L12C+6B] for #2.5 s . half smile #12 #70 percent"
        );
    }
}

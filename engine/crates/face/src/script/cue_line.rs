//! Cue lines: the canonical form, and the looser ones that people type.

use super::MAX_SECS;
use super::line::{LineError, one_line, read_secs};
use super::writer::LOCKED;
use crate::intensity::{from_hundredths, hundredths};
use crate::movement::{self, Pace};
use crate::notation::{self, Scanner, read_prefix};
use crate::{Cue, Envelope, Side, Unit};

/// Reads a cue line. One that begins with a time and units is a canonical one, with any of
/// `in`, `hold` and `out` left to their usual values; its sentence is not interpreted.
pub(super) fn read_cue(line: &str) -> Result<Cue, LineError> {
    let body = strip_lock_mark(line.trim_end());
    let locked = body.is_some();
    let mut scanner = Scanner::new(body.unwrap_or(line));
    let mut timing = Timing::default();
    scanner.skip_blanks();
    let begins_with_time = at_time(&scanner);
    if begins_with_time {
        timing.start_secs = Some(read_secs(&mut scanner)?);
        scanner.skip_blanks();
    }
    let units = if scanner.at_unit() { Some(read_units(&mut scanner)?) } else { None };
    let cue = match units {
        Some(units) if begins_with_time => read_canonical(scanner, timing, units)?,
        units => read_loose(&mut scanner, timing, units)?,
    };
    Ok(Cue { locked, ..cue })
}

/// A cue's units. Head and gaze in degrees are for stills: a cue says them as units 51 to 64.
fn read_units(scanner: &mut Scanner) -> Result<Vec<Unit>, LineError> {
    let column = scanner.at;
    let notation = read_prefix(scanner)?;
    if !notation.settings.is_empty() {
        return Err(LineError::new(
            column,
            "a cue moves units: for head and gaze write 51 to 64, such as 51C",
        ));
    }
    Ok(notation.units)
}

/// Whether a time is next rather than units: a number that units follow, or one with a sign, a
/// decimal point or an `s`.
fn at_time(scanner: &Scanner) -> bool {
    let mut ahead = usize::from(matches!(scanner.peek(0), Some('-' | '−')));
    let is_signed = ahead > 0;
    let number_at = ahead;
    let mut has_point = false;
    while let Some(c) = scanner.peek(ahead).filter(|c| c.is_ascii_digit() || *c == '.') {
        has_point |= c == '.';
        ahead += 1;
    }
    let has_unit = scanner.peek(ahead) == Some('s');
    ahead += usize::from(has_unit);
    let ends = scanner.peek(ahead).is_none_or(char::is_whitespace);
    let is_number = ahead > number_at && ends;
    is_number && (is_signed || has_point || has_unit || scanner.is_unit_after_blanks(ahead))
}

fn read_canonical(
    mut scanner: Scanner,
    mut timing: Timing,
    units: Vec<Unit>,
) -> Result<Cue, LineError> {
    scanner.skip_blanks();
    while !timing.is_complete() && timing.read_phrase(&mut scanner, &["in", "hold", "out"])? {
        scanner.skip_blanks();
    }
    let envelope = timing.envelope(Pace::USUAL)?;
    let (text, reason) = read_sentence(&one_line(&scanner.rest()));
    Ok(Cue { envelope, units, text, reason, locked: false })
}

/// Reads words with times among them. They become the cue's text, without the times; units that
/// are not written out are found in them.
fn read_loose(
    scanner: &mut Scanner,
    mut timing: Timing,
    units: Option<Vec<Unit>>,
) -> Result<Cue, LineError> {
    let words_at = scanner.at;
    let sentence = timing.take_phrases(scanner)?;
    let (text, reason) = read_sentence(&one_line(&sentence));
    let text = text.trim_matches([',', ';', ' ']).to_owned();
    let found = movement::read(&text);
    let (units, text) = match units {
        Some(mut units) => {
            let side = found.side.unwrap_or(Side::Both);
            for unit in
                units.iter_mut().filter(|unit| unit.side == Side::Both && unit.au.info().sided)
            {
                unit.side = side;
            }
            let text = if found.is_only_manner { notation::describe(&units) } else { text };
            (units, text)
        }
        None if found.units.is_empty() => {
            let message = "no movement is named here: write units such as 12C, or words such as 'raise the inner \
                           brows slightly'";
            return Err(LineError::new(words_at, message));
        }
        None => (found.units, text),
    };
    let envelope = timing.envelope(found.pace)?;
    Ok(Cue { envelope, units, text, reason, locked: false })
}

/// Splits a sentence at the first `: ` into what the face does and why.
pub(super) fn read_sentence(sentence: &str) -> (String, String) {
    let (text, reason) = sentence.split_once(": ").unwrap_or((sentence, ""));
    (text.trim().to_owned(), reason.trim().to_owned())
}

/// The line without its lock mark, if it has one.
fn strip_lock_mark(line: &str) -> Option<&str> {
    let rest = line.strip_suffix(LOCKED)?;
    (rest.is_empty() || rest.ends_with(char::is_whitespace)).then(|| rest.trim_end())
}

/// A sentence without lock marks at its end: they would lock the cue.
pub(super) fn strip_lock_marks(mut sentence: &str) -> &str {
    while let Some(rest) = strip_lock_mark(sentence) {
        sentence = rest;
    }
    sentence
}

/// What a line says of its time; what it does not say comes from the movement's pace.
#[derive(Default)]
struct Timing {
    start_secs: Option<f32>,
    onset_secs: Option<f32>,
    hold_secs: Option<f32>,
    offset_secs: Option<f32>,
    /// From the first movement to the last.
    total_secs: Option<f32>,
    end_secs: Option<f32>,
    /// Where the line speaks of its end, for messages.
    end_column: usize,
}

impl Timing {
    fn is_complete(&self) -> bool {
        self.onset_secs.is_some() && self.hold_secs.is_some() && self.offset_secs.is_some()
    }

    fn slot(&mut self, key: &str) -> Option<&mut Option<f32>> {
        Some(match key {
            "from" | "at" | "after" => &mut self.start_secs,
            "in" => &mut self.onset_secs,
            "hold" => &mut self.hold_secs,
            "out" => &mut self.offset_secs,
            "for" => &mut self.total_secs,
            "to" | "until" | "till" => &mut self.end_secs,
            _ => return None,
        })
    }

    /// Reads one of the keys and its time if they are next and not said before.
    fn read_phrase(&mut self, scanner: &mut Scanner, keys: &[&str]) -> Result<bool, LineError> {
        let start = scanner.at;
        let key = scanner.take_while(|c| c.is_ascii_alphabetic()).to_ascii_lowercase();
        let is_key =
            keys.contains(&key.as_str()) && scanner.peek(0).is_some_and(char::is_whitespace);
        scanner.skip_blanks();
        let is_number =
            matches!(scanner.peek(0), Some('0'..='9' | '.' | '-' | '−')) || scanner.at_word("nan");
        match self.slot(&key) {
            Some(slot @ None) if is_key && is_number => *slot = Some(read_secs(scanner)?),
            _ => {
                scanner.at = start;
                return Ok(false);
            }
        }
        if matches!(key.as_str(), "for" | "to" | "until" | "till") {
            self.end_column = start;
        }
        Ok(true)
    }

    /// Takes the times out of a line of words and gives back the rest of it.
    fn take_phrases(&mut self, scanner: &mut Scanner) -> Result<String, LineError> {
        const KEYS: &[&str] =
            &["from", "at", "after", "in", "hold", "out", "for", "to", "until", "till"];
        let mut rest = String::new();
        while !scanner.at_end() {
            if self.read_phrase(scanner, KEYS)? {
                continue;
            }
            rest += &scanner.take_while(|c| !c.is_whitespace());
            rest += &scanner.take_while(char::is_whitespace);
        }
        Ok(rest)
    }

    /// The envelope, with what is not said taken from the pace. A length that is said shortens
    /// first the hold, then rise and fall alike.
    fn envelope(&self, pace: Pace) -> Result<Envelope, LineError> {
        let start_secs = self.start_secs.unwrap_or(0.0);
        let mut onset = hundredths(self.onset_secs.unwrap_or(pace.onset_secs));
        let mut offset = hundredths(self.offset_secs.unwrap_or(pace.offset_secs));
        let mut hold = hundredths(self.hold_secs.unwrap_or(pace.hold_secs));
        if let Some(total) = self.total(start_secs)? {
            if onset + offset > total {
                onset = onset * total / (onset + offset);
                offset = total - onset;
            }
            hold = total - onset - offset;
        }
        if hundredths(start_secs) + onset + hold + offset > hundredths(MAX_SECS) {
            let message =
                format!("the movement ends too late: a script ends at {MAX_SECS} s at most");
            return Err(LineError::new(self.end_column, message));
        }
        Ok(Envelope {
            start_secs,
            onset_secs: from_hundredths(onset),
            hold_secs: from_hundredths(hold),
            offset_secs: from_hundredths(offset),
        })
    }

    /// The whole length in hundredths of a second, if the line says one.
    fn total(&self, start_secs: f32) -> Result<Option<u32>, LineError> {
        let Some(end_secs) = self.end_secs else {
            return Ok(self.total_secs.map(hundredths));
        };
        if end_secs <= start_secs {
            let message =
                format!("the end at {end_secs} s is not after the start at {start_secs} s");
            return Err(LineError::new(self.end_column, message));
        }
        Ok(Some(hundredths(end_secs) - hundredths(start_secs)))
    }
}

//! What every line shares: its error, its numbers, its blanks.

use super::MAX_SECS;
use crate::intensity::{from_hundredths, hundredths};
use crate::notation::{NotationError, Scanner};

/// Why a line cannot be read.
pub(super) struct LineError {
    /// Characters from the start of the line.
    pub(super) column: usize,
    /// What is wrong and what to do, in one line.
    pub(super) message: String,
}

impl LineError {
    pub(super) fn new(column: usize, message: impl Into<String>) -> Self {
        Self { column, message: message.into() }
    }
}

impl From<NotationError> for LineError {
    fn from(error: NotationError) -> Self {
        Self::new(error.column, error.problem.to_string())
    }
}

/// Text on one line with single blanks and without control characters.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split_whitespace().map(|word| word.replace(char::is_control, ""));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A number held to the precision of a script.
pub(crate) fn rounded(value: f32) -> f32 {
    from_hundredths(hundredths(value))
}

/// Reads a time in seconds, with or without its unit ("1.5", "1.5s", "2 seconds").
pub(super) fn read_secs(scanner: &mut Scanner) -> Result<f32, LineError> {
    scanner.skip_blanks();
    let column = scanner.at;
    let is_negative = scanner.eat('-') || scanner.eat('−');
    let mut word = scanner.take_while(|c| c.is_ascii_digit() || c == '.');
    if word.is_empty() {
        word = scanner.take_while(char::is_alphanumeric);
    } else {
        skip_unit_of_time(scanner);
    }
    let value = word.parse::<f32>().ok().filter(|secs| !secs.is_nan());
    let secs = value.ok_or_else(|| {
        scanner.at = column;
        let found = scanner.quote();
        let found =
            if found.is_empty() { "the end of the line".to_owned() } else { format!("'{found}'") };
        LineError::new(column, format!("{found} is not a time: write seconds such as 1.5"))
    })?;
    if is_negative {
        return Err(LineError::new(
            column,
            format!("the time -{secs} is negative: times count from 0"),
        ));
    }
    if secs > MAX_SECS {
        let message =
            format!("the time {secs} s is too late: a script ends at {MAX_SECS} s at most");
        return Err(LineError::new(column, message));
    }
    Ok(rounded(secs))
}

/// Steps over the unit, directly after the number or one blank further: what stands further away
/// is another column.
fn skip_unit_of_time(scanner: &mut Scanner) {
    let start = scanner.at;
    scanner.eat(' ');
    let word = scanner.take_while(char::is_alphanumeric);
    if !["s", "sec", "secs", "second", "seconds"].contains(&word.to_ascii_lowercase().as_str()) {
        scanner.at = start;
    }
}

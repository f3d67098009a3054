//! Reading: text to a script. It never fails: a line that cannot be read is kept and marked.

use super::cue_line::read_cue;
use super::line::{LineError, one_line, read_secs, rounded};
use super::{Beat, DEFAULT_SECS, Display, Item, MAX_SECS, Script};
use crate::notation::Scanner;

/// Lines that a script holds at most; what follows is left out, and the last line says so.
pub const MAX_LINES: usize = 10_000;

/// Bytes that a script's text holds at most; lines past it are left out, and the last line says so.
pub const MAX_BYTES: usize = 1_000_000;

/// Reads a script. Its first line may be the title, `# words · 4.0 s`; without a duration it lasts
/// until its last cue or beat ends.
pub fn parse(text: &str) -> Script {
    let (lines, left_out) = lines_within_limits(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut script = Script::default();
    let mut duration_secs = None;
    let mut lines = lines.into_iter().peekable();
    if let Some(Ok(header)) = lines.peek().and_then(|line| line.strip_prefix('#')).map(read_header)
    {
        lines.next();
        script.title = header.title;
        duration_secs = header.duration_secs;
    }
    script.items = lines.map(parse_line).collect();
    if left_out > 0 {
        script.items.push(Item::Note(format!(
            "{left_out} more lines are left out: a script holds {MAX_LINES} lines and {MAX_BYTES} bytes"
        )));
    }
    script.duration_secs = duration_secs.unwrap_or_else(|| last_end_secs(&script.items));
    script
}

/// Reads one line. What cannot be read comes back as [`Item::Broken`].
pub fn parse_line(line: &str) -> Item {
    let line = line.trim_end();
    let read = if let Some(note) = line.trim_start().strip_prefix('#') {
        read_header(note).map(|_| Item::Note(one_line(note)))
    } else if starts_with_word(line, "beat") {
        read_beat(line).map(Item::Beat)
    } else {
        read_cue(line).map(Item::Cue)
    };
    read.unwrap_or_else(|LineError { column, message }| Item::Broken {
        text: line.to_owned(),
        message,
        column,
    })
}

/// Whether a line is a script's title with its duration, `# words · 4.0 s`: a script begins there.
pub fn is_title(line: &str) -> bool {
    let header = line.trim_start().strip_prefix('#').map(read_header);
    matches!(header, Some(Ok(Header { duration_secs: Some(_), .. })))
}

/// The lines that are not blank, and how many of them do not fit.
fn lines_within_limits(text: &str) -> (Vec<&str>, usize) {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let fits =
        |line: &&str| line.as_ptr() as usize + line.len() - text.as_ptr() as usize <= MAX_BYTES;
    let count = lines().count();
    let mut kept: Vec<&str> = lines().take(MAX_LINES).take_while(fits).collect();
    if kept.len() < count {
        kept.truncate(MAX_LINES - 1);
    }
    let left_out = count - kept.len();
    (kept, left_out)
}

fn last_end_secs(items: &[Item]) -> f32 {
    let ends = items.iter().filter_map(|item| match item {
        Item::Beat(beat) => Some(beat.end_secs),
        Item::Cue(cue) => Some(cue.envelope.end_secs()),
        Item::Note(_) | Item::Broken { .. } => None,
    });
    ends.reduce(f32::max).map_or(DEFAULT_SECS, |end| rounded(end).min(MAX_SECS))
}

fn starts_with_word(line: &str, word: &str) -> bool {
    line.split_whitespace().next().is_some_and(|first| first.eq_ignore_ascii_case(word))
}

struct Header {
    title: String,
    duration_secs: Option<f32>,
}

/// Reads what follows the `#`. Only a duration that is no possible one makes it an error.
fn read_header(text: &str) -> Result<Header, LineError> {
    let no_duration = || Ok(Header { title: one_line(text), duration_secs: None });
    let Some((title, duration)) = text.rsplit_once('·') else {
        return no_duration();
    };
    let number =
        duration.trim().strip_suffix('s').map(str::trim).and_then(|n| n.parse::<f32>().ok());
    let Some(secs) = number else {
        return no_duration();
    };
    if !(0.0..=MAX_SECS).contains(&secs) {
        let blanks = duration.chars().take_while(|c| c.is_whitespace()).count();
        let column = 1 + title.chars().count() + 1 + blanks;
        let message = format!("the duration {secs} s is impossible: write 0 to {MAX_SECS} s");
        return Err(LineError::new(column, message));
    }
    Ok(Header { title: one_line(title), duration_secs: Some(rounded(secs)) })
}

/// Reads `beat 0.0–1.6  fear 0.7 + surprise 0.3, felt`.
fn read_beat(line: &str) -> Result<Beat, LineError> {
    let mut scanner = Scanner::new(line);
    scanner.skip_blanks();
    scanner.take_while(char::is_alphabetic);
    let start_secs = read_secs(&mut scanner)?;
    scanner.skip_blanks();
    let column = scanner.at;
    let word = scanner.take_while(|c| "-–—to".contains(c));
    if !["-", "–", "—", "to"].contains(&word.as_str()) {
        return Err(LineError::new(column, "the end of the beat is missing: write beat 0.0–1.6"));
    }
    let end_secs = read_secs(&mut scanner)?;
    if end_secs < start_secs {
        let message =
            format!("the beat ends at {end_secs} s, before its start: give the earlier time first");
        return Err(LineError::new(column, message));
    }
    let (emotions, display) = read_mixture(&mut scanner)?;
    Ok(Beat { start_secs, end_secs, emotions, display })
}

/// Reads the emotions, joined by `+` or commas, and the display rule after them.
fn read_mixture(scanner: &mut Scanner) -> Result<(Vec<(String, f32)>, Display), LineError> {
    let mut emotions = Vec::new();
    let mut display = None;
    while !scanner.at_end() {
        scanner.skip_blanks();
        let column = scanner.at;
        let part = one_line(&scanner.take_while(|c| c != '+' && c != ','));
        if display.is_some() {
            return Err(LineError::new(
                column,
                "the display rule ends the line: leave out what follows",
            ));
        }
        display = Display::WORDS
            .iter()
            .find(|(word, _)| part.eq_ignore_ascii_case(word))
            .map(|&(_, d)| d);
        if display.is_none() && !part.is_empty() && !part.eq_ignore_ascii_case("neutral") {
            emotions.push(read_emotion(&part).map_err(|message| LineError::new(column, message))?);
        }
        scanner.at += usize::from(!scanner.at_end());
    }
    emotions.sort_by(|(_, a), (_, b)| f32::total_cmp(b, a));
    Ok((emotions, display.unwrap_or_default()))
}

/// Reads a name and its share, "fear 0.7" or "fear 70%"; without a share it is all of it.
fn read_emotion(part: &str) -> Result<(String, f32), String> {
    let share_of = |word: &str| {
        let (digits, scale) = word.strip_suffix('%').map_or((word, 1.0), |digits| (digits, 0.01));
        digits.parse::<f32>().ok().map(|share| share * scale)
    };
    let (name, share) = part
        .rsplit_once(' ')
        .and_then(|(name, word)| share_of(word).map(|share| (name, share)))
        .unwrap_or((part, 1.0));
    if !(0.0..=1.0).contains(&share) {
        return Err(format!(
            "the share of {name} is outside 0 to 1: write {name} 0.7, for example"
        ));
    }
    if !name.chars().all(is_in_name) {
        return Err(format!(
            "'{name}' is not the name of an emotion: use letters, then a share such as 0.7"
        ));
    }
    Ok((name.to_ascii_lowercase(), rounded(share)))
}

/// Characters that the name of an emotion is made of.
pub(super) fn is_in_name(c: char) -> bool {
    c.is_alphabetic() || c == ' ' || c == '-' || c == '\''
}

//! One line of an answer: what kind it is.

use risorius_face::Item;
use risorius_face::script::parse_line;

/// What a line of an answer is.
#[derive(Debug, PartialEq)]
pub(super) enum Line<'a> {
    /// Nothing to read: blank, a fence, a rule.
    Blank,
    /// The script's first line, with its length in seconds if it says one.
    Header(Option<f32>),
    /// A beat or a cue, or what was meant as one.
    Script(Item),
    /// Anything else, without the marks that chat models put around it.
    Prose(&'a str),
    /// The end of the answer.
    End,
}

/// Says what a line is. Chat models dress lines up as lists, quotes and code; that is taken off.
pub(super) fn sort(line: &str) -> Line<'_> {
    let line = undressed(line);
    if line.is_empty() || line.starts_with("```") || line.chars().all(|c| "-=*_~".contains(c)) {
        return Line::Blank;
    }
    if line.eq_ignore_ascii_case(super::END) || line.eq_ignore_ascii_case("[end]") {
        return Line::End;
    }
    if let Some(heading) = line.strip_prefix('#') {
        return match header_secs(heading) {
            Some(secs) => Line::Header(Some(secs)),
            None if is_script_heading(heading) => Line::Header(None),
            None => Line::Prose(heading.trim_start_matches('#').trim()),
        };
    }
    if is_of_script(line) { Line::Script(parse_line(line)) } else { Line::Prose(line) }
}

/// The line without blanks, list marks, quote marks and marks of bold or code around it.
fn undressed(line: &str) -> &str {
    let mut line = line.trim();
    for mark in ["> ", "- ", "* ", "• "] {
        line = line.strip_prefix(mark).unwrap_or(line).trim_start();
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        let rest = line[digits..].strip_prefix(". ").or_else(|| line[digits..].strip_prefix(") "));
        line = rest.unwrap_or(line).trim_start();
    }
    if line.starts_with("```") {
        return line;
    }
    line.trim_matches(|c| c == '*' || c == '`').trim()
}

/// The length in a first line such as `script · 4.0 s`: a number before an `s` at its end.
fn header_secs(heading: &str) -> Option<f32> {
    let heading = heading.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
    let rest =
        ["seconds", "secs", "sec", "s"].iter().find_map(|unit| heading.strip_suffix(unit))?;
    let number = rest.trim_end();
    let digits = number.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    number[digits.len()..].parse().ok().filter(|secs: &f32| *secs > 0.0)
}

fn is_script_heading(heading: &str) -> bool {
    let word = heading.trim_matches(|c: char| !c.is_alphanumeric());
    ["script", "muscle script"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Whether a line is meant as a beat or a cue: `beat` and a time, or a time and units.
fn is_of_script(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    if first.eq_ignore_ascii_case("beat") {
        return second.starts_with(|c: char| c.is_ascii_digit());
    }
    let number = first.trim_end_matches('s');
    let is_time = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_time && is_unit(second)
}

/// Whether a word begins as units do: `12C`, `L14B`, `AU4`.
fn is_unit(word: &str) -> bool {
    let code = word.trim_start_matches(['L', 'R', 'l', 'r']);
    let code = code.strip_prefix("AU").or_else(|| code.strip_prefix("au")).unwrap_or(code);
    let rest = code.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_strength = |c: char| "ABCDEabcde+=,".contains(c);
    rest.len() < code.len() && (rest.is_empty() || rest.starts_with(is_strength))
}

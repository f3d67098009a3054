//! Entries as text.

use crate::Entry;
use risorius_face::{Item, Script, script};

/// Entries that one file may hold; what follows is left out with a problem.
pub const MAX_ENTRIES: usize = 500;

/// Tags that an entry keeps.
pub const MAX_TAGS: usize = 12;

/// Characters of a name, tag, note or source; more is cut off.
const MAX_CHARS: usize = 200;

/// Characters of an entry's name: it is a button's label and a file's name.
const MAX_NAME_CHARS: usize = 60;

/// Why a name is none for an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// Nothing but blanks.
    Empty,
    /// Longer than a label.
    TooLong,
    /// Holds what would end the title line early, or cannot stand in a file.
    BadCharacter(char),
}

impl std::fmt::Display for NameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => f.write_str("the entry has no name: give it one, such as 'wry smile'"),
            Self::TooLong => {
                write!(f, "the name is longer than {MAX_NAME_CHARS} characters: shorten it")
            }
            Self::BadCharacter(c) => {
                write!(f, "a name cannot hold {c:?}: use letters, digits, blanks and hyphens")
            }
        }
    }
}

impl std::error::Error for NameError {}

/// Checks a name: letters, digits, blanks and `-'(),&+`.
///
/// # Errors
/// What is wrong with it and what to do.
pub fn check_name(name: &str) -> Result<(), NameError> {
    let is_usable = |c: char| c.is_alphanumeric() || " -'(),&+".contains(c);
    if name.trim().is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > MAX_NAME_CHARS {
        return Err(NameError::TooLong);
    }
    match name.chars().find(|&c| !is_usable(c)) {
        Some(c) => Err(NameError::BadCharacter(c)),
        None => Ok(()),
    }
}

/// Reads the entries of a file, and one line for each that cannot be used.
pub fn read(text: &str) -> (Vec<Entry>, Vec<String>) {
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    let parts = parts(text);
    if parts.is_empty() && !text.trim().is_empty() {
        problems.push(
            "no entry begins here: an entry begins with a line such as '# wry smile · 2.0 s'"
                .into(),
        );
    }
    for part in parts.iter().take(MAX_ENTRIES) {
        match read_entry(part) {
            Ok(entry) => entries.push(entry),
            Err(problem) => problems.push(problem),
        }
    }
    if parts.len() > MAX_ENTRIES {
        let more = parts.len() - MAX_ENTRIES;
        problems.push(format!("{more} more entries are left out: a file holds {MAX_ENTRIES}"));
    }
    (entries, problems)
}

/// The text from each title line to the next.
fn parts(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for line in text.strip_prefix('\u{feff}').unwrap_or(text).lines() {
        if script::is_title(line) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push('\n');
        }
    }
    parts
}

fn read_entry(text: &str) -> Result<Entry, String> {
    let mut script = script::parse(text).normalise();
    let name = script.title.clone();
    check_name(&name).map_err(|error| error.to_string())?;
    let broken = script.items.iter().find_map(|item| match item {
        Item::Broken { text, message, .. } => Some(format!("{name}: '{}': {message}", cut(text))),
        _ => None,
    });
    if let Some(problem) = broken {
        return Err(problem);
    }
    if script.cues().next().is_none() {
        return Err(format!("{name}: it has no line that moves anything: add a cue such as 12C"));
    }
    let [tags, note, source] =
        ["tags:", "note:", "source:"].map(|key| take_note(&mut script, key).unwrap_or_default());
    Ok(Entry { name, tags: split_tags(&tags), note, source, script })
}

/// Takes the first note that begins with a key out of a script.
fn take_note(script: &mut Script, key: &str) -> Option<String> {
    let at = script
        .items
        .iter()
        .position(|item| matches!(item, Item::Note(note) if note.starts_with(key)))?;
    match script.items.remove(at) {
        Item::Note(note) => Some(cut(note[key.len()..].trim())),
        _ => None,
    }
}

/// Tags from one line: parted by commas, lower case, each once.
pub(crate) fn split_tags(line: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in line.split(',').map(|tag| cut(tag.trim()).to_lowercase()) {
        if !tag.is_empty() && !tags.contains(&tag) && tags.len() < MAX_TAGS {
            tags.push(tag);
        }
    }
    tags
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(MAX_CHARS).collect()
}

/// Writes an entry as the text of a file. What it writes is read back as the same entry.
pub fn write(entry: &Entry) -> String {
    let tags = entry.tags.join(", ");
    let head = [("tags", &tags), ("note", &entry.note), ("source", &entry.source)];
    let notes = head.into_iter().filter(|(_, text)| !text.is_empty());
    let mut script = entry.script.clone();
    script.title.clone_from(&entry.name);
    let notes = notes.map(|(key, text)| Item::Note(format!("{key}: {text}")));
    script.items.splice(0..0, notes);
    script::format(&script.normalise())
}

/// A file's text without the entry of a name; all else stays as it is.
pub fn without(text: &str, name: &str) -> String {
    let mut kept = String::new();
    let mut is_kept = true;
    for line in text.split_inclusive('\n') {
        if script::is_title(line) {
            is_kept = script::parse(line).title != name;
        }
        if is_kept {
            kept.push_str(line);
        }
    }
    kept
}

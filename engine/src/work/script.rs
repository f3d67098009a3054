//! Words, notation and script files become values.

use super::Opened;
use risorius_face::notation::{self as facs, NotationError};
use risorius_face::{Item, Row, Script, Unit, script};
use risorius_think::{ThinkError, ThinkOptions, Thought, builtin};
use std::path::{Path, PathBuf};

/// A script is text; anything larger is not one.
const MAX_BYTES: u64 = 1 << 20;

/// Why a script file could not be used.
#[derive(Debug, thiserror::Error)]
pub enum ScriptError {
    /// The file could not be read.
    #[error("cannot read the script {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not text, or too large.
    #[error("{} is not a muscle script: {why}", path.display())]
    NotAScript {
        /// The file.
        path: PathBuf,
        /// What it is.
        why: String,
    },
    /// A line of it cannot be read.
    #[error("{}: '{line}': {message}{more}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line as typed.
        line: String,
        /// What is wrong with it.
        message: String,
        /// How many more lines are broken, as text.
        more: String,
    },
}

/// Thinks words through with the built-in mind, for a portrait: as much of its own expression as
/// `neutralise` (0..1) takes off it is where the script starts.
///
/// # Errors
/// One line if nothing in the words is known.
pub fn think_for(
    portrait: &Opened,
    neutralise: f32,
    words: &str,
    seconds: Option<f32>,
) -> Result<Thought, ThinkError> {
    let shown = taken_off(&portrait.fit.units, neutralise);
    let pose_deg = portrait.fit.pose_deg.to_array();
    builtin(words, &ThinkOptions { seconds, shown, pose_deg })
}

/// What of a portrait's own expression is taken off it, and a script that starts from it has to bring
/// back: the rest is still in the picture.
pub(crate) fn taken_off(shown: &[Unit], neutralise: f32) -> Vec<Unit> {
    let part = |unit: &Unit| Unit { intensity: unit.intensity * neutralise, ..*unit };
    shown.iter().map(part).collect()
}

/// One face from FACS notation.
///
/// # Errors
/// One line that says what is wrong with the notation, and where.
pub fn notation(text: &str) -> Result<Row, NotationError> {
    Ok(facs::parse(text)?.row())
}

/// Reads a muscle script; every line of it must be readable.
///
/// # Errors
/// One line about the file or the first line of it that cannot be read.
pub fn read_script(path: &Path) -> Result<Script, ScriptError> {
    let read = |source| ScriptError::Read { path: path.to_owned(), source };
    let not = |why: &str| ScriptError::NotAScript { path: path.to_owned(), why: why.into() };
    if std::fs::metadata(path).map_err(read)?.len() > MAX_BYTES {
        return Err(not("it is larger than 1 MB"));
    }
    let text =
        String::from_utf8(std::fs::read(path).map_err(read)?).map_err(|_| not("it is not text"))?;
    let script = script::parse(&text);
    let mut broken = script.items.iter().filter_map(|item| match item {
        Item::Broken { text, message, .. } => Some((text, message)),
        _ => None,
    });
    if let Some((line, message)) = broken.next() {
        let more = match broken.count() {
            0 => String::new(),
            more => format!(" (and {more} more lines)"),
        };
        let (line, message) = (line.clone(), message.clone());
        return Err(ScriptError::Broken { path: path.to_owned(), line, message, more });
    }
    if script.cues().next().is_none() && script.beats().next().is_none() {
        return Err(not("it has no cue and no beat"));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_brings_back_no_more_than_was_taken_off() {
        let smile = facs::parse("12E+6C").expect("notation").units;
        for (neutralise, peak) in [(1.0, 1.0), (0.5, 0.5), (0.0, 0.0)] {
            let shown = taken_off(&smile, neutralise);
            assert_eq!(shown[0].intensity, peak);
            let options = ThinkOptions { shown, ..ThinkOptions::default() };
            let thought = builtin("she is sad", &options).expect("known words");
            let mut smiles = thought
                .script
                .cues()
                .flat_map(|cue| &cue.units)
                .filter(|unit| unit.au.code() == 12);
            assert_eq!(smiles.next().map_or(0.0, |unit| unit.intensity), peak);
        }
    }
}

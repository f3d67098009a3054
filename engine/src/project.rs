//! Project files: a document on disk, in a form of its own so that the code may change under it.

use crate::Document;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The ending of project files.
pub const EXTENSION: &str = "risorius";

const VERSION: u32 = 1;

/// A project is text and paths; anything larger is not one.
const MAX_BYTES: u64 = 16 << 20;

/// Why a project could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// The file could not be read.
    #[error("cannot read the project {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a project.
    #[error("{} is not a Risorius project: {why}", path.display())]
    NotAProject {
        /// The file.
        path: PathBuf,
        /// What was found instead.
        why: String,
    },
    /// The file is of a later version.
    #[error("{} was saved by a newer Risorius (format {found}, this one reads {VERSION}): update to open it", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// The file could not be written.
    #[error(transparent)]
    Write(#[from] risorius_media::atomic::SaveError),
}

/// Version 1 on disk: the script as the text that an artist reads, all else as fields.
#[derive(Serialize, Deserialize)]
struct FileV1 {
    risorius: u32,
    #[serde(default)]
    portrait: Option<crate::PortraitRef>,
    #[serde(default)]
    words: String,
    #[serde(default)]
    reasoning: Vec<String>,
    #[serde(default)]
    script: String,
    #[serde(default)]
    settings: crate::Settings,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    retakes: Vec<crate::Retake>,
}

/// Writes a project beside its place and renames it; a portrait in the project's folder or below is
/// named relative to it, so that the folder can move.
///
/// # Errors
/// Where the place cannot be written.
pub fn save(path: &Path, document: &Document) -> Result<(), ProjectError> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let relative = |path: PathBuf| path.strip_prefix(folder).map(Path::to_owned).unwrap_or(path);
    let portrait = document.portrait.clone().map(|portrait| crate::PortraitRef {
        picture: relative(portrait.picture),
        landmarks: portrait.landmarks.map(relative),
        ..portrait
    });
    let file = FileV1 {
        risorius: VERSION,
        portrait,
        words: document.words.clone(),
        reasoning: document.reasoning.clone(),
        script: risorius_face::script::format(&document.script),
        settings: document.settings,
        retakes: document.retakes.clone(),
    };
    let text = serde_json::to_string_pretty(&file).expect("a project has only string keys");
    risorius_media::atomic::write_beside(path, |file| file.write_all(text.as_bytes()))?;
    Ok(())
}

/// Reads a project.
///
/// # Errors
/// Where the file is missing, too large, not a project, or of a later version.
pub fn open(path: &Path) -> Result<Document, ProjectError> {
    let read = |source| ProjectError::Read { path: path.to_owned(), source };
    let not = |why: String| ProjectError::NotAProject { path: path.to_owned(), why };
    let size = std::fs::metadata(path).map_err(read)?.len();
    if size > MAX_BYTES {
        return Err(not(format!("{size} bytes, at most {MAX_BYTES} are read")));
    }
    let text = String::from_utf8(std::fs::read(path).map_err(read)?)
        .map_err(|_| not("it is not text".into()))?;
    let version = serde_json::from_str::<serde_json::Value>(&text)
        .map_err(|error| not(error.to_string()))?
        .get("risorius")
        .and_then(serde_json::Value::as_u64)
        .ok_or_else(|| not("it has no format number".into()))?;
    if version > u64::from(VERSION) {
        return Err(ProjectError::TooNew {
            path: path.to_owned(),
            found: u32::try_from(version).unwrap_or(u32::MAX),
        });
    }
    let file: FileV1 = serde_json::from_str(&text).map_err(|error| not(error.to_string()))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let portrait = file.portrait.map(|portrait| crate::PortraitRef {
        picture: folder.join(portrait.picture),
        landmarks: portrait.landmarks.map(|landmarks| folder.join(landmarks)),
        ..portrait
    });
    Ok(Document {
        portrait,
        words: file.words,
        reasoning: file.reasoning,
        script: risorius_face::script::parse(&file.script),
        settings: file.settings,
        retakes: file.retakes,
    })
}

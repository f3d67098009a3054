//! Jobs of the thread for files.

use super::Reply;
use crate::studio::library::keep_sheet::NewEntry;
use risorius_engine::library::{Library, LibraryError};
use risorius_engine::{Document, Landmarks, project, work};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something to do.
pub(super) enum Job {
    Open(PathBuf),
    Save {
        path: PathBuf,
        document: Arc<Document>,
        generation: u64,
    },
    SaveLandmarks(PathBuf, Landmarks),
    Forget(PathBuf),
    /// Writes a small file of the studio's own.
    Note {
        path: PathBuf,
        text: String,
    },
    ReadLibrary(PathBuf),
    KeepEntry(PathBuf, NewEntry),
    RemoveEntry(PathBuf, String),
}

impl Job {
    /// Does it; what there is to tell of it.
    pub(super) fn run(self) -> Option<Reply> {
        match self {
            Self::Open(path) => {
                let result = project::open(&path).map(Box::new).map_err(|error| error.to_string());
                Some(Reply::Opened(path, result))
            }
            Self::Save { path, document, generation } => {
                let result = write_project(&path, &document);
                Some(Reply::Saved { path, generation, result })
            }
            Self::SaveLandmarks(path, landmarks) => {
                let result = work::save_landmarks(&path, &landmarks);
                Some(Reply::SavedLandmarks(path, result.map_err(|error| error.to_string())))
            }
            Self::Forget(path) => {
                // Nothing to forget is fine.
                let _ = std::fs::remove_file(path);
                None
            }
            Self::Note { path, text } => {
                let written = make_folder(&path)
                    .and_then(|()| std::fs::write(&path, text).map_err(|error| error.to_string()));
                if let Err(error) = written {
                    tracing::warn!("{} is not remembered: {error}", path.display());
                }
                None
            }
            Self::ReadLibrary(folder) => Some(with_library(&folder, |_| Ok(String::new()))),
            Self::KeepEntry(folder, NewEntry { name, tags, note, script }) => {
                Some(with_library(&folder, |library| {
                    library.save(&name, &tags, &note, &script)?;
                    Ok(format!("{name} is in the library."))
                }))
            }
            Self::RemoveEntry(folder, name) => Some(with_library(&folder, |library| {
                library.remove(&name)?;
                Ok(format!("{name} is removed from the library."))
            })),
        }
    }
}

/// Reads the library anew, so that nothing that changed meanwhile is lost, and does something with it.
fn with_library(
    folder: &Path,
    work: impl FnOnce(&mut Library) -> Result<String, LibraryError>,
) -> Reply {
    let mut library = Library::with_user_folder(folder);
    let told = work(&mut library).map_err(|error| error.to_string());
    Reply::Library(Box::new(library), told)
}

/// Writes a project, with its folder where there is none.
pub(crate) fn write_project(path: &Path, document: &Document) -> Result<(), String> {
    make_folder(path)?;
    project::save(path, document).map_err(|error| error.to_string())
}

fn make_folder(file: &Path) -> Result<(), String> {
    let Some(folder) = file.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))
}

//! Where the studio keeps what belongs to no project.

use risorius_engine::library;
use std::path::{Path, PathBuf};

/// Where the studio keeps what belongs to no project.
#[derive(Clone, Debug)]
pub struct Places {
    /// The list of recent files.
    pub recent: PathBuf,
    /// Unsaved work of this session.
    pub recovery: PathBuf,
    /// Unsaved work of the session before, until the artist takes it up or throws it away.
    pub left_over: PathBuf,
    /// Who thinks.
    pub mind: PathBuf,
    /// The folder of the artist's own entries of the library.
    pub library: PathBuf,
}

impl Places {
    /// The places that the system has for this; `None` where there is no home folder.
    pub fn of_system() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "risorius")?;
        let places = Self::in_folder(dirs.data_local_dir());
        let library = library::default_folder().unwrap_or(places.library);
        Some(Self { library, ..places })
    }

    /// All of them in one folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            recent: folder.join("recent.json"),
            recovery: folder.join("recovery.risorius"),
            left_over: folder.join("left-over.risorius"),
            mind: folder.join("mind.json"),
            library: folder.join("library"),
        }
    }
}

//! The library: the entries that come with the program, and those of the artist's own folder.
//!
//! Own entries are files in the same form; one of the same name stands in place of a bundled entry.
//! Whatever lies in the folder, the rest of the library works: a file that cannot be used is told of in
//! one line.

mod folder;

pub use risorius_library::{Entry, NameError, blend, check_name, insert};

use crate::project;
use folder::Own;
use risorius_face::{Item, Script};
use risorius_media::atomic::SaveError;
use std::path::{Path, PathBuf};

/// The variable that names the folder of own entries, in place of the system's.
pub const FOLDER_VARIABLE: &str = "RISORIUS_LIBRARY";

/// Entries by name.
#[derive(Clone, Debug, Default)]
pub struct Library {
    folder: Option<PathBuf>,
    own: Vec<Own>,
    problems: Vec<String>,
}

/// Why the library could not be changed or asked.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The name cannot be one.
    #[error(transparent)]
    Name(#[from] NameError),
    /// Nothing has this name.
    #[error(
        "the library has no entry '{name}'{hint}: see what it has with `risorius library list`"
    )]
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest name, or nothing.
        hint: String,
    },
    /// It comes with the program.
    #[error(
        "'{name}' comes with the program and cannot be removed: save your own under the same name to replace it"
    )]
    Bundled {
        /// The name.
        name: String,
    },
    /// The script has nothing to keep, or a line that cannot be read.
    #[error("'{name}' cannot be kept: {why}")]
    Unusable {
        /// The name.
        name: String,
        /// What is wrong, and what to do.
        why: String,
    },
    /// There is no folder.
    #[error("no folder for own entries is known: name one in {FOLDER_VARIABLE}")]
    NoFolder,
    /// The folder cannot be used.
    #[error("cannot use the library folder {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file could not be written.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl Library {
    /// The bundled entries alone.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The bundled entries and those of a folder, which need not exist yet.
    pub fn with_user_folder(folder: &Path) -> Self {
        let (own, problems) = folder::read(folder);
        Self { folder: Some(folder.to_owned()), own, problems }
    }

    /// The bundled entries and those of the artist's own folder, if the system has a place for it.
    pub fn of_system() -> Self {
        default_folder().map_or_else(Self::embedded, |folder| Self::with_user_folder(&folder))
    }

    /// Where own entries are kept.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What of the folder could not be used, one line each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Every entry: own ones by name, then the bundled ones family by family.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let bundled = risorius_library::embedded().iter();
        let own = self.own.iter().map(|own| &own.entry);
        own.chain(bundled.filter(|entry| !self.is_own(&entry.name)))
    }

    /// The entry of a name, in any case.
    ///
    /// # Errors
    /// Where there is none, with the nearest name.
    pub fn entry(&self, name: &str) -> Result<&Entry, LibraryError> {
        let wanted = name.trim().to_lowercase();
        let found = self.entries().find(|entry| entry.name.to_lowercase() == wanted);
        found.ok_or_else(|| {
            let near = self.search(&wanted).first().map(|entry| entry.name.as_str());
            let hint = near.map(|near| format!(" (did you mean '{near}'?)")).unwrap_or_default();
            LibraryError::Unknown { name: name.trim().chars().take(60).collect(), hint }
        })
    }

    /// Whether an entry is one of the artist's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.iter().any(|own| own.entry.name == name)
    }

    /// The entries that fit words, tags and action units, best first; all where nothing is asked.
    pub fn search(&self, query: &str) -> Vec<&Entry> {
        risorius_library::search(self.entries(), query)
    }

    /// Every tag with how many entries bear it.
    pub fn tags(&self) -> Vec<(&str, usize)> {
        risorius_library::tags(self.entries()).into_iter().collect()
    }

    /// Keeps a script as an own entry, in place of one of the same name. Locks and notes of the script
    /// stay out of it.
    ///
    /// # Errors
    /// A name that is none, a script with nothing to keep, a folder that cannot be written.
    pub fn save(
        &mut self,
        name: &str,
        tags: &[String],
        note: &str,
        script: &Script,
    ) -> Result<(), LibraryError> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        check_name(&name)?;
        let folder = self.folder.clone().ok_or(LibraryError::NoFolder)?;
        let entry = kept(&name, tags, note, script)?;
        let file = folder::write(&folder, &self.own, &entry)?;
        self.own.retain(|own| own.entry.name != name);
        self.own.push(Own { entry, file });
        self.own.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
        Ok(())
    }

    /// Takes an own entry away for good.
    ///
    /// # Errors
    /// A name that nothing or a bundled entry has, a folder that cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<(), LibraryError> {
        let name = self.entry(name)?.name.clone();
        let Some(own) = self.own.iter().position(|own| own.entry.name == name) else {
            return Err(LibraryError::Bundled { name });
        };
        folder::take_out(&self.own[own].file, &name)?;
        self.own.remove(own);
        Ok(())
    }
}

/// The system's folder for own entries, or the one that [`FOLDER_VARIABLE`] names.
pub fn default_folder() -> Option<PathBuf> {
    let named = std::env::var_os(FOLDER_VARIABLE).filter(|folder| !folder.is_empty());
    let of_system = || {
        let dirs = directories::ProjectDirs::from("", "", project::EXTENSION)?;
        Some(dirs.data_local_dir().join("library"))
    };
    named.map(PathBuf::from).or_else(of_system)
}

/// A script as an entry: what its file will say.
fn kept(name: &str, tags: &[String], note: &str, script: &Script) -> Result<Entry, LibraryError> {
    let unusable = |why: String| LibraryError::Unusable { name: name.to_owned(), why };
    let mut script = script.clone();
    script.title = name.to_owned();
    script.items.retain(|item| !matches!(item, Item::Note(_)));
    for item in &mut script.items {
        if let Item::Cue(cue) = item {
            cue.locked = false;
        }
    }
    let entry = Entry {
        name: name.to_owned(),
        tags: tags.to_vec(),
        note: note.to_owned(),
        source: String::new(),
        script,
    };
    let (mut entries, problems) = risorius_library::read(&risorius_library::write(&entry));
    match (entries.pop(), problems.into_iter().next()) {
        (Some(entry), None) => Ok(entry),
        (_, problem) => Err(unusable(problem.unwrap_or_else(|| "it holds nothing".to_owned()))),
    }
}

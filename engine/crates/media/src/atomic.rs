//! Files appear whole or not at all: written under a temporary name beside the target, then
//! renamed over it.
//!
//! A rename within a folder is atomic, so another program sees the old file or the new one. The
//! temporary file is removed when writing fails and when the value is dropped.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why a file could not be written; the message names the file and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The folder that should hold the file does not exist.
    #[error("cannot write {}: the folder {} does not exist; create it first", path.display(), folder.display())]
    NoFolder {
        /// The file asked for.
        path: PathBuf,
        /// The folder that is missing.
        folder: PathBuf,
    },
    /// The target is a folder.
    #[error("cannot write {}: it is a folder; give the name of a file", path.display())]
    IsFolder {
        /// The path asked for.
        path: PathBuf,
    },
    /// The path has no file name, like `..` or an empty path.
    #[error("cannot write to {:?}: it names no file; give the name of a file", path.display().to_string())]
    NoName {
        /// The path asked for.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {}: {source}; {}", path.display(), advice(source))]
    Refused {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What an artist can do about a refusal of the system.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to"
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "free some space, or choose another disk"
        }
        _ => "check the disk, or choose another place",
    }
}

/// Writes a file whole: `write` fills a temporary file beside `path`, which then takes its name.
///
/// # Errors
/// [`SaveError`] when the place cannot take the file; nothing is left behind, and a file that was
/// there before is untouched.
pub fn write_beside(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<&mut File>) -> io::Result<()>,
) -> Result<(), SaveError> {
    let folder = folder_for(path)?;
    let refused = |source| SaveError::Refused { path: path.to_owned(), source };
    let mut beside = named(0o666).tempfile_in(folder).map_err(refused)?;
    let mut buffered = BufWriter::new(beside.as_file_mut());
    write(&mut buffered).and_then(|()| buffered.flush()).map_err(refused)?;
    drop(buffered);
    beside.persist(path).map(drop).map_err(|error| refused(error.error))
}

/// Whether a file could be written here as far as can be told before: worth asking ahead of long work.
///
/// # Errors
/// [`SaveError`] where the place is a folder, has no name, or its folder is missing.
pub fn check_place(path: &Path) -> Result<(), SaveError> {
    folder_for(path).map(drop)
}

/// The folder that will hold `path`, checked to be there.
pub(crate) fn folder_for(path: &Path) -> Result<&Path, SaveError> {
    if path.is_dir() {
        return Err(SaveError::IsFolder { path: path.to_owned() });
    }
    if path.file_name().is_none() {
        return Err(SaveError::NoName { path: path.to_owned() });
    }
    let folder = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(SaveError::NoFolder { path: path.to_owned(), folder: folder.to_owned() })
    }
}

/// A temporary folder in `parent`, removed when dropped unless it was renamed.
pub(crate) fn temporary_folder(parent: &Path) -> io::Result<tempfile::TempDir> {
    named(0o777).tempdir_in(parent)
}

/// Names that say whose left-overs they are, should the machine lose power.
///
/// The umask takes away from `mode`; without it the result would be closed to all other users.
fn named(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".risorius-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    let _ = mode;
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("note.txt");
        write_beside(&path, |file| file.write_all(b"old")).unwrap();
        let failed = write_beside(&path, |file| {
            file.write_all(b"half")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(failed.unwrap_err().to_string().contains("free some space"));
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(names(folder.path()), ["note.txt"]);
    }

    #[test]
    fn each_impossible_place_has_its_line() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("file"), b"").unwrap();
        for (place, words) in [
            ("", "it is a folder"),
            ("absent/x.png", "does not exist"),
            ("file/x.png", "does not exist"),
        ] {
            let path = folder.path().join(place);
            let line = write_beside(&path, |_| Ok(())).unwrap_err().to_string();
            assert!(line.contains(words), "{place:?}: {line}");
            assert!(!line.contains('\n'));
        }
        assert!(matches!(write_beside(Path::new(""), |_| Ok(())), Err(SaveError::NoName { .. })));
    }
}

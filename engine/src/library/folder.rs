//! The artist's own folder of entries, on disk.

use super::LibraryError;
use risorius_face::script;
use risorius_library::{Entry, MAX_ENTRIES, read as read_entries, without, write as write_entry};
use risorius_media::atomic::write_beside;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The ending of a file of entries: that of any muscle script.
const ENDING: &str = "script";

/// Files that are read at most; what follows in the order of names is left out with a line.
const MAX_FILES: usize = 2000;

/// Own entries at most.
const MAX_OWN: usize = 5000;

/// Problems that are told at most.
const MAX_PROBLEMS: usize = 100;

/// An own entry and the file that holds it.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) entry: Entry,
    pub(super) file: PathBuf,
}

/// Reads a folder: its entries by name, and one line for whatever cannot be used. A folder that does not
/// exist is empty.
pub(super) fn read(folder: &Path) -> (Vec<Own>, Vec<String>) {
    let (mut own, mut problems): (Vec<Own>, Vec<String>) = (Vec::new(), Vec::new());
    let files = match files(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => {
            problems.push(format!("cannot read the library folder {}: {error}", folder.display()));
            Vec::new()
        }
    };
    for file in files.iter().take(MAX_FILES) {
        let shown = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (entries, found) = read_file(file)
            .map_or_else(|error| (Vec::new(), vec![error.to_string()]), |text| read_entries(&text));
        problems.extend(found.iter().map(|problem| format!("{shown}: {problem}")));
        for entry in entries {
            if own.iter().any(|known| known.entry.name == entry.name) {
                problems.push(format!("{shown}: a second '{}' is left out: rename it", entry.name));
            } else if own.len() < MAX_OWN {
                own.push(Own { entry, file: file.clone() });
            }
        }
    }
    if files.len() > MAX_FILES {
        problems.push(format!("only the first {MAX_FILES} files of the folder are read"));
    }
    if own.len() == MAX_OWN {
        problems.push(format!("only the first {MAX_OWN} own entries are read"));
    }
    problems.truncate(MAX_PROBLEMS);
    own.sort_by(|a, b| a.entry.name.cmp(&b.entry.name));
    (own, problems)
}

/// The files of entries in a folder, by name. Folders, pipes and devices are none.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let is_entries =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == ENDING) && path.is_file();
    let mut files: Vec<PathBuf> = paths.filter(is_entries).collect();
    files.sort();
    Ok(files)
}

fn read_file(file: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let limit = script::MAX_BYTES as u64;
    fs::File::open(file)?.take(limit + 1).read_to_end(&mut bytes)?;
    let bad = |why: &str| Err(io::Error::new(io::ErrorKind::InvalidData, why.to_owned()));
    if bytes.len() as u64 > limit {
        return bad("it is larger than 1 MB and no file of entries");
    }
    String::from_utf8(bytes).or_else(|_| bad("it is not text"))
}

/// Writes an entry into a file of its own, and takes one of the same name out of where it was.
pub(super) fn write(folder: &Path, own: &[Own], entry: &Entry) -> Result<PathBuf, LibraryError> {
    fs::create_dir_all(folder)
        .map_err(|source| LibraryError::Folder { path: folder.to_owned(), source })?;
    let old = own.iter().find(|own| own.entry.name == entry.name).map(|own| own.file.as_path());
    let alone = |file: &Path| !own.iter().any(|o| o.file == file && o.entry.name != entry.name);
    let is_free = |file: &Path| (old == Some(file) && alone(file)) || !file.exists();
    let stem = file_stem(&entry.name);
    let names =
        std::iter::once(stem.clone()).chain((2..=MAX_ENTRIES).map(|n| format!("{stem}-{n}")));
    let mut files = names.map(|name| folder.join(name).with_extension(ENDING));
    let file = files.find(|file| is_free(file)).ok_or_else(|| LibraryError::Unusable {
        name: entry.name.clone(),
        why: "too many files have its name: remove some from the folder".to_owned(),
    })?;
    write_beside(&file, |to| to.write_all(write_entry(entry).as_bytes()))?;
    match old {
        Some(old) if old != file => take_out(old, &entry.name)?,
        _ => {}
    }
    Ok(file)
}

/// Takes an entry out of its file; a file with nothing else goes with it.
pub(super) fn take_out(file: &Path, name: &str) -> Result<(), LibraryError> {
    let failed = |source| LibraryError::Folder { path: file.to_owned(), source };
    let rest = match read_file(file) {
        Ok(text) => without(&text, name),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(error)),
    };
    if rest.trim().is_empty() {
        fs::remove_file(file).map_err(failed)
    } else {
        Ok(write_beside(file, |to| to.write_all(rest.as_bytes()))?)
    }
}

/// A name as the stem of a file that every system takes.
fn file_stem(name: &str) -> String {
    let letters = name.to_lowercase();
    let parts = letters.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let stem = parts.collect::<Vec<_>>().join("-");
    if stem.is_empty() { "entry".to_owned() } else { stem }
}

//! A file that is not whole yet: `NAME.part`, and beside it a note of what it is a part of.
//!
//! The file is locked while somebody writes it, so that two programs never write one download.

use super::PackError;
use crate::Cancel;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// How many bytes are handled between two looks at whether to go on.
pub(super) const CHUNK_BYTES: usize = 1 << 18;

/// What a part is of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Note {
    /// The address that it comes from.
    url: String,
    /// What the server says of the version of the file, to ask for the rest of the same.
    version: Option<String>,
}

/// A file on its way, open and locked, with the hash of what has come.
pub(super) struct Part {
    path: PathBuf,
    file: File,
    note: Note,
    hash: Sha256,
    bytes: u64,
    /// Folders that were made for it, the innermost first.
    made: Vec<PathBuf>,
}

impl Part {
    /// Opens the part of a file, to go on where it ends. A part of something else starts over.
    pub(super) fn open(target: &Path, url: &str, cancel: &Cancel) -> Result<Self, PackError> {
        let path = path_of(target);
        let folder = path.parent().unwrap_or(Path::new("."));
        let is_missing = |folder: &&Path| !folder.exists();
        let made = folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
        std::fs::create_dir_all(folder).map_err(PackError::disk(folder))?;
        let options =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).clone();
        let file = options.open(&path).map_err(PackError::disk(&path))?;
        lock(&file, target)?;
        let note = read_note(&path).unwrap_or_default();
        let mut part = Self { path, file, note, hash: Sha256::new(), bytes: 0, made };
        if part.note.url == url {
            part.hash_what_is_there(cancel)?;
        } else {
            part.note.url = url.to_owned();
            part.start_over(None)?;
        }
        Ok(part)
    }

    /// How many bytes are there.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The version of the file that this is a part of.
    pub(super) fn version(&self) -> Option<&str> {
        self.note.version.as_deref()
    }

    /// Throws away what is there, for a file of this version.
    pub(super) fn start_over(&mut self, version: Option<String>) -> Result<(), PackError> {
        self.note.version = version;
        (self.hash, self.bytes) = (Sha256::new(), 0);
        self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(self.disk())?;
        let note = serde_json::to_vec(&self.note).expect("plain data becomes JSON");
        let note_path = note_of(&self.path);
        std::fs::write(&note_path, note).map_err(PackError::disk(&note_path))
    }

    /// Adds bytes at the end.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<(), PackError> {
        self.file.write_all(bytes).map_err(self.disk())?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Whether it begins as these bytes.
    pub(super) fn begins_with(&mut self, magic: &[u8]) -> Result<bool, PackError> {
        let mut head = Vec::new();
        self.file
            .rewind()
            .and_then(|()| (&self.file).take(magic.len() as u64).read_to_end(&mut head))
            .and_then(|_| self.file.seek(SeekFrom::End(0)))
            .map_err(self.disk())?;
        Ok(head == magic)
    }

    /// The SHA-256 of what has come, as hexadecimal digits.
    pub(super) fn sha256(&self) -> String {
        self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// It is whole: gives it its name.
    pub(super) fn finish(self, target: &Path) -> Result<(), PackError> {
        self.file.sync_all().map_err(self.disk())?;
        let Self { path, file, .. } = self;
        drop(file); // Windows renames no open file.
        std::fs::rename(&path, target).map_err(PackError::disk(target))?;
        let _ = std::fs::remove_file(note_of(&path)); // A note without a part says nothing.
        Ok(())
    }

    /// It is of no use: removes it, and what was made for it and is empty.
    pub(super) fn discard(self) -> Result<(), PackError> {
        let Self { path, file, made, .. } = self;
        drop(file);
        let _ = std::fs::remove_file(note_of(&path));
        std::fs::remove_file(&path).map_err(PackError::disk(&path))?;
        for folder in made.iter().filter(|folder| !folder.as_os_str().is_empty()) {
            let _ = std::fs::remove_dir(folder); // One that holds something else stays.
        }
        Ok(())
    }

    fn hash_what_is_there(&mut self, cancel: &Cancel) -> Result<(), PackError> {
        let mut chunk = vec![0; CHUNK_BYTES];
        loop {
            if cancel.is_cancelled() {
                return Err(crate::NetError::Cancelled.into());
            }
            let count = self.file.read(&mut chunk).map_err(self.disk())?;
            if count == 0 {
                return Ok(());
            }
            self.hash.update(&chunk[..count]);
            self.bytes += count as u64;
        }
    }

    fn disk(&self) -> impl FnOnce(std::io::Error) -> PackError + use<> {
        PackError::disk(&self.path)
    }
}

/// Where the part of a file lies.
pub(super) fn path_of(target: &Path) -> PathBuf {
    with_ending(target, ".part")
}

/// Whether somebody is writing the part at this place.
pub(super) fn is_busy(part: &Path) -> bool {
    File::open(part).is_ok_and(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)))
}

fn note_of(part: &Path) -> PathBuf {
    with_ending(part, ".json")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn read_note(part: &Path) -> Option<Note> {
    serde_json::from_slice(&std::fs::read(note_of(part)).ok()?).ok()
}

fn lock(file: &File, target: &Path) -> Result<(), PackError> {
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            let name = target.parent().and_then(Path::file_name).unwrap_or_default();
            Err(PackError::Busy { name: name.to_string_lossy().into_owned() })
        }
        // A disk that knows no locks is used without.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

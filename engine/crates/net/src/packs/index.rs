//! What is in the store, as a file: its own form on disk, with a version.

use super::{DEFAULT_BUDGET_BYTES, Licence, PackError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// The newest form that is known.
const VERSION: u32 = 1;

/// The largest index that is read, bytes.
const MAX_BYTES: u64 = 4 << 20;

/// What the store holds.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Index {
    version: u32,
    pub(super) budget_bytes: u64,
    pub(super) packs: BTreeMap<String, Installed>,
    /// Of every address that was fetched without a pinned hash: the SHA-256 that came first.
    pub(super) first_seen: BTreeMap<String, String>,
}

/// A pack on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    /// The model and its size in words; empty where nobody said.
    pub family: String,
    /// Its terms, where they are known.
    pub licence: Option<Licence>,
    /// Its files; the first is the model.
    pub files: Vec<InstalledFile>,
}

/// A file of a pack on disk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledFile {
    /// Its name in the pack's folder.
    pub name: String,
    /// Its size, bytes.
    pub bytes: u64,
    /// Its SHA-256 as it was computed when it came.
    pub sha256: String,
    /// Whether that was compared with a pinned hash.
    pub pinned: bool,
    /// Where it came from; nowhere if it was imported.
    pub url: Option<String>,
}

impl Installed {
    /// What it takes on disk, bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

impl Default for Index {
    fn default() -> Self {
        Self {
            version: VERSION,
            budget_bytes: DEFAULT_BUDGET_BYTES,
            packs: BTreeMap::new(),
            first_seen: BTreeMap::new(),
        }
    }
}

impl Index {
    /// Reads an index; where there is none, nothing is in the store.
    pub(super) fn read(path: &Path) -> Result<Self, PackError> {
        let bad = |why: String| PackError::BadIndex { path: path.to_owned(), why };
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(PackError::disk(path)(error)),
        };
        let mut text = String::new();
        file.take(MAX_BYTES).read_to_string(&mut text).map_err(|error| bad(error.to_string()))?;
        let index: Self = serde_json::from_str(&text).map_err(|error| bad(error.to_string()))?;
        if index.version > VERSION {
            return Err(bad("it was written by a newer version of Risorius".to_owned()));
        }
        let file_names = index.packs.values().flat_map(|pack| &pack.files).map(|file| &file.name);
        let mut names = index.packs.keys().chain(file_names);
        if let Some(name) = names.find(|name| super::name::check(name).is_err()) {
            return Err(bad(format!("it has the name {name:?}")));
        }
        Ok(index)
    }

    /// Writes it beside its place and renames it.
    pub(super) fn write(&self, path: &Path) -> Result<(), PackError> {
        let folder = path.parent().unwrap_or(Path::new("."));
        let text = serde_json::to_string_pretty(self).expect("plain data becomes JSON");
        let write = || {
            let mut beside = tempfile::NamedTempFile::new_in(folder)?;
            beside.write_all(text.as_bytes())?;
            beside.persist(path).map(drop).map_err(|error| error.error)
        };
        write().map_err(PackError::disk(path))
    }
}

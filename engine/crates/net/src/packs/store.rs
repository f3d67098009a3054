//! The folder of packs.

use super::index::Index;
use super::{Installed, Licence, Pack, PackError, listed, name, part};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Disk space for models unless the user says otherwise, bytes.
pub const DEFAULT_BUDGET_BYTES: u64 = 20_000_000_000;

/// Names the folder of packs where it is not the usual one.
pub const FOLDER_VARIABLE: &str = "RISORIUS_MODELS";

/// A folder of packs. Opening it reads and makes nothing.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// How much of a pack is on disk.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Nothing.
    Absent,
    /// A download that broke off: so many bytes.
    Part(u64),
    /// All of it.
    Here(Installed),
}

/// A pack that is listed, or on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPack {
    /// Its name.
    pub name: String,
    /// The model and its size in words; empty where nobody said.
    pub family: String,
    /// Its terms, where they are known.
    pub licence: Option<Licence>,
    /// Its size, bytes: as it is on disk, or about, as the list says.
    pub bytes: Option<u64>,
    /// What to expect of it.
    pub note: String,
    /// How much of it is on disk.
    pub state: State,
}

impl Store {
    /// The store in a folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The user's store: where `RISORIUS_MODELS` says, or with the user's other data.
    ///
    /// # Errors
    /// A user without a folder for data.
    pub fn of_user() -> Result<Self, PackError> {
        if let Some(folder) = std::env::var_os(FOLDER_VARIABLE).filter(|path| !path.is_empty()) {
            return Ok(Self::at(folder));
        }
        let dirs = directories::ProjectDirs::from("", "", "risorius").ok_or(PackError::NoFolder)?;
        Ok(Self::at(dirs.data_local_dir().join("models")))
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All listed packs, and the others that are on disk.
    ///
    /// # Errors
    /// An index that cannot be read.
    pub fn packs(&self) -> Result<Vec<StoredPack>, PackError> {
        let mut index = self.index()?;
        let mut packs: Vec<StoredPack> = listed()
            .iter()
            .map(|pack| self.listed_pack(pack, index.packs.remove(&pack.name)))
            .collect();
        let others = index.packs.into_iter().filter(|(name, pack)| self.is_whole(name, pack));
        packs.extend(others.map(|(name, pack)| StoredPack {
            name,
            family: pack.family.clone(),
            licence: pack.licence.clone(),
            bytes: Some(pack.bytes()),
            note: String::new(),
            state: State::Here(pack),
        }));
        Ok(packs)
    }

    fn listed_pack(&self, pack: &Pack, installed: Option<Installed>) -> StoredPack {
        let state = match installed.filter(|installed| self.is_whole(&pack.name, installed)) {
            Some(installed) => State::Here(installed),
            None => match self.part_bytes(&pack.name) {
                0 => State::Absent,
                bytes => State::Part(bytes),
            },
        };
        let bytes = match &state {
            State::Here(installed) => Some(installed.bytes()),
            _ => pack.about_bytes(),
        };
        StoredPack {
            name: pack.name.clone(),
            family: pack.family.clone(),
            licence: pack.licence.clone(),
            bytes,
            note: pack.note.clone(),
            state,
        }
    }

    /// The model file of a pack.
    ///
    /// # Errors
    /// A pack that is not on disk, or not whole.
    pub fn model(&self, name: &str) -> Result<PathBuf, PackError> {
        let index = self.index()?;
        let pack = index.packs.get(name).filter(|pack| self.is_whole(name, pack));
        let file = pack.and_then(|pack| pack.files.first());
        let not_here = || PackError::NotHere { name: crate::address::shortened(name) };
        Ok(self.folder_of(name).join(&file.ok_or_else(not_here)?.name))
    }

    /// Removes a pack, or the part of one, and says how many bytes that frees.
    ///
    /// # Errors
    /// A pack that is not on disk, or that is being fetched.
    pub fn remove(&self, name: &str) -> Result<u64, PackError> {
        name::check(name)?;
        let folder = self.folder_of(name);
        if !folder.is_dir() && !self.index()?.packs.contains_key(name) {
            return Err(PackError::NotHere { name: name.to_owned() });
        }
        if files(&folder).any(|(path, _)| part::is_busy(&path)) {
            return Err(PackError::Busy { name: name.to_owned() });
        }
        let freed = files(&folder).map(|(_, bytes)| bytes).sum();
        self.change(|index| index.packs.remove(name))?;
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(PackError::disk(&folder))?;
        }
        Ok(freed)
    }

    /// Disk space that models may take, bytes.
    ///
    /// # Errors
    /// An index that cannot be read.
    pub fn budget_bytes(&self) -> Result<u64, PackError> {
        Ok(self.index()?.budget_bytes)
    }

    /// Sets the disk space that models may take. What is there stays, even if it is more.
    ///
    /// # Errors
    /// An index that cannot be read or written.
    pub fn set_budget(&self, bytes: u64) -> Result<(), PackError> {
        self.change(|index| index.budget_bytes = bytes)
    }

    /// Disk space that models take, parts of them too, bytes.
    pub fn used_bytes(&self) -> u64 {
        let folders = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        folders
            .flat_map(|folder| files(&folder.path()).collect::<Vec<_>>())
            .map(|file| file.1)
            .sum()
    }

    pub(super) fn folder_of(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub(super) fn part_bytes(&self, name: &str) -> u64 {
        let parts = files(&self.folder_of(name));
        parts
            .filter(|(path, _)| path.extension().is_some_and(|end| end == "part"))
            .map(|f| f.1)
            .sum()
    }

    pub(super) fn check_free_name(&self, name: &str) -> Result<(), PackError> {
        let index = self.index()?;
        match index.packs.get(name).filter(|pack| self.is_whole(name, pack)) {
            Some(_) => Err(PackError::Exists { name: name.to_owned() }),
            None => Ok(()),
        }
    }

    /// Whether so many bytes more may come.
    pub(super) fn check_room(&self, needed: u64) -> Result<(), PackError> {
        let budget = self.budget_bytes()?;
        let left = budget.saturating_sub(self.used_bytes());
        if needed > left {
            return Err(PackError::OverBudget { needed, left, budget });
        }
        // The folder itself is made when the first byte comes.
        let there = self.folder.ancestors().find(|folder| folder.exists());
        match fs4::available_space(there.unwrap_or(Path::new("."))) {
            Ok(free) if free < needed => {
                Err(PackError::DiskFull { needed, free, folder: self.folder.clone() })
            }
            // A disk that does not say what it has is found out by writing.
            _ => Ok(()),
        }
    }

    pub(super) fn remove_if_empty(&self, name: &str) {
        let _ = fs::remove_dir(self.folder_of(name)); // Fails where it is not empty, as it should.
    }

    pub(super) fn index(&self) -> Result<Index, PackError> {
        Index::read(&self.index_path())
    }

    /// Changes the index; other programs wait so long.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut Index) -> T) -> Result<(), PackError> {
        fs::create_dir_all(&self.folder).map_err(PackError::disk(&self.folder))?;
        let path = self.folder.join("index.lock");
        let lock = File::create(&path).map_err(PackError::disk(&path))?;
        let _ = lock.lock(); // A disk that knows no locks is used without.
        let mut index = self.index()?;
        change(&mut index);
        index.write(&self.index_path())
    }

    fn index_path(&self) -> PathBuf {
        self.folder.join("index.json")
    }

    /// Whether all files of a pack are there in their sizes.
    fn is_whole(&self, name: &str, pack: &Installed) -> bool {
        let folder = self.folder_of(name);
        let is_there = |name: &str| fs::metadata(folder.join(name)).map(|file| file.len());
        !pack.files.is_empty()
            && pack.files.iter().all(|file| is_there(&file.name).ok() == Some(file.bytes))
    }
}

/// The files of a folder with their sizes; none where there is no such folder.
fn files(folder: &Path) -> impl Iterator<Item = (PathBuf, u64)> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| {
        let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((entry.path(), meta.len()))
    })
}

//! What is done beside thinking, on threads of its own: packs, the models of servers, and keys.
//!
//! Packs are fetched and imported one after the other; every other errand has a thread for itself,
//! since a server or a keyring may let it wait.

mod desk;
mod runner;

pub(crate) use runner::Errands;

use risorius_net::keys::Key;
use risorius_net::packs::{PackError, Progress, Store, StoredPack};
use std::path::PathBuf;

/// Something that the studio wants done for its models.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Say which packs there are.
    ListPacks,
    /// Fetch a listed pack by its name, or a file by its address; goes on with a part that is there.
    FetchPack {
        /// Name or address.
        what: String,
        /// Another name for it.
        name: Option<String>,
        /// The SHA-256 that it must have.
        sha256: Option<String>,
    },
    /// Copy a model file into the store.
    ImportPack {
        /// The file.
        file: PathBuf,
        /// The pack's name; `None` takes that of the file.
        name: Option<String>,
    },
    /// Stop a fetch, whose part is kept, or an import.
    StopPack {
        /// As [`ErrandNews::Work`] names it.
        name: String,
    },
    /// Remove a pack, or the part of one.
    RemovePack {
        /// Its name.
        name: String,
    },
    /// Set the disk space that models may take.
    SetBudget {
        /// Bytes.
        bytes: u64,
    },
    /// Ask a server which models it has.
    ListModels {
        /// The server's address.
        base_url: String,
    },
    /// Say whether there is a key for a server, and where.
    AskKey {
        /// The server's address.
        base_url: String,
    },
    /// Keep a key for a server.
    KeepKey {
        /// The server's address.
        base_url: String,
        /// The key.
        key: Key,
    },
    /// Forget the key of a server.
    ForgetKey {
        /// The server's address.
        base_url: String,
    },
}

/// What came of an errand. Texts are single lines fit to be shown.
#[derive(Clone, Debug)]
pub enum ErrandNews {
    /// The packs as they are now; told after each change too.
    Packs(Result<Packs, String>),
    /// How the fetching, importing or removing of a pack goes.
    Work {
        /// The pack's name, or the file's while the pack has none.
        name: String,
        /// How.
        work: PackWork,
    },
    /// The models of a server.
    Models {
        /// The server's address as it was given.
        base_url: String,
        /// Their names, or one line why there are none.
        result: Result<Vec<String>, String>,
    },
    /// Whether there is a key for a server.
    Key {
        /// The server's address as it was given.
        base_url: String,
        /// Whether, and where.
        state: KeyState,
    },
}

/// The packs of this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Packs {
    /// All that are listed, then the others that are on disk.
    pub packs: Vec<StoredPack>,
    /// Where they are.
    pub folder: PathBuf,
    /// Disk space that they take, bytes.
    pub used_bytes: u64,
    /// Disk space that they may take, bytes.
    pub budget_bytes: u64,
}

/// How work on a pack goes.
#[derive(Clone, Debug, PartialEq)]
pub enum PackWork {
    /// Waiting for the one before.
    Queued,
    /// On its way.
    Running(Progress),
    /// Done.
    Done,
    /// Stopped by the artist.
    Stopped,
    /// Failed: one line that says what was wrong and what to do.
    Failed(String),
}

/// Where the key of a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// There is none.
    None,
    /// There is one, in the system's keyring or in the environment.
    Known,
    /// It is kept until the program ends, and why no longer.
    ForSession(String),
    /// It cannot be kept or forgotten: one line why.
    Failed(String),
}

impl Packs {
    /// The packs of a store.
    ///
    /// # Errors
    /// An index that cannot be read.
    pub fn of(store: &Store) -> Result<Self, PackError> {
        Ok(Self {
            packs: store.packs()?,
            folder: store.folder().to_owned(),
            used_bytes: store.used_bytes(),
            budget_bytes: store.budget_bytes()?,
        })
    }
}

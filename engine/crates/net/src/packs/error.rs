//! What can go wrong with packs.

use super::show_size;
use crate::NetError;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Why a pack could not be fetched, imported, found or removed. One line each.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// A name that no folder can have.
    #[error("\"{name}\" cannot be the name of a pack: use letters, digits, '-', '_' and '.'")]
    BadName {
        /// As given, shortened.
        name: String,
    },
    /// A name that is neither listed nor there.
    #[error("there is no pack \"{name}\": the list has {known}; or give an address")]
    Unknown {
        /// As given, shortened.
        name: String,
        /// The names that are known.
        known: String,
    },
    /// A pack that is not on this disk.
    #[error("the pack \"{name}\" is not on this disk: get it with `risorius models fetch {name}`")]
    NotHere {
        /// Its name.
        name: String,
    },
    /// A name that is taken.
    #[error("there is a pack \"{name}\" already: remove it first, or choose another name")]
    Exists {
        /// Its name.
        name: String,
    },
    /// Another program is at it.
    #[error("another program is working on the pack \"{name}\": wait until it is done")]
    Busy {
        /// Its name.
        name: String,
    },
    /// A hash that is none.
    #[error("\"{text}\" is no SHA-256: that has 64 digits from 0 to 9 and a to f")]
    BadHash {
        /// As given, shortened.
        text: String,
    },
    /// The network.
    #[error(transparent)]
    Net(#[from] NetError),
    /// The server has no such file.
    #[error("{url} is not there (404): its publisher may have moved it; look for its new address")]
    Missing {
        /// The address.
        url: String,
    },
    /// The server refuses.
    #[error("{url} is not given out ({status}): {hint}")]
    Refused {
        /// The address.
        url: String,
        /// HTTP status.
        status: u16,
        /// What to do.
        hint: &'static str,
    },
    /// Other bytes than promised.
    #[error(
        "{url} has not the SHA-256 it should have: {expected} was expected, {found} came; nothing was kept"
    )]
    WrongHash {
        /// The address.
        url: String,
        /// As pinned.
        expected: String,
        /// As computed.
        found: String,
    },
    /// Other bytes than the first time.
    #[error(
        "{url} has changed since it was first fetched: its SHA-256 was {expected} and is {found} now; if its \
         publisher has replaced it, fetch it with --sha256 {found}; nothing was kept"
    )]
    Changed {
        /// The address.
        url: String,
        /// As first seen.
        expected: String,
        /// As computed.
        found: String,
    },
    /// Fewer bytes than promised, again and again.
    #[error("{url} ends after {bytes} bytes of {total}: try again later; what came is kept")]
    Short {
        /// The address.
        url: String,
        /// That came.
        bytes: u64,
        /// That were promised.
        total: u64,
    },
    /// No model.
    #[error("{what} is no model: a GGUF file begins with 'GGUF'")]
    NotAModel {
        /// File or address.
        what: String,
    },
    /// More than the budget.
    #[error(
        "{} would be over the budget: {} of {} for models are left; remove a pack, or raise it with \
         `risorius models budget`",
        show_size(*needed), show_size(*left), show_size(*budget)
    )]
    OverBudget {
        /// Bytes that are needed.
        needed: u64,
        /// Bytes of the budget that are left.
        left: u64,
        /// The budget, bytes.
        budget: u64,
    },
    /// More than the disk has.
    #[error("{} are needed and the disk of {} has {} free: free some space, or choose another disk with RISORIUS_MODELS",
        show_size(*needed), folder.display(), show_size(*free))]
    DiskFull {
        /// Bytes that are needed.
        needed: u64,
        /// Bytes that are free.
        free: u64,
        /// Where the packs are.
        folder: PathBuf,
    },
    /// The index is none.
    #[error("{} cannot be used: {why}; move it away and import the models beside it anew", path.display())]
    BadIndex {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The system refused.
    #[error("{}: {source}; {}", path.display(), advice(source))]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no folder for the user's data.
    #[error("this user has no folder for data: name one with RISORIUS_MODELS")]
    NoFolder,
}

/// What can be done about a refusal of the system.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "free some space, or choose another disk with RISORIUS_MODELS; what came is kept"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "choose a folder that you may write to with RISORIUS_MODELS"
        }
        ErrorKind::NotFound => "look for the right name",
        _ => "check the disk, or choose another one with RISORIUS_MODELS",
    }
}

impl PackError {
    pub(super) fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Disk { path, source }
    }

    /// Whether somebody stopped it, rather than something.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Net(NetError::Cancelled))
    }
}

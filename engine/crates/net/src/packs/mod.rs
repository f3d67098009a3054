//! Language models as packs: listed with licence and size, fetched with resume, checked by hash,
//! imported from disk, removed, within a budget of disk space.
//!
//! A [`Store`] is a folder of the user. Each pack has a folder in it; an index beside them says what
//! is there, and is written beside its place and renamed. What is being downloaded ends in `.part`
//! until it is whole and its hash is right.

mod download;
mod error;
mod fetch;
mod file;
mod import;
mod index;
mod list;
mod name;
mod part;
mod size;
mod store;

pub use error::PackError;
pub use fetch::Wish;
pub use file::Progress;
pub use index::{Installed, InstalledFile};
pub use list::{Licence, Pack, PackFile, listed};
pub use size::{BadSize, read_size, show_size};
pub use store::{DEFAULT_BUDGET_BYTES, FOLDER_VARIABLE, State, Store, StoredPack};

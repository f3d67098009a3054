//! What stops a training.

use std::path::{Path, PathBuf};

/// One line for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrainError {
    #[error("the network failed: {0}")]
    Network(#[from] candle_core::Error),
    #[error("{}: {source}; check the folder's rights and space", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {message}; begin anew without --resume", path.display())]
    Checkpoint { path: PathBuf, message: String },
}

impl TrainError {
    /// For `map_err` on what reads and writes a file.
    pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }
}

//! What stops a training.

use std::path::{Path, PathBuf};

/// One line for people.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrainError {
    #[error("the network failed: {0}")]
    Network(#[from] candle_core::Error),
    #[error("{}: {source}; check the folder's rights and space", path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{}: {message}; give a folder of OpenFace or Live Link Face tables", path.display())]
    Recording { path: PathBuf, message: String },
    #[error("{}: {message}; begin anew without --resume", path.display())]
    Checkpoint { path: PathBuf, message: String },
}

impl TrainError {
    /// What is wrong with a recording.
    pub(crate) fn recording(path: &Path, message: &str) -> Self {
        Self::Recording { path: path.to_owned(), message: message.to_owned() }
    }

    /// For `map_err` on what reads and writes a file.
    pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::File { path: path.to_owned(), source }
    }
}

//! Why a mind has no answer.

use risorius_llm::LlmError;
use risorius_net::NetError;
use risorius_net::endpoint::ServerError;
use risorius_net::packs::PackError;
use risorius_think::answer::AnswerError;
use risorius_think::{ReviseError, ThinkError};

/// Why words did not become a script. One line each.
#[derive(Debug, thiserror::Error)]
pub enum MindError {
    /// The words, or the built-in mind.
    #[error(transparent)]
    Words(#[from] ThinkError),
    /// The words as an edit of a script.
    #[error(transparent)]
    Edit(#[from] ReviseError),
    /// The way to a server.
    #[error(transparent)]
    Net(#[from] NetError),
    /// A server.
    #[error(transparent)]
    Server(#[from] ServerError),
    /// A server without any model.
    #[error("{0} has no model: load one there first")]
    NoModels(String),
    /// A server with several models, and none is named.
    #[error("{place} has several models: name one with --model or in the settings, such as {some}")]
    ManyModels {
        /// Host and port.
        place: String,
        /// Some of them.
        some: String,
    },
    /// An answer that is none.
    #[error(transparent)]
    Answer(#[from] AnswerError),
    /// An answer that never came to its script.
    #[error(
        "the model thought until its tokens ran out and wrote no script: use one that thinks less"
    )]
    ThoughtTooLong,
    /// A model pack.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// No model on this machine.
    #[error(
        "there is no model on this machine: get one with `risorius models fetch`, or in the settings"
    )]
    NoLocalModel,
    /// A model on this machine.
    #[error(transparent)]
    Model(#[from] LlmError),
}

impl MindError {
    /// Whether somebody stopped it, rather than something.
    pub fn is_stopped(&self) -> bool {
        match self {
            Self::Net(error) => matches!(error, NetError::Cancelled),
            Self::Server(error) => error.is_cancelled(),
            Self::Pack(error) => error.is_cancelled(),
            Self::Model(error) => *error == LlmError::Cancelled,
            _ => false,
        }
    }
}

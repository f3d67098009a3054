//! What can go wrong, in one line each.

use crate::MAX_CONTEXT;
use crate::shape::Family;
use crate::tokenizer::known_splits;
use thiserror::Error;

/// Why there is no model, or no answer.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LlmError {
    /// The file is no model that can be used.
    #[error("{file}: {problem}")]
    File {
        /// The file's name.
        file: String,
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// The question leaves no room for an answer.
    #[error(
        "the question has {tokens} tokens and may have {limit}: use fewer words, or a shorter script"
    )]
    TooLong {
        /// Tokens of the question.
        tokens: usize,
        /// Tokens that it may have.
        limit: usize,
    },
    /// The place is not in this build or not in this machine.
    #[error("the graphics card cannot be used: {0}; choose the processor")]
    Place(String),
    /// The network failed.
    #[error("the model cannot answer: {0}; choose another model or device")]
    Network(String),
    /// The caller has stopped it.
    #[error("stopped")]
    Cancelled,
}

/// What is wrong with a model file, and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum FileProblem {
    /// The file cannot be opened or read.
    #[error("cannot be read ({0}): check that it is there and that it is yours to read")]
    Unreadable(String),
    /// Something else than GGUF.
    #[error("is no GGUF model: choose a file that ends in .gguf")]
    NotGguf,
    /// The file ends before its table says.
    #[error("is cut off after {has} bytes of at least {needs}: fetch or copy it again")]
    Truncated {
        /// Bytes that there must be.
        needs: u64,
        /// Bytes that there are.
        has: u64,
    },
    /// The header says what no model has.
    #[error("is damaged ({0}): fetch it again")]
    Damaged(String),
    /// A network that candle's quantised models do not have, or this crate does not check.
    #[error("is a model of the kind '{0}': the kinds known are {known}", known = Family::names())]
    UnknownArchitecture(String),
    /// Positions stretched for long contexts, which candle's quantised networks leave out.
    #[error(
        "stretches positions (Llama 3.1 and later, YaRN), which is not computed here: choose Qwen3, Qwen2.5, SmolLM2 or Llama 3"
    )]
    StretchedPositions,
    /// No tokens in the file.
    #[error("has no tokenizer: choose a file that was converted with one")]
    NoTokenizer,
    /// A tokenizer of another kind.
    #[error(
        "splits words in the way '{0}': known are byte-level BPE (gpt2) with {known}",
        known = known_splits()
    )]
    UnknownTokenizer(String),
    /// More tokens than the network knows.
    #[error("has {tokens} tokens for a network that knows {rows}: fetch it again")]
    VocabularyMismatch {
        /// Tokens of the vocabulary.
        tokens: usize,
        /// Rows of the embedding.
        rows: usize,
    },
    /// A byte that no token writes.
    #[error("has no token for the byte {0:#04x}: choose a chat model with byte-level tokens")]
    MissingByte(u8),
    /// No marks of a chat in the vocabulary.
    #[error("is no chat model of the ChatML or Llama 3 form: choose one that is tuned for chat")]
    NoChat,
    /// More memory than there may be used.
    #[error(
        "needs about {needs_mb} MB of memory and may use {limit_mb} MB: choose a smaller model"
    )]
    TooLarge {
        /// Estimated need, in millions of bytes.
        needs_mb: u64,
        /// What may be used, in millions of bytes.
        limit_mb: u64,
    },
    /// A context too short for any question.
    #[error("holds {0} tokens of context: a question and its answer need up to {MAX_CONTEXT}")]
    ShortContext(usize),
}

impl From<candle_core::Error> for LlmError {
    fn from(error: candle_core::Error) -> Self {
        Self::Network(first_line(&error))
    }
}

/// The line that matters: candle appends a backtrace.
pub(crate) fn first_line(error: &candle_core::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

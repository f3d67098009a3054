//! Language models on this machine: a GGUF file, candle's quantised networks, and decoding that is
//! held to the grammar of an answer, so that whatever the weights, the answer is a script.
//!
//! ```no_run
//! use risorius_llm::{Model, Options, Piece, Place};
//! use risorius_think::{answer::Grammar, prompt::Question};
//! use std::ops::ControlFlow;
//!
//! let mut model = Model::load("qwen3-0.6b-q8_0.gguf".as_ref(), Place::best(), None)?;
//! let question = Question { words: "relief after a fright".to_owned(), ..Question::default() };
//! let (text, stats) = model.answer(
//!     &question.messages(),
//!     Grammar::new(question.seconds),
//!     &Options::default(),
//!     |piece| {
//!         if let Piece::Text(text) = piece { /* show it as it comes */ }
//!         ControlFlow::Continue(())
//!     },
//! )?;
//! # Ok::<(), risorius_llm::LlmError>(())
//! ```
//! How fast: `examples/speed.rs` times a model's shape with random weights. Qwen3 0.6B in Q8_0 on one
//! core of an AMD EPYC (AVX-512, candle 0.11.1; the machine was busy with six times the work that it
//! has cores for, so these are seconds of processor time): 25 tokens of a question a second, 6.5 of an
//! answer. A question has about 2,000 tokens, of which the system's part and the example are read once
//! and kept: the first answer begins after 80 s of work, and later ones have the words left to read.
//! Nearly all of it is candle's products.
//!
//! What is in a file is not trusted: its header is checked before candle reads it ([`Card::read`]).

mod chat;
mod decode;
mod error;
mod file;
mod header;
mod mask;
mod model;
mod network;
#[cfg(test)]
mod parity;
mod place;
mod sampler;
mod shape;
mod tokenizer;
mod vocabulary;

pub use error::{FileProblem, LlmError};
pub use file::Card;
pub use model::{Model, Options, Piece, Stats};
pub use place::Place;
pub use shape::Family;

/// Tokens that a question and its answer may have together: how far candle's tables of positions
/// for Llama go.
pub const MAX_CONTEXT: usize = 4096;

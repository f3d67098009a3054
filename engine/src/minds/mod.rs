//! Who thinks: the built-in mind, a language model on this machine, or one on a server.
//!
//! The built-in mind answers at once, on the thread that asks. Language models answer on a thread of
//! their own, piece by piece; a newer question stops an older one. Packs, lists of models and
//! keys are errands on further threads, since disk, network and keyring may take their
//! time.

mod ask;
mod errands;
mod error;
mod hearing;
mod local;
mod memory;
mod mind;
mod picture;
mod server;
mod thinker;

pub use ask::{Asked, Asker};
pub(crate) use errands::Errands;
pub use errands::{Errand, ErrandNews, KeyState, PackWork, Packs};
pub use error::MindError;
pub use hearing::{Thinking, ThinkingStage};
pub use mind::{Device, LocalModel, Mind, NotAMind, ServerModel};
pub use picture::Portrait;
pub(crate) use thinker::Thinker;

#[cfg(test)]
mod tests;

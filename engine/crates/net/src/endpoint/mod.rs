//! A chat server that speaks OpenAI's protocol: Ollama, llama.cpp, LM Studio, vLLM, or a hosted one.
//!
//! The protocol: `POST {base}/chat/completions` with a model's name and messages; the answer streams
//! as server-sent events, a few letters each. `GET {base}/models` lists the models. What differs
//! between servers is borne: answers in one piece, reasoning in a field of its own or not at all,
//! fields of the request that some do not know.

mod ask;
mod base;
mod error;
mod events;
mod said;
mod wire;

pub use ask::{Chat, Piece, Reply};
pub use base::Endpoint;
pub use error::ServerError;
pub use said::Usage;
pub use wire::{Message, Role};

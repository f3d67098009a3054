//! Everything that touches the network, and nothing that touches it by itself: each function here
//! runs because an artist asked for it.
//!
//! - [`packs`]: language models as files, downloaded with resume, checked, kept within a budget.
//! - [`endpoint`]: chat servers that speak OpenAI's protocol, on this machine or elsewhere.
//! - [`keys`]: the keys of such servers, in the system's keyring.
//!
//! This is the only crate of ours that may depend on an HTTP client.

mod address;
mod cancel;
pub mod endpoint;
mod http;
pub mod keys;
pub mod packs;
mod patience;

pub use cancel::Cancel;
pub use http::NetError;
pub use patience::Patience;

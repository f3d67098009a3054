//! Who thinks: a setting of the application, not of the document.

use risorius_net::NetError;
use risorius_net::endpoint::Endpoint;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// Who turns words into a muscle script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mind {
    /// The reasoner that is part of the program: at once, and the same each time.
    #[default]
    BuiltIn,
    /// A language model on this machine, and where it computes.
    Local(LocalModel, Device),
    /// A language model on a server that the artist has.
    Server(ServerModel),
}

/// Which model on this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LocalModel {
    /// The first pack that is on disk.
    #[default]
    Any,
    /// A pack by its name.
    Pack(String),
    /// A GGUF file, wherever it lies.
    File(PathBuf),
}

/// Where a model of this machine computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Device {
    /// On the graphics card that this build is for, where there is one; else on the processor.
    #[default]
    Best,
    /// On the processor.
    Processor,
    /// On the graphics card, or not at all.
    Graphics,
}

/// Which model on which server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerModel {
    /// The server's address, such as `http://localhost:11434/v1`.
    pub base_url: String,
    /// The model's name as the server knows it; empty where it has only one.
    pub model: String,
    /// Whether the model sees pictures: then the portrait goes with the words.
    pub sees_pictures: bool,
}

impl Mind {
    /// Reads `builtin`, `local`, `local:NAME`, `local:FILE.gguf` or a server's address.
    ///
    /// # Errors
    /// One line, if it is none of them.
    pub fn read(text: &str) -> Result<Self, NotAMind> {
        let text = text.trim();
        let local = |model| Self::Local(model, Device::Best);
        match text.split_once(':') {
            None if text == "builtin" => Ok(Self::BuiltIn),
            None if text == "local" => Ok(local(LocalModel::Any)),
            Some(("local", "")) => Err(NotAMind::Unknown(text.to_owned())),
            Some(("local", name)) if name.ends_with(".gguf") => {
                Ok(local(LocalModel::File(name.into())))
            }
            Some(("local", name)) => Ok(local(LocalModel::Pack(name.to_owned()))),
            Some((_, rest)) if rest.starts_with("//") => {
                Endpoint::new(text)?;
                let (base_url, model) = (text.to_owned(), String::new());
                Ok(Self::Server(ServerModel { base_url, model, sees_pictures: false }))
            }
            _ => Err(NotAMind::Unknown(text.chars().take(60).collect())),
        }
    }
}

impl fmt::Display for Mind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in mind"),
            Self::Local(LocalModel::Any, _) => f.write_str("local model"),
            Self::Local(LocalModel::Pack(name), _) => write!(f, "local model {name}"),
            Self::Local(LocalModel::File(path), _) => write!(f, "local model {}", path.display()),
            Self::Server(ServerModel { base_url, model, .. }) if model.is_empty() => {
                write!(f, "server {base_url}")
            }
            Self::Server(server) => write!(f, "{} at {}", server.model, server.base_url),
        }
    }
}

/// A text that names nobody who thinks.
#[derive(Debug, thiserror::Error)]
pub enum NotAMind {
    /// No word of it is known.
    #[error(
        "\"{0}\" is no mind: use builtin, local, local:NAME, local:FILE.gguf, or a server's address such as \
         http://localhost:11434/v1"
    )]
    Unknown(String),
    /// It is meant as an address and is none.
    #[error(transparent)]
    Address(#[from] NetError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minds_are_read_and_told() {
        for (text, told) in [
            ("builtin", Some("built-in mind")),
            ("local", Some("local model")),
            ("local:qwen3-4b-q4", Some("local model qwen3-4b-q4")),
            ("local:/models/My Model.gguf", Some("local model /models/My Model.gguf")),
            (" http://localhost:11434/v1 ", Some("server http://localhost:11434/v1")),
            ("local:", None),
            ("ollama", None),
            ("ftp://example.org", None),
            ("http://", None),
            ("", None),
        ] {
            assert_eq!(
                Mind::read(text).ok().map(|mind| mind.to_string()).as_deref(),
                told,
                "{text}"
            );
        }
    }
}

//! What can go wrong with a chat server.

use crate::{NetError, address};
use serde_json::Value;
use std::time::Duration;
use ureq::http::{Uri, header};
use ureq::{Body, http::Response};

/// Why a server gave no answer. One line each, never with a key in it.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The network.
    #[error(transparent)]
    Net(#[from] NetError),
    /// A key over an open way.
    #[error("the key would go to {place} unencrypted: use https, or remove the key")]
    KeyInTheOpen {
        /// Host and port.
        place: String,
    },
    /// No key, or a wrong one.
    #[error("{place} refuses {} ({status}): give the right one for this server", if *had_key { "the key" } else { "to answer without a key" })]
    WrongKey {
        /// Host and port.
        place: String,
        /// HTTP status.
        status: u16,
        /// Whether a key was sent.
        had_key: bool,
    },
    /// No such model.
    #[error("{place} has no model \"{model}\"; it has {known}")]
    NoModel {
        /// Host and port.
        place: String,
        /// That was asked for.
        model: String,
        /// Some that it has.
        known: String,
    },
    /// Nothing at this address.
    #[error("{url} is not there (404): is the base address right? It often ends in /v1")]
    NoSuchPlace {
        /// The address.
        url: String,
    },
    /// The server sends on.
    #[error("{place} sends on to {to}: if that is right, give it as the address")]
    SentOn {
        /// Host and port.
        place: String,
        /// Where to.
        to: String,
    },
    /// Too many questions, or trouble of its own.
    #[error("{place} is busy ({status}): {message}")]
    Busy {
        /// Host and port.
        place: String,
        /// HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// Any other refusal.
    #[error("{place} refuses ({status}): {message}")]
    Refused {
        /// Host and port.
        place: String,
        /// HTTP status.
        status: u16,
        /// What it says.
        message: String,
    },
    /// An error in the middle of an answer.
    #[error("{place} gave up: {message}")]
    GaveUp {
        /// Host and port.
        place: String,
        /// What it says.
        message: String,
    },
    /// No chat server.
    #[error(
        "{url} answers, but not as a chat server does; it says \"{begins}\"; is the base address right?"
    )]
    NotChat {
        /// The address.
        url: String,
        /// The beginning of its answer.
        begins: String,
    },
    /// A flood.
    #[error("{place} answers without an end: it was stopped")]
    TooLong {
        /// Host and port.
        place: String,
    },
    /// The end is missing.
    #[error("{place} broke off in the middle of its answer: ask again")]
    CutOff {
        /// Host and port.
        place: String,
    },
    /// Nothing.
    #[error("{place} answered with nothing: ask again, or choose another model")]
    Empty {
        /// Host and port.
        place: String,
    },
}

impl ServerError {
    /// Whether somebody stopped it, rather than something.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Net(NetError::Cancelled))
    }

    /// Whether the same question could be answered a moment later.
    pub(super) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Net(NetError::Broken { .. })
                | Self::Busy { .. }
                | Self::CutOff { .. }
                | Self::Empty { .. }
        )
    }
}

/// A refusal, and when the server wants to be asked again.
pub(super) struct Refusal {
    pub(super) error: ServerError,
    pub(super) wait: Option<Duration>,
}

impl<E: Into<ServerError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self { error: error.into(), wait: None }
    }
}

/// What a response without success means; `text` is its body, without the key.
pub(super) fn refusal(uri: &Uri, response: &Response<Body>, text: &str, had_key: bool) -> Refusal {
    let (place, status) = (address::place(uri), response.status().as_u16());
    let text_of = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
    let message = match message(text) {
        message if message.is_empty() => "it does not say why".to_owned(),
        message => message,
    };
    let error = match status {
        // What it says about a key may hold the key, or a part of it: it is not told.
        401 | 403 => ServerError::WrongKey { place, status, had_key },
        404 => ServerError::NoSuchPlace { url: uri.to_string() },
        300..=399 => {
            let to = address::shortened(text_of(header::LOCATION).unwrap_or("nowhere"));
            ServerError::SentOn { place, to }
        }
        408 | 429 | 500 | 502 | 503 | 504 => ServerError::Busy { place, status, message },
        _ => ServerError::Refused { place, status, message },
    };
    let wait = text_of(header::RETRY_AFTER).and_then(|secs| secs.parse().ok());
    Refusal { error, wait: wait.map(Duration::from_secs) }
}

/// What an error says: `{"error": {"message": …}}`, `{"error": …}`, `{"message": …}`, or its text.
pub(super) fn message(text: &str) -> String {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let error = value.get("error").unwrap_or(&value);
    let said = [error.get("message"), Some(error), value.get("detail")];
    let said = said.into_iter().flatten().find_map(Value::as_str);
    address::shortened(said.unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_its_message() {
        for (text, expect) in [
            (r#"{"error": {"message": "no such model", "code": 5}}"#, "no such model"),
            (r#"{"error": "model 'x' not found"}"#, "model 'x' not found"),
            (r#"{"message": "bad\nline"}"#, "bad line"),
            (r#"{"detail": "Not Found"}"#, "Not Found"),
            ("Bad Gateway\u{1b}[31m", "Bad Gateway [31m"),
            ("", ""),
        ] {
            assert_eq!(message(text), expect, "{text}");
        }
    }
}

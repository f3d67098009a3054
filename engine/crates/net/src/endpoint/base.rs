//! A server by its address, and the list of its models.

use super::ServerError;
use super::error::{Refusal, refusal};
use crate::http::{Redirects, client, explain, explain_read};
use crate::keys::Key;
use crate::{Cancel, NetError, Patience, address};
use serde::Deserialize;
use std::io::Read;
use ureq::http::Uri;
use ureq::{Body, http::Response};

/// The largest answer that is read, bytes: hundreds of times a long script.
pub(super) const MAX_ANSWER_BYTES: u64 = 4 << 20;

/// The most of an error's text that is read, bytes.
const MAX_ERROR_BYTES: u64 = 16 << 10;

/// A chat server.
#[derive(Clone, Debug)]
pub struct Endpoint {
    base: Uri,
    key: Option<Key>,
    pub(super) patience: Patience,
}

impl Endpoint {
    /// A server by its base address, such as `http://localhost:11434/v1`; `/v1` may be left out where
    /// nothing else stands in its place.
    ///
    /// # Errors
    /// No address.
    pub fn new(base: &str) -> Result<Self, NetError> {
        let given = address::parse(base)?;
        let path = given.path().trim_end_matches('/').trim_end_matches("/chat/completions");
        let path = if path.is_empty() { "/v1" } else { path };
        let query = given.query().map(|query| format!("?{query}")).unwrap_or_default();
        let scheme = given.scheme_str().unwrap_or("http");
        let base = address::parse(&format!("{scheme}://{}{path}{query}", address::place(&given)))?;
        Ok(Self { base, key: None, patience: Patience::CHAT })
    }

    /// With a key for this server.
    #[must_use]
    pub fn with_key(self, key: Option<Key>) -> Self {
        Self { key, ..self }
    }

    /// With more or less patience.
    #[must_use]
    pub fn with_patience(self, patience: Patience) -> Self {
        Self { patience, ..self }
    }

    /// Scheme, host and port: what a key belongs to.
    pub fn origin(&self) -> String {
        address::origin(&self.base)
    }

    /// Host and port, for messages.
    pub fn place(&self) -> String {
        address::place(&self.base)
    }

    /// The names of the server's models, in alphabetical order.
    ///
    /// # Errors
    /// No connection, a refusal, or an answer that is no such list.
    pub fn models(&self, cancel: &Cancel) -> Result<Vec<String>, ServerError> {
        #[derive(Deserialize)]
        struct List {
            data: Vec<Model>,
        }
        #[derive(Deserialize)]
        struct Model {
            id: String,
        }
        let uri = self.at("/models");
        let mut response = self.send(&uri, None, cancel)?;
        if !response.status().is_success() {
            return Err(self.refused(&uri, &mut response).error);
        }
        let mut text = Vec::new();
        let body = response.into_body().into_reader();
        let read = body.take(MAX_ANSWER_BYTES).read_to_end(&mut text);
        read.map_err(|error| explain_read(error, &uri, &self.patience, cancel))?;
        let list: List = serde_json::from_slice(&text).map_err(|_| {
            let begins = address::shortened(&String::from_utf8_lossy(&text));
            ServerError::NotChat { url: uri.to_string(), begins: self.without_key(&begins) }
        })?;
        let mut names: Vec<String> = list.data.into_iter().map(|model| model.id).collect();
        names.sort();
        Ok(names)
    }

    /// An address below the base.
    pub(super) fn at(&self, path: &str) -> Uri {
        let mut parts = self.base.clone().into_parts();
        let query = self.base.query().map(|query| format!("?{query}")).unwrap_or_default();
        let path = format!("{}{path}{query}", self.base.path().trim_end_matches('/'));
        parts.path_and_query = path.parse().ok();
        Uri::from_parts(parts).expect("an address with a longer path is an address")
    }

    /// Sends a request, with a body or to get something. No redirect is followed: the key and the
    /// portrait are for this server alone.
    pub(super) fn send(
        &self,
        uri: &Uri,
        body: Option<&str>,
        cancel: &Cancel,
    ) -> Result<Response<Body>, ServerError> {
        let agent = client(uri, Redirects::None, &self.patience, cancel);
        let authorization = self.authorization()?;
        let explain = |error| explain(error, uri, &self.patience, cancel).into();
        match body {
            Some(body) => {
                let mut request = agent.post(uri).header("content-type", "application/json");
                if let Some(value) = &authorization {
                    request = request.header("authorization", value);
                }
                request.send(body).map_err(explain)
            }
            None => {
                let mut request = agent.get(uri);
                if let Some(value) = &authorization {
                    request = request.header("authorization", value);
                }
                request.call().map_err(explain)
            }
        }
    }

    /// What a response says that is not the answer.
    pub(super) fn refused(&self, uri: &Uri, response: &mut Response<Body>) -> Refusal {
        let mut text = Vec::new();
        // What cannot be read of an error's text is not told.
        let _ = response.body_mut().as_reader().take(MAX_ERROR_BYTES).read_to_end(&mut text);
        let text = self.without_key(&String::from_utf8_lossy(&text));
        refusal(uri, response, &text, self.key.is_some())
    }

    /// Text of the server without our key, should it say it back.
    pub(super) fn without_key(&self, text: &str) -> String {
        match &self.key {
            Some(key) => text.replace(key.secret(), "…"),
            None => text.to_owned(),
        }
    }

    fn authorization(&self) -> Result<Option<String>, ServerError> {
        match &self.key {
            Some(_) if !address::may_take_secrets(&self.base) => {
                Err(ServerError::KeyInTheOpen { place: self.place() })
            }
            Some(key) => Ok(Some(format!("Bearer {}", key.secret()))),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases_are_read_as_they_are_pasted() {
        for (given, chat) in [
            ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
            ("http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"),
            ("https://x.org/v1/chat/completions", "https://x.org/v1/chat/completions"),
            ("https://x.org/openai/v1?api=2", "https://x.org/openai/v1/chat/completions?api=2"),
        ] {
            assert_eq!(Endpoint::new(given).unwrap().at("/chat/completions"), chat, "{given}");
        }
    }
}

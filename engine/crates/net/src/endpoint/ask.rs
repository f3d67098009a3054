//! A question and its answer, as it streams in.

use super::base::{Endpoint, MAX_ANSWER_BYTES};
use super::error::Refusal;
use super::events::Events;
use super::said::{self, Said, Unsaid, Usage};
use super::wire::{Manner, body};
use super::{Message, ServerError};
use crate::http::explain_read;
use crate::{Cancel, NetError, address};
use std::io::Read;
use ureq::http::Uri;
use ureq::{Body, http::Response};

/// Models that a message names at most.
const MAX_NAMED: usize = 12;

/// A question to a model.
#[derive(Clone, Debug)]
pub struct Chat<'a> {
    /// Its name as the server knows it.
    pub model: &'a str,
    /// The talk so far; the last message is the question.
    pub messages: &'a [Message],
    /// The longest answer, tokens.
    pub max_tokens: u32,
    /// How freely words are chosen: 0 takes the likeliest.
    pub temperature: f32,
}

/// A few letters of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Of the reasoning that some servers keep apart.
    Reasoning(&'a str),
    /// Of the answer.
    Text(&'a str),
}

/// A whole answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// The reasoning, where the server keeps it apart.
    pub reasoning: String,
    /// The answer.
    pub text: String,
    /// Tokens, where the server counts them.
    pub usage: Option<Usage>,
    /// Whether it ended because it had become too long.
    pub at_limit: bool,
}

impl Endpoint {
    /// Asks and waits for the answer, whose pieces are heard as they come. Asks again, within
    /// patience, what fails before the first piece and may succeed a moment later.
    ///
    /// # Errors
    /// No connection, a refusal, an answer that is none; after the first piece nothing is retried.
    pub fn ask(
        &self,
        chat: &Chat<'_>,
        cancel: &Cancel,
        hear: &mut dyn FnMut(Piece<'_>),
    ) -> Result<Reply, ServerError> {
        let (mut manner, mut failed, mut heard) = (Manner::Full, 0, false);
        loop {
            let mut hear_first = |piece: Piece<'_>| {
                heard = true;
                hear(piece);
            };
            let refusal = match self.try_once(chat, manner, cancel, &mut hear_first) {
                Ok(reply) => return Ok(reply),
                Err(refusal) => refusal,
            };
            if cancel.is_cancelled() {
                return Err(NetError::Cancelled.into());
            }
            match refusal.error {
                // It may have stumbled over a field that it does not know.
                ServerError::Refused { status: 400 | 422, .. } if manner == Manner::Full => {
                    manner = Manner::Plain;
                }
                ServerError::NoSuchPlace { url } => return Err(self.missing(chat, url, cancel)),
                error => {
                    failed += 1;
                    if heard || !error.may_pass() || failed >= self.patience.tries {
                        return Err(error);
                    }
                    cancel.sleep(self.patience.pause_after(failed, refusal.wait));
                }
            }
        }
    }

    fn try_once(
        &self,
        chat: &Chat<'_>,
        manner: Manner,
        cancel: &Cancel,
        hear: &mut dyn FnMut(Piece<'_>),
    ) -> Result<Reply, Refusal> {
        let uri = self.at("/chat/completions");
        let mut response = self.send(&uri, Some(&body(chat, manner)), cancel)?;
        if !response.status().is_success() {
            return Err(self.refused(&uri, &mut response));
        }
        let mut answer =
            Answer { endpoint: self, uri, reply: Reply::default(), finished: false, ended: false };
        answer.read(response, cancel, hear)?;
        Ok(answer.reply)
    }

    /// Whether it is the model that is missing, or the whole place.
    fn missing(&self, chat: &Chat<'_>, url: String, cancel: &Cancel) -> ServerError {
        match self.models(cancel) {
            Ok(models) if !models.iter().any(|model| model == chat.model) => {
                let more = models.len().saturating_sub(MAX_NAMED);
                let mut known = match models.is_empty() {
                    true => "none".to_owned(),
                    false => models[..models.len() - more].join(", "),
                };
                if more > 0 {
                    known += &format!(" and {more} more");
                }
                let model = address::shortened(chat.model);
                ServerError::NoModel { place: self.place(), model, known }
            }
            _ => ServerError::NoSuchPlace { url },
        }
    }
}

/// An answer on its way.
struct Answer<'a> {
    endpoint: &'a Endpoint,
    uri: Uri,
    reply: Reply,
    /// Whether nothing more will come.
    finished: bool,
    /// Whether the model has said its last word; a count of tokens may follow.
    ended: bool,
}

impl Answer<'_> {
    /// Reads an answer as events, or in one piece from servers that do not stream.
    fn read(
        &mut self,
        response: Response<Body>,
        cancel: &Cancel,
        hear: &mut dyn FnMut(Piece<'_>),
    ) -> Result<(), ServerError> {
        let patience = self.endpoint.patience;
        let mut body = response.into_body().into_reader().take(MAX_ANSWER_BYTES + 1);
        let (mut events, mut all, mut heard_events) = (Events::default(), Vec::new(), false);
        let mut buffer = [0; 1 << 14];
        while !self.finished {
            let read = body.read(&mut buffer);
            let count = read.map_err(|error| explain_read(error, &self.uri, &patience, cancel))?;
            if count == 0 {
                break;
            }
            all.extend_from_slice(&buffer[..count]);
            let too_long = || ServerError::TooLong { place: self.endpoint.place() };
            if all.len() as u64 > MAX_ANSWER_BYTES {
                return Err(too_long());
            }
            for event in events.feed(&buffer[..count]).map_err(|_| too_long())? {
                heard_events = true;
                self.take(&event, hear)?;
            }
        }
        if let Some(event) = events.end().filter(|_| !self.finished) {
            heard_events = true;
            self.take(&event, hear)?;
        }
        if !heard_events && !all.trim_ascii().is_empty() {
            self.take(&String::from_utf8_lossy(&all), hear)?;
        }
        self.check_end()
    }

    /// Takes in one chunk.
    fn take(&mut self, chunk: &str, hear: &mut dyn FnMut(Piece<'_>)) -> Result<(), ServerError> {
        if chunk == "[DONE]" {
            self.finished = true;
            return Ok(());
        }
        let Said { reasoning, text, finish, usage } = said::read(chunk).map_err(|unsaid| {
            let tell = |text: &str| self.endpoint.without_key(&address::shortened(text));
            match unsaid {
                Unsaid::Error(message) => {
                    ServerError::GaveUp { place: self.endpoint.place(), message: tell(&message) }
                }
                Unsaid::Foreign => {
                    ServerError::NotChat { url: self.uri.to_string(), begins: tell(chunk) }
                }
            }
        })?;
        if !reasoning.is_empty() {
            hear(Piece::Reasoning(&reasoning));
            self.reply.reasoning += &reasoning;
        }
        if !text.is_empty() {
            hear(Piece::Text(&text));
            self.reply.text += &text;
        }
        self.reply.usage = usage.or(self.reply.usage);
        // Some servers send an empty reason with every chunk.
        if let Some(finish) = finish.filter(|finish| !finish.is_empty()) {
            self.reply.at_limit = finish == "length";
            self.ended = true;
        }
        Ok(())
    }

    /// An answer has an end, and something before it.
    fn check_end(&self) -> Result<(), ServerError> {
        let place = self.endpoint.place();
        if !self.finished && !self.ended {
            Err(ServerError::CutOff { place })
        } else if self.reply.text.is_empty() && self.reply.reasoning.is_empty() {
            Err(ServerError::Empty { place })
        } else {
            Ok(())
        }
    }
}

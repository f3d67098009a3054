//! A question as the protocol sends it.

use super::Chat;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Who says a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The rules.
    System,
    /// The one who asks.
    User,
    /// The one who answers.
    Assistant,
}

/// A message of a talk.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What.
    pub text: String,
    /// A picture beside it, the bytes of a JPEG file.
    pub jpeg: Option<Arc<[u8]>>,
}

/// How much of the protocol a request uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Manner {
    /// With temperature, limit and the wish for a count of the tokens.
    Full,
    /// With nothing that some server might not know.
    Plain,
}

/// The body of a request.
pub(super) fn body(chat: &Chat<'_>, manner: Manner) -> String {
    let messages: Vec<Value> = chat.messages.iter().map(message).collect();
    let mut body = json!({ "model": chat.model, "messages": messages, "stream": true });
    if manner == Manner::Full {
        body["temperature"] = json!(chat.temperature);
        body["max_tokens"] = json!(chat.max_tokens);
        body["stream_options"] = json!({ "include_usage": true });
    }
    body.to_string()
}

fn message(message: &Message) -> Value {
    let text = &message.text;
    let content = match &message.jpeg {
        None => json!(text),
        Some(jpeg) => json!([
            { "type": "text", "text": text },
            { "type": "image_url", "image_url": {
                "url": format!("data:image/jpeg;base64,{}", STANDARD.encode(jpeg)) } },
        ]),
    };
    json!({ "role": message.role, "content": content })
}

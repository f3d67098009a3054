//! Asking a language model on a server.

use super::hearing::Hearing;
use super::{Asked, MindError, ServerModel, ThinkingStage};
use risorius_net::Cancel;
use risorius_net::endpoint::{Chat, Endpoint, Message, Piece, Role};
use risorius_net::keys::Keys;
use risorius_think::prompt;

/// The longest answer, tokens: models that reason need most of them before the script begins.
const MAX_TOKENS: u32 = 8000;

/// Models that a message names at most.
const MAX_NAMED: usize = 12;

/// How freely words are chosen: a little, so that asking again gives something else.
const TEMPERATURE: f32 = 0.6;

/// Asks a server; its whole answer, and whether it was cut off because it was too long.
pub(super) fn ask(
    server: &ServerModel,
    keys: &Keys,
    asked: &Asked,
    cancel: &Cancel,
    mut hearing: Hearing<'_>,
) -> Result<(String, bool), MindError> {
    hearing.stage(ThinkingStage::Loading);
    let endpoint = Endpoint::new(&server.base_url)?;
    let key = keys.of(&endpoint);
    let endpoint = endpoint.with_key(key);
    let model = match server.model.as_str() {
        "" => only_model(&endpoint, cancel)?,
        name => name.to_owned(),
    };
    let messages = messages(server, asked);
    let chat = Chat {
        model: &model,
        messages: &messages,
        max_tokens: MAX_TOKENS,
        temperature: TEMPERATURE,
    };
    hearing.stage(ThinkingStage::Reading { read: 0, of: 0 });
    let reply = endpoint.ask(&chat, cancel, &mut |piece| match piece {
        Piece::Reasoning(text) => hearing.token(text, true),
        Piece::Text(text) => hearing.token(text, false),
    })?;
    Ok((hearing.finish(), reply.at_limit))
}

/// The server's model, where it has one and no more: among several, some do not chat.
fn only_model(endpoint: &Endpoint, cancel: &Cancel) -> Result<String, MindError> {
    let mut models = endpoint.models(cancel)?;
    match models.len() {
        0 => Err(MindError::NoModels(endpoint.place())),
        1 => Ok(models.remove(0)),
        _ => {
            models.truncate(MAX_NAMED);
            Err(MindError::ManyModels { place: endpoint.place(), some: models.join(", ") })
        }
    }
}

/// The conversation as the protocol has it; the portrait goes with the last message.
fn messages(server: &ServerModel, asked: &Asked) -> Vec<Message> {
    let portrait = asked.portrait.as_ref().filter(|_| server.sees_pictures);
    let jpeg = portrait.and_then(super::Portrait::jpeg);
    let question = prompt::Question { sees_picture: jpeg.is_some(), ..asked.question.clone() };
    let role = |role| match role {
        prompt::Role::System => Role::System,
        prompt::Role::User => Role::User,
        prompt::Role::Assistant => Role::Assistant,
    };
    let message = |message: prompt::Message| Message {
        role: role(message.role),
        text: message.text,
        jpeg: None,
    };
    let mut messages: Vec<Message> = question.messages().into_iter().map(message).collect();
    if let Some(last) = messages.last_mut() {
        last.jpeg = jpeg;
    }
    messages
}

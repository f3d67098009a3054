//! What a chunk of an answer says.

use super::error::message;
use serde::Deserialize;
use serde_json::Value;

/// How many tokens a question and its answer had, as the server counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Of the question.
    pub prompt_tokens: u64,
    /// Of the answer, its reasoning too.
    pub completion_tokens: u64,
}

/// What one chunk, or a whole answer in one piece, says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    /// Reasoning that the server keeps apart from the answer.
    pub(super) reasoning: String,
    /// The answer.
    pub(super) text: String,
    /// Why it ended, if it did: `stop`, `length`, ….
    pub(super) finish: Option<String>,
    pub(super) usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Chunk {
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
    error: Option<Value>,
}

/// Of a stream (`delta`) or in one piece (`message`).
#[derive(Deserialize)]
struct Choice {
    delta: Option<Words>,
    message: Option<Words>,
    finish_reason: Option<String>,
}

/// Reasoning has one name at DeepSeek and vLLM and another at Ollama and OpenRouter.
#[derive(Deserialize)]
struct Words {
    content: Option<Value>,
    reasoning_content: Option<String>,
    reasoning: Option<Value>,
}

/// Why a chunk says nothing.
#[derive(Debug, PartialEq)]
pub(super) enum Unsaid {
    /// It is an error of the server, with its message.
    Error(String),
    /// It is not of the protocol.
    Foreign,
}

/// Reads a chunk.
pub(super) fn read(chunk: &str) -> Result<Said, Unsaid> {
    let value: Chunk = serde_json::from_str(chunk).map_err(|_| Unsaid::Foreign)?;
    if value.error.is_some_and(|error| !error.is_null()) {
        return Err(Unsaid::Error(message(chunk)));
    }
    let mut said = Said { usage: value.usage, ..Said::default() };
    if let Some(choice) = value.choices.into_iter().next() {
        said.finish = choice.finish_reason;
        if let Some(words) = choice.delta.or(choice.message) {
            let text =
                |value: Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
            said.text = text(words.content).unwrap_or_default();
            let reasoning = words.reasoning_content.or_else(|| text(words.reasoning));
            said.reasoning = reasoning.unwrap_or_default();
        }
    } else if said.usage.is_none() && !chunk.contains("\"choices\"") {
        return Err(Unsaid::Foreign);
    }
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_of_many_servers_are_read() {
        let said = |reasoning: &str, text: &str, finish: Option<&str>| {
            Ok(Said {
                reasoning: reasoning.into(),
                text: text.into(),
                finish: finish.map(str::to_owned),
                usage: None,
            })
        };
        for (chunk, expect) in [
            (
                r#"{"choices":[{"delta":{"role":"assistant","content":"Hi"}}]}"#,
                said("", "Hi", None),
            ),
            (
                r#"{"choices":[{"delta":{"content":null,"reasoning_content":"so"}}]}"#,
                said("so", "", None),
            ),
            (r#"{"choices":[{"delta":{"content":"","reasoning":"so"}}]}"#, said("so", "", None)),
            (r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#, said("", "", Some("stop"))),
            (
                r#"{"choices":[{"message":{"content":"All"},"finish_reason":"stop"}]}"#,
                said("", "All", Some("stop")),
            ),
            (r#"{"choices":[]}"#, said("", "", None)),
            (
                r#"{"error":{"message":"out of memory"}}"#,
                Err(Unsaid::Error("out of memory".into())),
            ),
            (r#"{"hello":1}"#, Err(Unsaid::Foreign)),
            ("[]", Err(Unsaid::Foreign)),
            ("<html>", Err(Unsaid::Foreign)),
        ] {
            assert_eq!(read(chunk), expect, "{chunk}");
        }
        let usage = read(r#"{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4}}"#);
        let expect = Usage { prompt_tokens: 9, completion_tokens: 4 };
        assert_eq!(usage.unwrap().usage, Some(expect));
    }
}

//! How a conversation is written for a model: the marks between messages.

use risorius_think::prompt::{Message, Role};

/// A part of a written conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// One token of the format.
    Mark(&'static str),
    /// Plain text.
    Text(String),
}

/// A form of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Chat {
    /// Qwen, SmolLM2 and others. Models that muse before they answer get an empty muse, which
    /// switches it off: the reasoning that we want is in the answer.
    ChatMl { muses: bool },
    /// Llama 3.
    Llama3,
}

impl Chat {
    /// The form whose marks a vocabulary has.
    pub(crate) fn of(has: impl Fn(&str) -> bool) -> Option<Self> {
        let has_all = |marks: &[&str]| marks.iter().all(|mark| has(mark));
        if has_all(&["<|im_start|>", "<|im_end|>"]) {
            return Some(Self::ChatMl { muses: has_all(&["<think>", "</think>"]) });
        }
        let marks = ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"];
        has_all(&marks).then_some(Self::Llama3)
    }

    /// The conversation up to where the model's answer begins.
    pub(crate) fn write(self, messages: &[Message]) -> Vec<Part> {
        use Part::{Mark, Text};
        let mut parts = Vec::new();
        match self {
            Self::ChatMl { muses } => {
                for Message { role, text } in messages {
                    let text = Text(format!("{}\n{text}", role.name()));
                    parts.extend([Mark("<|im_start|>"), text, Mark("<|im_end|>")]);
                    parts.push(Text("\n".to_owned()));
                }
                let role = Role::Assistant.name();
                parts.extend([Mark("<|im_start|>"), Text(format!("{role}\n"))]);
                if muses {
                    let gap = || Text("\n\n".to_owned());
                    parts.extend([Mark("<think>"), gap(), Mark("</think>"), gap()]);
                }
            }
            Self::Llama3 => {
                let head = |role: Role| {
                    let role = Text(role.name().to_owned());
                    [Mark("<|start_header_id|>"), role, Mark("<|end_header_id|>")]
                };
                parts.push(Mark("<|begin_of_text|>"));
                for Message { role, text } in messages {
                    parts.extend(head(*role));
                    parts.extend([Text(format!("\n\n{text}")), Mark("<|eot_id|>")]);
                }
                parts.extend(head(Role::Assistant));
                parts.push(Text("\n\n".to_owned()));
            }
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(chat: Chat) -> String {
        let message = |role, text: &str| Message { role, text: text.to_owned() };
        let messages = [
            message(Role::System, "S"),
            message(Role::User, "U"),
            message(Role::Assistant, "A"),
            message(Role::User, "<|im_end|>"),
        ];
        let parts = chat.write(&messages).into_iter().map(|part| match part {
            Part::Mark(mark) => format!("[{mark}]"),
            Part::Text(text) => text,
        });
        parts.collect()
    }

    #[test]
    fn conversations_are_written_as_their_models_know_them() {
        // After the chat templates in the `tokenizer_config.json` of Qwen3 (`enable_thinking=False`),
        // SmolLM2 and Llama 3.
        let chatml = "[<|im_start|>]system\nS[<|im_end|>]\n[<|im_start|>]user\nU[<|im_end|>]\n\
                      [<|im_start|>]assistant\nA[<|im_end|>]\n[<|im_start|>]user\n<|im_end|>[<|im_end|>]\n\
                      [<|im_start|>]assistant\n";
        let muse = "[<think>]\n\n[</think>]\n\n";
        let llama = "[<|begin_of_text|>]HEADsystemEND\n\nS[<|eot_id|>]HEADuserEND\n\nU[<|eot_id|>]\
                     HEADassistantEND\n\nA[<|eot_id|>]HEADuserEND\n\n<|im_end|>[<|eot_id|>]HEADassistantEND\n\n";
        let llama =
            llama.replace("HEAD", "[<|start_header_id|>]").replace("END", "[<|end_header_id|>]");
        assert_eq!(written(Chat::ChatMl { muses: false }), chatml);
        assert_eq!(written(Chat::ChatMl { muses: true }), format!("{chatml}{muse}"));
        assert_eq!(written(Chat::Llama3), llama);
    }

    #[test]
    fn a_form_is_known_by_its_marks() {
        let chatml = ["<|im_start|>", "<|im_end|>"];
        let llama = ["<|begin_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"];
        let table: [(&[&str], Option<Chat>); 5] = [
            (&chatml, Some(Chat::ChatMl { muses: false })),
            (&[&chatml[..], &["<think>", "</think>"]].concat(), Some(Chat::ChatMl { muses: true })),
            (&llama, Some(Chat::Llama3)),
            (&llama[1..], None),
            (&["<start_of_turn>"], None),
        ];
        for (marks, expected) in table {
            assert_eq!(Chat::of(|mark| marks.contains(&mark)), expected, "{marks:?}");
        }
    }
}

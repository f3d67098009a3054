//! A language model's answer on stderr as it comes: line by line on a terminal, now and then a word
//! of how far it is elsewhere, one JSON event a line on request.

use super::args::Format;
use super::progress::say;
use risorius_engine::minds::{Thinking, ThinkingStage};
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often it is told of tokens where nobody watches.
const PAUSE: Duration = Duration::from_secs(1);

/// Letters of the line that is being written, at most: it must not wrap.
const SHOWN_CHARS: usize = 76;

/// Tells of an answer.
pub(super) struct Teller {
    format: Format,
    terminal: bool,
    /// Lines of notes, of reasoning and of the script that are told already.
    told_lines: [usize; 3],
    told: Instant,
    last: Thinking,
}

impl Teller {
    pub(super) fn new(format: Format) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self {
            format,
            terminal,
            told_lines: [0; 3],
            told: Instant::now(),
            last: Thinking::default(),
        }
    }

    /// Whether the reasoning was told already.
    pub(super) fn has_told(&self) -> bool {
        self.told_lines[1] > 0
    }

    /// Takes in how far the answer is.
    pub(super) fn hear(&mut self, thinking: &Thinking) {
        self.last.clone_from(thinking);
        if self.terminal && self.format == Format::Text {
            self.show(thinking);
        } else if self.told.elapsed() >= PAUSE {
            self.told = Instant::now();
            self.tell(thinking);
        }
    }

    /// The answer is whole.
    pub(super) fn end(&mut self) {
        if self.last == Thinking::default() {
            return; // The built-in mind answers without a word on the way.
        }
        if self.terminal && self.format == Format::Text {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
        self.tell(&self.last);
    }

    /// Whole lines as they come, and under them the one that is being written.
    fn show(&mut self, thinking: &Thinking) {
        let kinds = [&thinking.notes, &thinking.reasoning, &thinking.lines];
        let mut stderr = std::io::stderr();
        for (lines, told) in kinds.into_iter().zip(&mut self.told_lines) {
            for line in lines.iter().skip(*told) {
                let _ = writeln!(stderr, "\r\x1b[K{line}");
            }
            *told = lines.len();
        }
        let partial = match thinking.stage {
            ThinkingStage::Answering => thinking.partial.clone(),
            _ => stage(thinking),
        };
        let shown: String = partial.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
        let _ = write!(stderr, "\r\x1b[K{shown}");
        let _ = stderr.flush();
    }

    fn tell(&self, thinking: &Thinking) {
        let Thinking { tokens, tokens_per_sec, .. } = thinking;
        match self.format {
            Format::Text => say(&stage(thinking)),
            Format::Json => {
                let (name, done, total) = match thinking.stage {
                    ThinkingStage::Loading => ("loading", 0, 0),
                    ThinkingStage::Reading { read, of } => ("reading", read, of),
                    ThinkingStage::Answering => ("answering", *tokens, 0),
                };
                let event = serde_json::json!({
                    "event": "thinking", "stage": name, "done": done,
                    "total": (total > 0).then_some(total), "tokens_per_sec": tokens_per_sec,
                });
                say(&event.to_string());
            }
        }
    }
}

fn stage(thinking: &Thinking) -> String {
    match thinking.stage {
        ThinkingStage::Loading => "loading the model".to_owned(),
        ThinkingStage::Reading { of: 0, .. } => "waiting for the model's answer".to_owned(),
        ThinkingStage::Reading { read, of } => format!("reading the question, {read}/{of} tokens"),
        ThinkingStage::Answering => {
            let speed = thinking.tokens_per_sec.map(|speed| format!(", {speed:.1} a second"));
            format!("answering, {} tokens{}", thinking.tokens, speed.unwrap_or_default())
        }
    }
}

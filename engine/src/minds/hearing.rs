//! An answer as it comes in, told to who waits for it.

use risorius_face::script::format_item;
use risorius_think::answer::{Heard, Listener};
use std::time::{Duration, Instant};

/// What a language model is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThinkingStage {
    /// Its weights are read, or its server is reached.
    #[default]
    Loading,
    /// It reads the question.
    Reading {
        /// Tokens read; 0 where that is not told.
        read: usize,
        /// Tokens of the question; 0 where that is not told.
        of: usize,
    },
    /// It answers.
    Answering,
}

/// How far an answer is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thinking {
    /// What the model is doing.
    pub stage: ThinkingStage,
    /// Its notes to itself, line by line, where it makes any.
    pub notes: Vec<String>,
    /// Its reasoning so far, line by line.
    pub reasoning: Vec<String>,
    /// The script's lines so far, in canonical form.
    pub lines: Vec<String>,
    /// The line that is being written.
    pub partial: String,
    /// Tokens of the answer so far.
    pub tokens: usize,
    /// Tokens a second since the first one, once that can be told.
    pub tokens_per_sec: Option<f32>,
}

/// How often it is told of tokens; of whole lines it is told at once.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens to a model and tells how far it is.
pub(super) struct Hearing<'a> {
    tell: &'a mut dyn FnMut(&Thinking),
    thinking: Thinking,
    listener: Listener,
    /// Everything that was said, for the answer to be read as a whole.
    said: String,
    is_musing: bool,
    first_token: Option<Instant>,
    told: Option<Instant>,
}

impl<'a> Hearing<'a> {
    pub(super) fn new(tell: &'a mut dyn FnMut(&Thinking)) -> Self {
        Self {
            tell,
            thinking: Thinking::default(),
            listener: Listener::default(),
            said: String::new(),
            is_musing: false,
            first_token: None,
            told: None,
        }
    }

    /// The model does something else now.
    pub(super) fn stage(&mut self, stage: ThinkingStage) {
        let same = std::mem::discriminant(&stage) == std::mem::discriminant(&self.thinking.stage);
        self.thinking.stage = stage;
        self.tell(!same);
    }

    /// A token of the answer; `is_note` where the model keeps it apart, as a note to itself.
    pub(super) fn token(&mut self, text: &str, is_note: bool) {
        self.thinking.stage = ThinkingStage::Answering;
        self.count();
        // Notes that a server keeps apart are heard as those that a model writes into its answer.
        if is_note != self.is_musing {
            self.is_musing = is_note;
            self.listen(if is_note { "\n<think>\n" } else { "\n</think>\n" });
        }
        let lines = self.listen(text);
        self.listener.partial().clone_into(&mut self.thinking.partial);
        self.tell(lines > 0);
    }

    /// Everything that was said.
    pub(super) fn finish(mut self) -> String {
        self.tell(true);
        self.said
    }

    fn count(&mut self) {
        let first = *self.first_token.get_or_insert_with(Instant::now);
        let secs = first.elapsed().as_secs_f32();
        if self.thinking.tokens > 0 && secs > 0.0 {
            self.thinking.tokens_per_sec = Some(self.thinking.tokens as f32 / secs);
        }
        self.thinking.tokens += 1;
    }

    /// Sorts a piece of the answer; how many lines it completes.
    fn listen(&mut self, piece: &str) -> usize {
        self.said += piece;
        let heard = self.listener.push(piece);
        let count = heard.len();
        for line in heard {
            match line {
                Heard::Musing(text) => self.thinking.notes.push(text),
                Heard::Reasoning(text) => self.thinking.reasoning.push(text),
                Heard::Line(item) => self.thinking.lines.push(format_item(&item)),
                Heard::Header(_) | Heard::Aside(_) => {}
            }
        }
        count
    }

    fn tell(&mut self, at_once: bool) {
        if at_once || self.told.is_none_or(|told| told.elapsed() >= PAUSE) {
            self.told = Some(Instant::now());
            (self.tell)(&self.thinking);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_line_by_line() {
        let mut last = Thinking::default();
        let mut tell = |thinking: &Thinking| last = thinking.clone();
        let mut hearing = Hearing::new(&mut tell);
        hearing.stage(ThinkingStage::Reading { read: 0, of: 0 });
        hearing.token("Hm.", true);
        hearing.token("Felt: joy.\n# script · 2.00 s\n0.10 12C in 0.2", false);
        hearing.token("0 hold 0.50 out 0.30 A smile.\n0.", false);
        let said = hearing.finish();
        assert_eq!(last.stage, ThinkingStage::Answering);
        assert_eq!(
            (last.notes.as_slice(), last.reasoning.as_slice()),
            (&["Hm.".into()][..], &["Felt: joy.".into()][..])
        );
        assert_eq!((last.lines.len(), last.partial.as_str(), last.tokens), (1, "0.", 3));
        assert!(said.contains("<think>") && said.ends_with("\n0."), "{said}");
    }
}

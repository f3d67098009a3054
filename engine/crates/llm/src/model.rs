//! A model: loaded once, asked many times.

use crate::chat::Chat;
use crate::decode::Writer;
use crate::file::{Opened, in_file};
use crate::mask::Mask;
use crate::network::Network;
use crate::sampler::Sampler;
use crate::tokenizer::Tokenizer;
use crate::vocabulary::Vocabulary;
use crate::{Card, FileProblem, LlmError, Place};
use risorius_think::answer::Grammar;
use risorius_think::prompt::Message;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

/// Tokens of a prompt that are read between two chances to stop.
const PROMPT_STEP: usize = 32;

/// Tokens that an answer has at least: the shortest one, byte by byte, with room for a little more.
const LEAST_ANSWER: usize = 256;

/// How an answer is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How freely: 0 takes the likeliest token each time, 1 as likely as the model says.
    pub temperature: f32,
    /// Only among the likeliest tokens that have this part of the chances together, 0..1.
    pub top_p: f32,
    /// The same seed gives the same answer on the same device.
    pub seed: u64,
    /// Tokens of the answer, at most. Towards the end the answer is brought to a close.
    pub max_tokens: usize,
}

impl Default for Options {
    /// Qwen3's advice for answers without musing, a little cooler.
    fn default() -> Self {
        Self { temperature: 0.6, top_p: 0.9, seed: 0, max_tokens: 1500 }
    }
}

/// What is told while a model works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// So many of the question's tokens are read.
    Prompt {
        /// Tokens read.
        read: usize,
        /// Tokens of the question.
        of: usize,
    },
    /// The next text of the answer.
    Text(&'a str),
}

/// What an answer has cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stats {
    /// Tokens of the question.
    pub prompt_tokens: usize,
    /// Tokens of the answer.
    pub answer_tokens: usize,
    /// From the question to the answer's first token.
    pub to_first_token: Duration,
    /// From the question to the answer's end.
    pub total: Duration,
    /// What of that went into choosing tokens, which is where the grammar is asked.
    pub choosing: Duration,
    /// Whether the answer was brought to a close because its tokens ran out.
    pub was_closed: bool,
}

impl Stats {
    /// Tokens of the answer a second, after the first.
    pub fn tokens_per_sec(&self) -> f64 {
        let secs = (self.total - self.to_first_token).as_secs_f64();
        self.answer_tokens.saturating_sub(1) as f64 / secs.max(1e-9)
    }
}

/// A language model with its weights.
pub struct Model {
    card: Card,
    network: Network,
    tokenizer: Tokenizer,
    mask: Mask,
    chat: Chat,
}

impl Model {
    /// Loads a model. `memory_limit` is what it may take, bytes; no limit without it.
    ///
    /// # Errors
    /// What is wrong with the file or the place.
    pub fn load(path: &Path, place: Place, memory_limit: Option<u64>) -> Result<Self, LlmError> {
        let device = place.device()?;
        let in_file = |problem| in_file(path, problem);
        let opened = Opened::read(path).map_err(in_file)?;
        let card = opened.card.clone();
        let limit = memory_limit.unwrap_or(u64::MAX);
        if card.memory_bytes > limit {
            let (needs_mb, limit_mb) = (card.memory_bytes / 1_000_000, limit / 1_000_000);
            return Err(in_file(FileProblem::TooLarge { needs_mb, limit_mb }));
        }
        let vocabulary =
            Vocabulary::read(&opened.content, opened.shape.vocabulary).map_err(in_file)?;
        let tokenizer = Tokenizer::read(&opened.content, &vocabulary).map_err(in_file)?;
        let mask = Mask::new(&vocabulary).map_err(in_file)?;
        let chat = Chat::of(|mark| tokenizer.mark(mark).is_some());
        let chat = chat.ok_or_else(|| in_file(FileProblem::NoChat))?;
        let network = Network::load(opened, device)?;
        Ok(Self { card, network, tokenizer, mask, chat })
    }

    /// What the model is.
    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Answers a conversation in the form that the grammar allows. `on_piece` is told of every step
    /// and stops the work with [`ControlFlow::Break`]: between two tokens of the answer, and after
    /// 32 tokens of the question at the latest. Nothing of the last message is
    /// kept for the next question; what comes before it is, so that it is read only once.
    ///
    /// # Errors
    /// A question that is too long, a failure of the network, [`LlmError::Cancelled`].
    pub fn answer(
        &mut self,
        messages: &[Message],
        grammar: Grammar,
        options: &Options,
        mut on_piece: impl FnMut(Piece<'_>) -> ControlFlow<()>,
    ) -> Result<(String, Stats), LlmError> {
        let begin = Instant::now();
        let prompt = self.prompt(messages)?;
        let budget =
            options.max_tokens.max(LEAST_ANSWER).min(self.card.context - prompt.tokens.len());
        let sampler = Sampler::new(options.temperature, options.top_p, options.seed);
        let mut scores = self.read_prompt(&prompt, &mut on_piece)?;
        let mut writer = Writer::new(&self.mask, grammar, sampler, budget);
        let mut stats = Stats { prompt_tokens: prompt.tokens.len(), ..Stats::default() };
        loop {
            let choosing = Instant::now();
            let token = writer.write(&scores);
            stats.choosing += choosing.elapsed();
            stats.answer_tokens += 1;
            if stats.answer_tokens == 1 {
                stats.to_first_token = begin.elapsed();
            }
            if on_piece(Piece::Text(writer.news())).is_break() {
                return Err(LlmError::Cancelled);
            }
            if writer.is_complete() {
                break;
            }
            scores = self.network.read(&[token])?;
        }
        stats.total = begin.elapsed();
        stats.was_closed = writer.was_closed;
        Ok((writer.into_text(), stats))
    }

    /// The conversation as tokens, if it leaves room for an answer.
    fn prompt(&self, messages: &[Message]) -> Result<Prompt, LlmError> {
        let encode = |messages: &[Message]| {
            self.tokenizer.encode(&self.chat.write(messages)).map_err(LlmError::Network)
        };
        let tokens = encode(messages)?;
        let limit = self.card.context - LEAST_ANSWER;
        if tokens.len() > limit {
            return Err(LlmError::TooLong { tokens: tokens.len(), limit });
        }
        let before = encode(messages.split_last().map_or(&[], |(_, before)| before))?;
        let shared = tokens.iter().zip(&before).take_while(|(a, b)| a == b).count();
        Ok(Prompt { tokens, shared: shared / PROMPT_STEP * PROMPT_STEP })
    }

    /// Reads a question and gives the scores of the answer's first token. What comes before its last
    /// message is the same for every question: it is read once and kept.
    fn read_prompt(
        &mut self,
        prompt: &Prompt,
        on_piece: &mut impl FnMut(Piece<'_>) -> ControlFlow<()>,
    ) -> Result<Vec<f32>, LlmError> {
        let Prompt { tokens, shared } = prompt;
        let mut read = self.network.begin(&tokens[..*shared]);
        let mut scores = Vec::new();
        for step in tokens[read..].chunks(PROMPT_STEP) {
            scores = self.network.read(step)?;
            read += step.len();
            if read == *shared {
                self.network.keep(&tokens[..read]);
            }
            if on_piece(Piece::Prompt { read, of: tokens.len() }).is_break() {
                return Err(LlmError::Cancelled);
            }
        }
        Ok(scores)
    }
}

/// A conversation as tokens.
struct Prompt {
    tokens: Vec<u32>,
    /// How many of them, in whole steps, come before the last message.
    shared: usize,
}

//! An answer being written, token by token.

use crate::mask::Mask;
use crate::sampler::Sampler;
use risorius_think::answer::Grammar;

/// An answer being written.
pub(crate) struct Writer<'a> {
    mask: &'a Mask,
    grammar: Grammar,
    sampler: Sampler,
    /// Tokens that may still be written.
    left: usize,
    allowed: Vec<usize>,
    bytes: Vec<u8>,
    /// Bytes that have been handed out.
    told: usize,
    /// Whether the budget made it close.
    pub(crate) was_closed: bool,
}

impl<'a> Writer<'a> {
    /// A writer with a budget of tokens, which must be enough for the shortest answer, byte by byte.
    pub(crate) fn new(mask: &'a Mask, grammar: Grammar, sampler: Sampler, budget: usize) -> Self {
        debug_assert!(grammar.bytes_to_end() <= budget);
        Self {
            mask,
            grammar,
            sampler,
            left: budget,
            allowed: Vec::new(),
            bytes: Vec::new(),
            told: 0,
            was_closed: false,
        }
    }

    /// Chooses the next token by these scores and writes it.
    pub(crate) fn write(&mut self, scores: &[f32]) -> u32 {
        self.left = self.left.saturating_sub(1);
        let (mut entry, mut grammar) = self.choose(scores);
        // Every token writes a byte at least, so that as many tokens as bytes suffice.
        let may_be_late = !self.was_closed && self.left < Grammar::MAX_BYTES_TO_END;
        if may_be_late && grammar.bytes_to_end() > self.left {
            self.grammar.close();
            self.was_closed = true;
            (entry, grammar) = self.choose(scores);
        }
        self.grammar = grammar;
        self.bytes.extend(self.mask.text(entry));
        self.mask.token(entry)
    }

    /// An entry of the mask, and where the grammar stands after it.
    fn choose(&mut self, scores: &[f32]) -> (usize, Grammar) {
        self.mask.allowed(self.grammar, &mut self.allowed);
        let score = |&entry: &usize| {
            let score = scores.get(self.mask.token(entry) as usize);
            score.copied().unwrap_or(f32::NEG_INFINITY)
        };
        let entry = self.allowed[self.sampler.choose(self.allowed.iter().map(score))];
        let mut grammar = self.grammar;
        let is_allowed = self.mask.text(entry).iter().all(|&byte| grammar.advance(byte));
        debug_assert!(is_allowed);
        (entry, grammar)
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.grammar.is_complete()
    }

    /// The text that has come since the last call, as far as its characters are whole.
    pub(crate) fn news(&mut self) -> &str {
        let new = &self.bytes[self.told..];
        let whole = match std::str::from_utf8(new) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&new[..error.valid_up_to()]).unwrap_or_default(),
        };
        self.told += whole.len();
        whole
    }

    pub(crate) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

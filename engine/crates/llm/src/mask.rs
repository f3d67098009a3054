//! Which tokens may come next.
//!
//! The texts of all tokens stand sorted in one row, each with how many bytes it shares with the one
//! before it: a trie, flattened. The grammar walks along it; a byte that it refuses rules out all
//! that follow and share that byte, in one sweep.

use crate::FileProblem;
use crate::vocabulary::Vocabulary;
use risorius_think::answer::Grammar;

/// The longest token that is ever chosen, bytes: longer ones are rows of blanks and rules.
const MAX_TOKEN_BYTES: usize = 64;

/// The tokens that write text, sorted by it.
pub(crate) struct Mask {
    entries: Vec<Entry>,
    bytes: Vec<u8>,
}

struct Entry {
    token: u32,
    /// Where its text ends in `bytes`; it begins where the one before ends.
    end: u32,
    /// Bytes at its head that the one before has too.
    shared: u8,
}

impl Mask {
    /// Sorts a vocabulary. Each byte that the grammar can insist on must be a token of its own: ASCII,
    /// the first byte of `·`, and those that end a character that has been begun.
    pub(crate) fn new(vocabulary: &Vocabulary) -> Result<Self, FileProblem> {
        let texts = (0..vocabulary.tokens.len()).filter_map(|token| {
            let text = vocabulary.bytes(token)?;
            (text.len() <= MAX_TOKEN_BYTES).then_some((text, token as u32))
        });
        let mut texts: Vec<(Vec<u8>, u32)> = texts.collect();
        texts.sort();
        let needed = (b' '..=b'~').chain([b'\n', 0xC2]).chain(0x80..=0xBF);
        for byte in needed {
            if texts.binary_search_by(|(text, _)| text.as_slice().cmp(&[byte])).is_err() {
                return Err(FileProblem::MissingByte(byte));
            }
        }
        let mut mask = Self { entries: Vec::with_capacity(texts.len()), bytes: Vec::new() };
        let mut before: &[u8] = &[];
        for (text, token) in &texts {
            let shared = text.iter().zip(before).take_while(|(a, b)| a == b).count() as u8;
            mask.bytes.extend(text);
            mask.entries.push(Entry { token: *token, end: mask.bytes.len() as u32, shared });
            before = text;
        }
        Ok(mask)
    }

    /// The entries whose bytes may all come next, one after the other.
    pub(crate) fn allowed(&self, grammar: Grammar, allowed: &mut Vec<usize>) {
        allowed.clear();
        // The grammar after each byte of the present text.
        let mut states = vec![grammar];
        // Bytes of a refused text up to the refused one: whoever shares them is refused too.
        let mut refused_at = None;
        let mut begin = 0;
        for (index, entry) in self.entries.iter().enumerate() {
            let text = &self.bytes[begin..entry.end as usize];
            begin = entry.end as usize;
            let shared = usize::from(entry.shared);
            if refused_at.is_some_and(|length| shared >= length) {
                continue;
            }
            states.truncate(shared + 1);
            refused_at = extend(&mut states, text);
            if refused_at.is_none() {
                allowed.push(index);
            }
        }
    }

    /// The token of an entry.
    pub(crate) fn token(&self, index: usize) -> u32 {
        self.entries[index].token
    }

    /// What an entry's token writes.
    pub(crate) fn text(&self, index: usize) -> &[u8] {
        let begin = index.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        &self.bytes[begin..self.entries[index].end as usize]
    }
}

/// Walks the grammar on along a text whose head it has walked already. Where it refuses a byte,
/// says how many bytes the text has up to there.
fn extend(states: &mut Vec<Grammar>, text: &[u8]) -> Option<usize> {
    for index in states.len() - 1..text.len() {
        let mut state = states[index];
        if !state.advance(text[index]) {
            return Some(index + 1);
        }
        states.push(state);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&[u8]] = &[
        b" in ",
        b" hold",
        b" ho",
        b"Felt",
        b"Felt: ",
        b".\n# script",
        b"0.1",
        b"0.10 12C",
        b"\n0",
        b"end",
        "é".as_bytes(),
        b"a\xF0\x9F",
        b"\x98\x80",
        b"\n\n",
        b"\n# script \xC2",
        b"12C in 0.20 hold",
        b"0.04",
    ];

    #[test]
    fn the_row_allows_what_the_grammar_allows() {
        let vocabulary = Vocabulary::of_bytes_and(TEXTS);
        let mask = Mask::new(&vocabulary).unwrap();
        let accepts = |mut grammar: Grammar, text: &[u8]| {
            text.iter().all(|&byte| grammar.advance(byte)).then_some(grammar)
        };
        let (mut grammar, mut allowed, mut turn) = (Grammar::new(None), Vec::new(), 0_usize);
        while !grammar.is_complete() {
            mask.allowed(grammar, &mut allowed);
            let mut found: Vec<u32> = allowed.iter().map(|&entry| mask.token(entry)).collect();
            found.sort_unstable();
            let tokens = 0..vocabulary.tokens.len();
            let text = |token: usize| vocabulary.bytes(token).unwrap();
            let expected = tokens.filter(|&token| accepts(grammar, &text(token)).is_some());
            assert!(found.iter().map(|&token| token as usize).eq(expected));
            // The longer tokens are taken more often, and the walk is brought to its end.
            turn += 11;
            let longest = allowed.iter().max_by_key(|&&entry| mask.text(entry).len()).unwrap();
            let entry = if turn % 2 == 0 { *longest } else { allowed[turn % allowed.len()] };
            grammar = accepts(grammar, mask.text(entry)).unwrap();
            if turn > 3000 {
                grammar.close();
            }
        }
    }

    #[test]
    fn a_byte_that_no_token_writes_is_named() {
        let mut vocabulary = Vocabulary::of_bytes_and(TEXTS);
        vocabulary.tokens[usize::from(b'#')] = "Q".to_owned();
        assert_eq!(Mask::new(&vocabulary).map(|_| ()), Err(FileProblem::MissingByte(b'#')));
    }
}

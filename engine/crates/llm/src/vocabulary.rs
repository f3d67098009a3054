//! The tokens of a vocabulary and the bytes that each writes.

use crate::FileProblem;
use candle_core::quantized::gguf_file::{Content, Value};
use std::collections::HashMap;
use std::sync::LazyLock;

/// The kind of tokens that write text; the others are marks, or unused.
const NORMAL: i64 = 1;

/// Byte-level vocabularies spell each byte as a printable character (GPT-2): those of Latin-1 that
/// are printable stand for themselves, the others are those from U+0100 on, in order.
static BYTES: LazyLock<HashMap<char, u8>> = LazyLock::new(|| {
    let is_printable = |byte: &u8| matches!(byte, 0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF);
    let printable = (0..=u8::MAX).filter(is_printable).map(|byte| (char::from(byte), byte));
    let others = (0..=u8::MAX).filter(|byte| !is_printable(byte));
    let others = ('\u{100}'..).zip(others);
    printable.chain(others).collect()
});

/// A vocabulary.
pub(crate) struct Vocabulary {
    /// Spelt as in the file.
    pub(crate) tokens: Vec<String>,
    is_text: Vec<bool>,
}

impl Vocabulary {
    /// Reads the vocabulary of a file whose network knows so many tokens.
    pub(crate) fn read(content: &Content, rows: usize) -> Result<Self, FileProblem> {
        let tokens = texts(content, "tokenizer.ggml.tokens").ok_or(FileProblem::NoTokenizer)?;
        if tokens.len() > rows {
            return Err(FileProblem::VocabularyMismatch { tokens: tokens.len(), rows });
        }
        let kinds = content.metadata.get("tokenizer.ggml.token_type");
        let kinds = kinds.and_then(|value| value.to_vec().ok());
        let is_text = |index: usize| {
            let kind = kinds.and_then(|kinds| kinds.get(index)).map(as_number);
            kind.is_none_or(|kind| kind == NORMAL)
        };
        Ok(Self { is_text: (0..tokens.len()).map(is_text).collect(), tokens })
    }

    /// What a token writes; nothing for marks.
    pub(crate) fn bytes(&self, token: usize) -> Option<Vec<u8>> {
        let spelling =
            self.tokens.get(token).filter(|text| self.is_text[token] && !text.is_empty())?;
        spelling.chars().map(|c| BYTES.get(&c).copied()).collect()
    }
}

/// An array of texts in the metadata.
pub(crate) fn texts(content: &Content, key: &str) -> Option<Vec<String>> {
    let values = content.metadata.get(key)?.to_vec().ok()?;
    values.iter().map(|value| value.to_string().ok().cloned()).collect()
}

fn as_number(value: &Value) -> i64 {
    match value {
        Value::I32(number) => i64::from(*number),
        Value::U32(number) => i64::from(*number),
        _ => NORMAL,
    }
}

#[cfg(test)]
impl Vocabulary {
    /// Every byte as a token, then these texts.
    pub(crate) fn of_bytes_and(texts: &[&[u8]]) -> Self {
        let letters: HashMap<u8, char> = BYTES.iter().map(|(&c, &byte)| (byte, c)).collect();
        let spelt = |bytes: &[u8]| bytes.iter().map(|byte| letters[byte]).collect::<String>();
        let bytes = (0..=u8::MAX).map(|byte| spelt(&[byte]));
        let tokens: Vec<String> = bytes.chain(texts.iter().map(|text| spelt(text))).collect();
        Self { is_text: vec![true; tokens.len()], tokens }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_that_of_gpt2() {
        // The first letters of its table: U+0100 is the byte 0, and Ġ the blank.
        let table = [('Ā', 0), ('Ġ', b' '), ('Ċ', b'\n'), ('a', b'a'), ('é', 0xE9), ('Ń', 0xAD)];
        for (letter, byte) in table {
            assert_eq!(BYTES.get(&letter), Some(&byte), "{letter}");
        }
        assert_eq!(BYTES.len(), 256);
        let vocabulary = Vocabulary::of_bytes_and(&[" é\n".as_bytes()]);
        assert_eq!(vocabulary.bytes(256).as_deref(), Some(" é\n".as_bytes()));
        assert_eq!(vocabulary.bytes(257), None);
    }
}

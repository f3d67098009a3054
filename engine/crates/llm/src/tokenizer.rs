//! Text to tokens, as the model was trained to see it: byte-level BPE, built from the file itself.

use crate::FileProblem;
use crate::chat::Part;
use crate::vocabulary::{Vocabulary, texts};
use candle_core::quantized::gguf_file::Content;
use tokenizers::models::bpe::BPE;
use tokenizers::normalizers::NFC;
use tokenizers::pre_tokenizers::PreTokenizerWrapper;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::{SplitDelimiterBehavior, Tokenizer as Bpe};

/// How text is split into words before pairs are merged, by the names that files have for it
/// (llama.cpp, `llama-vocab.cpp`).
const SPLITS: [(&str, Words); 8] = [
    ("qwen2", Words::Qwen2),
    ("llama-bpe", Words::Llama3),
    ("llama3", Words::Llama3),
    ("llama-v3", Words::Llama3),
    ("smaug-bpe", Words::Llama3),
    ("smollm", Words::SmolLm),
    ("gpt-2", Words::Gpt2),
    ("default", Words::Gpt2),
];

#[derive(Clone, Copy)]
enum Words {
    Qwen2,
    Llama3,
    SmolLm,
    Gpt2,
}

/// The ways to split that are known, for messages.
pub(crate) fn known_splits() -> String {
    SPLITS.map(|(name, _)| name).join(", ")
}

/// Turns text into tokens.
pub(crate) struct Tokenizer(Bpe);

impl Tokenizer {
    pub(crate) fn read(content: &Content, vocabulary: &Vocabulary) -> Result<Self, FileProblem> {
        let text = |key: &str| content.metadata.get(key).and_then(|value| value.to_string().ok());
        let model = text("tokenizer.ggml.model").ok_or(FileProblem::NoTokenizer)?;
        if model != "gpt2" {
            return Err(FileProblem::UnknownTokenizer(model.chars().take(40).collect()));
        }
        let name = text("tokenizer.ggml.pre").map_or("default", String::as_str);
        let found = SPLITS.iter().find(|(known, _)| *known == name);
        let unknown = || FileProblem::UnknownTokenizer(name.chars().take(40).collect());
        let &(_, words) = found.ok_or_else(unknown)?;
        let merges = texts(content, "tokenizer.ggml.merges").ok_or(FileProblem::NoTokenizer)?;
        let built = build(vocabulary, &merges, words);
        built.map(Self).map_err(|error| FileProblem::Damaged(one_line(error.as_ref())))
    }

    /// The token of a mark.
    pub(crate) fn mark(&self, mark: &str) -> Option<u32> {
        self.0.token_to_id(mark)
    }

    /// The tokens of a conversation. Text never becomes a mark: nothing here splits text at them.
    ///
    /// # Errors
    /// What the tokenizer says, in one line.
    pub(crate) fn encode(&self, parts: &[Part]) -> Result<Vec<u32>, String> {
        let mut tokens = Vec::new();
        for part in parts {
            match part {
                Part::Mark(mark) => tokens.extend(self.mark(mark)),
                Part::Text(text) => {
                    let encoded = self.0.encode_fast(text.as_str(), false);
                    tokens.extend(encoded.map_err(|error| one_line(error.as_ref()))?.get_ids());
                }
            }
        }
        Ok(tokens)
    }
}

fn one_line(error: &dyn std::error::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().to_owned()
}

fn build(vocabulary: &Vocabulary, merges: &[String], words: Words) -> tokenizers::Result<Bpe> {
    let tokens = vocabulary.tokens.iter().enumerate();
    let ids = tokens.map(|(id, token)| (token.clone(), id as u32));
    let pairs = merges.iter().filter_map(|merge| merge.split_once(' '));
    let pairs = pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let bpe = BPE::builder()
        .vocab_and_merges(ids.collect::<tokenizers::models::bpe::Vocab>(), pairs)
        .ignore_merges(matches!(words, Words::Llama3))
        .build()?;
    let mut tokenizer = Bpe::new(bpe);
    tokenizer.with_pre_tokenizer(Some(splitter(words)?));
    if matches!(words, Words::Qwen2) {
        tokenizer.with_normalizer(Some(NFC))?;
    }
    Ok(tokenizer)
}

/// The patterns of the models' own `tokenizer.json`.
fn splitter(words: Words) -> tokenizers::Result<PreTokenizerWrapper> {
    const QWEN2: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    const LLAMA3: &str = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    let split = |pattern: &str| {
        let pattern = SplitPattern::Regex(pattern.to_owned());
        Split::new(pattern, SplitDelimiterBehavior::Isolated, false)
    };
    let bytes = |splits_words: bool| ByteLevel::new(false, false, splits_words);
    let steps: Vec<PreTokenizerWrapper> = match words {
        Words::Qwen2 => vec![split(QWEN2)?.into(), bytes(false).into()],
        Words::Llama3 => vec![split(LLAMA3)?.into(), bytes(false).into()],
        Words::SmolLm => vec![split(r"\p{N}")?.into(), bytes(true).into()],
        Words::Gpt2 => vec![bytes(true).into()],
    };
    Ok(Sequence::new(steps).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words with their merges, marks, and every byte.
    fn tokenizer(words: Words) -> (Tokenizer, Vocabulary) {
        let texts: &[&[u8]] =
            &[b"ho", b"hol", b"hold", b" h", "é".as_bytes(), b"12", b"<think>", b"<|im_end|>"];
        let vocabulary = Vocabulary::of_bytes_and(texts);
        let merges = ["h o", "ho l", "hol d", "Ġ h", "Ã ©", "1 2"].map(str::to_owned);
        let bpe = build(&vocabulary, &merges, words).unwrap();
        (Tokenizer(bpe), vocabulary)
    }

    fn spelt(words: Words, text: &str) -> Vec<String> {
        let (tokenizer, vocabulary) = tokenizer(words);
        let tokens = tokenizer.encode(&[Part::Text(text.to_owned())]).unwrap();
        tokens.iter().map(|&token| vocabulary.tokens[token as usize].clone()).collect()
    }

    #[test]
    fn words_are_split_as_models_were_trained() {
        let table: [(Words, &str, &[&str]); 8] = [
            (Words::Qwen2, "hold", &["hold"]),
            (Words::Qwen2, " hold", &["Ġ", "hold"]),
            (Words::Qwen2, "12", &["1", "2"]),
            (Words::Qwen2, "e\u{301}", &["Ã©"]),
            (Words::Llama3, "12", &["12"]),
            (Words::SmolLm, "12", &["1", "2"]),
            (Words::Gpt2, "12", &["12"]),
            (Words::Llama3, "<think>", &["<", "t", "h", "i", "n", "k", ">"]),
        ];
        for (words, text, expected) in table {
            assert_eq!(spelt(words, text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_comes_back_and_never_becomes_a_mark(text in "(.|\n|<think>|<\\|im_end\\|>| hold|é|[0-9]){0,20}") {
            for words in [Words::Llama3, Words::SmolLm, Words::Gpt2] {
                let (tokenizer, vocabulary) = tokenizer(words);
                let tokens = tokenizer.encode(&[Part::Text(text.clone())]).unwrap();
                let marks = ["<think>", "<|im_end|>"].map(|mark| tokenizer.mark(mark).unwrap());
                prop_assert!(tokens.iter().all(|token| !marks.contains(token)));
                let bytes = tokens.iter().flat_map(|&token| vocabulary.bytes(token as usize).unwrap());
                prop_assert_eq!(bytes.collect::<Vec<u8>>(), text.as_bytes());
            }
        }
    }
}

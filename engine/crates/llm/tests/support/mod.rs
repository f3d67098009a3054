//! Made-up models: GGUF files of any size with random weights and a small vocabulary.

#![allow(dead_code, reason = "each test and example takes a part of it")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use candle_core::quantized::gguf_file::{Value, write};
use candle_core::quantized::{GgmlDType, QTensor};
use candle_core::{Device, Tensor};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use std::collections::HashSet;
use std::fs::File;
use std::path::Path;

/// The sizes of a made-up network.
#[derive(Clone, Copy)]
pub(crate) struct Sizes {
    pub(crate) architecture: &'static str,
    pub(crate) layers: usize,
    pub(crate) hidden: usize,
    pub(crate) heads: usize,
    pub(crate) kv_heads: usize,
    pub(crate) head_size: usize,
    pub(crate) feed_forward: usize,
    pub(crate) context: usize,
    /// Tokens of the vocabulary, where they are to be more than those of its words; they are
    /// filled up with made-up words.
    pub(crate) least_tokens: usize,
}

impl Sizes {
    /// A network that answers in no time.
    pub(crate) fn tiny(architecture: &'static str) -> Self {
        Self {
            architecture,
            layers: 1,
            hidden: 32,
            heads: 4,
            kv_heads: 2,
            head_size: 8,
            feed_forward: 32,
            context: 4096,
            least_tokens: 0,
        }
    }
}

/// Words that are tokens, with all their beginnings: parts of answers, tokens that run over the
/// end of a line, and tokens that end within a character.
const WORDS: &[&str] = &[
    "ĠinĠ",
    "Ġhold",
    "Ġout",
    "Felt",
    "#Ġscript",
    "Ċ0.1",
    "0.50",
    "12C",
    "+L12B",
    "beat",
    "end",
    "fear",
    "relief",
    ".Ċ#",
    "ĠÃ©",
    "ðŁĺĢ",
    "Ġshe",
    "Ġbrows",
    "ĊĊ",
    "ĠĠĠ",
    "user",
    "system",
];

const MARKS: &[&str] = &["<|im_start|>", "<|im_end|>", "<think>", "</think>"];

/// The tokens of a made-up vocabulary and the pairs that merge into them: every byte, and words
/// (spelt as byte-level tokens are) with all their beginnings.
pub(crate) fn vocabulary(words: &[String]) -> (Vec<String>, Vec<String>) {
    let is_printable = |byte: &u8| matches!(byte, 0x21..=0x7E | 0xA1..=0xAC | 0xAE..=0xFF);
    let others = (0..=u8::MAX).filter(|byte| !is_printable(byte)).count() as u32;
    let printable = (0..=u8::MAX).filter(is_printable).map(char::from);
    let others = (0..others).filter_map(|n| char::from_u32(0x100 + n));
    let mut tokens: Vec<String> = printable.chain(others).map(String::from).collect();
    let mut known: HashSet<String> = tokens.iter().cloned().collect();
    let mut merges = Vec::new();
    for word in WORDS.iter().copied().chain(words.iter().map(String::as_str)) {
        let mut head = String::new();
        for letter in word.chars() {
            let longer = format!("{head}{letter}");
            if known.insert(longer.clone()) {
                merges.push(format!("{head} {letter}"));
                tokens.push(longer.clone());
            }
            head = longer;
        }
    }
    (tokens, merges)
}

/// A word of small letters that no text has.
fn filler(index: usize) -> String {
    let letters = (0..5).map(|place| char::from(b'a' + (index / 26_usize.pow(place) % 26) as u8));
    format!("Ġ{}q", letters.collect::<String>())
}

/// What a file says of itself beside its tensors, changed by tests.
pub(crate) type Metadata = Vec<(String, Value)>;

/// The metadata of a made-up model whose vocabulary has these words.
pub(crate) fn metadata(sizes: &Sizes, words: &[String]) -> Metadata {
    let (mut tokens, merges) = vocabulary(words);
    let fillers = sizes.least_tokens.saturating_sub(tokens.len() + MARKS.len());
    tokens.extend((0..fillers).map(filler));
    let mut kinds = vec![1_i32; tokens.len()];
    for mark in MARKS {
        tokens.push((*mark).to_owned());
        kinds.push(3);
    }
    let texts = |texts: Vec<String>| Value::Array(texts.into_iter().map(Value::String).collect());
    let a = sizes.architecture;
    let number = |key: &str, value: usize| (format!("{a}.{key}"), Value::U32(value as u32));
    let text = |key: &str, value: &str| (key.to_owned(), Value::String(value.to_owned()));
    vec![
        text("general.architecture", a),
        text("general.name", "made up"),
        text("general.license", "cc0-1.0"),
        number("block_count", sizes.layers),
        number("embedding_length", sizes.hidden),
        number("attention.head_count", sizes.heads),
        number("attention.head_count_kv", sizes.kv_heads),
        number("attention.key_length", sizes.head_size),
        number("rope.dimension_count", sizes.head_size),
        number("feed_forward_length", sizes.feed_forward),
        number("context_length", sizes.context),
        (format!("{a}.attention.layer_norm_rms_epsilon"), Value::F32(1e-6)),
        (format!("{a}.rope.freq_base"), Value::F32(1e6)),
        text("tokenizer.ggml.model", "gpt2"),
        text("tokenizer.ggml.pre", if a == "llama" { "smollm" } else { "qwen2" }),
        ("tokenizer.ggml.tokens".to_owned(), texts(tokens)),
        ("tokenizer.ggml.merges".to_owned(), texts(merges)),
        (
            "tokenizer.ggml.token_type".to_owned(),
            Value::Array(kinds.into_iter().map(Value::I32).collect()),
        ),
    ]
}

/// The tensors of a network with their shapes.
fn tensors(sizes: &Sizes, rows: usize) -> Vec<(String, Vec<usize>)> {
    let Sizes { hidden, feed_forward: ff, head_size, .. } = *sizes;
    let (q, kv) = (sizes.heads * head_size, sizes.kv_heads * head_size);
    let mut tensors = vec![
        ("token_embd.weight".to_owned(), vec![rows, hidden]),
        ("output_norm.weight".to_owned(), vec![hidden]),
    ];
    let mut layer = vec![
        ("attn_norm.weight", vec![hidden]),
        ("attn_q.weight", vec![q, hidden]),
        ("attn_k.weight", vec![kv, hidden]),
        ("attn_v.weight", vec![kv, hidden]),
        ("attn_output.weight", vec![hidden, q]),
        ("ffn_norm.weight", vec![hidden]),
        ("ffn_gate.weight", vec![ff, hidden]),
        ("ffn_up.weight", vec![ff, hidden]),
        ("ffn_down.weight", vec![hidden, ff]),
    ];
    match sizes.architecture {
        "qwen3" => layer.extend([
            ("attn_q_norm.weight", vec![head_size]),
            ("attn_k_norm.weight", vec![head_size]),
        ]),
        "qwen2" => layer.extend([
            ("attn_q.bias", vec![q]),
            ("attn_k.bias", vec![kv]),
            ("attn_v.bias", vec![kv]),
        ]),
        _ => {}
    }
    for index in 0..sizes.layers {
        let named = layer.iter().map(|(name, dims)| (format!("blk.{index}.{name}"), dims.clone()));
        tensors.extend(named);
    }
    tensors
}

/// Writes a model with random weights of this type; norms and biases are always F32.
pub(crate) fn write_model(path: &Path, sizes: &Sizes, seed: u64, dtype: GgmlDType) {
    write_file(path, sizes, &metadata(sizes, &[]), seed, dtype);
}

/// The same with metadata of the caller's.
pub(crate) fn write_file(
    path: &Path,
    sizes: &Sizes,
    metadata: &Metadata,
    seed: u64,
    dtype: GgmlDType,
) {
    let rows = vocabulary(&[]).0.len() + MARKS.len();
    write_rows(path, sizes, metadata, rows, seed, dtype);
}

/// The same with so many rows of the embedding.
pub(crate) fn write_rows(
    path: &Path,
    sizes: &Sizes,
    metadata: &Metadata,
    rows: usize,
    seed: u64,
    dtype: GgmlDType,
) {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let tensors: Vec<(String, QTensor)> = tensors(sizes, rows)
        .into_iter()
        .map(|(name, dims)| {
            let count = dims.iter().product();
            let values: Vec<f32> = (0..count).map(|_| random.random_range(-0.5..0.5)).collect();
            let tensor = Tensor::from_vec(values, dims.as_slice(), &Device::Cpu).unwrap();
            let dtype = if dims.len() == 1 { GgmlDType::F32 } else { dtype };
            (name, QTensor::quantize(&tensor, dtype).unwrap())
        })
        .collect();
    let metadata: Vec<(&str, &Value)> =
        metadata.iter().map(|(key, value)| (key.as_str(), value)).collect();
    let tensors: Vec<(&str, &QTensor)> =
        tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    write(&mut File::create(path).unwrap(), &metadata, &tensors).unwrap();
}

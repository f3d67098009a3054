//! Files that are no models, or damaged ones, are told apart in one line.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use candle_core::quantized::GgmlDType;
use candle_core::quantized::gguf_file::Value;
use proptest::prelude::*;
use risorius_llm::{Card, Family, FileProblem, LlmError, Model, Place};
use std::fs;
use std::path::Path;
use support::{Metadata, Sizes, metadata, write_file, write_model};

fn load(path: &Path) -> Result<Model, LlmError> {
    Model::load(path, Place::Processor, None)
}

fn problem(path: &Path) -> FileProblem {
    match load(path).map(|_| ()).unwrap_err() {
        LlmError::File { problem, .. } => problem,
        other => panic!("{other}"),
    }
}

/// The metadata with one value changed, or taken out.
fn changed(sizes: &Sizes, key: &str, value: Option<Value>) -> Metadata {
    let mut metadata = metadata(sizes, &[]);
    metadata.retain(|(known, _)| known != key);
    metadata.extend(value.map(|value| (key.to_owned(), value)));
    metadata
}

#[test]
fn a_card_says_what_a_file_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made-up.gguf");
    write_model(&path, &Sizes::tiny("qwen3"), 1, GgmlDType::Q8_0);
    let card = Card::read(&path).unwrap();
    assert_eq!((card.name.as_str(), card.family), ("made up", Family::Qwen3));
    assert_eq!(card.license.as_deref(), Some("cc0-1.0"));
    assert_eq!(card.context, 4096);
    assert!(card.parameters > 10_000 && card.memory_bytes > card.file_bytes);
    let limit = card.memory_bytes - 1;
    let error = Model::load(&path, Place::Processor, Some(limit)).map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("made-up.gguf: needs about"), "{error}");
}

#[test]
fn what_is_wrong_is_said() {
    let sizes = Sizes::tiny("qwen3");
    let text = |text: &str| Some(Value::String(text.to_owned()));
    let number = |number| Some(Value::U32(number));
    let table: &[(&str, Option<Value>, &str)] = &[
        ("general.architecture", text("mamba"), "of the kind 'mamba': the kinds known are qwen3"),
        ("general.architecture", None, "of the kind 'unknown'"),
        ("tokenizer.ggml.tokens", None, "has no tokenizer"),
        ("tokenizer.ggml.merges", None, "has no tokenizer"),
        ("tokenizer.ggml.model", None, "has no tokenizer"),
        ("tokenizer.ggml.model", text("llama"), "the way 'llama'"),
        ("tokenizer.ggml.pre", text("tekken"), "the way 'tekken'"),
        ("tokenizer.ggml.merges", Some(Value::Array(vec![Value::String("Q Z".into())])), "damaged"),
        (
            "tokenizer.ggml.tokens",
            Some(Value::Array(vec![Value::String("x".into()); 999])),
            "has 999 tokens for a network that knows",
        ),
        (
            "tokenizer.ggml.tokens",
            Some(Value::Array(vec![Value::String("x".into()); 9])),
            "damaged",
        ),
        ("qwen3.block_count", number(0), "qwen3.block_count is Some(0)"),
        ("qwen3.block_count", number(2), "no tensor blk.1.attn_norm.weight"),
        ("qwen3.block_count", number(u32::MAX), "damaged"),
        ("qwen3.embedding_length", number(64), "token_embd.weight has the shape"),
        ("qwen3.attention.head_count", number(0), "damaged"),
        ("qwen3.attention.head_count_kv", number(3), "heads that do not fit"),
        ("qwen3.attention.head_count_kv", number(0), "damaged"),
        ("qwen3.attention.key_length", number(7), "damaged"),
        ("qwen3.rope.freq_base", Some(Value::F32(f32::NAN)), "damaged"),
        ("qwen3.context_length", number(100), "holds 100 tokens"),
        ("qwen3.expert_count", number(8), "qwen3 with experts"),
        ("qwen3.rope.scaling.type", text("yarn"), "stretches positions"),
        ("general.alignment", number(0), "damaged"),
        ("general.alignment", Some(Value::U64(0)), "damaged"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made-up.gguf");
    for (key, value, expected) in table {
        write_file(&path, &sizes, &changed(&sizes, key, value.clone()), 1, GgmlDType::F32);
        let error = load(&path).map(|_| ()).unwrap_err().to_string();
        assert!(error.starts_with("made-up.gguf: ") && error.contains(expected), "{key}: {error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn other_files_are_no_models() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.gguf");
    assert!(matches!(problem(&path), FileProblem::Unreadable(_)), "missing");
    assert_eq!(problem(folder.path()), FileProblem::NotGguf);
    for bytes in [b"" as &[u8], b"GG", b"not a model at all"] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(problem(&path), FileProblem::NotGguf);
    }
    // An array of a billion bytes, and one in another.
    for tail in [[7, 0, 0, 0, 0, 0, 0, 64], [9, 0, 0, 0, 1, 0, 0, 0]] {
        let mut bytes = b"GGUF\x03\0\0\0".to_vec();
        bytes.extend([0; 8]);
        bytes.extend([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, b'k', 9, 0, 0, 0]);
        bytes.extend(tail);
        bytes.extend([0; 64]);
        fs::write(&path, bytes).unwrap();
        assert!(matches!(problem(&path), FileProblem::Damaged(_)), "{}", problem(&path));
    }
}

#[test]
fn every_cut_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.gguf");
    write_model(&path, &Sizes::tiny("llama"), 1, GgmlDType::Q8_0);
    let whole = fs::read(&path).unwrap();
    for part in 1..40 {
        fs::write(&path, &whole[..whole.len() * part / 40]).unwrap();
        let problem = problem(&path);
        assert!(matches!(problem, FileProblem::Truncated { .. }), "{part}: {problem}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_damage_breaks_the_loader(
        places in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.gguf");
        write_model(&path, &Sizes::tiny("qwen3"), 1, GgmlDType::Q8_0);
        let mut bytes = fs::read(&path).unwrap();
        // The header is the part that can lead astray: the weights are only numbers.
        let header = bytes.len() - 60_000.min(bytes.len() / 2);
        for (place, byte) in places {
            bytes[(place * header as f64) as usize] = byte;
        }
        fs::write(&path, bytes).unwrap();
        if let Err(error) = load(&path) {
            prop_assert!(!error.to_string().contains('\n'), "{error}");
        }
    }
}

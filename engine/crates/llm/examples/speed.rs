//! How fast a model answers on this machine, by its shape: weights are random, so what it says is
//! nonsense that the grammar holds in form, and costs what sense would cost.
//!
//!     cargo run --release -p risorius-llm --example speed -- qwen3-0.6b q8_0
//!
//! Shapes: qwen3-0.6b, qwen3-1.7b, smollm2-360m; types: q8_0, q4_0, q4k, q6k. The file is written to
//! a temporary folder first.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, not the program")]

#[path = "../tests/support/mod.rs"]
mod support;

use candle_core::quantized::GgmlDType;
use risorius_llm::{Model, Options, Piece, Place};
use risorius_think::answer::Grammar;
use risorius_think::prompt::{Message, Question};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::time::Instant;
use support::{Sizes, metadata, write_rows};

/// Sizes from the models' own `config.json`.
const SHAPES: [(&str, Sizes); 3] = [
    ("qwen3-0.6b", sizes("qwen3", [28, 1024, 16, 8, 128, 3072, 151_936])),
    ("qwen3-1.7b", sizes("qwen3", [28, 2048, 16, 8, 128, 6144, 151_936])),
    ("smollm2-360m", sizes("llama", [32, 960, 15, 5, 64, 2560, 49_152])),
];

const fn sizes(architecture: &'static str, numbers: [usize; 7]) -> Sizes {
    let [layers, hidden, heads, kv_heads, head_size, feed_forward, least_tokens] = numbers;
    let context = 8192;
    Sizes {
        architecture,
        layers,
        hidden,
        heads,
        kv_heads,
        head_size,
        feed_forward,
        context,
        least_tokens,
    }
}

/// The words of a conversation as tokens spell them, so that it has about as many tokens here as
/// with a real vocabulary.
fn words(messages: &[Message]) -> Vec<String> {
    let text = messages.iter().map(|message| message.text.as_str()).collect::<Vec<_>>().join(" ");
    let split = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let words: BTreeSet<&str> = split.collect();
    words.into_iter().flat_map(|word| [word.to_owned(), format!("Ġ{word}")]).collect()
}

/// Seconds of processor time that this process has taken.
fn processor_secs() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split(' ').collect();
    let ticks = |index: usize| fields.get(index).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(12) + ticks(13)) / 100.0
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let shape = arguments.next().unwrap_or_else(|| "qwen3-0.6b".to_owned());
    let dtype = match arguments.next().as_deref() {
        Some("q4_0") => GgmlDType::Q4_0,
        Some("q4k") => GgmlDType::Q4K,
        Some("q6k") => GgmlDType::Q6K,
        _ => GgmlDType::Q8_0,
    };
    let (_, sizes) = SHAPES.iter().find(|(name, _)| *name == shape).expect("a shape of the list");
    let question = Question {
        words: "relief floods in after a long fright, but she does not quite trust it".to_owned(),
        seconds: Some(4.0),
        ..Question::default()
    };
    let messages = question.messages();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("{shape}.gguf"));
    write_rows(&path, sizes, &metadata(sizes, &words(&messages)), sizes.least_tokens, 1, dtype);
    let begin = Instant::now();
    let mut model = Model::load(&path, Place::best(), None).unwrap();
    let loaded = begin.elapsed();
    let card = model.card();
    println!(
        "{shape} {dtype:?}: {:.0} M weights, file {:.0} MB, about {:.0} MB of memory, loaded in {:.1} s",
        card.parameters as f64 / 1e6,
        card.file_bytes as f64 / 1e6,
        card.memory_bytes as f64 / 1e6,
        loaded.as_secs_f64()
    );
    let options = Options { max_tokens: 300, ..Options::default() };
    let (begin, mut at_first) = (processor_secs(), None);
    let (text, stats) = model
        .answer(&messages, Grammar::new(question.seconds), &options, |piece| {
            match piece {
                Piece::Prompt { read, of } if read == of || read % 320 == 0 => {
                    println!(
                        "read {read} of {of} tokens in {:.1} s of processor time",
                        processor_secs() - begin
                    );
                }
                Piece::Prompt { .. } => {}
                Piece::Text(_) => {
                    at_first.get_or_insert_with(processor_secs);
                }
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    let end = processor_secs() - at_first.unwrap_or(begin);
    let tokens = stats.answer_tokens as f64;
    println!("first token after {:.1} s", stats.to_first_token.as_secs_f64());
    println!(
        "answer: {} tokens, {} bytes, {:.1} tokens a second ({:.1} a second of processor time), choosing {:.2} ms a token",
        stats.answer_tokens,
        text.len(),
        stats.tokens_per_sec(),
        (tokens - 1.0) / end,
        stats.choosing.as_secs_f64() * 1e3 / tokens,
    );
}

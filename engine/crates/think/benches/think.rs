//! How long the built-in mind takes: a plain sentence, a long one, and ten thousand words.

#![allow(
    missing_docs,
    reason = "the macros of criterion make public functions without documentation"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use risorius_think::{ThinkOptions, builtin};
use std::hint::black_box;

fn think(criterion: &mut Criterion) {
    let long = "She reads the letter with a slight frown, then her left eyebrow goes up, sceptical, while \
                she tries not to laugh; a second later the smile fades and her chin trembles.";
    let words = "she smiles, then frowns as if she had smelled something rotten, and ".repeat(834);
    let unknown = "zyxqwv blorptang ".repeat(5000);
    let texts = [
        ("sentence", "a polite smile that never reaches her eyes"),
        ("long sentence", long),
        ("ten thousand words", &words),
        ("ten thousand unknown words", &unknown),
    ];
    let options = ThinkOptions::default();
    for (name, text) in texts {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| builtin(black_box(text), &options).is_ok());
        });
    }
}

criterion_group!(benches, think);
criterion_main!(benches);

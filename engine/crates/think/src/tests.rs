use crate::{ThinkError, ThinkOptions, Thought, builtin};
use proptest::prelude::*;
use risorius_face::{Display, Side, script};

fn think(words: &str) -> Thought {
    builtin(words, &ThinkOptions::default()).unwrap_or_else(|error| panic!("{words}: {error}"))
}

#[test]
fn show() {
    for words in std::env::var("WORDS").unwrap_or_default().split('|').filter(|w| !w.is_empty()) {
        let thought = think(words);
        println!("{}", script::format(&thought.script));
        for line in thought.reasoning { println!("    {line}"); }
        for remark in thought.remarks { println!("  ! {:?} {}", remark.cue, remark.message); }
        println!();
    }
}

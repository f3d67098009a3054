//! `cargo xtask`: tasks around the repository.
#![allow(clippy::print_stdout, clippy::print_stderr)] // it speaks to a terminal

mod rig;

use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let done = match arguments.split_first() {
        Some((task, rest)) if task == "rig" => {
            rig::run(&root, rest).map_err(|error| error.to_string())
        }
        _ => Err("use `cargo xtask rig`".to_owned()),
    };
    match done {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(line) => {
            eprintln!("{line}");
            ExitCode::FAILURE
        }
    }
}

//! `cargo xtask`: tasks around the repository, from a fresh machine on.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it speaks to a terminal")]

mod command;
mod demo;
mod gallery;
mod rig;
mod sample;
mod setup;
mod test;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "\
Use `cargo xtask TASK`:
  demo      set up this machine, build, draw the bundled portrait to demo.mp4, and show it
  studio    set up this machine, build, and open the studio
  test      set up this machine, then run the formatter's check, clippy and all tests, headless
  rig       write assets/rig/head.bin from the CC0 head data
  sample    paint the bundled portrait, assets/sample/
  gallery   pose the bundled portrait for the README, assets/readme/gallery.png
Set-up installs system packages that are missing and says which and why.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // A path without the dots reads better in messages; where it cannot be had, the dots work too.
    let root = root.canonicalize().unwrap_or(root);
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["demo"] => demo::demo(&root).map_err(|error| error.to_string()),
        ["studio"] => demo::studio(&root).map_err(|error| error.to_string()),
        ["test"] => test::run_tests(&root).map_err(|error| error.to_string()),
        ["rig", ..] => rig::run(&root, &arguments[1..]).map_err(|error| error.to_string()),
        ["gallery"] => gallery::run_gallery(&root).map_err(|error| error.to_string()),
        ["sample"] => sample::run(&root).map_err(|error| error.to_string()),
        ["help" | "--help" | "-h"] => Ok(USAGE.to_owned()),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
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

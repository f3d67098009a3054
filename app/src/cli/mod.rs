//! The command line: the same engine as the studio, with no window.
//!
//! Results go to stdout, progress and remarks to stderr. Exit codes: 0 done, 1 the work failed,
//! 2 wrong usage; an error is one line.

mod args;
mod draw;
mod eval;
mod fit;
mod library;
mod models;
mod pose;
mod progress;
mod think;
mod thinking;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

const ABOUT: &str =
    "Make a portrait act: words to facial muscles, muscles to motion, motion to a clip";

const EXAMPLES: &str = "\
Examples:
  risorius                                             open the studio
  risorius think \"a polite smile that turns to fear\"   see which muscles will do it, and why
  risorius think \"relief she does not trust\" --mind http://localhost:11434/v1 --model qwen3
  risorius draw face.png --say \"she smiles, then winks\" -o clip.mp4
  risorius pose face.png \"1+2+5B+L12C yaw=8\" -o still.png

The face is found by itself. Where it is not, or not well, give --area X,Y,W,H around it, or a landmark
file with --landmarks FILE or as NAME.landmarks.json beside NAME.png.";

#[derive(Parser)]
#[command(name = "risorius", version, about = ABOUT, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Open a picture or a project in the studio
    Open {
        /// A picture or a .risorius project
        file: PathBuf,
    },
    /// Turn words into a muscle script
    Think(think::Args),
    /// Draw a clip from a portrait and words or a script
    Draw(draw::Args),
    /// Draw one still from FACS notation
    Pose(pose::Args),
    /// Find the face and place the head on it
    Fit(fit::Args),
    /// List, find, blend and keep named expressions
    Library(library::Args),
    /// Fetch, import and remove language models
    Models(models::Args),
    /// Measure how well something works
    Eval(eval::Args),
}

/// Why a command ended without its result.
enum Failure {
    /// Wrong usage: exit code 2.
    Usage(String),
    /// The work failed: exit code 1.
    Work(String),
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Work(error.to_string())
    }
}

/// Reads the arguments and does what they ask.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let outcome = match cli.command {
        None => studio(None),
        Some(Command::Open { file }) => studio(Some(file)),
        Some(Command::Think(args)) => think::run(&args),
        Some(Command::Draw(args)) => draw::run(&args),
        Some(Command::Pose(args)) => pose::run(&args),
        Some(Command::Fit(args)) => fit::run(&args),
        Some(Command::Library(args)) => library::run(&args),
        Some(Command::Models(args)) => models::run(&args),
        Some(Command::Eval(args)) => eval::run(&args),
    };
    let (message, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Work(message)) => (message, 1),
        Err(Failure::Usage(message)) => (message, 2),
    };
    progress::say(&format!("error: {message}"));
    ExitCode::from(code)
}

/// Help and version go out as they are; of a wrong argument, clap's first paragraph in one line.
fn usage(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print(); // A closed stdout (a pager that was left) is no error.
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or(&text);
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    progress::say(&format!("{line}; --help tells more"));
    ExitCode::from(2)
}

fn studio(open: Option<PathBuf>) -> Result<(), Failure> {
    crate::studio::run(crate::studio::StudioOptions { open }).map_err(Failure::Work)
}

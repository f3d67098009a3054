//! `risorius-train`: trains the denoiser of performances.
//!
//! It learns from performances that the prior in `risorius_motion::prior` makes up while it trains, so
//! there is no data set, and from recordings where a folder of them is given.
#![allow(clippy::print_stderr, reason = "a command line speaks to its terminal")]

mod adam;
mod checkpoint;
mod error;
mod lesson;
mod loss;
mod recorded;
mod run;

use clap::Parser;
use error::TrainError;
use run::Run;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train the denoiser of performances.
#[derive(Clone, Debug, Parser)]
#[command(name = "risorius-train", version)]
struct Cli {
    /// Folder for weights, checkpoint and curves.
    #[arg(long)]
    out: PathBuf,
    /// Train this long in all, over every sitting; the learning rate falls to nothing at its end.
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
    /// The same seed sees the same performances in the same order.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Performances a step.
    #[arg(long, default_value_t = 32)]
    batch: usize,
    /// Highest learning rate.
    #[arg(long, default_value_t = 1e-3)]
    rate: f64,
    /// Folder of recorded motion (.csv of OpenFace or Live Link Face): half of what is learnt is then
    /// pieces of it.
    #[arg(long)]
    recorded: Option<PathBuf>,
    /// Go on from the checkpoint in the folder.
    #[arg(long)]
    resume: bool,
}

fn main() -> ExitCode {
    match Run::begin(Cli::parse()).and_then(Run::finish) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("risorius-train: {error}");
            ExitCode::FAILURE
        }
    }
}

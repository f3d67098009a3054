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
    /// Threads that each learn a share of a step's performances; one for each core unless said.
    #[arg(long)]
    threads: Option<usize>,
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
    leave_threads_to_the_hands();
    match Run::begin(Cli::parse()).and_then(Run::finish) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("risorius-train: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Candle's own threads would wait, spinning, for threads that already learn: with them a step takes
/// 1.6 times as long. Told how many there are it does not count the cores anew for every product.
#[allow(unsafe_code, reason = "the environment is changed before there is another thread")]
fn leave_threads_to_the_hands() {
    for name in ["RAYON_NUM_THREADS", "CANDLE_NUM_THREADS"] {
        // SAFETY: this is the program's first statement; no other thread reads the environment.
        unsafe { std::env::set_var(name, "1") };
    }
}

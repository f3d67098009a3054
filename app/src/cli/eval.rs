//! `risorius eval`: figures that anybody can measure again.

use super::Failure;
use risorius_engine::{output, work};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Compare found landmarks with reference files: error by region in per cent of the distance
    /// between the eyes, as a Markdown table
    Landmarks {
        /// Folder of pictures, each with its NAME.landmarks.json; a picture without one counts as
        /// having no face
        folder: PathBuf,
        /// Write the table here instead of printing it
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let What::Landmarks { folder, output } = &args.what;
    let table = work::eval_landmarks(folder)?.markdown();
    Ok(output::deliver(output.as_deref(), &table)?)
}

//! `risorius eval`: figures that anybody can measure again.

use super::Failure;
use super::args::{Format, MindArgs};
use super::progress::Progress;
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
    /// Draw performances that the denoiser never saw, and measure: adherence, completion,
    /// micro-expressions, smoothness, physiology, and the guidance against its ablations
    Motion {
        /// How many performances are drawn anew in each way
        #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u16).range(2..))]
        performances: u16,
        /// Folder for RESULTS.md and its plots
        #[arg(short, long, value_name = "FOLDER")]
        output: PathBuf,
    },
    /// Measure how well a mind thinks: F1 of its action units against published prototypes, and how many
    /// relations hold over a set of sentences, as Markdown tables
    Think {
        #[command(flatten)]
        mind: MindArgs,
        /// A set of sentences in TOML, each with what must hold [default: those of the repository]
        #[arg(long, value_name = "FILE")]
        sentences: Option<PathBuf>,
        /// Write the tables here instead of printing them
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    match &args.what {
        What::Landmarks { folder, output } => {
            let table = work::eval_landmarks(folder)?.markdown();
            Ok(output::deliver(output.as_deref(), &table)?)
        }
        What::Think { mind, sentences, output } => {
            let mut asking = Progress::new("question", Format::Text);
            let mut tell = |count| asking.so_far(count as u64, None, None);
            let tables = work::eval_think(&mind.value(), sentences.as_deref(), &mut tell)?;
            asking.end();
            Ok(output::deliver(output.as_deref(), &tables)?)
        }
        What::Motion { performances, output } => {
            let mut drawing = Progress::new("drawing performance", Format::Text);
            let count = usize::from(*performances);
            Ok(work::eval_motion(count, output, &mut |done, of| drawing.at(done, of))?)
        }
    }
}

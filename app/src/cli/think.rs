//! `risorius think`: words to a muscle script.

use super::args::{self, Format};
use super::{Failure, progress};
use risorius_engine::{PortraitRef, output, work};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    /// What the face should do or feel, in words or FACS notation
    words: String,
    /// Length of the performance [default: what the words need]
    #[arg(long, value_name = "S", value_parser = args::seconds, allow_negative_numbers = true)]
    seconds: Option<f32>,
    /// The picture that will act: the reasoning starts from the expression that it has
    #[arg(long, value_name = "PORTRAIT")]
    portrait: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "SCRIPT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let shown = match &args.portrait {
        Some(picture) => {
            let portrait = PortraitRef { picture: picture.clone(), ..PortraitRef::default() };
            work::open(&portrait)?.fit.units
        }
        None => Vec::new(),
    };
    let thought = work::think(&args.words, args.seconds, &shown)?;
    if args.format == Format::Text {
        for step in &thought.reasoning {
            progress::say(step);
        }
        for remark in &thought.remarks {
            progress::say(&format!("note: {}", remark.message));
        }
    }
    let text = match args.format {
        Format::Text => output::script_text(&thought),
        Format::Json => output::thought_json(&thought),
    };
    Ok(output::deliver(args.output.as_deref(), &text)?)
}

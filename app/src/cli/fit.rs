//! `risorius fit`: where the face is and how the head stands on it.

use super::Failure;
use super::args::{self, Format};
use risorius_engine::{output, work};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    portrait: args::Portrait,
    /// Draw landmarks and head over the picture into this PNG
    #[arg(long, value_name = "PNG")]
    overlay: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let opened = work::open(&(&args.portrait).into())?;
    if let Some(path) = &args.overlay {
        opened.save_overlay(path)?;
    }
    let text = match args.format {
        Format::Text => output::fit_text(&opened),
        Format::Json => output::fit_json(&opened),
    };
    Ok(output::deliver(None, &text)?)
}

//! `risorius pose`: one still from FACS notation.

use super::{Failure, args, progress};
use risorius_engine::work;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "\
Notation: action units with an optional side (L, R: the person's) and intensity letter (A to E),
joined by +; a number may stand for the letter. Head and gaze in degrees. \"0\" is the picture as it is.
  12D              both lip corners up, severe
  1+2+5B           brows and upper lids, slight
  L12C+R14B        one corner up, the other cheek dimpled
  12=0.6 yaw=10 gaze_x=-8")]
pub(super) struct Args {
    #[command(flatten)]
    portrait: args::Portrait,
    /// FACS notation, such as "L12C+6B yaw=8"
    notation: String,
    /// Remove the portrait's own expression first, wholly or by a share; without this the notation is
    /// added to the face as it is, and "0" is the picture itself
    #[arg(long, value_name = "0..1", num_args = 0..=1, require_equals = true, default_value_t = 0.0,
        default_missing_value = "1", value_parser = args::share)]
    neutralise: f32,
    /// The still, a PNG
    #[arg(short, long, value_name = "STILL")]
    output: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let row = work::notation(&args.notation).map_err(|error| Failure::Usage(error.to_string()))?;
    let note = work::pose(&(&args.portrait).into(), &row, args.neutralise, &args.output)?;
    for line in note {
        progress::say(&line);
    }
    Ok(())
}

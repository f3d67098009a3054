//! `risorius think`: words to a muscle script.

use super::args::{self, Format};
use super::thinking::Teller;
use super::{Failure, progress};
use risorius_engine::minds::{Asked, Asker};
use risorius_engine::net::Cancel;
use risorius_engine::{PortraitRef, output, work};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    /// What the face should do or feel, in words or FACS notation; with --script, what to change in it
    words: String,
    /// Length of the performance [default: what the words need]
    #[arg(long, value_name = "S", value_parser = args::seconds, allow_negative_numbers = true)]
    seconds: Option<f32>,
    /// The picture that will act: the reasoning starts from the expression that it has
    #[arg(long, value_name = "PORTRAIT")]
    portrait: Option<PathBuf>,
    /// A muscle script that the words change; its locked lines stay
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    #[command(flatten)]
    mind: args::MindArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Write to a file instead of stdout
    #[arg(short, long, value_name = "SCRIPT")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let asked = asked(args)?;
    let mut teller = Teller::new(args.format);
    let mut tell = |thinking: &_| teller.hear(thinking);
    let thought =
        Asker::of_user().ask(&args.mind.value(), &asked, &Cancel::default(), &mut tell)?;
    teller.end();
    if args.format == Format::Text {
        for step in thought.reasoning.iter().filter(|_| !teller.has_told()) {
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

fn asked(args: &Args) -> Result<Asked, Failure> {
    let mut asked = match &args.portrait {
        Some(picture) => {
            Asked::about(&PortraitRef { picture: picture.clone(), ..PortraitRef::default() })?
        }
        None => Asked::default(),
    };
    asked.question.words.clone_from(&args.words);
    asked.question.seconds = args.seconds;
    asked.question.script = args.script.as_deref().map(work::read_script).transpose()?;
    Ok(asked)
}

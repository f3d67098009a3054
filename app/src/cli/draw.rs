//! `risorius draw`: a portrait and words become a clip.

use super::Failure;
use super::args::{self, Format, Size};
use super::progress::{self, Progress};
use risorius_engine::face::{Fps, Script};
use risorius_engine::work::{self, Opened, Performance, Stage};
use risorius_engine::{Life, Sampling, Settings, output};
use std::ops::ControlFlow;
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["say", "script"])))]
pub(super) struct Args {
    #[command(flatten)]
    portrait: args::Portrait,
    /// What the face should do or feel, in words
    #[arg(long, value_name = "WORDS")]
    say: Option<String>,
    /// A muscle script, as `think` writes it
    #[arg(long, value_name = "SCRIPT")]
    script: Option<PathBuf>,
    /// Length of the clip [default: what the words or the script need]
    #[arg(long, value_name = "S", value_parser = args::seconds, allow_negative_numbers = true)]
    seconds: Option<f32>,
    /// Frames a second: 24, 25, 30, 50, 60, 24000/1001, 30000/1001
    #[arg(long, default_value = "25", value_parser = args::fps)]
    fps: Fps,
    /// Width and height in pixels, or the picture's own
    #[arg(long, value_name = "WxH|source", default_value = "source", value_parser = args::size)]
    size: Size,
    /// Seed of the performance: the same seed draws the same clip, another one a variation
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// No blinks, glances, sway or breath: only what the script says
    #[arg(long)]
    still_life: bool,
    /// How much of the portrait's own expression is removed first: 0 keeps its smile, 1 starts from rest
    #[arg(long, value_name = "0..1", default_value_t = 1.0, value_parser = args::share, allow_negative_numbers = true)]
    neutralise: f32,
    /// How free the performance is of the script's plain curves: 0 keeps to them, 1 draws it anew
    #[arg(long, value_name = "0..1", default_value_t = 1.0, value_parser = args::share, allow_negative_numbers = true)]
    freedom: f32,
    /// Steps of denoising
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = args::steps)]
    steps: usize,
    /// How the emotion and the muscles guide the denoising
    #[arg(long, value_enum, default_value_t)]
    guidance: args::Guiding,
    /// How to tell of the progress
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The clip: NAME.mp4, or a folder ending in / for a PNG sequence
    #[arg(short, long, value_name = "CLIP")]
    output: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let portrait = work::open(&(&args.portrait).into())?;
    let script = script(args, &portrait)?;
    let life = if args.still_life { Life::NONE } else { Life::FULL };
    let settings = Settings {
        seed: args.seed,
        fps: args.fps,
        life,
        size: args.size.0,
        neutralise: args.neutralise,
        sampling: Sampling {
            freedom: args.freedom,
            steps: args.steps,
            guidance: args.guidance.value(),
        },
    };
    let performance = Performance { script, settings, retakes: Vec::new() };
    let mut denoising = Progress::new("denoising step", args.format);
    let mut frames = Progress::new("drawing frame", args.format);
    let drawn = work::draw(portrait, &performance, &args.output, &mut |stage, done, of| {
        match stage {
            Stage::Performance => denoising.at(done, of),
            Stage::Frames => frames.at(done, of),
        }
        ControlFlow::Continue(())
    })?;
    if args.format == Format::Text {
        for note in &drawn.notes {
            progress::say(note);
        }
    }
    Ok(output::deliver(None, &output::clip_line(&drawn, args.format == Format::Json))?)
}

fn script(args: &Args, portrait: &Opened) -> Result<Script, Failure> {
    let mut script = match (&args.say, &args.script) {
        (Some(words), _) => work::think_for(portrait, args.neutralise, words, args.seconds)?.script,
        (None, Some(path)) => work::read_script(path)?,
        (None, None) => unreachable!("the argument group asks for one of them"),
    };
    if let Some(secs) = args.seconds {
        script.duration_secs = secs;
    }
    Ok(script)
}

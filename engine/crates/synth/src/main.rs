//! `risorius-synth`: makes the data sets that the networks learn from.
#![allow(clippy::print_stderr, reason = "a command line speaks to its terminal")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand};
use risorius_synth::{Canvas, crop_sheet, scene_sheet, thing_sheet, write_crops, write_scenes};

/// Make pictures of faces that nobody has, with exact labels.
#[derive(Parser)]
#[command(name = "risorius-synth", version)]
struct Cli {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// A data set of faces, each in a crop of 128 × 128, for the landmark network.
    Crops(Request),
    /// A data set of pictures of 256 × 256 with 0 to 6 faces, for the detector.
    Scenes(Request),
    /// Contact sheets of both, crops.png and scenes.png, with their labels drawn in, and things.png of what
    /// is no face.
    Sheet(Request),
}

#[derive(Args)]
struct Request {
    /// How many samples.
    #[arg(long, default_value_t = 48)]
    count: u64,
    /// The same seed gives the same samples.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Folder to write to.
    #[arg(long)]
    out: PathBuf,
    /// Threads that draw; 0 for one a processor.
    #[arg(long, default_value_t = 0)]
    threads: usize,
}

fn main() -> ExitCode {
    match run(&Cli::parse().what) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("risorius-synth: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(what: &What) -> Result<(), Box<dyn std::error::Error>> {
    let (What::Crops(request) | What::Scenes(request) | What::Sheet(request)) = what;
    rayon::ThreadPoolBuilder::new().num_threads(request.threads).build_global()?;
    let mut progress = Progress::new(request.count);
    let Request { count, seed, out, .. } = request;
    match what {
        What::Crops(_) => write_crops(out, *count, *seed, |done| progress.tell(done))?,
        What::Scenes(_) => write_scenes(out, *count, *seed, |done| progress.tell(done))?,
        What::Sheet(_) => {
            std::fs::create_dir_all(out)?;
            save(&crop_sheet(*seed, *count), &out.join("crops.png"))?;
            save(&scene_sheet(*seed, *count), &out.join("scenes.png"))?;
            save(&thing_sheet(*seed, *count), &out.join("things.png"))?;
        }
    }
    Ok(())
}

fn save(sheet: &Canvas, path: &Path) -> Result<(), image::ImageError> {
    let (width, height) = (sheet.width as u32, sheet.height as u32);
    image::save_buffer(path, &sheet.to_rgb8(), width, height, image::ColorType::Rgb8)
}

/// Says on stderr how far the work is, not more than once a second.
struct Progress {
    count: u64,
    start: Instant,
    last: Option<Instant>,
}

impl Progress {
    fn new(count: u64) -> Self {
        Self { count, start: Instant::now(), last: None }
    }

    fn tell(&mut self, done: u64) {
        let is_early = self.last.is_some_and(|last| last.elapsed() < Duration::from_secs(1));
        if is_early && done < self.count {
            return;
        }
        self.last = Some(Instant::now());
        let rate = done as f64 / self.start.elapsed().as_secs_f64().max(1e-3);
        let left_secs = (self.count - done) as f64 / rate;
        eprintln!("{done} of {} samples, {rate:.0} a second, {left_secs:.0} s left", self.count);
    }
}

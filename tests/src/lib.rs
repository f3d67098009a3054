//! What the end-to-end tests share: the real binary, run as a user runs it, and the bundled portrait.

pub mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the repository")
}

/// The bundled portrait; its landmark file lies beside it.
pub fn portrait() -> PathBuf {
    repository().join("assets/sample/portrait.png")
}

/// The landmark file of the bundled portrait.
pub fn landmarks() -> PathBuf {
    repository().join("assets/sample/portrait.landmarks.json")
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Run {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Runs a program of ours on the software renderer, which every test machine has.
///
/// The tests are targets of the package `risorius`, so that cargo builds the binary before it runs
/// them and names it: `risorius(env!("CARGO_BIN_EXE_risorius"), …)`.
pub fn risorius(binary: &str, folder: &Path, args: &[&str]) -> Run {
    risorius_with(binary, folder, args, &[])
}

/// The same with more of an environment. The user's own models and keys are out of its sight.
pub fn risorius_with(
    binary: &str,
    folder: &Path,
    args: &[&str],
    environment: &[(&str, &str)],
) -> Run {
    let output = Command::new(binary)
        .args(args)
        .current_dir(folder)
        .env("RISORIUS_ADAPTER", "software")
        .env("RISORIUS_MODELS", folder.join("models"))
        .env_remove("RISORIUS_API_KEY")
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    run(&output)
}

fn run(output: &Output) -> Run {
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Peak signal-to-noise ratio of two pictures' colours, dB.
pub fn psnr(a: &image::RgbImage, b: &image::RgbImage) -> f64 {
    assert_eq!(a.dimensions(), b.dimensions());
    let squares = a.iter().zip(b.iter()).map(|(&a, &b)| (f64::from(a) - f64::from(b)).powi(2));
    let mean = squares.sum::<f64>() / a.len() as f64;
    10.0 * (255.0_f64.powi(2) / mean).log10()
}

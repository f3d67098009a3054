//! Running other programs, and saying so.

use std::path::Path;
use std::process::{Command, Stdio};

/// Why a task stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    /// A program could not be started.
    #[error("cannot start `{program}`: {source}; install it or put it on the PATH")]
    NotStarted {
        /// Its name.
        program: String,
        /// Why.
        source: std::io::Error,
    },
    /// A program ended with an error, which it has printed itself.
    #[error("stopped: `{line}` failed; what is wrong is said above")]
    Failed {
        /// The command.
        line: String,
    },
    /// The machine lacks what the task needs, and it cannot be installed from here.
    #[error("{0}")]
    Setup(String),
}

/// A `cargo` command in the repository.
pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Command {
    // Cargo names itself to what it runs, so that the same toolchain goes on.
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root);
    command
}

/// Runs a command with its output on the terminal, and waits for it.
pub(crate) fn run(mut command: Command) -> Result<(), TaskError> {
    let line = line(&command);
    println!("→ {line}");
    let status = command
        .status()
        .map_err(|source| TaskError::NotStarted { program: program(&command), source })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { line }) }
}

/// Whether a command succeeds; its output is thrown away.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Whether a program is on the PATH.
pub(crate) fn is_on_path(program: &str) -> bool {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(&file).is_file())
}

/// A command as a person would type it.
fn line(command: &Command) -> String {
    let arguments = command.get_args().map(|argument| {
        let argument = argument.to_string_lossy();
        if argument.contains(' ') { format!("\"{argument}\"") } else { argument.into_owned() }
    });
    std::iter::once(program(command)).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn program(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

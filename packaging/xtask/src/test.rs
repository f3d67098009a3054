//! `cargo xtask test`: what continuous integration runs, the same on every machine.

use crate::command::{TaskError, cargo, is_on_path, run, succeeds};
use crate::setup::{self, Purpose};
use std::path::Path;
use std::process::Command;

/// Sets up, then runs the formatter's check, clippy and all tests.
pub(crate) fn run_tests(root: &Path) -> Result<String, TaskError> {
    setup::ensure(&[Purpose::Build, Purpose::Draw, Purpose::Test])?;
    add_components()?;
    run(cargo(root, &["fmt", "--all", "--check"]))?;
    run(cargo(root, &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let mut tests = cargo(root, &["test", "--workspace"]);
    headless(&mut tests);
    run(tests)?;
    Ok("Formatting, clippy and all tests are fine.".to_owned())
}

/// A minimal toolchain comes without the formatter and clippy.
fn add_components() -> Result<(), TaskError> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if succeeds("cargo", &[subcommand, "--version"]) {
            continue;
        }
        if !is_on_path("rustup") {
            let line =
                format!("`cargo {subcommand}` is missing; install {component} for this Rust");
            return Err(TaskError::Setup(line));
        }
        let mut command = Command::new("rustup");
        command.args(["component", "add", component]);
        run(command)?;
    }
    Ok(())
}

/// No window, and the software renderer on every machine, so that pictures can be compared.
fn headless(command: &mut Command) {
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    command.env("RISORIUS_ADAPTER", "software");
    if let Some(driver) = setup::software_driver() {
        command.env("WGPU_BACKEND", "vulkan");
        // The second is the old name of the first, for loaders before 1.3.207.
        command.env("VK_DRIVER_FILES", &driver).env("VK_ICD_FILENAMES", &driver);
    }
}

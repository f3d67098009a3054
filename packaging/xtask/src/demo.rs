//! `cargo xtask demo` and `cargo xtask studio`: the program at work, from nothing.

use crate::command::{TaskError, cargo, run};
use crate::setup::{self, Purpose};
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

const SENTENCE: &str = "relief she does not quite trust, then a small warm smile";
const CLIP: &str = "demo.mp4";

/// Draws the bundled portrait to `demo.mp4` in the repository and shows the clip.
pub(crate) fn demo(root: &Path) -> Result<String, TaskError> {
    setup::ensure(&[Purpose::Build, Purpose::Draw])?;
    println!("Building. The first time takes some minutes.");
    run(cargo(root, &["build", "--release", "--package", "risorius"]))?;
    let portrait = "assets/sample/portrait.png";
    let draw = ["draw", portrait, "--say", SENTENCE, "-o", CLIP];
    let program = ["run", "--quiet", "--release", "--package", "risorius", "--"];
    run(cargo(root, &[&program[..], &draw].concat()))?;
    let clip = root.join(CLIP);
    let shown = has_display() && open(&clip);
    let next = "Open the studio with: cargo xtask studio";
    let seen =
        if shown { "" } else { "\nNo display here: copy the clip to where you can play it." };
    Ok(format!("The clip is {}{seen}\n{next}", clip.display()))
}

/// Builds the studio and opens it; ends when its window is closed.
pub(crate) fn studio(root: &Path) -> Result<String, TaskError> {
    setup::ensure(&[Purpose::Build, Purpose::Draw, Purpose::Window])?;
    if !has_display() {
        let line = "the studio needs a display, and there is none (DISPLAY and WAYLAND_DISPLAY are \
                    not set); run this on a desktop, or use `cargo xtask demo` here";
        return Err(TaskError::Setup(line.to_owned()));
    }
    println!("Building. The first time takes some minutes.");
    run(cargo(root, &["run", "--release", "--package", "risorius"]))?;
    Ok("The studio was closed.".to_owned())
}

fn has_display() -> bool {
    if cfg!(target_os = "linux") {
        let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        return set("DISPLAY") || set("WAYLAND_DISPLAY");
    }
    // Elsewhere there is a desktop unless someone came in over the network.
    env::var_os("SSH_CONNECTION").is_none()
}

/// Hands the clip to the player of the desktop; whether there is one.
fn open(clip: &Path) -> bool {
    let mut command = if cfg!(windows) {
        // `start` takes its first quoted word for a title.
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" })
    };
    command.arg(clip).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

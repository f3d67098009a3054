//! The system packages that a task needs: found out, said, installed.
//!
//! What is there is probed (a program, a library, a driver), so a machine that has everything is
//! left alone, whoever installed it.

mod manager;
mod needs;

pub(crate) use needs::{Purpose, software_driver};

use crate::command::{TaskError, is_on_path, run};
use manager::{Manager, Rights, plan};
use needs::Need;
use std::process::Command;

/// Installs what is missing for these purposes, or says what to install where it cannot.
///
/// # Errors
/// [`TaskError::Setup`] with one line when something essential is missing and stays so.
pub(crate) fn ensure(purposes: &[Purpose]) -> Result<(), TaskError> {
    let missing: Vec<&Need> = needs::missing(purposes);
    if missing.is_empty() {
        return Ok(());
    }
    let plan = plan(Manager::here(), rights(), &missing);
    for line in &plan.says {
        println!("{line}");
    }
    for words in &plan.commands {
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
        if let Err(error) = run(command) {
            // What counts is what is there afterwards: lists may be stale and yet good enough.
            println!("{error}");
        }
    }
    let still: Vec<&Need> = needs::missing(purposes);
    let essential: Vec<_> = still.iter().filter(|need| need.essential).collect();
    match essential.first() {
        None => Ok(()),
        Some(need) => Err(TaskError::Setup(format!(
            "still missing: {} ({}); {}",
            need.what, need.why, plan.advice
        ))),
    }
}

/// Whether this user may install packages.
fn rights() -> Rights {
    let id = Command::new("id").arg("-u").output();
    let is_root = id.is_ok_and(|id| id.stdout.trim_ascii() == b"0");
    if is_root {
        Rights::Root
    } else if is_on_path("sudo") {
        Rights::Sudo
    } else {
        Rights::None
    }
}

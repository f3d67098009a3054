//! The system's dialogs.

use crate::studio::action::Browse;
use risorius_engine::project;
use std::path::PathBuf;

/// Asks for a file and waits until the dialog is closed; `None` where it was cancelled.
pub(super) fn ask(browse: Browse, name: &str) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new();
    match browse {
        Browse::Open => dialog
            .add_filter("Portraits and projects", PICKABLE)
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::Save => dialog
            .add_filter("Risorius project", &[project::EXTENSION])
            .set_file_name(name)
            .save_file(),
        Browse::Landmarks => {
            dialog.add_filter("Landmarks", &["json"]).set_file_name(name).save_file()
        }
        Browse::Model => dialog.add_filter("Language model", &["gguf"]).pick_file(),
        Browse::Export => dialog.add_filter("Clip", &["mp4"]).set_file_name(name).save_file(),
    }
}

const PICKABLE: &[&str] =
    &["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "gif", "json", project::EXTENSION];

//! The studio: a window in which an artist makes a portrait act.
//!
//! The window's thread owns the document and its history. Panels read the state and return
//! [`action::Action`]s; only `act.rs` and `run_command.rs` change anything. The engine is reached
//! through [`EngineLink`] alone: commands out, events in, and neither side ever waits.

mod act;
mod action;
mod app;
mod autosave;
mod board;
mod cue_editor;
mod drafts;
mod drawing;
mod events;
mod export_sheet;
mod files;
mod icons;
mod keys;
mod landmarks;
mod layout;
mod library;
mod line_card;
mod line_field;
mod link;
mod minds;
mod open_sheet;
mod page_tabs;
mod palette;
mod preview;
mod reasons;
mod remarks;
mod run_command;
mod samples;
mod save_sheet;
mod screen;
mod script_panel;
mod segmented;
mod settings_page;
mod sheet;
mod shortcuts_sheet;
mod slider;
mod state;
mod status_bar;
mod theme;
mod thinking;
mod timeline;
mod top_bar;
mod transport;
mod ui_command;
mod unit_row;
mod widgets;
mod window;
mod words;

pub use app::Studio;
pub use drawing::Part;
pub use files::Places;
pub use link::EngineLink;
pub use minds::Who;
pub use preview::paint::install as install_preview;
pub use screen::{Page, Reading, Sheet, Tool, Zoom};
pub use state::{ExportJob, Notice, Portrait, State};
pub use transport::Transport;
pub use ui_command::{COMMANDS, UiCommand};
pub use window::run;

use std::path::PathBuf;

/// What the studio starts with.
#[derive(Clone, Debug, Default)]
pub struct StudioOptions {
    /// A picture or a project.
    pub open: Option<PathBuf>,
}

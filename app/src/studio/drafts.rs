//! Texts that are being typed and are not in the document yet.

use super::landmarks::Grip;
use super::library::LibraryDraft;
use super::library::keep_sheet::KeepDraft;
use super::minds::sheet::{MindsDraft, page_of};
use super::screen::Sheet;
use super::state::State;
use egui::Id;
use std::path::PathBuf;

/// The line of the script that is being typed in.
pub(crate) struct LineDraft {
    /// Position among the script's items.
    pub(crate) line: usize,
    /// Its field.
    pub(crate) field: Id,
    /// What is in it.
    pub(crate) text: String,
    /// Whether it has not been shown yet; it takes the focus then.
    pub(crate) fresh: bool,
}

/// What a hand on the timeline holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Held {
    /// Position among the script's items.
    pub(crate) line: usize,
    /// Which part of its envelope.
    pub(crate) grip: super::timeline::Grip,
    /// Its envelope when the hand took it.
    pub(crate) envelope: risorius_face::Envelope,
    /// Where the hand took it, seconds.
    pub(crate) from_secs: f32,
    /// What the timeline showed then, seconds; it stays while the hand holds.
    pub(crate) shown_secs: f32,
}

/// A landmark handle in a hand.
pub(crate) struct HeldHandle {
    /// Which.
    pub(crate) handle: usize,
    /// The face when it was taken.
    pub(crate) grip: Grip,
    /// Where the pointer was then, points of the window.
    pub(crate) from: egui::Pos2,
}

/// All drafts.
#[derive(Default)]
pub(crate) struct Drafts {
    /// Of a line.
    pub(crate) line: Option<LineDraft>,
    /// Of what is to change in the lines.
    pub(crate) change: String,
    /// Its field.
    pub(crate) change_field: Option<Id>,
    /// Whether its field wants the focus.
    pub(crate) focus_change: bool,
    /// On the library's page.
    pub(crate) library: LibraryDraft,
    /// On the minds' sheet.
    pub(crate) minds: MindsDraft,
    /// Of the filter on the board.
    pub(crate) muscles: String,
    /// Of the field that looks for a muscle to add.
    pub(crate) unit: String,
    /// Of the palette.
    pub(crate) palette: String,
    /// The row of the palette that Enter runs.
    pub(crate) palette_row: usize,
    /// Of the path to open.
    pub(crate) open_path: String,
    /// Of the path to save to.
    pub(crate) save_path: String,
    /// Of the path to export to.
    pub(crate) export_path: String,
    /// Of the path to save landmarks to.
    pub(crate) landmarks_path: String,
    /// Of the size of an export.
    pub(crate) export_size: String,
    /// Whether the sheet's first field wants the focus.
    pub(crate) focus_sheet: bool,
    /// On the timeline.
    pub(crate) held: Option<Held>,
    /// Where the hand on the ruler began a part, seconds.
    pub(crate) part_from_secs: Option<f32>,
    /// On the face.
    pub(crate) handle: Option<HeldHandle>,
    /// Where a box that is being drawn began, pixels of the picture.
    pub(crate) area_from_px: Option<egui::Pos2>,
    /// The words' field; its undo is the document's.
    pub(crate) words_field: Option<Id>,
    /// Shift of a picture that is larger than the view.
    pub(crate) pan: egui::Vec2,
}

impl Drafts {
    /// Forgets all: another document is here.
    pub(crate) fn clear(&mut self) {
        *self = Self { words_field: self.words_field, ..Self::default() };
    }

    /// Forgets the line that is being typed in.
    pub(crate) fn drop_line(&mut self, ctx: &egui::Context) {
        if let Some(draft) = self.line.take() {
            ctx.memory_mut(|memory| memory.surrender_focus(draft.field));
        }
    }

    /// Whether undo and redo belong to the field with the focus rather than to the document.
    pub(crate) fn owns_undo(&self, ctx: &egui::Context, focused: Id) -> bool {
        let mut of_document = vec![self.words_field, self.library.field];
        if self.change.is_empty() {
            of_document.push(self.change_field);
        }
        !of_document.contains(&Some(focused)) && egui::TextEdit::load_state(ctx, focused).is_some()
    }

    /// Fills a sheet's fields.
    pub(crate) fn start_sheet(&mut self, sheet: Sheet, state: &State) {
        self.focus_sheet = true;
        match sheet {
            Sheet::Open => self.open_path.clear(),
            Sheet::Palette => (self.palette, self.palette_row) = (String::new(), 0),
            Sheet::Save => {
                let path =
                    state.project.path.clone().unwrap_or_else(|| proposed(state, "risorius"));
                self.save_path = path.display().to_string();
            }
            Sheet::Export => {
                if self.export_path.is_empty() {
                    self.export_path = proposed(state, "mp4").display().to_string();
                }
                self.export_size = match state.document.settings.size {
                    Some((width, height)) => format!("{width}x{height}"),
                    None => String::new(),
                };
            }
            Sheet::Landmarks => {
                let picture = state.document.portrait.as_ref().map(|portrait| &portrait.picture);
                let path = picture.map(|picture| picture.with_extension("landmarks.json"));
                self.landmarks_path = path.unwrap_or_default().display().to_string();
            }
            Sheet::Keep => {
                let name = state.document.script.title.clone();
                let only_line = state.selected_cue().is_some();
                self.library.keep = KeepDraft { name, only_line, ..KeepDraft::default() };
            }
            Sheet::Minds => {
                let page = page_of(state.minds.choice.who);
                self.minds = MindsDraft { page, ..MindsDraft::default() };
            }
            Sheet::Part | Sheet::Shortcuts => {}
        }
    }
}

/// A file named like the project or the portrait: beside the project, or among the artist's videos.
fn proposed(state: &State, ending: &str) -> PathBuf {
    let portrait =
        state.document.portrait.as_ref().and_then(|portrait| portrait.picture.file_stem());
    let path = match (&state.project.path, portrait) {
        (Some(project), _) => project.clone(),
        (None, name) => videos().join(name.unwrap_or("untitled".as_ref())),
    };
    path.with_extension(ending)
}

fn videos() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let folder = dirs.map(|dirs| dirs.video_dir().unwrap_or(dirs.home_dir()).to_owned());
    folder.unwrap_or_default()
}

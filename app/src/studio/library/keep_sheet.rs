//! The sheet that keeps lines of the script in the library.

use crate::studio::action::{Action, Wishes};
use crate::studio::drafts::Drafts;
use crate::studio::segmented::{Choice, segmented};
use crate::studio::sheet::sheet;
use crate::studio::state::State;
use crate::studio::{theme, widgets};
use egui::{Key, Layout, RichText, Ui};
use risorius_engine::library::{self, Library};
use risorius_face::{Cue, Envelope, Item, Script};

/// What is typed on the sheet.
#[derive(Default)]
pub(crate) struct KeepDraft {
    /// The entry's name.
    pub(crate) name: String,
    /// Its tags, with commas between them.
    pub(crate) tags: String,
    /// What it is for.
    pub(crate) note: String,
    /// Whether only the chosen line is kept.
    pub(crate) only_line: bool,
}

/// An entry to be kept.
#[derive(Clone, Debug)]
pub(crate) struct NewEntry {
    /// Its name.
    pub(crate) name: String,
    /// Its tags.
    pub(crate) tags: Vec<String>,
    /// What it is for.
    pub(crate) note: String,
    /// Its lines.
    pub(crate) script: Script,
}

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Keep in the library", 460.0, wishes, |ui, wishes| {
        let draft = &mut drafts.library.keep;
        if let Some((line, _)) = state.selected_cue() {
            what(ui, line, &mut draft.only_line);
        }
        let width = ui.available_width();
        let field = widgets::field(ui, &mut draft.name, "Name of the entry", "Name", width);
        if std::mem::take(&mut drafts.focus_sheet) {
            field.request_focus();
        }
        let mut entered = field.lost_focus();
        let hint = "Tags, such as: smile, social, weak";
        entered |=
            widgets::field(ui, &mut draft.tags, "Tags of the entry", hint, width).lost_focus();
        let hint = "What it is for";
        entered |=
            widgets::field(ui, &mut draft.note, "Note of the entry", hint, width).lost_focus();
        entered &= ui.input(|input| input.key_pressed(Key::Enter));
        let (text, color, possible) = verdict(&state.library, &draft.name);
        ui.horizontal(|ui| {
            ui.label(RichText::new(text).font(theme::small()).color(color));
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let tip = "Write it into your library folder (Enter).";
                let clicked = widgets::main_button(ui, possible, "Keep", tip).clicked();
                if possible && (clicked || entered) {
                    wishes.act(Action::KeepEntry(Box::new(new_entry(state, draft))));
                    wishes.act(Action::CloseSheet);
                }
            });
        });
    });
}

fn what(ui: &mut Ui, line: usize, only_line: &mut bool) {
    let text = format!("Line {}", line + 1);
    let label = format!("Only line {}", line + 1);
    let choices = [
        Choice {
            value: false,
            text: "All lines",
            label: "All lines",
            tip: "The whole script becomes the entry.",
        },
        Choice {
            value: true,
            text: &text,
            label: &label,
            tip: "Only the chosen line becomes the entry, from 0 s on.",
        },
    ];
    if let Some(only) = segmented(ui, 220.0, theme::CONTROL, *only_line, &choices) {
        *only_line = only;
    }
}

/// What to say of a name, and whether it can be one.
fn verdict(library: &Library, name: &str) -> (String, egui::Color32, bool) {
    let name = name.trim();
    if name.is_empty() {
        return ("Give it a name.".to_owned(), theme::TEXT_FAINT, false);
    }
    match (library::check_name(name), library.entry(name)) {
        (Err(error), _) => (error.to_string(), theme::WRONG, false),
        (Ok(()), Ok(entry)) if library.is_own(&entry.name) => {
            ("It replaces your entry of this name.".to_owned(), theme::ACCENT, true)
        }
        (Ok(()), Ok(_)) => {
            ("It stands in for the program's entry.".to_owned(), theme::ACCENT, true)
        }
        (Ok(()), Err(_)) => (String::new(), theme::TEXT_FAINT, true),
    }
}

fn new_entry(state: &State, draft: &KeepDraft) -> NewEntry {
    let script = match state.selected_cue().filter(|_| draft.only_line) {
        Some((_, cue)) => alone(cue),
        None => state.document.script.clone(),
    };
    let tags = draft.tags.split(',').map(|tag| tag.trim().to_lowercase());
    NewEntry {
        name: draft.name.trim().to_owned(),
        tags: tags.filter(|tag| !tag.is_empty()).collect(),
        note: draft.note.trim().to_owned(),
        script,
    }
}

/// A script of one line that begins at once.
fn alone(cue: &Cue) -> Script {
    let envelope = Envelope { start_secs: 0.0, ..cue.envelope };
    let duration_secs = envelope.end_secs();
    let items = vec![Item::Cue(Cue { envelope, ..cue.clone() })];
    Script { duration_secs, items, ..Script::default() }
}

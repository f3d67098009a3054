//! The sheet that opens portraits and projects: by path, by dialog, or one of the recent.

use super::action::{Action, Browse, Wishes};
use super::drafts::Drafts;
use super::sheet::sheet;
use super::state::State;
use super::{samples, theme, widgets};
use egui::{Button, Key, Layout, ScrollArea, Ui, vec2};
use std::path::{Path, PathBuf};

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Open", 520.0, wishes, |ui, wishes| {
        ui.label(widgets::soft(
            "A picture with a face, or a project. You can also drop a file on the window.",
        ));
        if path_field(ui, &mut drafts.open_path, "Path to open", &mut drafts.focus_sheet) {
            open(&drafts.open_path, wishes);
        }
        ui.horizontal(|ui| {
            if widgets::text_button(ui, "Browse…", "Choose a file with the system's dialog.")
                .clicked()
            {
                wishes.act(Action::Browse(Browse::Open));
            }
            if let Some(portrait) = samples::portrait()
                && widgets::text_button(ui, "Sample portrait", &portrait.display().to_string())
                    .clicked()
            {
                wishes.act(Action::OpenFile(portrait));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let ready = !drafts.open_path.trim().is_empty();
                if widgets::main_button(ui, ready, "Open", "Open this path (Enter).").clicked() {
                    open(&drafts.open_path, wishes);
                }
            });
        });
        recent(ui, &state.recent, wishes);
    });
}

fn recent(ui: &mut Ui, recent: &[PathBuf], wishes: &mut Wishes) {
    if recent.is_empty() {
        return;
    }
    ui.add_space(theme::SPACE_S);
    widgets::heading(ui, "Recent");
    ScrollArea::vertical().max_height(240.0).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for path in recent {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let folder = path.parent().unwrap_or(Path::new("")).display().to_string();
            let button = Button::new(name)
                .frame_when_inactive(false)
                .right_text(widgets::faint(folder))
                .truncate()
                .min_size(vec2(ui.available_width(), theme::CONTROL));
            if ui.add(button).on_hover_text(path.display().to_string()).clicked() {
                wishes.act(Action::OpenFile(path.clone()));
            }
        }
    });
}

fn open(path: &str, wishes: &mut Wishes) {
    if let Some(path) = typed_path(path) {
        wishes.act(Action::OpenFile(path));
    }
}

/// A field for a path; true where Enter was pressed in it.
pub(crate) fn path_field(ui: &mut Ui, text: &mut String, label: &str, focus: &mut bool) -> bool {
    let width = ui.available_width();
    let field = widgets::field(ui, text, label, "/path/to/file", width);
    if std::mem::take(focus) {
        field.request_focus();
    }
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

/// A path as people type or paste it: with quotes or `file://` around it, or `~` for the home folder.
pub(crate) fn typed_path(text: &str) -> Option<PathBuf> {
    let text = text.trim().trim_matches(['"', '\'']);
    let text = text.strip_prefix("file://").unwrap_or(text);
    let home = || directories::UserDirs::new().map(|dirs| dirs.home_dir().to_owned());
    match text.strip_prefix("~/") {
        Some(rest) => home().map(|home| home.join(rest)),
        None => (!text.is_empty() && !text.contains('\0')).then(|| PathBuf::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_as_pasted() {
        let read = |text| typed_path(text).map(|path| path.display().to_string());
        assert_eq!(read("  \"/a b/c.png\" "), Some("/a b/c.png".into()));
        assert_eq!(read("file:///a.png"), Some("/a.png".into()));
        assert_eq!(read("  "), None);
        assert_eq!(read("a\0b"), None);
    }
}

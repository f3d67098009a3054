//! The sheets that ask for a place to save to.

use super::action::{Action, Browse, Wishes};
use super::drafts::Drafts;
use super::open_sheet::{path_field, typed_path};
use super::sheet::sheet;
use super::widgets;
use egui::{Layout, Ui};
use std::path::PathBuf;

/// What one of them asks.
struct Question {
    title: &'static str,
    explanation: &'static str,
    /// Name of the path field.
    field: &'static str,
    browse: Browse,
    save: fn(PathBuf) -> Action,
}

/// Asks where the project is to be saved.
pub(crate) fn project(ui: &Ui, drafts: &mut Drafts, wishes: &mut Wishes) {
    let question = Question {
        title: "Save the project",
        explanation: "The words, the lines and the settings. The portrait stays where it is.",
        field: "Path to save to",
        browse: Browse::Save,
        save: Action::SaveTo,
    };
    ask(ui, &question, &mut drafts.save_path, &mut drafts.focus_sheet, wishes);
}

/// Asks where the acting face's landmarks are to be saved.
pub(crate) fn landmarks(ui: &Ui, drafts: &mut Drafts, wishes: &mut Wishes) {
    let question = Question {
        title: "Save the landmarks",
        explanation: "Where the lines of the acting face are. Beside the picture, they are found whenever it is opened.",
        field: "Path of the landmarks",
        browse: Browse::Landmarks,
        save: Action::SaveLandmarksTo,
    };
    ask(ui, &question, &mut drafts.landmarks_path, &mut drafts.focus_sheet, wishes);
}

fn ask(ui: &Ui, question: &Question, path: &mut String, focus: &mut bool, wishes: &mut Wishes) {
    sheet(ui, question.title, 520.0, wishes, |ui, wishes| {
        ui.label(widgets::soft(question.explanation));
        let entered = path_field(ui, path, question.field, focus);
        ui.horizontal(|ui| {
            if widgets::text_button(ui, "Browse…", "Choose a place with the system's dialog.")
                .clicked()
            {
                wishes.act(Action::Browse(question.browse));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let path = typed_path(path);
                let clicked =
                    widgets::main_button(ui, path.is_some(), "Save", "Save there (Enter).")
                        .clicked();
                if let Some(path) = path.filter(|_| clicked || entered) {
                    wishes.act((question.save)(path));
                }
            });
        });
    });
}

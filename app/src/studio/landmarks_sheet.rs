//! The sheet that saves the acting face's landmarks.

use super::action::{Action, Browse, Wishes};
use super::drafts::Drafts;
use super::open_sheet::{path_field, typed_path};
use super::sheet::sheet;
use super::widgets;
use egui::{Layout, Ui};

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Save the landmarks", 520.0, wishes, |ui, wishes| {
        ui.label(widgets::soft(
            "Where the lines of the acting face are. Beside the picture, they are found whenever it is opened.",
        ));
        let entered = path_field(
            ui,
            &mut drafts.landmarks_path,
            "Path of the landmarks",
            &mut drafts.focus_sheet,
        );
        ui.horizontal(|ui| {
            if widgets::text_button(ui, "Browse…", "Choose a place with the system's dialog.")
                .clicked()
            {
                wishes.act(Action::Browse(Browse::Landmarks));
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                let path = typed_path(&drafts.landmarks_path);
                let clicked =
                    widgets::main_button(ui, path.is_some(), "Save", "Save there (Enter).")
                        .clicked();
                if let Some(path) = path.filter(|_| clicked || entered) {
                    wishes.act(Action::SaveLandmarksTo(path));
                }
            });
        });
    });
}

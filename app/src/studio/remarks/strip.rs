//! The strip over the lines that mends them all.

use crate::studio::action::Wishes;
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::{Layout, Ui};

/// Shows the strip where there is more than one mend.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let mends = state.remarks.mends().count();
    if mends < 2 {
        return;
    }
    ui.horizontal(|ui| {
        ui.add_space(theme::LINE_INSET);
        ui.label(widgets::faint(format!("{mends} remarks can be mended")));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let command = UiCommand::MendAll;
            let tip = command.tooltip(ui.ctx());
            if widgets::small_button(ui, command.info().name).on_hover_text(tip).clicked() {
                wishes.run(command);
            }
        });
    });
}

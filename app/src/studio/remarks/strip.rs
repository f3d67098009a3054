//! What stands over the lines: remarks on the words, and the button that mends all lines.

use crate::studio::action::Wishes;
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::{Label, Layout, RichText, Ui};

/// Shows what a mind has remarked on the words, clipped to a line each.
pub(crate) fn on_words(ui: &mut Ui, state: &State) {
    for remark in state.remarks.on_words() {
        let text = RichText::new(&remark.message).font(theme::small()).color(theme::ACCENT);
        ui.horizontal(|ui| {
            ui.add_space(theme::LINE_INSET);
            ui.add(Label::new(text).truncate()).on_hover_text(&remark.message);
        });
    }
}

/// Shows the button where there is more than one mend.
pub(crate) fn mend_all(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
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

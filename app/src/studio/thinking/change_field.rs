//! The field that changes the present script in words.

use crate::studio::action::Wishes;
use crate::studio::drafts::Drafts;
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::widgets;
use egui::{Key, Layout, Ui};

const HINT: &str = "Change it: more restrained, …";

/// Shows the field where there is a script to change.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    if state.document.script.items.is_empty() {
        return;
    }
    let command = UiCommand::Change;
    let tip = command.tooltip(ui.ctx());
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let possible = state.asked.is_none() && !drafts.change.trim().is_empty();
            let clicked = ui
                .add_enabled_ui(possible, |ui| widgets::side_button(ui, "Change", &tip))
                .inner
                .clicked();
            let width = ui.available_width();
            let field = widgets::field(ui, &mut drafts.change, "Change in words", HINT, width);
            drafts.change_field = Some(field.id);
            if std::mem::take(&mut drafts.focus_change) {
                field.request_focus();
            }
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if clicked || (entered && possible) {
                wishes.run(command);
            }
            field.on_hover_text("What is to be otherwise in the lines below. Locked lines stay.");
        });
    });
}

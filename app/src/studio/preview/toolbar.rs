//! Under the preview: zoom, comparison, correction.

use super::super::action::Wishes;
use super::super::icons::{self, Icon};
use super::super::screen::{Tool, Zoom};
use super::super::segmented::{Choice, segmented};
use super::super::state::State;
use super::super::ui_command::UiCommand;
use super::super::{theme, widgets};
use egui::Ui;

/// Shows the bar.
pub(super) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        zoom(ui, state, wishes);
        let tip = UiCommand::Compare.tooltip(ui.ctx());
        let hold = icons::toggle(ui, Icon::Compare, "Hold to compare", &tip, state.comparing);
        wishes.compare |= hold.is_pointer_button_down_on();
        let command = UiCommand::AdjustFace;
        let (tip, on) = (command.tooltip(ui.ctx()), state.tool == Tool::Adjust);
        ui.add_enabled_ui(state.landmarks().is_some(), |ui| {
            if icons::toggle(ui, Icon::Face, command.info().name, &tip, on).clicked() {
                wishes.run(command);
            }
        });
        if state.tool == Tool::Look {
            ui.label(widgets::faint("Hold B for the picture as it was"));
        }
    });
}

fn zoom(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    const ZOOMS: [(Zoom, &str, UiCommand); 3] = [
        (Zoom::Fit, "Fit", UiCommand::ZoomFit),
        (Zoom::Face, "Face", UiCommand::ZoomFace),
        (Zoom::Actual, "100 %", UiCommand::ZoomActual),
    ];
    let tips = ZOOMS.map(|(_, _, command)| command.tooltip(ui.ctx()));
    let choices: [_; 3] = std::array::from_fn(|i| {
        let (_, text, value) = ZOOMS[i];
        Choice { value, text, label: value.info().name, tip: &tips[i] }
    });
    let chosen =
        ZOOMS.iter().find(|(zoom, ..)| *zoom == state.zoom).map_or(ZOOMS[0].2, |row| row.2);
    if let Some(command) = segmented(ui, 168.0, theme::CONTROL, chosen, &choices) {
        wishes.run(command);
    }
}

//! The tabs over the pages on the left and on the right.

use super::action::Wishes;
use super::screen::{Page, Reading};
use super::segmented::{Choice, segmented};
use super::state::State;
use super::theme;
use super::ui_command::UiCommand;
use egui::Ui;

/// Width of the tabs of the left side.
const READINGS: f32 = 222.0;

/// Shows the tabs of the right side.
pub(crate) fn pages(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let chosen = match state.page {
        Page::Line => UiCommand::ShowLine,
        Page::Muscles => UiCommand::ShowMuscles,
        Page::Settings => UiCommand::ShowSettings,
    };
    let commands = [UiCommand::ShowLine, UiCommand::ShowMuscles, UiCommand::ShowSettings];
    tabs(ui, ui.available_width(), chosen, &commands, wishes);
    ui.add_space(theme::SPACE_XS);
}

/// Shows the tabs of the left side.
pub(crate) fn readings(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let chosen = match state.reading {
        Reading::Script => UiCommand::ShowScript,
        Reading::Reasons => UiCommand::ShowReasons,
        Reading::Library => UiCommand::ShowLibrary,
    };
    let commands = [UiCommand::ShowScript, UiCommand::ShowReasons, UiCommand::ShowLibrary];
    tabs(ui, READINGS, chosen, &commands, wishes);
}

fn tabs(ui: &mut Ui, width: f32, chosen: UiCommand, commands: &[UiCommand], wishes: &mut Wishes) {
    let tips: Vec<_> = commands.iter().map(|command| command.tooltip(ui.ctx())).collect();
    let choices: Vec<_> = commands
        .iter()
        .zip(&tips)
        .map(|(&value, tip)| {
            let name = value.info().name;
            Choice { value, text: name, label: name, tip }
        })
        .collect();
    if let Some(command) = segmented(ui, width, theme::CONTROL, chosen, &choices) {
        wishes.run(command);
    }
}

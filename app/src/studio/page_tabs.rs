//! The tabs over the page on the right.

use super::action::Wishes;
use super::segmented::{Choice, segmented};
use super::state::Page;
use super::theme;
use super::ui_command::UiCommand;
use egui::Ui;

const PAGES: [(Page, UiCommand); 3] = [
    (Page::Line, UiCommand::ShowLine),
    (Page::Muscles, UiCommand::ShowMuscles),
    (Page::Settings, UiCommand::ShowSettings),
];

/// Shows the tabs.
pub(crate) fn show(ui: &mut Ui, page: Page, wishes: &mut Wishes) {
    let tips = PAGES.map(|(_, command)| command.tooltip(ui.ctx()));
    let choices: Vec<_> = PAGES
        .iter()
        .zip(&tips)
        .map(|((_, command), tip)| {
            let name = command.info().name;
            Choice { value: *command, text: name, label: name, tip }
        })
        .collect();
    let chosen = PAGES
        .iter()
        .find(|(other, _)| *other == page)
        .map_or(UiCommand::ShowLine, |(_, command)| *command);
    if let Some(command) = segmented(ui, ui.available_width(), theme::CONTROL, chosen, &choices) {
        wishes.run(command);
    }
    ui.add_space(theme::SPACE_XS);
}

//! The left side: the words, and under them the lines of the script or the reasons for them.

use super::action::Wishes;
use super::drafts::Drafts;
use super::icons::{self, Icon};
use super::state::{Reading, State};
use super::ui_command::UiCommand;
use super::{line_card, page_tabs, reasons, remarks, samples, theme, widgets, words};
use egui::{Layout, ScrollArea, Ui};
use risorius_engine::Edit;

/// Shows the panel.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    words::show(ui, state, drafts, wishes);
    ui.add_space(theme::SPACE_XS);
    header(ui, state, wishes);
    ScrollArea::vertical().id_salt(state.reading == Reading::Script).auto_shrink(false).show(
        ui,
        |ui| match state.reading {
            Reading::Script => lines(ui, state, drafts, wishes),
            Reading::Reasons => reasons::show(ui, state),
        },
    );
}

fn header(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        page_tabs::readings(ui, state, wishes);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let command = UiCommand::AddLine;
            let tip = command.tooltip(ui.ctx());
            if icons::button(ui, Icon::Add, command.info().name, &tip).clicked() {
                wishes.run(command);
            }
            let lines = state.document.script.items.len();
            if lines > 0 {
                ui.label(widgets::faint(format!("{lines} lines")));
            }
        });
    });
}

fn lines(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let count = state.document.script.items.len();
    if count == 0 {
        return nothing_yet(ui, wishes);
    }
    remarks::strip::show(ui, state, wishes);
    ui.spacing_mut().item_spacing.y = 2.0;
    for index in 0..count {
        line_card::show(ui, index, state, drafts, wishes);
    }
}

/// What to do where there is no line yet.
fn nothing_yet(ui: &mut Ui, wishes: &mut Wishes) {
    ui.label(widgets::soft(
        "Say above what the face should do, then press Think. Or start from one of these:",
    ));
    for sentence in samples::SENTENCES {
        let tip = "Take these words and think them through.";
        if widgets::text_button(ui, sentence, tip).clicked() {
            wishes.edit(Edit::SetWords(sentence.to_owned()));
            wishes.run(UiCommand::Think);
        }
    }
}

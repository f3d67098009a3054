//! The left side: the words, the reasons, and the lines of the script.

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::icons::{self, Icon};
use super::state::State;
use super::ui_command::UiCommand;
use super::{line_card, reasons, samples, theme, widgets, words};
use egui::{Layout, ScrollArea, Ui};
use risorius_engine::Edit;

/// Shows the panel.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    words::show(ui, state, drafts, wishes);
    ui.add_space(theme::SPACE_XS);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        reasons::show(ui, state);
        header(ui, state, wishes);
        if state.document.script.items.is_empty() {
            nothing_yet(ui, state, wishes);
        }
        ui.spacing_mut().item_spacing.y = 2.0;
        for index in 0..state.document.script.items.len() {
            line_card::show(ui, index, state, drafts, wishes);
        }
    });
}

fn header(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        widgets::heading(ui, "Script");
        let lines = state.document.script.items.len();
        if lines > 0 {
            ui.label(widgets::faint(format!("{lines} lines")));
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let command = UiCommand::AddLine;
            if icons::button(ui, Icon::Add, command.info().name, &command.tooltip(ui.ctx()))
                .clicked()
            {
                wishes.run(command);
            }
        });
    });
}

/// What to do where there is no line yet.
fn nothing_yet(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
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
    if matches!(state.portrait, super::state::Portrait::None)
        && let Some(portrait) = samples::portrait()
    {
        ui.add_space(theme::SPACE_S);
        let tip = portrait.display().to_string();
        if widgets::text_button(ui, "Use the sample portrait", &tip).clicked() {
            wishes.act(Action::OpenFile(portrait));
        }
    }
}

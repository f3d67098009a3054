//! The left side: the words, and under them the lines of the script, the reasons for them, or the
//! library.

use super::action::Wishes;
use super::drafts::Drafts;
use super::icons::{self, Icon};
use super::screen::Reading;
use super::state::State;
use super::thinking::{change_field, diff};
use super::ui_command::UiCommand;
use super::{library, line_card, page_tabs, reasons, remarks, samples, theme, widgets, words};
use egui::{Layout, ScrollArea, Ui};
use risorius_engine::Edit;

/// Shows the panel.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    words::show(ui, state, drafts, wishes);
    if state.reading != Reading::Library {
        change_field::show(ui, state, drafts, wishes);
    }
    ui.add_space(theme::SPACE_XS);
    header(ui, state, wishes);
    match state.reading {
        Reading::Script => script(ui, state, drafts, wishes),
        Reading::Reasons => {
            // What a model says is followed to its end.
            let follows = state.asked.is_some();
            let area = ScrollArea::vertical().id_salt("reasons").auto_shrink(false);
            area.stick_to_bottom(follows).show(ui, |ui| reasons::show(ui, state));
        }
        Reading::Library => library::show(ui, state, drafts, wishes),
    }
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

/// The lines, or what a change in words has just made of them.
fn script(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let change = state.shown_change();
    if let Some(change) = change {
        diff::head(ui, change, wishes);
    }
    remarks::strip::on_words(ui, state);
    if change.is_none() {
        remarks::strip::mend_all(ui, state, wishes);
    }
    let area = ScrollArea::vertical().id_salt(("script", change.is_some())).auto_shrink(false);
    area.show(ui, |ui| match change {
        Some(change) => diff::show(ui, change),
        None => lines(ui, state, drafts, wishes),
    });
}

fn lines(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let count = state.document.script.items.len();
    if count == 0 {
        return nothing_yet(ui, wishes);
    }
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

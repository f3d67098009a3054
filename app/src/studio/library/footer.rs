//! What can be done with the chosen entry: how strongly, mixed with what, inserted, kept, removed.

use super::{LibraryDraft, insert, still};
use crate::studio::action::{Action, Wishes};
use crate::studio::icons::{self, Icon};
use crate::studio::slider::Slider;
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::{Label, Layout, Ui};
use risorius_engine::library::Entry;

/// The strongest that an entry is inserted, as a multiple of what is written.
const STRONGEST: f32 = 2.0;

/// Shows the rows, from the lowest up.
pub(super) fn show(
    ui: &mut Ui,
    state: &State,
    draft: &mut LibraryDraft,
    found: &[&Entry],
    wishes: &mut Wishes,
) {
    let chosen = draft.chosen_of(found);
    if draft.removing
        && let Some(entry) = chosen
    {
        return ask_to_remove(ui, entry, draft, wishes);
    }
    ui.horizontal(|ui| buttons(ui, state, draft, chosen, wishes));
    let mut touched = ui.horizontal(|ui| strength(ui, draft)).inner;
    if draft.partner.is_some() {
        touched |= ui.horizontal(|ui| mixture(ui, draft)).inner;
    }
    if let Some(entry) = chosen.filter(|_| touched) {
        wishes.hand = Some(still::of(&draft.mixed(&state.library, entry), draft.strength));
    }
}

fn buttons(
    ui: &mut Ui,
    state: &State,
    draft: &mut LibraryDraft,
    chosen: Option<&Entry>,
    wishes: &mut Wishes,
) {
    let command = UiCommand::BlendEntry;
    let text = if draft.partner.is_some() { "Unmix" } else { "Mix with…" };
    let tip = command.tooltip(ui.ctx());
    let mix = |ui: &mut Ui| widgets::text_button(ui, text, &tip);
    if ui.add_enabled_ui(chosen.is_some(), mix).inner.clicked() {
        wishes.run(command);
    }
    let command = UiCommand::KeepEntry;
    let tip = command.tooltip(ui.ctx());
    let keep = |ui: &mut Ui| widgets::text_button(ui, "Keep lines…", &tip);
    if ui.add_enabled_ui(!state.document.script.items.is_empty(), keep).inner.clicked() {
        wishes.run(command);
    }
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let tip = "Insert it at the playhead (Enter in the search field).";
        let clicked = widgets::main_button(ui, chosen.is_some(), "Insert", tip).clicked();
        let Some(entry) = chosen else { return };
        if clicked {
            insert(state, draft, entry, wishes);
        }
        let label = format!("Remove {}", entry.name);
        let tip = "Remove this entry of yours from the library.";
        if state.library.is_own(&entry.name)
            && icons::button(ui, Icon::Delete, &label, tip).clicked()
        {
            draft.removing = true;
        }
    });
}

/// Whether the hand is on the slider.
fn strength(ui: &mut Ui, draft: &mut LibraryDraft) -> bool {
    widgets::row_label(ui, "Strength", theme::CONTROL);
    let tip = "How strongly it is inserted: 100 % is as it is written.";
    let slider = Slider::new("Strength", tip, 0.0..=STRONGEST).percent().suffix(" %");
    let slid = slider.show(ui, draft.strength);
    draft.strength = slid.value.unwrap_or(draft.strength);
    slid.touched
}

/// Whether the hand is on the slider.
fn mixture(ui: &mut Ui, draft: &mut LibraryDraft) -> bool {
    let partner = draft.partner.clone().unwrap_or_default();
    let text = format!("{partner} →");
    ui.add_sized(
        egui::vec2(MIXED, theme::CONTROL),
        Label::new(widgets::soft(text).font(theme::small())).truncate(),
    )
    .on_hover_text(format!("{partner}, mixed with the entry that is chosen above."));
    let tip = "Share of the chosen entry: 0 % is the first alone, 100 % the chosen one alone.";
    let slid = Slider::new("Mixture", tip, 0.0..=1.0).percent().suffix(" %").show(ui, draft.share);
    draft.share = slid.value.unwrap_or(draft.share);
    slid.touched
}

/// Room for the name of the entry that is mixed in.
const MIXED: f32 = 110.0;

fn ask_to_remove(ui: &mut Ui, entry: &Entry, draft: &mut LibraryDraft, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        let text = widgets::soft(format!("Remove “{}” for good?", entry.name));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::text_button(ui, "Keep it", "Leave it in the library.").clicked() {
                draft.removing = false;
            }
            if widgets::text_button(ui, "Remove it", "Delete its file.").clicked() {
                wishes.act(Action::RemoveEntry(entry.name.clone()));
                draft.removing = false;
            }
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(Label::new(text).truncate());
            });
        });
    });
}

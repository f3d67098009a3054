//! The emotion in the artist's words, and the button that thinks it through.

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::minds::selector;
use super::state::State;
use super::top_bar::is_possible;
use super::ui_command::UiCommand;
use super::{theme, thinking, widgets};
use egui::{Layout, TextEdit, Ui};
use risorius_engine::Edit;

/// Longest performance that the field offers, seconds.
const LONGEST_SECS: f32 = 60.0;

/// Shows the words.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        widgets::heading(ui, "Words");
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            selector::show(ui, state, wishes);
        });
    });
    let mut words = state.document.words.clone();
    let edit = TextEdit::multiline(&mut words)
        .hint_text(widgets::soft("Say what the face should do"))
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .char_limit(widgets::LONGEST_TEXT);
    let response = ui.add(edit).accessible_name("Words");
    drafts.words_field = Some(response.id);
    if response.changed() {
        wishes.gesture("words", Edit::SetWords(words));
    }
    if response.lost_focus() {
        wishes.act(Action::EndGesture);
    }
    response
        .on_hover_text("The emotion in your own words: what is felt, how strongly, what follows.");
    ui.horizontal(|ui| match thinking::progress::of(state) {
        Some(thinking) => thinking::progress::row(ui, thinking, wishes),
        None => ways_on(ui, state, wishes),
    });
}

/// The wished length, the model that would think, and the button that asks it.
fn ways_on(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    length(ui, state, wishes);
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let command = UiCommand::Think;
        let text = if state.asked.is_some() { "Thinking…" } else { "Think" };
        let tip = command.tooltip(ui.ctx());
        if widgets::main_button(ui, is_possible(command, state), text, &tip).clicked() {
            wishes.run(command);
        }
        selector::model(ui, &state.minds, wishes);
    });
}

/// The wished length: 0 leaves it to the words.
fn length(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.label(widgets::faint("Length"));
    let mut secs = state.wished_secs.unwrap_or(0.0);
    let field = egui::DragValue::new(&mut secs)
        .range(0.0..=LONGEST_SECS)
        .speed(0.05)
        .fixed_decimals(1)
        .custom_formatter(|secs, _| {
            if secs < 0.05 { "by the words".to_owned() } else { format!("{secs:.1} s") }
        })
        .custom_parser(|text| text.trim().trim_end_matches('s').trim().parse().ok().or(Some(0.0)));
    let response =
        ui.add_sized(egui::vec2(104.0, theme::CONTROL), field).accessible_name("Wished length");
    if response.changed() {
        wishes.act(Action::WishLength((secs >= 0.05).then_some(secs)));
    }
    response.on_hover_text("Seconds that the new lines are to fill. At 0 the words decide.");
}

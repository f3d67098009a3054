//! A language model at work: how far it is, and what it has said so far.

use crate::studio::action::Wishes;
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::{Label, Layout, RichText, Ui};
use risorius_engine::Thinking;
use risorius_engine::minds::ThinkingStage;

/// Notes of a model to itself that are shown: the newest.
const SHOWN_NOTES: usize = 12;

/// Shows in one row how far the model is, and the way to stop it.
pub(crate) fn row(ui: &mut Ui, thinking: &Thinking, wishes: &mut Wishes) {
    ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
        let command = UiCommand::StopThinking;
        let tip = command.tooltip(ui.ctx());
        if widgets::side_button(ui, "Stop", &tip).clicked() {
            wishes.run(command);
        }
        ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
            let text = stage(thinking);
            ui.add(Label::new(widgets::soft(&text).font(theme::small())).truncate())
                .on_hover_text(text);
        });
    });
}

/// "Answering · 212 tokens · 14.2 a second".
fn stage(thinking: &Thinking) -> String {
    match thinking.stage {
        ThinkingStage::Loading => "Loading the model…".to_owned(),
        ThinkingStage::Reading { of: 0, .. } => "Waiting for the first token…".to_owned(),
        ThinkingStage::Reading { read, of } => format!("Reading · {read} of {of} tokens"),
        ThinkingStage::Answering => {
            let speed = thinking.tokens_per_sec;
            let speed = speed.map_or_else(String::new, |speed| format!(" · {speed:.1} a second"));
            format!("Answering · {} tokens{speed}", thinking.tokens)
        }
    }
}

/// Shows what the model has said so far.
pub(crate) fn show(ui: &mut Ui, thinking: &Thinking) {
    let Thinking { notes, reasoning, lines, partial, .. } = thinking;
    if notes.is_empty() && reasoning.is_empty() && lines.is_empty() && partial.is_empty() {
        ui.label(widgets::soft(
            "What the model says appears here. Your lines stay until it is done.",
        ));
        return;
    }
    if !notes.is_empty() {
        widgets::heading(ui, "Notes to itself");
        for note in &notes[notes.len().saturating_sub(SHOWN_NOTES)..] {
            ui.label(widgets::faint(note));
        }
    }
    if !reasoning.is_empty() {
        widgets::heading(ui, "Reasons");
        for reason in reasoning {
            ui.label(widgets::soft(reason));
        }
    }
    if !lines.is_empty() {
        widgets::heading(ui, "Lines so far");
        for line in lines {
            ui.label(RichText::new(line).font(theme::mono()).color(theme::TEXT));
        }
    }
    if !partial.is_empty() {
        ui.label(RichText::new(partial).font(theme::mono()).color(theme::TEXT_FAINT));
    }
}

/// The model that is at work, if one is.
pub(crate) fn of(state: &State) -> Option<&Thinking> {
    state.asked.as_ref().and_then(|asked| asked.progress.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_told() {
        let thinking = |stage| Thinking {
            stage,
            tokens: 212,
            tokens_per_sec: Some(14.24),
            ..Thinking::default()
        };
        for (stage_now, expect) in [
            (ThinkingStage::Loading, "Loading the model…"),
            (ThinkingStage::Reading { read: 0, of: 0 }, "Waiting for the first token…"),
            (ThinkingStage::Reading { read: 12, of: 480 }, "Reading · 12 of 480 tokens"),
            (ThinkingStage::Answering, "Answering · 212 tokens · 14.2 a second"),
        ] {
            assert_eq!(stage(&thinking(stage_now)), expect);
        }
    }
}

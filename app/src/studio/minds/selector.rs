//! The choice of who thinks, beside the words.

use super::{Minds, Who};
use crate::studio::action::{Action, Wishes};
use crate::studio::icons::{self, Icon};
use crate::studio::segmented::{Choice, segmented};
use crate::studio::state::State;
use crate::studio::ui_command::UiCommand;
use crate::studio::{theme, widgets};
use egui::{Button, RichText, Ui};
use risorius_engine::minds::LocalModel;

const WIDTH: f32 = 198.0;

/// Shows the choice, and the way to its settings.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let command = UiCommand::Minds;
    let tip = command.tooltip(ui.ctx());
    if icons::button(ui, Icon::Sliders, command.info().name, &tip).clicked() {
        wishes.run(command);
    }
    let choices = [
        Choice {
            value: Who::BuiltIn,
            text: "Built-in",
            label: "Built-in mind",
            tip: "The program's own reasoner: at once, without any model.",
        },
        Choice {
            value: Who::Local,
            text: "Local",
            label: "Local model",
            tip: "A language model on this machine.",
        },
        Choice {
            value: Who::Server,
            text: "Server",
            label: "Server",
            tip: "A language model on a server of yours. Your words are sent there when you think.",
        },
    ];
    let chosen = state.minds.choice.who;
    if let Some(who) = segmented(ui, WIDTH, theme::CONTROL, chosen, &choices) {
        wishes.act(Action::ChooseMind(who));
    }
}

/// Shows which model would think, or that there is none yet: a way to the settings.
pub(crate) fn model(ui: &mut Ui, minds: &Minds, wishes: &mut Wishes) {
    let Some((text, is_ready)) = model_in_use(minds) else { return };
    let color = if is_ready { theme::TEXT_SOFT } else { theme::ACCENT };
    let label = RichText::new(&text).font(theme::small()).color(color);
    let button = Button::new(label).frame_when_inactive(false).truncate();
    let tip = format!("{text}: choose another in the minds' settings.");
    if ui.add(button).on_hover_text(tip).clicked() {
        wishes.run(UiCommand::Minds);
    }
}

/// Its name, and whether it is there.
fn model_in_use(minds: &Minds) -> Option<(String, bool)> {
    let choice = &minds.choice;
    Some(match (choice.who, &choice.local) {
        (Who::BuiltIn, _) => return None,
        (Who::Local, LocalModel::File(file)) => {
            (file.file_name().unwrap_or_default().to_string_lossy().into_owned(), true)
        }
        (Who::Local, _) => match (minds.pack_in_use(), &minds.packs) {
            (Some(name), _) => (name.to_owned(), true),
            (None, None) => ("Looking for models…".to_owned(), true),
            (None, Some(_)) => match minds.fetched_share() {
                Some(share) => (format!("Fetching, {:.0} %", share * 100.0), false),
                None => ("Get a model…".to_owned(), false),
            },
        },
        (Who::Server, _) if choice.server.base_url.trim().is_empty() => {
            ("Set a server…".to_owned(), false)
        }
        (Who::Server, _) if choice.server.model.is_empty() => ("its first model".to_owned(), true),
        (Who::Server, _) => (choice.server.model.clone(), true),
    })
}

/// Whether the chosen mind can be asked.
pub(crate) fn is_ready(minds: &Minds) -> bool {
    model_in_use(minds).is_none_or(|(_, is_ready)| is_ready)
}

/// Shows who thinks in words, for the head of the settings.
pub(crate) fn told(minds: &Minds) -> RichText {
    let text = match minds.choice.who {
        Who::BuiltIn => "The built-in mind thinks now.".to_owned(),
        Who::Local => "A model on this machine thinks now.".to_owned(),
        Who::Server => "A model on your server thinks now.".to_owned(),
    };
    widgets::faint(text)
}

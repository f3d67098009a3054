//! The sheet of the minds: models on this machine, and the artist's server.

use super::{Who, packs, selector, server};
use crate::studio::action::{Action, Wishes};
use crate::studio::drafts::Drafts;
use crate::studio::segmented::{Choice, segmented};
use crate::studio::sheet::sheet;
use crate::studio::state::State;
use crate::studio::theme;
use egui::{Layout, Ui};

const WIDTH: f32 = 680.0;
const TABS: f32 = 300.0;

/// A page of the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MindsPage {
    /// Models on this machine.
    #[default]
    Local,
    /// The artist's server.
    Server,
}

/// Texts that are being typed on the sheet.
#[derive(Default)]
pub(crate) struct MindsDraft {
    /// The page that is shown.
    pub(crate) page: MindsPage,
    /// A model that is not listed: an address or a file.
    pub(crate) other: String,
    /// A key for the server; it goes to the keyring and nowhere else.
    pub(crate) key: String,
    /// The disk budget, billions of bytes.
    pub(crate) budget_gb: Option<f32>,
    /// The pack that is to be removed, until the artist has confirmed it.
    pub(crate) removing: Option<String>,
}

/// Shows the sheet.
pub(crate) fn show(ui: &Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Minds", WIDTH, wishes, |ui, wishes| {
        ui.horizontal(|ui| {
            let choices = [
                Choice {
                    value: MindsPage::Local,
                    text: "On this machine",
                    label: "On this machine",
                    tip: "Language models that run here. Nothing leaves the machine.",
                },
                Choice {
                    value: MindsPage::Server,
                    text: "On a server",
                    label: "On a server",
                    tip: "A server that you run or rent, such as Ollama or LM Studio.",
                },
            ];
            let page = drafts.minds.page;
            if let Some(page) = segmented(ui, TABS, theme::CONTROL, page, &choices) {
                drafts.minds.page = page;
                if page == MindsPage::Server {
                    wishes.act(Action::AskKey);
                }
            }
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(selector::told(&state.minds));
            });
        });
        ui.add_space(theme::SPACE_S);
        match drafts.minds.page {
            MindsPage::Local => packs::show(ui, &state.minds, &mut drafts.minds, wishes),
            MindsPage::Server => server::show(ui, &state.minds, &mut drafts.minds, wishes),
        }
    });
}

/// The page to begin with.
pub(crate) fn page_of(who: Who) -> MindsPage {
    if who == Who::Server { MindsPage::Server } else { MindsPage::Local }
}

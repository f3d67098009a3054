//! The page of the artist's server.

use super::sheet::MindsDraft;
use super::{Minds, Models, Who};
use crate::studio::action::{Action, Wishes};
use crate::studio::{theme, widgets};
use egui::{ComboBox, Label, RichText, TextEdit, Ui};
use risorius_engine::minds::{Errand, KeyState, ServerModel};
use risorius_engine::net::keys::Key;

/// Where usual programs listen on this machine.
const USUAL: [(&str, &str); 4] = [
    ("Ollama", "http://localhost:11434/v1"),
    ("LM Studio", "http://localhost:1234/v1"),
    ("llama.cpp", "http://localhost:8080/v1"),
    ("vLLM", "http://localhost:8000/v1"),
];

/// Width of the names of the rows.
const NAMES: f32 = 72.0;

/// Shows the page.
pub(crate) fn show(ui: &mut Ui, minds: &Minds, draft: &mut MindsDraft, wishes: &mut Wishes) {
    ui.label(widgets::soft(
        "Any server that speaks the OpenAI protocol. Your words go there when you press Think, and at no \
         other time.",
    ));
    ui.add_space(theme::SPACE_XS);
    let mut server = minds.choice.server.clone();
    let mut changed = address(ui, &mut server);
    changed |= model(ui, minds, &mut server, wishes);
    changed |= pictures(ui, &mut server);
    if changed {
        wishes.act(Action::SetServer(server.clone()));
    }
    key(ui, minds, &server, draft, wishes);
    ui.add_space(theme::SPACE_S);
    ways_on(ui, minds, &server, wishes);
}

fn row<R>(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let label = Label::new(widgets::soft(name).font(theme::small())).selectable(false);
        let place = egui::vec2(NAMES, theme::CONTROL);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(place, layout, |ui| {
            ui.set_min_size(place);
            ui.add(label);
        });
        contents(ui)
    })
    .inner
}

fn address(ui: &mut Ui, server: &mut ServerModel) -> bool {
    let mut changed = row(ui, "Address", |ui| {
        let (width, hint) = (ui.available_width(), "http://localhost:11434/v1");
        let field = widgets::field(ui, &mut server.base_url, "Address of the server", hint, width);
        field.on_hover_text("Where the server listens, up to /v1.").changed()
    });
    row(ui, "", |ui| {
        for (name, url) in USUAL {
            let tip = format!("{name} listens here: {url}");
            if widgets::small_button(ui, name).on_hover_text(tip).clicked() {
                url.clone_into(&mut server.base_url);
                changed = true;
            }
        }
    });
    changed
}

fn model(ui: &mut Ui, minds: &Minds, server: &mut ServerModel, wishes: &mut Wishes) -> bool {
    row(ui, "Model", |ui| {
        let width = 320.0;
        let field =
            widgets::field(ui, &mut server.model, "Model on the server", "its first model", width);
        let mut changed = field.on_hover_text("Its name as the server knows it.").changed();
        match &minds.models {
            Some(Models::Told(Ok(models))) if !models.is_empty() => {
                changed |= choose(ui, models, server);
            }
            _ => {
                let tip = "Ask the server which models it has.";
                let possible = !server.base_url.trim().is_empty();
                let list = |ui: &mut Ui| widgets::text_button(ui, "List models", tip);
                if ui.add_enabled_ui(possible, list).inner.clicked() {
                    wishes.act(Action::ListModels);
                }
            }
        }
        changed
    })
}

fn choose(ui: &mut Ui, models: &[String], server: &mut ServerModel) -> bool {
    let before = server.model.clone();
    ComboBox::from_id_salt("Models of the server")
        .selected_text(format!("{} models", models.len()))
        .width(140.0)
        .show_ui(ui, |ui| {
            for name in models {
                ui.selectable_value(&mut server.model, name.clone(), name);
            }
        })
        .response
        .accessible_name("Models of the server")
        .on_hover_text("Choose one of the server's models.");
    server.model != before
}

fn pictures(ui: &mut Ui, server: &mut ServerModel) -> bool {
    row(ui, "", |ui| {
        let tip = "The portrait goes with the words, for models that see. Without it, the face is told \
                   in words.";
        ui.checkbox(&mut server.sees_pictures, "It sees pictures").on_hover_text(tip).changed()
    })
}

fn key(
    ui: &mut Ui,
    minds: &Minds,
    server: &ServerModel,
    draft: &mut MindsDraft,
    wishes: &mut Wishes,
) {
    row(ui, "Key", |ui| {
        let edit = TextEdit::singleline(&mut draft.key)
            .password(true)
            .hint_text(widgets::faint("only if the server asks for one"))
            .desired_width(320.0)
            .char_limit(widgets::LONGEST_TEXT)
            .min_size(egui::vec2(0.0, theme::CONTROL))
            .align(egui::Align2::LEFT_CENTER);
        ui.add(edit)
            .accessible_name("Key of the server")
            .on_hover_text("Kept in the system's keyring, never in a project.");
        let base_url = || server.base_url.clone();
        let typed = Key::new(&draft.key).filter(|_| !server.base_url.trim().is_empty());
        let keep =
            |ui: &mut Ui| widgets::text_button(ui, "Keep the key", "Keep it in the keyring.");
        let clicked = ui.add_enabled_ui(typed.is_some(), keep).inner.clicked();
        if let Some(key) = typed.filter(|_| clicked) {
            wishes.act(Action::Errand(Errand::KeepKey { base_url: base_url(), key }));
            draft.key.clear();
        }
        if matches!(minds.key, Some(KeyState::Known | KeyState::ForSession(_)))
            && widgets::text_button(ui, "Forget it", "Take the key out of the keyring.").clicked()
        {
            wishes.act(Action::Errand(Errand::ForgetKey { base_url: base_url() }));
        }
    });
    row(ui, "", |ui| {
        let (text, color) = match &minds.key {
            None | Some(KeyState::None) => ("No key is kept.", theme::TEXT_FAINT),
            Some(KeyState::Known) => ("A key is kept.", theme::TEXT_SOFT),
            Some(KeyState::ForSession(why)) => (why.as_str(), theme::ACCENT),
            Some(KeyState::Failed(why)) => (why.as_str(), theme::WRONG),
        };
        clipped(ui, text, color);
    });
}

/// One line, whole in its tooltip.
fn clipped(ui: &mut Ui, text: &str, color: egui::Color32) {
    let line = RichText::new(text).font(theme::small()).color(color);
    ui.add(Label::new(line).truncate()).on_hover_text(text);
}

fn ways_on(ui: &mut Ui, minds: &Minds, server: &ServerModel, wishes: &mut Wishes) {
    let possible = !server.base_url.trim().is_empty();
    row(ui, "", |ui| {
        let tip =
            "Ask the server for its models: says whether it can be reached and takes the key.";
        if ui.add_enabled_ui(possible, |ui| widgets::text_button(ui, "Test", tip)).inner.clicked() {
            wishes.act(Action::ListModels);
        }
        let is_used = minds.choice.who == Who::Server;
        let use_it = |ui: &mut Ui| {
            widgets::main_button(ui, possible, "Use this server", "Let its model think.")
        };
        if !is_used && use_it(ui).clicked() {
            wishes.act(Action::ChooseMind(Who::Server));
            wishes.act(Action::CloseSheet);
        }
        let (text, color) = test_result(minds, server);
        clipped(ui, &text, color);
    });
}

/// What the test has shown.
fn test_result(minds: &Minds, server: &ServerModel) -> (String, egui::Color32) {
    match &minds.models {
        None => (String::new(), theme::TEXT_SOFT),
        Some(Models::Asked) => ("Asking the server…".to_owned(), theme::TEXT_SOFT),
        Some(Models::Told(Err(why))) => (why.clone(), theme::WRONG),
        Some(Models::Told(Ok(models))) if models.is_empty() => {
            ("It answers, and has no model: load one there.".to_owned(), theme::ACCENT)
        }
        Some(Models::Told(Ok(models))) => {
            if server.model.is_empty() || models.contains(&server.model) {
                (format!("It answers: {} models.", models.len()), theme::TEXT_SOFT)
            } else {
                (format!("It answers, and does not list {}.", server.model), theme::ACCENT)
            }
        }
    }
}

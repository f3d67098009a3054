//! The page of everything that belongs to the whole performance.

use super::action::{Action, Wishes};
use super::icons::{self, Icon};
use super::slider::Slider;
use super::state::{Portrait, State};
use super::ui_command::UiCommand;
use super::{drawing, theme, widgets};
use egui::{DragValue, Label, ScrollArea, Ui};
use risorius_engine::{Edit, PortraitInfo, Settings};
use risorius_face::notation;

/// Height of a fact about the portrait.
const FACT: f32 = 18.0;

/// Shows the page.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        widgets::heading(ui, "Portrait");
        portrait(ui, state, wishes);
        ui.add_space(theme::SPACE_M);
        widgets::heading(ui, "Drawing");
        drawing::settings::show(ui, state, wishes);
        ui.add_space(theme::SPACE_M);
        widgets::heading(ui, "Life of its own");
        ui.label(widgets::faint("Movement that no line asks for. At 0 nothing moves by itself."));
        life(ui, state, wishes);
        ui.add_space(theme::SPACE_M);
        widgets::heading(ui, "Chance");
        seed(ui, state, wishes);
    });
}

fn portrait(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    match &state.portrait {
        Portrait::None => {
            ui.label(widgets::soft("None yet. Drop a picture on the window."));
        }
        Portrait::Loading => {
            ui.label(widgets::soft("Looking at the picture…"));
        }
        Portrait::Failed(why) => {
            ui.label(egui::RichText::new(why).color(theme::WRONG));
        }
        Portrait::Ready(info) => {
            facts(ui, info, wishes);
            neutralise(ui, state.document.settings, wishes);
        }
    }
}

fn facts(ui: &mut Ui, info: &PortraitInfo, wishes: &mut Wishes) {
    let (width, height) = info.size;
    let mut facts = vec![
        ("File", info.picture.file_name().unwrap_or_default().to_string_lossy().into_owned()),
        ("Size", format!("{width} × {height} px")),
    ];
    if let Ok(acting) = &info.acting {
        let [yaw, pitch, roll] = acting.pose_deg;
        facts.push(("Head", format!("turned {yaw:.0}°, up {pitch:.0}°, tilted {roll:.0}°")));
        facts.push(("Fit", format!("{:.0} of 100", acting.quality * 100.0)));
        let own = if acting.units.is_empty() {
            "nothing of its own".to_owned()
        } else {
            notation::format_units(&acting.units)
        };
        facts.push(("Shows", own));
    }
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = FACT;
        for (name, fact) in facts {
            ui.horizontal(|ui| {
                widgets::row_label(ui, name, FACT);
                ui.add(Label::new(fact).truncate());
            });
        }
    });
    let faces = info.faces.len();
    let acting = info.acting.as_ref().ok().map(|acting| acting.face);
    if faces > 1 {
        ui.horizontal_wrapped(|ui| {
            for face in 0..faces {
                let text = format!("Face {}", face + 1);
                if ui
                    .selectable_label(acting == Some(face), text)
                    .on_hover_text("Let this face act.")
                    .clicked()
                {
                    wishes.act(Action::ChooseFace(face));
                }
            }
        });
    }
}

/// How much of the expression that the portrait came with is taken away.
fn neutralise(ui: &mut Ui, settings: Settings, wishes: &mut Wishes) {
    let tip = "How much of the portrait's own expression is removed before the lines act, 0–100. At 100 \
               a smile of 0 is no smile; at 0 the lines act on top of what the picture shows.";
    ui.horizontal(|ui| {
        widgets::row_label(ui, "Neutral", theme::CONTROL);
        let slider = Slider::new("Neutralise", tip, 0.0..=1.0).percent().suffix(" %");
        let slid = slider.show(ui, settings.neutralise);
        if let Some(neutralise) = slid.value {
            wishes.gesture("neutralise", Edit::SetSettings(Settings { neutralise, ..settings }));
        }
        if slid.released {
            wishes.act(Action::EndGesture);
        }
    });
}

fn life(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let mut settings = state.document.settings;
    let life = &mut settings.life;
    let rows: [(&str, &str, &mut f32); 4] = [
        ("Blinks", "How often the eyes blink by themselves, 0–100.", &mut life.blinks),
        ("Gaze", "How much the eyes wander, 0–100.", &mut life.gaze),
        ("Head", "How much the head sways, 0–100.", &mut life.head),
        ("Breath", "How much breathing moves the head, 0–100.", &mut life.breath),
    ];
    let (mut moved, mut released) = (None, false);
    for (name, tip, value) in rows {
        ui.horizontal(|ui| {
            widgets::row_label(ui, name, theme::CONTROL);
            let slid = Slider::new(name, tip, 0.0..=1.0).percent().show(ui, *value);
            if let Some(new) = slid.value {
                *value = new;
                moved = Some(name);
            }
            released |= slid.released;
        });
    }
    if let Some(name) = moved {
        wishes.gesture(format!("life {name}"), Edit::SetSettings(settings));
    }
    if released {
        wishes.act(Action::EndGesture);
    }
}

fn seed(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let settings = state.document.settings;
    ui.horizontal(|ui| {
        widgets::row_label(ui, "Seed", theme::CONTROL);
        let mut seed = settings.seed;
        let field = ui
            .add_sized(egui::vec2(104.0, theme::CONTROL), DragValue::new(&mut seed).speed(0.1))
            .accessible_name("Seed");
        if field.changed() {
            wishes.gesture("seed", Edit::SetSettings(Settings { seed, ..settings }));
        }
        if field.drag_stopped() || field.lost_focus() {
            wishes.act(Action::EndGesture);
        }
        field.on_hover_text("The same seed gives the same performance.");
        let tip = UiCommand::AnotherTake.tooltip(ui.ctx());
        if icons::button(ui, Icon::Loop, "Next seed", &tip).clicked() {
            wishes.run(UiCommand::AnotherTake);
        }
    });
}

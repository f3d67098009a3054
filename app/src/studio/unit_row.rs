//! The sliders of one action unit: which side, how strongly.

use super::segmented::{Choice, segmented};
use super::slider::{Slid, Slider};
use super::{theme, widgets};
use egui::{Align, Label, Layout, RichText, Ui};
use risorius_face::{Au, Side, Unit};

const SIDES_WIDTH: f32 = 108.0;
const SIDES_HEIGHT: f32 = 22.0;

/// What a hand did to a unit.
pub(crate) struct Changed {
    /// The new unit, where it changed.
    pub(crate) unit: Option<Unit>,
    /// Whether the change belongs to a drag.
    pub(crate) dragged: bool,
    /// Whether the hand is on the slider.
    pub(crate) touched: bool,
    /// Whether it let go.
    pub(crate) released: bool,
}

/// Shows a unit; `extra` stands at the end of its first row.
pub(crate) fn show(ui: &mut Ui, unit: Unit, letters: bool, extra: impl FnOnce(&mut Ui)) -> Changed {
    let info = unit.au.info();
    let name = name(unit.au);
    let mut sided = None;
    ui.horizontal(|ui| {
        ui.set_height(SIDES_HEIGHT);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
            extra(ui);
            if info.sided {
                sided = sides(ui, unit, &name);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(
                    RichText::new(info.code.to_string()).font(theme::mono()).color(theme::ACCENT),
                );
                let muscles = if info.muscles.is_empty() { info.name } else { info.muscles };
                ui.add(
                    Label::new(RichText::new(info.name).font(theme::small()))
                        .truncate()
                        .selectable(false),
                )
                .on_hover_text(muscles);
            });
        });
    });
    let label = format!("{name} intensity");
    let risky = (info.risky_from * 100.0).round();
    let tip = format!(
        "How strongly {} acts, 0–100. A–E are the FACS letters; above {risky} the face may start to look wrong.",
        info.name
    );
    let slider = Slider::intensity(&label, &tip, info.risky_from);
    let slider = if letters { slider.with_letters() } else { slider };
    let Slid { value, touched, released } = slider.show(ui, unit.intensity);
    let turned = sided.map(|side| Unit { side, ..unit });
    let moved = value.map(|intensity| Unit { intensity, ..unit });
    Changed { unit: turned.or(moved), dragged: sided.is_none(), touched, released }
}

fn sides(ui: &mut Ui, unit: Unit, name: &str) -> Option<Side> {
    let labels = ["right", "both", "left"].map(|side| format!("{name} {side}"));
    let choices = [
        Choice {
            value: Side::Right,
            text: "R",
            label: &labels[0],
            tip: "Only the person's right side.",
        },
        Choice { value: Side::Both, text: "Both", label: &labels[1], tip: "Both sides alike." },
        Choice {
            value: Side::Left,
            text: "L",
            label: &labels[2],
            tip: "Only the person's left side, on the right of the picture.",
        },
    ];
    segmented(ui, SIDES_WIDTH, SIDES_HEIGHT, unit.side, &choices)
}

/// "12 lip corner puller".
pub(crate) fn name(au: Au) -> String {
    format!("{} {}", au.code(), au.info().name)
}

/// Whether a unit's code, name or muscles hold a text.
pub(crate) fn matches(au: Au, text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let info = au.info();
    let number = text.trim_start_matches("au").trim();
    text.is_empty()
        || info.name.contains(&text)
        || info.muscles.to_lowercase().contains(&text)
        || (number.parse::<u8>().is_ok() && info.code.to_string().starts_with(number))
}

/// The hint of the fields that look for a muscle.
pub(crate) const SEARCH_HINT: &str = "Name, number or muscle";

/// A field that looks for muscles.
pub(crate) fn search(ui: &mut Ui, text: &mut String, label: &str) -> egui::Response {
    let width = ui.available_width();
    widgets::field(ui, text, label, SEARCH_HINT, width)
}

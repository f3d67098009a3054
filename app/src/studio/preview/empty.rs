//! The stage with nobody on it: what to do to get a portrait.

use super::super::action::{Action, Wishes};
use super::super::ui_command::UiCommand;
use super::super::{samples, theme, widgets};
use egui::{Align2, Rect, RichText, Stroke, StrokeKind, Ui, UiBuilder, vec2};

/// One line in the middle.
pub(super) fn message(ui: &Ui, view: Rect, text: &str) {
    ui.painter().text(view.center(), Align2::CENTER_CENTER, text, theme::body(), theme::TEXT_SOFT);
}

/// The empty stage.
pub(super) fn nobody(ui: &mut Ui, view: Rect, wishes: &mut Wishes) {
    let outline =
        Rect::from_center_size(view.center(), vec2(view.width().min(420.0) - 24.0, 220.0));
    ui.painter().rect_stroke(
        outline,
        theme::RADIUS,
        Stroke::new(1.0, theme::PRESSED),
        StrokeKind::Inside,
    );
    let inside = outline.shrink2(vec2(theme::SPACE_L, 44.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(RichText::new("Drop a portrait here").font(theme::medium(theme::SIZE_TITLE)));
            ui.label(widgets::soft("A photograph, a painting or a drawing with a face."));
            ui.add_space(theme::SPACE_S);
            choices(ui, wishes);
        });
    });
}

/// A picture that could not be opened.
pub(super) fn failed(ui: &mut Ui, view: Rect, why: &str, wishes: &mut Wishes) {
    let inside = Rect::from_center_size(view.center(), vec2(view.width().min(460.0) - 24.0, 180.0));
    ui.scope_builder(UiBuilder::new().max_rect(inside), |ui| {
        ui.vertical_centered(|ui| {
            ui.label(
                RichText::new("This portrait cannot act").font(theme::medium(theme::SIZE_TITLE)),
            );
            ui.label(RichText::new(why).color(theme::WRONG));
            ui.add_space(theme::SPACE_S);
            choices(ui, wishes);
        });
    });
}

fn choices(ui: &mut Ui, wishes: &mut Wishes) {
    let command = UiCommand::Open;
    let tip = command.tooltip(ui.ctx());
    if widgets::main_button(ui, true, "Open a portrait…", &tip).clicked() {
        wishes.run(command);
    }
    if let Some(portrait) = samples::portrait() {
        let tip = portrait.display().to_string();
        if widgets::text_button(ui, "Try the sample portrait", &tip).clicked() {
            wishes.act(Action::OpenFile(portrait));
        }
    }
}

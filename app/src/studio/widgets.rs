//! Small pieces that several panels share.

use super::theme;
use egui::{Button, Response, RichText, TextEdit, Ui, WidgetText, vec2};

/// A title over a group.
pub(crate) fn heading(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).font(theme::medium(theme::SIZE_BODY)).color(theme::TEXT))
}

/// A text beside the matter.
pub(crate) fn soft(text: impl Into<String>) -> RichText {
    RichText::new(text).color(theme::TEXT_SOFT)
}

/// A hint or a unit.
pub(crate) fn faint(text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::small()).color(theme::TEXT_FAINT)
}

/// The name of a row, left of its control.
pub(crate) fn row_label(ui: &mut Ui, text: &str, height: f32) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(ROW_LABEL, height), layout, |ui| {
        ui.set_min_size(vec2(ROW_LABEL, height));
        ui.add(egui::Label::new(soft(text).font(theme::small())).selectable(false));
    });
}

const ROW_LABEL: f32 = 54.0;

/// The button to press next: there is at most one in a group.
pub(crate) fn main_button(ui: &mut Ui, enabled: bool, text: &str, tip: &str) -> Response {
    let label = RichText::new(text).font(theme::medium(theme::SIZE_BODY)).color(theme::ON_ACCENT);
    let button = Button::new(label).fill(theme::ACCENT).min_size(vec2(MAIN_BUTTON, theme::CONTROL));
    ui.add_enabled(enabled, button).on_hover_text(tip)
}

/// Any other button with a text.
pub(crate) fn text_button(ui: &mut Ui, text: impl Into<WidgetText>, tip: &str) -> Response {
    ui.add(Button::new(text.into()).min_size(vec2(0.0, theme::CONTROL))).on_hover_text(tip)
}

/// A button that stands in one column with the main button.
pub(crate) fn side_button(ui: &mut Ui, text: &str, tip: &str) -> Response {
    ui.add(Button::new(text).min_size(vec2(MAIN_BUTTON, theme::CONTROL))).on_hover_text(tip)
}

const MAIN_BUTTON: f32 = 72.0;

/// A button among small text that should not call for attention.
pub(crate) fn small_button(ui: &mut Ui, text: &str) -> Response {
    let text = RichText::new(text).font(theme::small()).color(theme::TEXT_SOFT);
    ui.add(Button::new(text).min_size(vec2(0.0, SMALL_BUTTON)))
}

const SMALL_BUTTON: f32 = 22.0;

/// A text field of one line. `label` is what screen readers and tests call it.
pub(crate) fn field(
    ui: &mut Ui,
    text: &mut String,
    label: &str,
    hint: &str,
    width: f32,
) -> Response {
    let edit = TextEdit::singleline(text)
        .hint_text(faint(hint))
        .desired_width(width)
        .char_limit(LONGEST_TEXT)
        .min_size(vec2(0.0, theme::CONTROL))
        .align(egui::Align2::LEFT_CENTER);
    ui.add(edit).accessible_name(label)
}

/// Characters that a field takes: enough for any path and any sentence, little enough to lay out.
pub(crate) const LONGEST_TEXT: usize = 4000;

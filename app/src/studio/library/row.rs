//! An entry in the list.

use super::still;
use crate::studio::{theme, widgets};
use egui::{Align, Label, Layout, Rect, Response, RichText, Role, Sense, Ui, UiBuilder};
use egui::{WidgetInfo, vec2};
use risorius_engine::library::Entry;
use risorius_face::notation::format_units;

/// Height of a row.
pub(super) const HEIGHT: f32 = 42.0;

/// Shows a row: name and units, and what it is for.
pub(super) fn show(ui: &mut Ui, entry: &Entry, chosen: bool, is_own: bool) -> Response {
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    let name = &entry.name;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen, name));
    let fill = if chosen {
        theme::CHOSEN
    } else if response.hovered() || response.has_focus() {
        theme::HOVERED
    } else {
        egui::Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    if chosen {
        let bar = Rect::from_min_size(rect.min, vec2(3.0, HEIGHT));
        ui.painter().rect_filled(bar, 0.0, theme::ACCENT);
    }
    let inner = rect.shrink2(vec2(theme::LINE_INSET, 3.0));
    let (top, bottom) = inner.split_top_bottom_at_fraction(0.52);
    let mut first = child(ui, top, Layout::right_to_left(Align::Center));
    let units = RichText::new(format_units(&still::units(entry))).font(theme::mono());
    first.add(Label::new(units.color(theme::ACCENT)).selectable(false));
    if is_own {
        first.add(Label::new(widgets::faint("yours")).selectable(false));
    }
    first.with_layout(Layout::left_to_right(Align::Center), |ui| {
        ui.add(Label::new(RichText::new(name)).selectable(false).truncate());
    });
    let mut second = child(ui, bottom, Layout::left_to_right(Align::Center));
    second.add(Label::new(widgets::faint(&entry.note)).selectable(false).truncate());
    response.on_hover_ui(|ui| tooltip(ui, entry))
}

fn child(ui: &mut Ui, rect: Rect, layout: Layout) -> Ui {
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
}

fn tooltip(ui: &mut Ui, entry: &Entry) {
    if !entry.note.is_empty() {
        ui.label(&entry.note);
    }
    ui.label(widgets::soft(entry.tags.join(", ")));
    if !entry.source.is_empty() {
        ui.label(widgets::faint(&entry.source));
    }
    ui.label(widgets::faint("Double-click or Enter inserts it at the playhead."));
}

//! The boxes of the picture's faces: a click lets another one act.

use super::super::action::{Action, Wishes};
use super::super::theme;
use super::place::Place;
use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};
use risorius_engine::PortraitInfo;

/// Shows the boxes.
pub(super) fn show(ui: &Ui, view: Rect, place: Place, info: &PortraitInfo, wishes: &mut Wishes) {
    let acting = info.acting.as_ref().ok().map(|acting| acting.face);
    for (face, found) in info.faces.iter().enumerate() {
        let rect = place.rect_of(found.bounds_px).intersect(view);
        if !rect.is_positive() {
            continue;
        }
        let acts = acting == Some(face);
        let response = ui.interact(rect, ui.scope_id().with(("face", face)), Sense::click());
        let label = format!("Face {}", face + 1);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, acts, &label));
        let is_lit = response.hovered() || response.has_focus();
        if !acts || is_lit {
            let tag = format!("{} · {:.0} %", face + 1, found.confidence * 100.0);
            frame(ui, rect, &tag, acts, is_lit);
        }
        let sure = format!("{:.0} % sure that it is a face.", found.confidence * 100.0);
        let what = if acts { "This face acts" } else { "Let this face act" };
        if response.on_hover_text_at_pointer(format!("{what}. {sure}")).clicked() && !acts {
            wishes.act(Action::ChooseFace(face));
        }
    }
}

/// A thin frame with the face's number and confidence, dark under light so that it is seen on any
/// picture.
fn frame(ui: &Ui, rect: Rect, tag: &str, acts: bool, is_lit: bool) {
    let color = match (acts, is_lit) {
        (true, _) => theme::ACCENT,
        (false, true) => theme::TEXT,
        (false, false) => theme::TEXT_SOFT,
    };
    let painter = ui.painter();
    painter.rect_stroke(rect, 0.0, Stroke::new(3.0, theme::UNDER), StrokeKind::Middle);
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, color), StrokeKind::Middle);
    let text = painter.layout_no_wrap(tag.to_owned(), theme::small(), color);
    let place = Rect::from_min_size(rect.min, text.size() + vec2(8.0, 2.0));
    painter.rect_filled(place, 0.0, theme::UNDER);
    painter.galley(place.min + vec2(4.0, 1.0), text, color);
}

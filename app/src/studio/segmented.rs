//! A row of joined buttons of which one is chosen.

use super::theme;
use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, vec2};

/// One choice.
pub(crate) struct Choice<'a, T> {
    /// What it stands for.
    pub(crate) value: T,
    /// What is written on it.
    pub(crate) text: &'a str,
    /// What screen readers and tests call it.
    pub(crate) label: &'a str,
    /// One sentence about it.
    pub(crate) tip: &'a str,
}

/// Shows choices over a width; returns the one that was clicked.
pub(crate) fn segmented<T: Copy + PartialEq>(
    ui: &mut Ui,
    width: f32,
    height: f32,
    chosen: T,
    choices: &[Choice<'_, T>],
) -> Option<T> {
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let mut clicked = None;
    let segment = width / choices.len().max(1) as f32;
    ui.painter().rect_filled(rect, theme::RADIUS, theme::RAISED);
    for (i, choice) in choices.iter().enumerate() {
        let min = rect.min + vec2(segment * i as f32, 0.0);
        let place = Rect::from_min_size(min, vec2(segment, height));
        let id = ui.scope_id().with(("segment", choice.label, i));
        let response = ui.interact(place, id, Sense::click());
        let on = choice.value == chosen;
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, on, choice.label));
        let fill = if on {
            Some(theme::PRESSED)
        } else {
            (response.hovered() || response.has_focus()).then_some(theme::HOVERED)
        };
        if let Some(fill) = fill {
            ui.painter().rect_filled(place, theme::RADIUS, fill);
        }
        let color = if on { theme::TEXT } else { theme::TEXT_SOFT };
        ui.painter().text(
            place.center(),
            Align2::CENTER_CENTER,
            choice.text,
            theme::small(),
            color,
        );
        if response.on_hover_text(choice.tip).clicked() && !on {
            clicked = Some(choice.value);
        }
    }
    clicked
}

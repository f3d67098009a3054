//! The ruler: seconds, frames where there is room, and the playhead to drag.

use super::super::action::{Action, Wishes};
use super::super::state::State;
use super::super::theme;
use super::scale::Scale;
use egui::{Align2, Rect, Sense, Stroke, Ui, WidgetInfo, pos2};

/// Ticks between two labels.
const FINER: usize = 5;
/// What a label takes at most, points.
const LABEL_ROOM: f32 = 24.0;

/// Shows the ruler. Press or drag anywhere on it to move the playhead.
pub(crate) fn show(ui: &mut Ui, rect: Rect, scale: Scale, state: &State, wishes: &mut Wishes) {
    let response = ui.interact(rect, ui.scope_id().with("ruler"), Sense::click_and_drag());
    let at = f64::from(state.transport.at_secs);
    response.widget_info(|| WidgetInfo::slider(true, at, "Playhead"));
    if response.is_pointer_button_down_on()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        wishes.act(Action::Seek(scale.secs_at(pointer.x)));
    }
    response.on_hover_text_at_pointer("Press or drag to move the playhead, seconds.");
    let painter = ui.painter_at(rect.expand2(egui::vec2(20.0, 0.0)));
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme::LINE));
    let step = scale.label_step_secs() / FINER as f32;
    let ticks = (scale.secs / step).floor() as usize;
    for tick in 0..=ticks {
        let secs = tick as f32 * step;
        let x = scale.x_at(secs).round() + 0.5;
        let labelled = tick % FINER == 0;
        let height = if labelled { 7.0 } else { 4.0 };
        painter.vline(x, rect.bottom() - height..=rect.bottom(), Stroke::new(1.0, theme::PRESSED));
        if labelled && x + LABEL_ROOM < rect.right() {
            let text = if step * FINER as f32 >= 1.0 {
                format!("{secs:.0}")
            } else {
                format!("{secs:.1}")
            };
            painter.text(
                pos2(x + 3.0, rect.top() + 1.0),
                Align2::LEFT_TOP,
                text,
                theme::small(),
                theme::TEXT_FAINT,
            );
        }
    }
}

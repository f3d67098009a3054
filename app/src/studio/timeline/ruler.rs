//! The ruler: seconds, frames where there is room, the playhead to drag, and the part to redraw.

use super::super::action::{Action, Wishes};
use super::super::drafts::Drafts;
use super::super::state::State;
use super::super::theme;
use super::super::ui_command::UiCommand;
use super::scale::Scale;
use egui::{Align2, Painter, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2};

/// Ticks between two labels.
const FINER: usize = 5;
/// What a label takes at most, points.
const LABEL_ROOM: f32 = 24.0;
/// Height of the mark over a part that was drawn again, points.
const MARK: f32 = 2.0;

/// Shows the ruler. Press or drag anywhere on it to move the playhead; with Shift, to choose a part.
pub(crate) fn show(
    ui: &mut Ui,
    rect: Rect,
    scale: Scale,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let response = ui.interact(rect, ui.scope_id().with("ruler"), Sense::click_and_drag());
    let at = f64::from(state.transport.at_secs);
    response.widget_info(|| WidgetInfo::slider(true, at, "Playhead"));
    take_hand(&response, scale, state, drafts, wishes);
    response.on_hover_text_at_pointer(
        "Press or drag to move the playhead, seconds. Drag with Shift to redraw a part.",
    );
    let painter = ui.painter_at(rect.expand2(egui::vec2(20.0, 0.0)));
    parts(&painter, rect, scale, state);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme::LINE));
    ticks(&painter, rect, scale);
}

/// Moves the playhead, or chooses a part and opens its sheet.
fn take_hand(
    response: &Response,
    scale: Scale,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let pointer = response.interact_pointer_pos();
    if let Some(pointer) = pointer.filter(|_| response.is_pointer_button_down_on()) {
        let secs = scale.secs_at(pointer.x);
        let shift =
            response.ctx.input(|input| input.modifiers.shift && input.pointer.any_pressed());
        if shift {
            drafts.part_from_secs = Some(secs);
        }
        wishes.act(match drafts.part_from_secs {
            Some(from) => Action::ChoosePart(state.part.between(from, secs, state.duration_secs())),
            None => Action::Seek(secs),
        });
    } else if drafts.part_from_secs.take().is_some() && state.part.span_secs.is_some() {
        wishes.run(UiCommand::RedrawPart);
    }
}

/// The part that is chosen, and a mark over each that was drawn again.
fn parts(painter: &Painter, rect: Rect, scale: Scale, state: &State) {
    let span = |from_secs: f32, to_secs: f32| {
        Rect::from_x_y_ranges(scale.x_at(from_secs)..=scale.x_at(to_secs), rect.y_range())
    };
    if let Some((from_secs, to_secs)) = state.part.span_secs {
        painter.rect_filled(span(from_secs, to_secs), 0.0, theme::ACCENT_DIM);
    }
    for retake in &state.document.retakes {
        let span = span(retake.from_secs, retake.to_secs);
        painter.rect_filled(span.with_max_y(rect.top() + MARK), 0.0, theme::MUSCLES);
    }
}

fn ticks(painter: &Painter, rect: Rect, scale: Scale) {
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

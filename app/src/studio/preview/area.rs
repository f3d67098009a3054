//! A box that the artist draws around a face that was not found.

use super::super::action::{Action, Wishes};
use super::super::drafts::Drafts;
use super::super::screen::Tool;
use super::super::state::State;
use super::super::theme;
use super::place::Place;
use egui::{CursorIcon, Pos2, Rect, Response, Stroke, StrokeKind, Ui, pos2};
use risorius_engine::{Edit, PortraitRef};

/// A smaller box is a slip of the hand, points of the window.
const LEAST: f32 = 12.0;

/// Whether a drag on the picture draws a box.
pub(super) fn is_drawn(state: &State) -> bool {
    let nobody_acts = state.portrait_info().is_some_and(|info| info.acting.is_err());
    state.tool == Tool::Area || (state.tool == Tool::Look && nobody_acts)
}

/// Takes the drag on the picture, and shows the box that is drawn or was.
pub(super) fn show(
    ui: &Ui,
    response: &Response,
    place: Place,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let Some(portrait) = &state.document.portrait else { return };
    if response.drag_started() {
        drafts.area_from_px = ui.input(|input| input.pointer.press_origin()).map(|at| place.px(at));
    }
    let pointer = response.interact_pointer_pos().map(|at| place.px(at));
    let drawn = drafts.area_from_px.zip(pointer).map(|(from, to)| within(from, to, state));
    let shown = drawn.or(portrait.area);
    if let Some(area) = shown {
        frame(ui, place.rect_of(area), drawn.is_some());
    }
    if response.drag_stopped() || !response.dragged() && !response.drag_started() {
        drafts.area_from_px = None;
    }
    let is_large = |area: &[f32; 4]| area[2].min(area[3]) * place.points_per_px >= LEAST;
    if response.drag_stopped()
        && let Some(area) = drawn.filter(is_large)
    {
        // The face in the box acts, whichever was chosen or corrected before.
        let portrait = PortraitRef { area: Some(area), face: None, hand: None, ..portrait.clone() };
        wishes.edit(Edit::SetPortrait(Some(portrait)));
        wishes.act(Action::Use(Tool::Look));
    }
    response.clone().on_hover_cursor(CursorIcon::Crosshair);
}

/// The box between two positions, within the picture: left, top, width and height in pixels.
fn within(from: Pos2, to: Pos2, state: &State) -> [f32; 4] {
    let (width, height) = state.portrait_info().map_or((1, 1), |info| info.size);
    let picture = Rect::from_min_max(Pos2::ZERO, pos2(width as f32 - 1.0, height as f32 - 1.0));
    let area = Rect::from_two_pos(picture.clamp(from), picture.clamp(to));
    [area.left(), area.top(), area.width(), area.height()]
}

fn frame(ui: &Ui, rect: Rect, is_held: bool) {
    let color = if is_held { theme::ACCENT } else { theme::TEXT_SOFT };
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(3.0, theme::UNDER), StrokeKind::Middle);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, color), StrokeKind::Middle);
}

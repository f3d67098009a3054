//! The middle of the window: the portrait and what a hand can do on it, or what to do to get one.

mod area;
mod empty;
mod faces;
pub(super) mod handles;
mod inset;
mod loupe;
mod outline;
pub(super) mod paint;
mod place;
mod strip;
mod toolbar;

use super::action::Wishes;
use super::drafts::Drafts;
use super::screen::Tool;
use super::state::{Portrait, State};
use super::theme;
use egui::{Rect, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, vec2};
use paint::{Layer, Picture};
use place::Place;
use risorius_engine::PortraitInfo;

const TOOLS: f32 = 40.0;

/// Shows the preview.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let all = ui.max_rect();
    let (view, tools) = all.split_top_bottom_at_y(all.bottom() - TOOLS);
    match &state.portrait {
        Portrait::None => empty::nobody(ui, view, wishes),
        Portrait::Loading => empty::message(ui, view, "Looking at the picture…"),
        Portrait::Failed(why) => empty::failed(ui, view, why, wishes),
        Portrait::Ready(info) => {
            let line = if strip::is_shown(state) { strip::HEIGHT } else { 0.0 };
            let (line, view) = view.split_top_bottom_at_y(view.top() + line);
            picture(ui, view, info, state, drafts, wishes);
            strip::show(ui, line, state, wishes);
            let place = tools.shrink2(vec2(theme::SPACE_M, 6.0));
            ui.scope_builder(UiBuilder::new().max_rect(place), |ui| {
                toolbar::show(ui, state, wishes);
            });
        }
    }
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        ui.painter().rect_stroke(
            view.shrink(4.0),
            0.0,
            Stroke::new(2.0, theme::ACCENT),
            StrokeKind::Inside,
        );
    }
}

fn picture(
    ui: &mut Ui,
    view: Rect,
    info: &PortraitInfo,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let response = ui.interact(view, ui.scope_id().with("preview"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Preview"));
    let draws_area = area::is_drawn(state);
    if !draws_area {
        drafts.pan += response.drag_delta();
    }
    let scale = ui.ctx().pixels_per_point();
    let place = Place::new(view, info, state.zoom, &mut drafts.pan, scale);
    stage(ui, view, place, info, state);
    let clipped = ui.clip_rect();
    ui.set_clip_rect(view.intersect(clipped));
    match state.tool {
        _ if draws_area => area::show(ui, &response, place, state, drafts, wishes),
        Tool::Adjust => handles::show(ui, view, place, state, drafts, wishes),
        _ if info.faces.len() > 1 => faces::show(ui, view, place, info, wishes),
        _ => {}
    }
    ui.set_clip_rect(clipped);
    tag(ui, view, state);
}

/// The portrait as it acts; while its landmarks are in hand, the picture that they were read from,
/// with the acting face in a corner.
fn stage(ui: &Ui, view: Rect, place: Place, info: &PortraitInfo, state: &State) {
    let source = info.source.as_ref().filter(|_| state.tool == Tool::Adjust);
    let Some(texture) = source.or(info.texture.as_ref()) else {
        let text = "The window's graphics device cannot be shared; exports still work.";
        return empty::message(ui, view, text);
    };
    let painter = ui.painter().with_clip_rect(view);
    let picture = Picture { rect: place.rect, canvas: theme::CANVAS, texture };
    paint::add(&painter, Layer::Portrait, view, picture);
    if let (Tool::Adjust, Some(landmarks)) = (state.tool, state.landmarks()) {
        outline::paint(&painter, place, landmarks);
    }
    if let (Some(_), Some(acting), Ok(_)) = (source, &info.texture, &info.acting) {
        inset::show(ui, view, info, acting);
    }
}

/// Says that what is seen is not the performance.
fn tag(ui: &Ui, view: Rect, state: &State) {
    let what = if state.comparing {
        "The picture as it is"
    } else if state.hand.is_some() {
        "Under your hand"
    } else {
        return;
    };
    let corner = view.left_top() + vec2(theme::SPACE_M, theme::SPACE_M);
    let text = ui.painter().layout_no_wrap(what.to_owned(), theme::small(), theme::TEXT);
    let around = Rect::from_min_size(corner, text.size()).expand(4.0);
    ui.painter().rect_filled(around, 0.0, theme::GROUND);
    ui.painter().galley(corner, text, theme::TEXT);
}

//! The middle of the window: the portrait, or what to do to get one.

pub(super) mod paint;

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::icons::{self, Icon};
use super::segmented::{Choice, segmented};
use super::state::{Portrait, State, Zoom};
use super::ui_command::UiCommand;
use super::{samples, theme, widgets};
use egui::{
    Align2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, WidgetInfo,
};
use egui::{pos2, vec2};
use risorius_engine::PortraitInfo;

const TOOLS: f32 = 40.0;

/// Shows the preview.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    let all = ui.max_rect();
    let (view, tools) = all.split_top_bottom_at_y(all.bottom() - TOOLS);
    match &state.portrait {
        Portrait::None => nobody(ui, view, wishes),
        Portrait::Loading => message(ui, view, "Looking at the picture…", theme::TEXT_SOFT),
        Portrait::Failed(why) => failed(ui, view, why, wishes),
        Portrait::Ready(info) => picture(ui, view, info, state, drafts, wishes),
    }
    if ui.input(|input| !input.raw.hovered_files.is_empty()) {
        ui.painter().rect_stroke(
            view.shrink(4.0),
            0.0,
            Stroke::new(2.0, theme::ACCENT),
            StrokeKind::Inside,
        );
    }
    if state.portrait_info().is_some() {
        let place = tools.shrink2(vec2(theme::SPACE_M, 6.0));
        ui.scope_builder(UiBuilder::new().max_rect(place), |ui| toolbar(ui, state, wishes));
    }
}

fn message(ui: &Ui, view: Rect, text: &str, color: egui::Color32) {
    ui.painter().text(view.center(), Align2::CENTER_CENTER, text, theme::body(), color);
}

/// The empty stage.
fn nobody(ui: &mut Ui, view: Rect, wishes: &mut Wishes) {
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

fn failed(ui: &mut Ui, view: Rect, why: &str, wishes: &mut Wishes) {
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
    let scale = ui.ctx().pixels_per_point();
    let size_px = vec2(info.size.0 as f32, info.size.1 as f32);
    let size = match state.zoom {
        Zoom::Fit => fitted(size_px, view.size() - Vec2::splat(2.0 * theme::SPACE_M)),
        Zoom::Actual => size_px / scale,
    };
    let room = ((size - view.size()) / 2.0).max(Vec2::ZERO);
    drafts.pan = (drafts.pan + response.drag_delta()).clamp(-room, room);
    let place = snapped(Rect::from_center_size(view.center() + drafts.pan, size), scale);
    match &info.texture {
        Some(texture) => {
            let painter = ui.painter().with_clip_rect(view);
            paint::add(&painter, view, place, theme::CANVAS, texture);
        }
        None => message(
            ui,
            view,
            "The window's graphics device cannot be shared; exports still work.",
            theme::TEXT_SOFT,
        ),
    }
    if info.faces.len() > 1 {
        faces(ui, view, place, info, wishes);
    }
    let what = if state.comparing {
        "The picture as it is"
    } else if state.hand.is_some() {
        "Under your hand"
    } else {
        return;
    };
    let corner = view.left_top() + vec2(theme::SPACE_M, theme::SPACE_M);
    let text = ui.painter().layout_no_wrap(what.to_owned(), theme::small(), theme::TEXT);
    ui.painter().rect_filled(
        Rect::from_min_size(corner, text.size()).expand(4.0),
        0.0,
        theme::GROUND,
    );
    ui.painter().galley(corner, text, theme::TEXT);
}

/// The boxes of all faces; a click lets another one act.
fn faces(ui: &Ui, view: Rect, place: Rect, info: &PortraitInfo, wishes: &mut Wishes) {
    let points_per_px = place.width() / info.size.0.max(1) as f32;
    let acting = info.acting.as_ref().ok().map(|acting| acting.face);
    for (face, found) in info.faces.iter().enumerate() {
        let [x, y, width, height] = found.bounds_px;
        let min = place.min + vec2(x, y) * points_per_px;
        let rect = Rect::from_min_size(min, vec2(width, height) * points_per_px).intersect(view);
        let chosen = acting == Some(face);
        let response = ui.interact(rect, ui.scope_id().with(("face", face)), Sense::click());
        let label = format!("Face {}", face + 1);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &label));
        if !chosen {
            let color = if response.hovered() { theme::TEXT } else { theme::TEXT_FAINT };
            ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, color), StrokeKind::Inside);
        }
        if response
            .on_hover_text(if chosen { "This face acts." } else { "Let this face act." })
            .clicked()
            && !chosen
        {
            wishes.act(Action::ChooseFace(face));
        }
    }
}

fn fitted(size: Vec2, room: Vec2) -> Vec2 {
    let room = room.max(Vec2::splat(1.0));
    size * (room.x / size.x.max(1.0)).min(room.y / size.y.max(1.0))
}

/// On whole pixels, or the picture would be resampled by a fraction of one.
fn snapped(rect: Rect, pixels_per_point: f32) -> Rect {
    let snap = |x: f32| (x * pixels_per_point).round() / pixels_per_point;
    Rect::from_min_max(
        pos2(snap(rect.min.x), snap(rect.min.y)),
        pos2(snap(rect.max.x), snap(rect.max.y)),
    )
}

fn toolbar(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        let tips =
            [UiCommand::ZoomFit, UiCommand::ZoomActual].map(|command| command.tooltip(ui.ctx()));
        let choices = [
            Choice { value: Zoom::Fit, text: "Fit", label: "Zoom to fit", tip: &tips[0] },
            Choice { value: Zoom::Actual, text: "100 %", label: "Zoom to 100 %", tip: &tips[1] },
        ];
        if let Some(zoom) = segmented(ui, 120.0, theme::CONTROL, state.zoom, &choices) {
            wishes.run(if zoom == Zoom::Fit { UiCommand::ZoomFit } else { UiCommand::ZoomActual });
        }
        let tip = UiCommand::Compare.tooltip(ui.ctx());
        let hold = icons::toggle(ui, Icon::Compare, "Hold to compare", &tip, state.comparing);
        wishes.compare |= hold.is_pointer_button_down_on();
        ui.label(widgets::faint("Hold B for the picture as it was"));
    });
}

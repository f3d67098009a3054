//! The tracks: beats on top, then a cue each, with its envelope and, where chosen, its motion.

use super::super::action::{Action, Wishes};
use super::super::drafts::{Drafts, Held};
use super::super::icons::{self, Icon};
use super::super::state::State;
use super::super::theme;
use super::LABELS;
use super::grip::{Grip, corners_secs, dragged, grip_at};
use super::scale::Scale;
use egui::{
    Align2, CursorIcon, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui,
    WidgetInfo,
};
use egui::{pos2, vec2};
use risorius_engine::Edit;
use risorius_face::notation::format_units;
use risorius_face::{Beat, Channel, Cue, Item, Motion, Row};

/// How much taller the chosen track is: its motion is drawn in it.
const TALLER: f32 = 2.0;

/// Shows the tracks.
pub(crate) fn show(
    ui: &mut Ui,
    scale: Scale,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let items = &state.document.script.items;
    for (index, item) in items.iter().enumerate() {
        if let Item::Beat(beat) = item {
            let (rect, response) = row(ui, theme::TRACK, Sense::click());
            beat_track(ui, rect, scale, beat, state.selected == Some(index));
            named(&response, index, "beat");
            if response.clicked() {
                wishes.act(Action::Select(Some(index)));
            }
        }
    }
    for (index, item) in items.iter().enumerate() {
        if let Item::Cue(cue) = item {
            cue_track(ui, index, cue, scale, state, drafts, wishes);
        }
    }
}

fn row(ui: &mut Ui, height: f32, sense: Sense) -> (Rect, Response) {
    ui.allocate_exact_size(vec2(ui.available_width(), height), sense)
}

/// What screen readers and tests call a track.
fn named(response: &Response, index: usize, what: &str) {
    let name = format!("Track {}: {what}", index + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
}

fn beat_track(ui: &Ui, rect: Rect, scale: Scale, beat: &Beat, chosen: bool) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let span = Rect::from_x_y_ranges(
        scale.x_at(beat.start_secs)..=scale.x_at(beat.end_secs),
        rect.y_range(),
    )
    .shrink2(vec2(0.5, 2.0));
    let edge = if chosen { theme::ACCENT } else { theme::BEAT };
    ui.painter().rect_stroke(span, theme::RADIUS, Stroke::new(1.0, edge), StrokeKind::Inside);
    let names: Vec<_> = beat.emotions.iter().map(|(name, _)| name.as_str()).collect();
    let text = pos2(span.left() + theme::SPACE_S, span.center().y);
    let painter = ui.painter().with_clip_rect(span.intersect(ui.clip_rect()));
    painter.text(text, Align2::LEFT_CENTER, names.join(" + "), theme::small(), theme::TEXT);
    let label = pos2(rect.left(), rect.center().y);
    ui.painter().text(label, Align2::LEFT_CENTER, "beat", theme::small(), theme::TEXT_FAINT);
}

fn cue_track(
    ui: &mut Ui,
    index: usize,
    cue: &Cue,
    scale: Scale,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let chosen = state.selected == Some(index);
    let height = theme::TRACK * if chosen { TALLER } else { 1.0 };
    let (rect, response) = row(ui, height, Sense::click_and_drag());
    let notation = format_units(&cue.units);
    named(&response, index, &notation);
    let corners = corners_secs(&cue.envelope).map(|secs| scale.x_at(secs));
    hold(&response, index, cue, scale, corners, drafts, wishes);
    let over = response.hover_pos().and_then(|pointer| grip_at(pointer.x, corners));
    if ui.is_rect_visible(rect) {
        label(ui, rect, cue, &notation, chosen);
        envelope(ui, rect, corners, cue, chosen, over.is_some());
        if chosen && let Some(motion) = &state.motion {
            curves(ui, rect.shrink2(vec2(0.0, 3.0)), scale, cue, motion);
        }
    }
    if response.clicked() {
        wishes.act(Action::Select(Some(index)));
    }
    let cursor = match over {
        Some(Grip::Body) => CursorIcon::Grab,
        Some(_) => CursorIcon::ResizeHorizontal,
        None => CursorIcon::Default,
    };
    response.on_hover_and_drag_cursor(cursor);
}

/// Takes hold of an envelope, moves it, lets it go.
fn hold(
    response: &Response,
    index: usize,
    cue: &Cue,
    scale: Scale,
    corners: [f32; 4],
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let pressed = response.ctx.input(|input| input.pointer.press_origin());
    if response.drag_started()
        && let Some(origin) = pressed
        && let Some(grip) = grip_at(origin.x, corners)
    {
        drafts.held = Some(Held {
            line: index,
            grip,
            envelope: cue.envelope,
            from_secs: scale.secs_at(origin.x),
            shown_secs: scale.secs,
        });
        wishes.act(Action::Select(Some(index)));
    }
    let Some(held) = drafts.held.filter(|held| held.line == index) else { return };
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        let by_secs = scale.secs_at(pointer.x) - held.from_secs;
        let envelope = dragged(held.envelope, held.grip, by_secs);
        if envelope != cue.envelope {
            let item = Item::Cue(Cue { envelope, ..cue.clone() });
            wishes.gesture(format!("track {index} {:?}", held.grip), Edit::SetItem { index, item });
        }
    }
    if !response.dragged() && !response.drag_started() {
        drafts.held = None;
        wishes.act(Action::EndGesture);
    }
}

fn label(ui: &Ui, rect: Rect, cue: &Cue, notation: &str, chosen: bool) {
    let place = rect.with_max_x(rect.left() + LABELS - theme::SPACE_S);
    let color = if chosen { theme::ACCENT } else { theme::TEXT_SOFT };
    let painter = ui.painter().with_clip_rect(place.intersect(ui.clip_rect()));
    painter.text(place.left_center(), Align2::LEFT_CENTER, notation, theme::mono(), color);
    if cue.locked {
        let square =
            Rect::from_center_size(place.right_center() - vec2(7.0, 0.0), vec2(12.0, 12.0));
        ui.painter().rect_filled(square.expand(3.0), 0.0, theme::GROUND);
        icons::paint(ui.painter(), square, Icon::Locked, theme::TEXT_FAINT);
    }
}

/// The envelope as a trapezium, the higher the stronger its strongest unit.
fn envelope(ui: &Ui, rect: Rect, corners: [f32; 4], cue: &Cue, chosen: bool, hovered: bool) {
    const LOWEST: f32 = 0.4; // A trace is still to be seen and held.
    let strongest = cue.units.iter().map(|unit| unit.intensity).fold(0.0, f32::max);
    let base = rect.bottom() - 3.0;
    let share = if chosen { strongest } else { LOWEST + (1.0 - LOWEST) * strongest };
    let top = base - (rect.height() - 6.0) * share.clamp(0.0, 1.0);
    let [start, apex, fall, end] = corners;
    let points = vec![pos2(start, base), pos2(apex, top), pos2(fall, top), pos2(end, base)];
    let (fill, edge) = match (chosen, hovered) {
        (true, _) => (theme::ACCENT_DIM, theme::ACCENT),
        (false, true) => (theme::PRESSED, theme::TEXT),
        (false, false) => (theme::PRESSED, theme::TEXT_FAINT),
    };
    let lanes = rect.with_min_x(rect.left() + LABELS - 4.0);
    let painter = ui.painter().with_clip_rect(lanes.intersect(ui.clip_rect()));
    painter.add(Shape::convex_polygon(points.clone(), fill, Stroke::NONE));
    painter.add(Shape::line(points.clone(), Stroke::new(1.0, edge)));
    if chosen || hovered {
        for point in points {
            painter.rect_filled(Rect::from_center_size(point, vec2(5.0, 5.0)), 0.0, edge);
        }
    }
}

/// What the motion makes of each unit of the cue, from zero at the foot to its range at the top;
/// nothing is drawn where it rests.
fn curves(ui: &Ui, rect: Rect, scale: Scale, cue: &Cue, motion: &Motion) {
    const REST: f32 = 0.004;
    let painter = ui.painter().with_clip_rect(rect.expand(1.0).intersect(ui.clip_rect()));
    let stroke = Stroke::new(1.0, theme::TEXT);
    for unit in &cue.units {
        let channels = Channel::of_unit(unit.au, unit.side);
        let share = |row: &Row| {
            let shares = channels.iter().map(|(channel, span)| row.0[channel.index()] / span);
            shares.fold(0.0, f32::max).min(1.0)
        };
        let mut run: Vec<Pos2> = Vec::new();
        for (frame, row) in motion.rows.iter().enumerate() {
            let share = share(row);
            let x = scale.x_at(motion.fps.time_secs(frame));
            run.push(pos2(x, rect.bottom() - rect.height() * share));
            if share < REST {
                if run.len() > 2 {
                    painter.add(Shape::line(std::mem::take(&mut run), stroke));
                }
                // The next run may rise from here.
                run = vec![pos2(x, rect.bottom())];
            }
        }
        if run.len() > 2 {
            painter.add(Shape::line(run, stroke));
        }
    }
}

//! The handles on the acting face: to drag, and to move with the arrow keys.

use super::super::action::{Action, Wishes};
use super::super::drafts::{Drafts, HeldHandle};
use super::super::landmarks::{Grip, HANDLES, Pulled};
use super::super::state::State;
use super::super::theme;
use super::loupe;
use super::place::Place;
use egui::{
    CursorIcon, Event, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke,
    Ui,
};
use egui::{Vec2, WidgetInfo, vec2};
use risorius_engine::{Edit, Landmarks};

/// Sides of the square that takes the pointer, points: smaller where handles crowd.
const REACH: (f32, f32) = (10.0, 24.0);
const RADIUS: f32 = 4.0;

/// What screen readers, keys and the focus know a handle by.
pub(crate) fn id(handle: usize) -> Id {
    Id::unique(("handle", handle))
}

/// The handle that has the focus.
pub(crate) fn focused(ctx: &egui::Context) -> Option<usize> {
    let focused = ctx.memory(|memory| memory.focused())?;
    (0..HANDLES.len()).find(|&handle| id(handle) == focused)
}

/// Shows the handles, and the loupe while a hand holds one.
pub(super) fn show(
    ui: &mut Ui,
    view: Rect,
    place: Place,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    let Some(landmarks) = state.landmarks() else { return };
    let at =
        HANDLES.each_ref().map(|handle| handle.position_px(landmarks).map(|px| place.point(px)));
    let held = drafts.handle.as_ref().map(|held| held.handle);
    for (handle, point) in at.iter().enumerate() {
        // A handle in the hand may leave the view; the hand still holds it.
        let is_seen = |point: &Pos2| view.contains(*point) || held == Some(handle);
        let Some(point) = point.filter(is_seen) else { continue };
        let reach = reach(&at, point);
        let square = Rect::from_center_size(point, Vec2::splat(reach));
        let response = ui.interact(square, id(handle), Sense::drag());
        describe(&response, handle, place.px(point));
        hold(&response, handle, place, state, drafts, wishes);
        paint(ui, point, reach, &response);
        response.on_hover_and_drag_cursor(CursorIcon::Crosshair);
    }
    let held = drafts.handle.as_ref().and_then(|held| at[held.handle]);
    let texture =
        state.portrait_info().and_then(|info| info.source.as_ref().or(info.texture.as_ref()));
    if let Some((at, texture)) = held.zip(texture) {
        loupe::show(ui.painter(), view, place, texture, landmarks, at);
    }
}

/// The side of the square that takes the pointer: no square reaches the middle of another.
fn reach(all: &[Option<Pos2>], point: Pos2) -> f32 {
    let others = all.iter().flatten().filter(|&&other| other != point);
    let nearest = others.map(|other| other.distance(point)).fold(f32::MAX, f32::min);
    nearest.clamp(REACH.0, REACH.1)
}

fn describe(response: &Response, handle: usize, px: Pos2) {
    let label = HANDLES[handle].label;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, label));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_value(position_text(px));
    });
}

/// "412, 300 px".
pub(super) fn position_text(px: Pos2) -> String {
    format!("{:.0}, {:.0} px", px.x, px.y)
}

/// Takes hold of a handle, moves it, lets it go.
fn hold(
    response: &Response,
    handle: usize,
    place: Place,
    state: &State,
    drafts: &mut Drafts,
    wishes: &mut Wishes,
) {
    if response.has_focus() {
        let filter =
            EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        response.ctx.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    let (pressed, modifiers) =
        response.ctx.input(|input| (input.pointer.press_origin(), input.modifiers));
    if response.drag_started()
        && let (Some(from), Some(landmarks)) = (pressed, state.landmarks())
    {
        response.request_focus();
        let grip = Grip::new(landmarks, &HANDLES[handle]);
        drafts.handle = Some(HeldHandle { handle, grip, from });
    }
    let Some(held) = drafts.handle.as_ref().filter(|held| held.handle == handle) else { return };
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        // A point is not put outside the picture, but may have been found there.
        let within = place.rect.union(Rect::from_pos(held.from));
        let by_px = (within.clamp(pointer) - held.from) / place.points_per_px;
        let landmarks = held.grip.moved(by_px, pulled(state, modifiers));
        if state.landmarks() != Some(&landmarks) {
            wishes.correct(handle, state, landmarks);
        }
    }
    if response.drag_stopped() {
        drafts.handle = None;
        wishes.act(Action::EndGesture);
    }
}

/// What a hand takes along: Shift the whole face, Alt the other side too.
fn pulled(state: &State, modifiers: Modifiers) -> Pulled {
    match (modifiers.shift, modifiers.alt != state.mirror) {
        (true, _) => Pulled::Face,
        (false, true) => Pulled::Both,
        (false, false) => Pulled::Handle,
    }
}

impl Wishes {
    fn correct(&mut self, handle: usize, state: &State, landmarks: Landmarks) {
        tracing::trace!("{} moved", HANDLES[handle].label);
        if let Some(portrait) = state.corrected(Some(landmarks)) {
            let gesture = format!("handle {}", HANDLES[handle].label);
            self.gesture(gesture, Edit::SetPortrait(Some(portrait)));
        }
    }
}

/// Takes the keys of the handle with the focus out of this frame's: arrows move it, Tab goes on to
/// the next. All others are commands.
pub(crate) fn take_keys(ctx: &egui::Context, state: &State, wishes: &mut Wishes) {
    let (Some(handle), Some(landmarks)) = (focused(ctx), state.landmarks()) else { return };
    let (mut by_px, mut steps, mut ended) = (Vec2::ZERO, 0, false);
    let mut modifiers_then = Modifiers::NONE;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let &Event::Key { key, pressed, modifiers, .. } = event else { return true };
            let taken = match key {
                Key::Tab => {
                    steps += if !pressed {
                        0
                    } else if modifiers.shift {
                        -1
                    } else {
                        1
                    };
                    !modifiers.command
                }
                _ => match direction(key).filter(|_| !modifiers.command) {
                    Some(direction) if pressed => {
                        by_px += direction * if modifiers.shift { 10.0 } else { 1.0 };
                        modifiers_then = Modifiers { shift: false, ..modifiers };
                        true
                    }
                    Some(_) => {
                        ended = true;
                        true
                    }
                    None => false,
                },
            };
            !taken
        });
    });
    if by_px != Vec2::ZERO {
        let grip = Grip::new(landmarks, &HANDLES[handle]);
        wishes.correct(handle, state, grip.moved(by_px, pulled(state, modifiers_then)));
    }
    if ended {
        wishes.act(Action::EndGesture);
    }
    if steps != 0 {
        let next = after(handle, steps, landmarks);
        ctx.memory_mut(|memory| memory.request_focus(id(next)));
    }
}

fn direction(key: Key) -> Option<Vec2> {
    Some(match key {
        Key::ArrowLeft => vec2(-1.0, 0.0),
        Key::ArrowRight => vec2(1.0, 0.0),
        Key::ArrowUp => vec2(0.0, -1.0),
        Key::ArrowDown => vec2(0.0, 1.0),
        _ => return None,
    })
}

/// The handle some steps on, among those that this face has.
fn after(handle: usize, steps: i32, landmarks: &Landmarks) -> usize {
    let has = |&i: &usize| HANDLES[i].position_px(landmarks).is_some();
    let present: Vec<usize> = (0..HANDLES.len()).filter(has).collect();
    let Some(at) = present.iter().position(|&i| i == handle) else { return handle };
    present[(at as i32 + steps).rem_euclid(present.len() as i32) as usize]
}

/// Light on dark, so that it is seen on any picture.
fn paint(ui: &Ui, at: Pos2, reach: f32, response: &Response) {
    let is_lit = response.hovered() || response.dragged();
    let painter = ui.painter();
    let fill = if response.has_focus() { theme::ACCENT } else { theme::TEXT };
    let radius = (0.25 * reach).min(RADIUS) + if is_lit { 1.5 } else { 0.0 };
    if response.dragged() {
        // Nothing hides what is under the hand.
        painter.circle_stroke(at, radius, Stroke::new(3.0, theme::UNDER));
        painter.circle_stroke(at, radius, Stroke::new(1.5, fill));
    } else {
        painter.circle(at, radius, fill, Stroke::new(1.5, theme::UNDER));
    }
}

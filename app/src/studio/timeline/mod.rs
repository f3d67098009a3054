//! The foot of the window: transport, ruler, emotion beats, and a track for each cue.

mod grip;
mod ruler;
mod scale;
mod tracks;
mod transport_bar;

pub(crate) use grip::Grip;

use super::action::Wishes;
use super::drafts::Drafts;
use super::state::State;
use super::{theme, widgets};
use egui::{Rect, ScrollArea, Shape, Stroke, Ui, UiBuilder, pos2};
use scale::Scale;

const BAR: f32 = 36.0;
const LABELS: f32 = 132.0;
const RULER: f32 = 24.0;
/// Room right of the end, to pull the end of an envelope out.
const AFTER_END: f32 = 1.06;

/// Shows the timeline.
pub(crate) fn show(ui: &mut Ui, state: &State, drafts: &mut Drafts, wishes: &mut Wishes) {
    ui.spacing_mut().item_spacing.y = 0.0;
    transport_bar::show(ui, state, wishes);
    let all = ui.available_rect_before_wrap();
    let lanes = all.with_min_x(all.left() + LABELS);
    let longest =
        state.document.script.cues().map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
    let shown = state.duration_secs().max(longest.min(risorius_face::script::MAX_SECS)) * AFTER_END;
    let scale = Scale::new(lanes, drafts.held.map_or(shown, |held| held.shown_secs));
    let (top, below) = all.split_top_bottom_at_y(all.top() + RULER);
    ruler::show(ui, top.with_min_x(lanes.left()), scale, state, drafts, wishes);
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            if state.document.script.items.is_empty() {
                nothing_yet(ui);
            }
            tracks::show(ui, scale, state, drafts, wishes);
        });
    });
    if !ui.input(|input| input.pointer.any_down()) {
        drafts.held = None;
    }
    end(ui, below, scale, state.duration_secs());
    part(ui, below, scale, state);
    playhead(ui, all, scale, state.transport.at_secs);
}

fn nothing_yet(ui: &mut Ui) {
    ui.add_space(theme::SPACE_S);
    ui.horizontal(|ui| {
        ui.add_space(LABELS + theme::SPACE_S);
        let text = "Each line gets a track here: drag it to move it, drag its corners to time it.";
        ui.label(widgets::soft(text));
    });
}

/// What lies behind the end of the performance is dimmed.
fn end(ui: &Ui, below: Rect, scale: Scale, duration_secs: f32) {
    let x = scale.x_at(duration_secs);
    ui.painter().vline(x, below.y_range(), Stroke::new(1.0, theme::PRESSED));
}

/// The ends of the part that is to be drawn again.
fn part(ui: &Ui, below: Rect, scale: Scale, state: &State) {
    let Some((from_secs, to_secs)) = state.part.span_secs else { return };
    for secs in [from_secs, to_secs] {
        let x = scale.x_at(secs).round();
        ui.painter().vline(x, below.y_range(), Stroke::new(1.0, theme::ACCENT_DIM));
    }
}

fn playhead(ui: &Ui, all: Rect, scale: Scale, at_secs: f32) {
    let x = scale.x_at(at_secs).round();
    let painter = ui.painter().with_clip_rect(all);
    painter.vline(x, all.y_range(), Stroke::new(1.0, theme::ACCENT));
    let foot = all.top() + RULER;
    let head = vec![pos2(x - 5.5, foot - 9.0), pos2(x + 5.5, foot - 9.0), pos2(x, foot)];
    painter.add(Shape::convex_polygon(head, theme::ACCENT, Stroke::NONE));
}

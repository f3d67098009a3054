//! The studio's slider: a track with ticks and a risky range, and beside it the number to type.

use super::theme;
use egui::accesskit::{Action, ActionData};
use egui::{Align2, DragValue, EventFilter, Id, Key, Painter, Rect, Response, Sense, Stroke, Ui};
use egui::{WidgetInfo, pos2, vec2};
use risorius_face::Intensity;
use std::ops::RangeInclusive;

const VALUE_WIDTH: f32 = 60.0;
const TRACK_HEIGHT: f32 = 4.0;
const KNOB: f32 = 6.0;
/// Room for the letters under an intensity track.
const LETTERS: f32 = 14.0;

/// What stands on the track.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Marks {
    None,
    /// The letters A–E, and from where on a face starts to look wrong.
    Intensity {
        risky_from: f32,
        letters: bool,
    },
}

/// A slider for one number.
pub(crate) struct Slider<'a> {
    label: &'a str,
    tip: &'a str,
    range: RangeInclusive<f32>,
    /// What a shown number is of a value: 100 shows 0..1 as per cent.
    shown_per_value: f32,
    suffix: &'static str,
    decimals: usize,
    marks: Marks,
}

/// What a hand did to a slider in this frame.
pub(crate) struct Slid {
    /// The new value, where there is one.
    pub(crate) value: Option<f32>,
    /// Whether the pointer is on the track or holds it.
    pub(crate) touched: bool,
    /// Whether the hand let go: the end of a gesture.
    pub(crate) released: bool,
}

impl<'a> Slider<'a> {
    /// What the number beside the track takes of the width, points.
    pub(crate) const NUMBER: f32 = VALUE_WIDTH + theme::SPACE_S;

    /// A slider over a range. `label` is what screen readers and tests call it.
    pub(crate) fn new(label: &'a str, tip: &'a str, range: RangeInclusive<f32>) -> Self {
        Self {
            label,
            tip,
            range,
            shown_per_value: 1.0,
            suffix: "",
            decimals: 2,
            marks: Marks::None,
        }
    }

    /// A slider for an intensity 0..1, shown as 0–100, with a tick for each letter.
    pub(crate) fn intensity(label: &'a str, tip: &'a str, risky_from: f32) -> Self {
        let marks = Marks::Intensity { risky_from, letters: false };
        Self { marks, ..Self::new(label, tip, 0.0..=1.0).percent() }
    }

    /// Writes the letters under their ticks.
    pub(crate) fn with_letters(mut self) -> Self {
        if let Marks::Intensity { letters, .. } = &mut self.marks {
            *letters = true;
        }
        self
    }

    /// Shows 0..1 as 0–100.
    pub(crate) fn percent(mut self) -> Self {
        (self.shown_per_value, self.decimals) = (100.0, 0);
        self
    }

    /// Shows whole numbers.
    pub(crate) fn whole(mut self) -> Self {
        self.decimals = 0;
        self
    }

    /// A unit behind the number.
    pub(crate) fn suffix(mut self, suffix: &'static str) -> Self {
        self.suffix = suffix;
        self
    }

    /// Shows the slider over the width that there is. A value out of its range is shown at its end.
    pub(crate) fn show(self, ui: &mut Ui, value: f32) -> Slid {
        let value = self.clamp(value);
        let has_letters = matches!(self.marks, Marks::Intensity { letters: true, .. });
        let height = theme::CONTROL + if has_letters { LETTERS } else { 0.0 };
        let inner = ui.allocate_ui_with_layout(
            vec2(ui.available_width(), height),
            egui::Layout::left_to_right(egui::Align::Min),
            |ui| {
                let width = (ui.available_width() - Self::NUMBER).max(40.0);
                let (rect, response) =
                    ui.allocate_exact_size(vec2(width, height), Sense::click_and_drag());
                let middle = rect.top() + theme::CONTROL / 2.0;
                let track = Rect::from_min_max(
                    pos2(rect.left() + KNOB, middle - TRACK_HEIGHT / 2.0),
                    pos2(rect.right() - KNOB, middle + TRACK_HEIGHT / 2.0),
                );
                let moved = self.moved(ui, &response, track, value);
                let now = moved.unwrap_or(value);
                self.describe(&response, now);
                if ui.is_rect_visible(rect) {
                    self.paint(ui.painter(), &response, track, now);
                }
                let touched = response.hovered() || response.dragged();
                let mut released = response.drag_stopped();
                let track_id = response.id;
                response.on_hover_text(self.tip);
                let typed = self.number(ui, track_id, now, &mut released);
                Slid { value: typed.or(moved), touched, released }
            },
        );
        inner.inner
    }

    fn clamp(&self, value: f32) -> f32 {
        value.clamp(*self.range.start(), *self.range.end())
    }

    /// The value by pointer, keys or assistive technology.
    fn moved(&self, ui: &Ui, response: &Response, track: Rect, value: f32) -> Option<f32> {
        let span = self.range.end() - self.range.start();
        let step = span / 100.0;
        let mut new = value;
        if response.is_pointer_button_down_on()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let share = ((pointer.x - track.left()) / track.width()).clamp(0.0, 1.0);
            new = self.range.start() + (share * 100.0).round() * step;
        }
        if response.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, ..Default::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            let steps = ui.input(|input| {
                input.num_presses(Key::ArrowRight) as f32 - input.num_presses(Key::ArrowLeft) as f32
            });
            new += steps * step;
        }
        let (steps, set) = ui.input(|input| {
            let count = |action| input.num_accesskit_action_requests(response.id, action) as f32;
            let set = input
                .accesskit_action_requests(response.id, Action::SetValue)
                .filter_map(|request| match request.data {
                    Some(ActionData::NumericValue(shown)) => Some(shown as f32),
                    _ => None,
                })
                .last();
            (count(Action::Increment) - count(Action::Decrement), set)
        });
        new += steps * step;
        if let Some(shown) = set {
            new = shown / self.shown_per_value;
        }
        let new = self.clamp(new);
        (new != value && new.is_finite()).then_some(new)
    }

    fn describe(&self, response: &Response, value: f32) {
        let shown = f64::from(value * self.shown_per_value);
        response.widget_info(|| WidgetInfo::slider(true, shown, self.label));
        response.ctx.accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(f64::from(self.range.start() * self.shown_per_value));
            node.set_max_numeric_value(f64::from(self.range.end() * self.shown_per_value));
            for action in [Action::SetValue, Action::Increment, Action::Decrement] {
                node.add_action(action);
            }
        });
    }

    fn paint(&self, painter: &Painter, response: &Response, track: Rect, value: f32) {
        let span = self.range.end() - self.range.start();
        let x = |value: f32| track.left() + track.width() * (value - self.range.start()) / span;
        painter.rect_filled(track, 0.0, theme::PRESSED);
        if let Marks::Intensity { risky_from, letters } = self.marks {
            painter.rect_filled(track.with_min_x(x(risky_from)), 0.0, theme::RISKY);
            letter_ticks(painter, track, x, letters);
        }
        let zero = self.clamp(0.0);
        let (from, to) = (x(value.min(zero)), x(value.max(zero)));
        painter.rect_filled(track.with_min_x(from).with_max_x(to), 0.0, theme::ACCENT);
        let knob = pos2(x(value), track.center().y);
        painter.circle_filled(
            knob,
            KNOB,
            if response.hovered() || response.dragged() { theme::TEXT } else { theme::TEXT_SOFT },
        );
        if response.has_focus() {
            painter.circle_stroke(knob, KNOB + 2.0, Stroke::new(1.5, theme::ACCENT));
        }
    }

    /// The number beside the track, to drag or to type.
    fn number(&self, ui: &mut Ui, track: Id, value: f32, released: &mut bool) -> Option<f32> {
        let mut shown = value * self.shown_per_value;
        let range =
            self.range.start() * self.shown_per_value..=self.range.end() * self.shown_per_value;
        let field = DragValue::new(&mut shown)
            .range(range)
            .fixed_decimals(self.decimals)
            .suffix(self.suffix)
            .speed(0.005 * self.shown_per_value);
        let response = ui.add_sized(vec2(VALUE_WIDTH, theme::CONTROL), field).labelled_by(track);
        *released |= response.drag_stopped() || response.lost_focus();
        let changed = response.changed();
        response.on_hover_text(self.tip);
        changed.then(|| self.clamp(shown / self.shown_per_value)).filter(|new| new.is_finite())
    }
}

fn letter_ticks(painter: &Painter, track: Rect, x: impl Fn(f32) -> f32, letters: bool) {
    for letter in Intensity::ALL {
        let x = x(letter.value());
        let top = track.bottom() + 3.0;
        painter.vline(x, top..=top + 4.0, Stroke::new(1.0, theme::TEXT_FAINT));
        if letters {
            let at = pos2(x, top + 5.0);
            painter.text(
                at,
                Align2::CENTER_TOP,
                letter.letter(),
                theme::small(),
                theme::TEXT_FAINT,
            );
        }
    }
}

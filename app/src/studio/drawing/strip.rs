//! How far the drawing is: a cell for each step, from the emotion to the muscles, a line that says
//! so, and the buttons that draw, stop and draw another take.

use super::super::action::Wishes;
use super::super::state::State;
use super::super::status_bar::time_left;
use super::super::theme;
use super::super::top_bar::is_possible;
use super::super::ui_command::UiCommand;
use egui::{Align, Align2, Button, Color32, Layout, Painter, Rect, Role, Sense, Ui, WidgetInfo};
use egui::{pos2, vec2};
use risorius_engine::Drawing;
use risorius_engine::work::Denoising;

/// Width of the cells and of the line over them, points.
const WIDTH: std::ops::RangeInclusive<f32> = 96.0..=320.0;
/// Height of the cells, points.
const CELLS: f32 = 5.0;
/// Width of a cell with its gap at least, points.
const LEAST_CELL: f32 = 3.0;
/// Light of the cells of a finished drawing.
const RESTING: f32 = 0.55;
const BUTTON: f32 = 56.0;
const TAKE_BUTTON: f32 = 98.0;
/// Above this level of noise the emotion is placed, below it the muscles are refined.
const MIDDLE_LEVEL: f32 = 0.5;
/// From here on a time is told without tenths, seconds.
const LONG_SECS: f32 = 10.0;

/// Shows the strip at the left and its buttons at the right of what room there is.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        button(ui, UiCommand::AnotherTake, TAKE_BUTTON, state, wishes);
        // One place for both, so that nothing moves.
        let command =
            if state.drawing.is_under_way() { UiCommand::StopDrawing } else { UiCommand::Draw };
        button(ui, command, BUTTON, state, wishes);
        ui.add_space(theme::SPACE_S);
        let width = ui.available_width().clamp(*WIDTH.start(), *WIDTH.end());
        strip(ui, width, state);
    });
}

fn button(ui: &mut Ui, command: UiCommand, width: f32, state: &State, wishes: &mut Wishes) {
    let text = if command == UiCommand::StopDrawing { "Stop" } else { command.info().name };
    let tip = command.tooltip(ui.ctx());
    let response = ui
        .add_enabled_ui(is_possible(command, state), |ui| {
            ui.add_sized(vec2(width, theme::CONTROL), Button::new(text))
        })
        .inner;
    if response.on_hover_text(tip).clicked() {
        wishes.run(command);
    }
}

fn strip(ui: &mut Ui, width: f32, state: &State) {
    let (rect, response) = ui.allocate_exact_size(vec2(width, theme::CONTROL), Sense::hover());
    let caption = caption(state);
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &caption));
    if ui.is_rect_visible(rect) {
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let color = if state.drawing.is_under_way() { theme::TEXT } else { theme::TEXT_SOFT };
        painter.text(rect.left_top(), Align2::LEFT_TOP, &caption, theme::small(), color);
        let cells = rect.with_min_y(rect.bottom() - CELLS - 2.0).with_max_y(rect.bottom() - 2.0);
        // What is done rests beside the portrait.
        let light = if state.drawing.is_under_way() { 1.0 } else { RESTING };
        paint_cells(&painter, cells, steps(state), light);
    }
    response.on_hover_text(
        "The performance is drawn out of noise, a cell a step: first the emotion of the whole face \
         (orange), then each muscle (blue). Until it is drawn a sketch of plain curves is shown.",
    );
}

/// What happens, in a line.
fn caption(state: &State) -> String {
    let seed = state.document.settings.seed;
    match state.drawing {
        _ if state.motion.is_none() => "Nothing to draw yet".to_owned(),
        Drawing::Sketched => "Sketch".to_owned(),
        Drawing::Stopped => "Sketch · stopped".to_owned(),
        Drawing::Denoising { at, left_secs } => {
            let phase = if at.level > MIDDLE_LEVEL {
                "Placing the emotion"
            } else {
                "Refining the muscles"
            };
            let left = left_secs.map_or_else(String::new, |secs| match secs {
                ..LONG_SECS => format!(" · {secs:.1} s left"),
                _ => format!(" · {} left", time_left(secs)),
            });
            format!("{phase} · step {} of {}{left}", at.done, at.of)
        }
        Drawing::Done if state.document.settings.sampling.freedom == 0.0 => {
            format!("Plain curves · seed {seed}")
        }
        Drawing::Done => format!("Drawn · seed {seed}{}", retakes(state)),
    }
}

fn retakes(state: &State) -> String {
    match state.document.retakes.len() {
        0 => String::new(),
        1 => " · 1 retake".to_owned(),
        count => format!(" · {count} retakes"),
    }
}

/// The steps of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Steps {
    done: usize,
    of: usize,
    /// From the emotion to the muscles; a long performance goes there and back for each window.
    of_window: usize,
}

fn steps(state: &State) -> Steps {
    let of_window = state.document.settings.sampling.steps.max(1);
    let fits = state.steps_of > 0 && state.steps_of.is_multiple_of(of_window);
    let last = if fits { state.steps_of } else { of_window };
    let (done, of) = match state.drawing {
        Drawing::Denoising { at: Denoising { done, of, .. }, .. } => (done, of.max(1)),
        Drawing::Done if state.motion.is_some() => (last, last),
        _ => (0, last),
    };
    Steps { done, of, of_window }
}

/// One cell a step; where that is too narrow to be seen, a cell for some.
fn paint_cells(painter: &Painter, rect: Rect, steps: Steps, light: f32) {
    let count = steps.of.min((rect.width() / LEAST_CELL) as usize).max(1);
    let x = |cell: usize| (rect.left() + rect.width() * cell as f32 / count as f32).round();
    for cell in 0..count {
        let step = cell * steps.of / count;
        let color = color_of_step(step % steps.of_window, steps.of_window).gamma_multiply(light);
        let fill = if step < steps.done { color } else { theme::RAISED };
        let place = Rect::from_min_max(
            pos2(x(cell), rect.top().round()),
            pos2(x(cell + 1) - 1.0, rect.bottom().round()),
        );
        painter.rect_filled(place, 0.0, fill);
    }
}

fn color_of_step(step: usize, of: usize) -> Color32 {
    let share = step as f32 / (of - 1).max(1) as f32;
    theme::EMOTION.lerp_to_gamma(theme::MUSCLES, share)
}

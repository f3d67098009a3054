//! The line over the preview: what is wrong with the portrait and what to do, or the tool in hand.

use super::super::action::Wishes;
use super::super::landmarks::HANDLES;
use super::super::screen::Tool;
use super::super::state::State;
use super::super::theme;
use super::super::ui_command::UiCommand;
use super::handles;
use egui::text::LayoutJob;
use egui::{Align, Button, Galley, Label, Layout, Rect, Ui, UiBuilder, vec2};
use std::sync::Arc;

/// Height of the strip.
pub(super) const HEIGHT: f32 = 40.0;

/// A fit below this is told as doubtful.
const DOUBTFUL: f32 = 0.5;

/// What the strip says.
enum Says<'a> {
    /// How to draw a box.
    Area,
    /// What a hand can do on the face.
    Adjust,
    /// Why nobody acts.
    Nobody(&'a str),
    /// That the head fits poorly.
    Doubtful,
}

fn says(state: &State) -> Option<Says<'_>> {
    let info = state.portrait_info()?;
    match (state.tool, &info.acting) {
        (Tool::Area, _) => Some(Says::Area),
        (_, Err(why)) => Some(Says::Nobody(why)),
        (Tool::Adjust, Ok(_)) => Some(Says::Adjust),
        (Tool::Look, Ok(acting)) => (acting.quality < DOUBTFUL).then_some(Says::Doubtful),
    }
}

/// Whether there is something to say.
pub(super) fn is_shown(state: &State) -> bool {
    says(state).is_some()
}

/// Shows the strip.
pub(super) fn show(ui: &mut Ui, place: Rect, state: &State, wishes: &mut Wishes) {
    let Some(says) = says(state) else { return };
    let inside = place.shrink2(vec2(theme::SPACE_M, 6.0));
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inside).layout(layout), |ui| {
        buttons(ui, &says, state, wishes);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let text = text(ui, &says, state);
            ui.add(Label::new(two_lines(ui, &text)).selectable(false)).on_hover_text(text);
        });
    });
}

/// A text in the room that there is.
fn two_lines(ui: &Ui, text: &str) -> Arc<Galley> {
    let width = ui.available_width();
    let mut job = LayoutJob::simple(text.to_owned(), theme::small(), theme::TEXT_SOFT, width);
    job.wrap.max_rows = 2;
    ui.painter().layout_job(job)
}

fn text(ui: &Ui, says: &Says<'_>, state: &State) -> String {
    match says {
        Says::Area => {
            "Drag a box around the face, from the brows to the chin. Esc leaves.".to_owned()
        }
        Says::Nobody(why) => short(why, state),
        Says::Doubtful => {
            "The head fits this face poorly. Look whether the lines meet it.".to_owned()
        }
        Says::Adjust => handle_text(ui, state).unwrap_or_else(|| {
            "Drag a handle. Shift moves the whole face, Alt both sides; arrow keys move by a pixel."
                .to_owned()
        }),
    }
}

/// A message with the picture's name for its path.
fn short(why: &str, state: &State) -> String {
    let Some(info) = state.portrait_info() else { return why.to_owned() };
    let name = info.picture.file_name().unwrap_or_default().to_string_lossy();
    why.replace(&info.picture.display().to_string(), &name)
}

/// The name and the position of the handle with the focus.
fn handle_text(ui: &Ui, state: &State) -> Option<String> {
    let handle = &HANDLES[handles::focused(ui.ctx())?];
    let px = handle.position_px(state.landmarks()?)?;
    Some(format!("{} · {}", handle.label, handles::position_text(px)))
}

/// From the right.
fn buttons(ui: &mut Ui, says: &Says<'_>, state: &State, wishes: &mut Wishes) {
    let mut button = |ui: &mut Ui, command: UiCommand, text: &str, possible: bool, lit: bool| {
        let tip = command.tooltip(ui.ctx());
        let button = Button::new(text).selected(lit).min_size(vec2(0.0, theme::CONTROL));
        if ui.add_enabled(possible, button).on_hover_text(tip).clicked() {
            wishes.run(command);
        }
    };
    match says {
        Says::Area => button(ui, UiCommand::DrawArea, "Cancel", true, false),
        Says::Doubtful => button(ui, UiCommand::AdjustFace, "Check the lines", true, false),
        Says::Nobody(_) => {
            button(ui, UiCommand::Open, "Open landmarks…", true, false);
            button(ui, UiCommand::DrawArea, "Draw a box", true, false);
        }
        Says::Adjust => {
            button(ui, UiCommand::AdjustFace, "Done", true, false);
            button(ui, UiCommand::ResetFace, "Reset face", state.has_correction(), false);
            button(ui, UiCommand::Mirror, "Mirror", true, state.mirror);
        }
    }
}

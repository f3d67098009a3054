//! The buttons over the tracks: play and go, the time, the length.

use super::super::action::{Action, Wishes};
use super::super::icons::{self, Icon};
use super::super::state::State;
use super::super::ui_command::UiCommand;
use super::super::{drawing, theme, widgets};
use egui::{DragValue, Layout, RichText, Ui};
use risorius_engine::Edit;
use risorius_face::script::MAX_SECS;

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.set_height(super::BAR);
        ui.spacing_mut().item_spacing.x = 2.0;
        let play = if state.transport.is_playing() { Icon::Pause } else { Icon::Play };
        let buttons = [
            (UiCommand::ToStart, Icon::ToStart, false),
            (UiCommand::FrameBack, Icon::Back, false),
            (UiCommand::Play, play, state.transport.is_playing()),
            (UiCommand::FrameForward, Icon::Forward, false),
            (UiCommand::ToEnd, Icon::ToEnd, false),
            (UiCommand::Loop, Icon::Loop, state.transport.looping),
        ];
        for (command, icon, on) in buttons {
            let tip = command.tooltip(ui.ctx());
            if icons::toggle(ui, icon, command.info().name, &tip, on).clicked() {
                wishes.run(command);
            }
        }
        ui.add_space(theme::SPACE_S);
        time(ui, state);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            length(ui, state, wishes);
            ui.add_space(theme::SPACE_L);
            drawing::strip::show(ui, state, wishes);
        });
    });
}

fn time(ui: &mut Ui, state: &State) {
    let fps = state.document.settings.fps;
    let at = state.transport.at_secs;
    let frame = (at * fps.hz() + 0.001).floor() as i64 + 1;
    let frames = fps.frame_count(state.duration_secs());
    ui.label(RichText::new(format!("{at:5.2} s")).font(theme::mono()).color(theme::TEXT));
    ui.label(
        RichText::new(format!("  frame {frame} of {frames}"))
            .font(theme::mono())
            .color(theme::TEXT_FAINT),
    );
    let speed = state.transport.speed;
    if speed != 0.0 && speed != 1.0 {
        ui.label(RichText::new(format!("  {speed:+.0}×")).font(theme::mono()).color(theme::ACCENT));
    }
}

fn length(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let mut secs = state.duration_secs();
    let field =
        DragValue::new(&mut secs).range(0.1..=MAX_SECS).speed(0.02).fixed_decimals(2).suffix(" s");
    let response = ui.add_sized(egui::vec2(80.0, theme::CONTROL), field).accessible_name("Length");
    ui.add_space(theme::SPACE_XS);
    ui.label(widgets::faint("Length"));
    if response.changed() && secs.is_finite() {
        wishes.gesture("length", Edit::SetDuration { secs });
    }
    if response.drag_stopped() || response.lost_focus() {
        wishes.act(Action::EndGesture);
    }
    response.on_hover_text("Length of the performance, seconds.");
}

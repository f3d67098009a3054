//! Menus on the left, the project in the middle, undo and export on the right.

use super::action::Wishes;
use super::icons::{self, Icon};
use super::keys::shown_keys;
use super::minds::selector;
use super::state::State;
use super::ui_command::{COMMANDS, Menu, UiCommand};
use super::{theme, widgets};
use egui::{Align2, Button, Layout, Ui};

/// Shows the bar.
pub(crate) fn show(ui: &mut Ui, state: &State, wishes: &mut Wishes) {
    let middle = ui.max_rect().center();
    ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = theme::SPACE_XS;
        for menu in Menu::ALL {
            show_menu(ui, menu, state, wishes);
        }
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let command = UiCommand::Export;
            let tip = command.tooltip(ui.ctx());
            if widgets::main_button(ui, is_possible(command, state), "Export…", &tip).clicked() {
                wishes.run(command);
            }
            ui.add_space(theme::SPACE_S);
            for (command, icon) in [(UiCommand::Redo, Icon::Redo), (UiCommand::Undo, Icon::Undo)] {
                let tip = command.tooltip(ui.ctx());
                let possible = is_possible(command, state);
                ui.add_enabled_ui(possible, |ui| {
                    if icons::button(ui, icon, command.info().name, &tip).clicked() {
                        wishes.run(command);
                    }
                });
            }
        });
    });
    let unsaved = if state.is_unsaved() { " · not saved" } else { "" };
    let title = format!("{}{unsaved}", state.project_name());
    ui.painter().text(middle, Align2::CENTER_CENTER, title, theme::small(), theme::TEXT_SOFT);
}

fn show_menu(ui: &mut Ui, menu: Menu, state: &State, wishes: &mut Wishes) {
    let title = Button::new(menu.title()).frame_when_inactive(false);
    egui::containers::menu::MenuButton::from_button(title).ui(ui, |ui| {
        ui.set_min_width(240.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        for info in COMMANDS.iter().filter(|info| info.menu == menu) {
            let mut button = Button::new(info.name)
                .frame_when_inactive(false)
                .min_size(egui::vec2(0.0, theme::CONTROL));
            if let Some(keys) = info.keys.first() {
                button = button.shortcut_text(shown_keys(ui.ctx(), keys));
            }
            if ui
                .add_enabled(is_possible(info.command, state), button)
                .on_hover_text(info.tip)
                .clicked()
            {
                wishes.run(info.command);
                ui.close();
            }
        }
    });
}

/// Whether a command would do something now.
pub(crate) fn is_possible(command: UiCommand, state: &State) -> bool {
    match command {
        UiCommand::Undo => state.history.can_undo(),
        UiCommand::Redo => state.history.can_redo(),
        UiCommand::Think => {
            !state.document.words.trim().is_empty()
                && state.asked.is_none()
                && selector::is_ready(&state.minds)
        }
        UiCommand::StopThinking => state.asked.is_some(),
        UiCommand::Change => !state.document.script.items.is_empty() && state.asked.is_none(),
        UiCommand::KeepEntry => !state.document.script.items.is_empty(),
        UiCommand::Draw => state.motion.is_some(),
        UiCommand::StopDrawing => state.drawing.is_under_way(),
        UiCommand::ClearRetakes => !state.document.retakes.is_empty(),
        UiCommand::MendLine => state.selected_mend().is_some(),
        UiCommand::MendAll => state.remarks.mends().next().is_some(),
        UiCommand::DeleteLine => state.selected.is_some(),
        UiCommand::DuplicateLine | UiCommand::LockLine => state.selected_cue().is_some(),
        UiCommand::Export => state.portrait_info().is_some_and(|info| info.acting.is_ok()),
        UiCommand::NextFace => state.portrait_info().is_some_and(|info| info.faces.len() > 1),
        UiCommand::DrawArea => state.portrait_info().is_some(),
        UiCommand::AdjustFace | UiCommand::SaveLandmarks => state.landmarks().is_some(),
        UiCommand::ResetFace => state.has_correction(),
        _ => true,
    }
}

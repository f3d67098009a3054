//! The command palette: every command by its name.

use super::action::{Action, Wishes};
use super::drafts::Drafts;
use super::keys::shown_keys;
use super::sheet::sheet;
use super::ui_command::{COMMANDS, CommandInfo};
use super::{theme, widgets};
use egui::{Button, Key, Modifiers, Ui, vec2};

/// Shows the palette.
pub(crate) fn show(ui: &Ui, drafts: &mut Drafts, wishes: &mut Wishes) {
    sheet(ui, "Command palette", 460.0, wishes, |ui, wishes| {
        let (up, down, enter) = ui.input_mut(|input| {
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
            (pressed(Key::ArrowUp), pressed(Key::ArrowDown), pressed(Key::Enter))
        });
        let width = ui.available_width();
        let field =
            widgets::field(ui, &mut drafts.palette, "Find a command", "Type a few letters", width);
        if std::mem::take(&mut drafts.focus_sheet) {
            field.request_focus();
        }
        let found = matching(&drafts.palette);
        let last = found.len().saturating_sub(1);
        drafts.palette_row =
            (drafts.palette_row + usize::from(down)).min(last).saturating_sub(usize::from(up));
        if field.changed() {
            drafts.palette_row = 0;
        }
        egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (row, info) in found.iter().enumerate() {
                let chosen = row == drafts.palette_row;
                if entry(ui, info, chosen, up || down) || (chosen && enter) {
                    wishes.act(Action::CloseSheet);
                    wishes.run(info.command);
                }
            }
            if found.is_empty() {
                ui.label(widgets::soft("No command has these letters."));
            }
        });
    });
}

fn entry(ui: &mut Ui, info: &CommandInfo, chosen: bool, moved: bool) -> bool {
    let mut button =
        Button::selectable(chosen, info.name).min_size(vec2(ui.available_width(), theme::CONTROL));
    if let Some(keys) = info.keys.first() {
        button = button.shortcut_text(shown_keys(ui.ctx(), keys));
    }
    let response = ui.add(button).on_hover_text(info.tip);
    if chosen && moved {
        response.scroll_to_me(None);
    }
    response.clicked()
}

/// The commands whose name holds all letters in this order, those that hold the word itself first.
fn matching(text: &str) -> Vec<&'static CommandInfo> {
    let wanted = text.trim().to_lowercase();
    let mut found: Vec<_> =
        COMMANDS.iter().filter(|info| has_in_order(&info.name.to_lowercase(), &wanted)).collect();
    found.sort_by_key(|info| !info.name.to_lowercase().contains(&wanted));
    found
}

fn has_in_order(name: &str, wanted: &str) -> bool {
    let mut rest = name.chars();
    wanted.chars().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_find_commands() {
        let names = |text| matching(text).iter().map(|info| info.name).collect::<Vec<_>>();
        assert_eq!(names("expo"), ["Export…"]);
        assert_eq!(names("UNDO"), ["Undo"]);
        assert_eq!(names("plpa"), ["Play or pause"]);
        assert_eq!(names("").len(), COMMANDS.len());
        assert!(names("🦀 \u{202e}").is_empty());
    }
}

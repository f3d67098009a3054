//! Keys: how they are written, and which commands they run.

use super::ui_command::{COMMANDS, UiCommand};
use egui::{Key, KeyboardShortcut};

/// A shortcut as people read it.
pub(crate) fn shown_keys(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    let names = egui::ModifierNames::NAMES;
    let key = match keys.logical_key {
        Key::ArrowLeft => "Left",
        Key::ArrowRight => "Right",
        key => key.name(),
    };
    let modifiers = names.format(&keys.modifiers, ctx.os() == egui::os::OperatingSystem::Mac);
    if modifiers.is_empty() { key.to_owned() } else { format!("{modifiers}+{key}") }
}

/// Takes the commands out of this frame's key presses. While a widget has the focus (`typing`), keys
/// without Ctrl belong to it; while it is a text that is in no document yet (`in_draft`), undo too.
pub(crate) fn pressed(ctx: &egui::Context, typing: bool, in_draft: bool) -> Vec<UiCommand> {
    let mut keyed: Vec<_> = COMMANDS
        .iter()
        .flat_map(|row| row.keys.iter().map(move |keys| (row.command, keys)))
        .collect();
    // More modifiers first, or Ctrl+Z would take Ctrl+Shift+Z.
    keyed.sort_by_key(|(_, keys)| !keys.modifiers.shift);
    ctx.input_mut(|input| {
        keyed
            .into_iter()
            .filter(|(command, keys)| {
                let bare = !keys.modifiers.command && !is_function(keys.logical_key);
                let travels = matches!(command, UiCommand::Undo | UiCommand::Redo);
                let of_field = (typing && bare) || (in_draft && travels);
                // Compare is held, not pressed; what Escape means is not for the list to say.
                let apart = matches!(
                    command,
                    UiCommand::Compare | UiCommand::StopDrawing | UiCommand::StopThinking
                );
                !apart && !of_field && input.consume_shortcut(keys)
            })
            .map(|(command, _)| command)
            .collect()
    })
}

fn is_function(key: Key) -> bool {
    matches!(key, Key::F1 | Key::F2 | Key::F3 | Key::F4 | Key::F5 | Key::F6 | Key::F7)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let keys: Vec<_> =
            COMMANDS.iter().flat_map(|row| row.keys.iter().map(|k| (row.name, k))).collect();
        for (i, (name, a)) in keys.iter().enumerate() {
            for (other, b) in &keys[i + 1..] {
                // Escape leaves one thing at a time: `app.rs` says which.
                let is_escape = a.logical_key == Key::Escape;
                assert!(a != b || is_escape, "{name} and {other} share {a:?}");
            }
        }
    }
}

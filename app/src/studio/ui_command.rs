//! Everything that the studio can be told to do. This one list makes the menus, the palette, the
//! tooltips and the shortcuts.

use super::keys::shown_keys;
use egui::{Key, KeyboardShortcut, Modifiers};

/// A thing to do that needs no more than its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UiCommand {
    /// A new, empty project.
    New,
    /// The sheet that opens portraits and projects.
    Open,
    /// Save the project where it is.
    Save,
    /// Save the project elsewhere.
    SaveAs,
    /// The sheet that exports a clip.
    Export,
    /// Close the studio.
    Quit,
    /// Take the newest edit back.
    Undo,
    /// Do it again.
    Redo,
    /// Words to muscles.
    Think,
    /// Other words change the lines.
    Change,
    /// Stop a language model.
    StopThinking,
    /// The sheet of models and servers.
    Minds,
    /// Draw the performance again.
    Draw,
    /// Stop drawing it.
    StopDrawing,
    /// Draw it by other chance.
    AnotherTake,
    /// The sheet that draws a part of it again.
    RedrawPart,
    /// The part to draw again begins at the playhead.
    PartFrom,
    /// The part to draw again ends at the playhead.
    PartTo,
    /// Take back everything that was drawn again.
    ClearRetakes,
    /// Do what the first remark on the chosen line proposes.
    MendLine,
    /// Do what all remarks propose.
    MendAll,
    /// A new line at the playhead.
    AddLine,
    /// A copy of the chosen line.
    DuplicateLine,
    /// Delete the chosen line.
    DeleteLine,
    /// The sheet that keeps lines in the library.
    KeepEntry,
    /// Mix entries of the library, or stop that.
    BlendEntry,
    /// Lock or unlock the chosen line.
    LockLine,
    /// Play or pause.
    Play,
    /// Play backwards, faster each time.
    ShuttleBack,
    /// Pause.
    ShuttleStop,
    /// Play forwards, faster each time.
    ShuttleForward,
    /// A frame back.
    FrameBack,
    /// A frame on.
    FrameForward,
    /// Ten frames back.
    TenBack,
    /// Ten frames on.
    TenForward,
    /// To the first frame.
    ToStart,
    /// To the last frame.
    ToEnd,
    /// Start again at the end, or stop there.
    Loop,
    /// Let the picture's next face act.
    NextFace,
    /// Correct the acting face's landmarks, or leave that.
    AdjustFace,
    /// Correct both sides of the face alike, or one.
    Mirror,
    /// The landmarks as they were found.
    ResetFace,
    /// Draw a box around a face, or leave that.
    DrawArea,
    /// The sheet that saves landmarks.
    SaveLandmarks,
    /// The picture as it was, while held.
    Compare,
    /// The whole picture in the preview.
    ZoomFit,
    /// The acting face in the preview.
    ZoomFace,
    /// One pixel of the picture for one of the screen.
    ZoomActual,
    /// The lines of the script.
    ShowScript,
    /// The steps that led to them.
    ShowReasons,
    /// Named expressions.
    ShowLibrary,
    /// The chosen line's sliders.
    ShowLine,
    /// The board of all muscles.
    ShowMuscles,
    /// Seed, life, frame rate and size.
    ShowSettings,
    /// The palette.
    Palette,
    /// The list of shortcuts.
    Shortcuts,
}

/// The menu that shows a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects and clips.
    File,
    /// The document.
    Edit,
    /// The performance.
    Drawing,
    /// The playhead.
    Play,
    /// Who acts.
    Face,
    /// What is on the screen.
    View,
}

impl Menu {
    /// In the order of the menu bar.
    pub const ALL: [Self; 6] =
        [Self::File, Self::Edit, Self::Drawing, Self::Play, Self::Face, Self::View];

    /// Its title.
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Drawing => "Drawing",
            Self::Play => "Play",
            Self::Face => "Face",
            Self::View => "View",
        }
    }
}

/// What the studio says of a command.
pub struct CommandInfo {
    /// The command.
    pub command: UiCommand,
    /// Where it stands.
    pub menu: Menu,
    /// Its name in menus and in the palette.
    pub name: &'static str,
    /// One sentence about it.
    pub tip: &'static str,
    /// The keys that run it; the first is shown. Keys without Ctrl are ignored while typing.
    pub keys: &'static [KeyboardShortcut],
}

const fn bare(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn row(
    menu: Menu,
    command: UiCommand,
    name: &'static str,
    tip: &'static str,
    keys: &'static [KeyboardShortcut],
) -> CommandInfo {
    CommandInfo { command, menu, name, tip, keys }
}

/// Every command, in the order of the menus.
#[rustfmt::skip]
pub static COMMANDS: &[CommandInfo] = {
    use Menu::{Drawing, Edit, Face, File, Play, View};
    use UiCommand as C;
    &[
        row(File, C::New, "New project", "Start again with no portrait and no words.", &[ctrl(Key::N)]),
        row(File, C::Open, "Open…", "Open a portrait or a project.", &[ctrl(Key::O)]),
        row(File, C::Save, "Save", "Save the project.", &[ctrl(Key::S)]),
        row(File, C::SaveAs, "Save as…", "Save the project under another name.", &[ctrl_shift(Key::S)]),
        row(File, C::Export, "Export…", "Write the performance as a clip or as pictures.", &[ctrl(Key::E)]),
        row(File, C::Quit, "Quit", "Close the studio. Unsaved work is kept for the next start.", &[ctrl(Key::Q)]),
        row(Edit, C::Undo, "Undo", "Take the newest edit back.", &[ctrl(Key::Z)]),
        row(Edit, C::Redo, "Redo", "Do again what was undone.", &[ctrl(Key::Y), ctrl_shift(Key::Z)]),
        row(Edit, C::Think, "Think", "Turn the words into muscle lines. Locked lines stay.", &[ctrl(Key::Enter)]),
        row(Edit, C::Change, "Change in words", "Change the lines as the field under the words says. Locked lines stay.", &[ctrl_shift(Key::Enter)]),
        row(Edit, C::StopThinking, "Stop thinking", "Stop the language model; the lines stay as they are.", &[bare(Key::Escape)]),
        row(Edit, C::Minds, "Minds…", "Choose who thinks: models on this machine, or a server of yours.", &[ctrl(Key::I)]),
        row(Edit, C::MendLine, "Mend the line", "Do what the first remark on the chosen line proposes.", &[ctrl(Key::M)]),
        row(Edit, C::MendAll, "Mend all", "Do what the remarks propose, on every line that is not locked, as one edit.", &[ctrl_shift(Key::M)]),
        row(Edit, C::AddLine, "Add a line", "Add a line at the playhead.", &[ctrl(Key::L)]),
        row(Edit, C::DuplicateLine, "Duplicate the line", "Copy the chosen line to the playhead.", &[ctrl(Key::J)]),
        row(Edit, C::DeleteLine, "Delete the line", "Delete the chosen line.", &[bare(Key::Delete), bare(Key::Backspace)]),
        row(Edit, C::KeepEntry, "Keep in the library…", "Keep the script or the chosen line under a name.", &[ctrl_shift(Key::K)]),
        row(Edit, C::BlendEntry, "Mix library entries", "Mix the chosen entry with another one; again to stop.", &[ctrl(Key::B)]),
        row(Edit, C::LockLine, "Lock the line", "Keep the chosen line through a new think.", &[ctrl(Key::K)]),
        row(Drawing, C::Draw, "Draw", "Draw the performance again.", &[ctrl(Key::D)]),
        row(Drawing, C::AnotherTake, "Another take", "Draw the performance with the next seed: by other chance.", &[ctrl_shift(Key::D)]),
        row(Drawing, C::StopDrawing, "Stop drawing", "Keep the sketch until the next change.", &[bare(Key::Escape)]),
        row(Drawing, C::RedrawPart, "Redraw a part…", "Draw a span of time or a part of the face again; all else stays.", &[ctrl(Key::R)]),
        row(Drawing, C::PartFrom, "Part from here", "The part to redraw begins at the playhead.", &[bare(Key::I)]),
        row(Drawing, C::PartTo, "Part to here", "The part to redraw ends at the playhead.", &[bare(Key::O)]),
        row(Drawing, C::ClearRetakes, "Clear retakes", "Take back every part that was drawn again.", &[]),
        row(Play, C::Play, "Play or pause", "Play the performance from the playhead.", &[bare(Key::Space)]),
        row(Play, C::ShuttleBack, "Shuttle back", "Play backwards; again for faster.", &[bare(Key::J)]),
        row(Play, C::ShuttleStop, "Shuttle stop", "Pause.", &[bare(Key::K)]),
        row(Play, C::ShuttleForward, "Shuttle forward", "Play forwards; again for faster.", &[bare(Key::L)]),
        row(Play, C::FrameBack, "Frame back", "Move the playhead one frame back.", &[bare(Key::ArrowLeft)]),
        row(Play, C::FrameForward, "Frame forward", "Move the playhead one frame on.", &[bare(Key::ArrowRight)]),
        row(Play, C::TenBack, "Ten frames back", "Move the playhead ten frames back.", &[shift(Key::ArrowLeft)]),
        row(Play, C::TenForward, "Ten frames forward", "Move the playhead ten frames on.", &[shift(Key::ArrowRight)]),
        row(Play, C::ToStart, "To the start", "Move the playhead to the first frame.", &[bare(Key::Home)]),
        row(Play, C::ToEnd, "To the end", "Move the playhead to the last frame.", &[bare(Key::End)]),
        row(Play, C::Loop, "Loop", "Start again at the end.", &[ctrl_shift(Key::L)]),
        row(Face, C::NextFace, "Next face", "Let the next face of the picture act.", &[bare(Key::F)]),
        row(Face, C::AdjustFace, "Adjust face", "Correct where the lids, the lips and the rest of the acting face are.", &[bare(Key::A)]),
        row(Face, C::Mirror, "Mirror", "Correct both sides of the face alike.", &[bare(Key::M)]),
        row(Face, C::ResetFace, "Reset face", "Take all corrections of the acting face back.", &[]),
        row(Face, C::DrawArea, "Draw a box around the face", "Show where the face is if it was not found.", &[bare(Key::D)]),
        row(Face, C::SaveLandmarks, "Save landmarks…", "Write the acting face's landmarks into a file beside the picture.", &[]),
        row(View, C::Compare, "Compare with the picture", "Show the picture as it was while held.", &[bare(Key::B)]),
        row(View, C::ZoomFit, "Zoom to fit", "Show the whole picture.", &[ctrl(Key::Num0)]),
        row(View, C::ZoomFace, "Zoom to the face", "Show the acting face.", &[ctrl(Key::Num2)]),
        row(View, C::ZoomActual, "Zoom to 100 %", "Show one pixel of the picture for one of the screen.", &[ctrl(Key::Num1)]),
        row(View, C::ShowLine, "Line", "Sliders and timing of the chosen line.", &[bare(Key::F2)]),
        row(View, C::ShowMuscles, "Muscles", "A board of all muscles, by region.", &[bare(Key::F3)]),
        row(View, C::ShowSettings, "Settings", "Portrait, life, seed and frame rate.", &[bare(Key::F4)]),
        row(View, C::ShowScript, "Script", "The lines that the face will act.", &[bare(Key::F5)]),
        row(View, C::ShowReasons, "Reasons", "The steps from the words to the muscles.", &[bare(Key::F6)]),
        row(View, C::ShowLibrary, "Library", "Named expressions to look at, mix and insert at the playhead.", &[bare(Key::F7)]),
        row(View, C::Palette, "Command palette…", "Find any command by its name.", &[ctrl(Key::P)]),
        row(View, C::Shortcuts, "Shortcuts…", "List all keys.", &[bare(Key::F1)]),
    ]
};

impl UiCommand {
    /// What the studio says of it.
    pub fn info(self) -> &'static CommandInfo {
        COMMANDS
            .iter()
            .find(|row| row.command == self)
            .expect("every command has its row; a test holds it")
    }

    /// Its sentence with its first shortcut, for a tooltip.
    pub fn tooltip(self, ctx: &egui::Context) -> String {
        let info = self.info();
        match info.keys.first() {
            Some(keys) => format!("{} ({})", info.tip, shown_keys(ctx, keys)),
            None => info.tip.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_stands_once() {
        for (i, row) in COMMANDS.iter().enumerate() {
            let same = |other: &CommandInfo| other.command == row.command || other.name == row.name;
            assert!(!COMMANDS[i + 1..].iter().any(same), "{}", row.name);
            assert!(row.tip.ends_with('.'), "{}", row.tip);
        }
    }
}

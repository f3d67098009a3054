//! What panels ask for: they read the state and return actions, and only [`super::act`] changes it.

use super::drawing::Part;
use super::library::keep_sheet::NewEntry;
use super::minds::Who;
use super::screen::Tool;
use super::ui_command::UiCommand;
use risorius_engine::library::Entry;
use risorius_engine::minds::{Device, Errand, LocalModel, ServerModel};
use risorius_engine::{Edit, Gesture};
use risorius_face::Row;
use std::path::PathBuf;

/// One request of a panel.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Run a command of the list.
    Run(UiCommand),
    /// Change the document.
    Edit(Edit, Option<Gesture>),
    /// The hand let go: the next edit is a step of its own.
    EndGesture,
    /// Choose a line of the script, or none.
    Select(Option<usize>),
    /// Move the playhead, seconds.
    Seek(f32),
    /// Choose what is to be drawn again.
    ChoosePart(Part),
    /// The length that a think is to fill, seconds; `None` leaves it to the words.
    WishLength(Option<f32>),
    /// Open a portrait or a project.
    OpenFile(PathBuf),
    /// Save the project there.
    SaveTo(PathBuf),
    /// Ask the system for a file.
    Browse(Browse),
    /// Let another face of the picture act.
    ChooseFace(usize),
    /// Take a tool for the picture in hand.
    Use(Tool),
    /// Write the acting face's landmarks there.
    SaveLandmarksTo(PathBuf),
    /// Write a clip there.
    ExportTo(PathBuf),
    /// Stop an export.
    CancelExport(u64),
    /// Take a finished export off the list.
    ForgetExport(u64),
    /// Take up the work that was kept at the end of the last session.
    Recover,
    /// Throw it away.
    DiscardRecovery,
    /// Stop showing what a change in words has done.
    EndChange,
    /// Take the built-in mind's answer where a language model had none.
    TakeOffer,
    /// Let another mind think.
    ChooseMind(Who),
    /// Let this model on this machine think.
    UseLocal(LocalModel),
    /// What a model on this machine runs on.
    RunOn(Device),
    /// Another server, or another model of it.
    SetServer(ServerModel),
    /// Ask the server for its models.
    ListModels,
    /// Look for the server's key.
    AskKey,
    /// Something for the models.
    Errand(Errand),
    /// Insert an entry of the library at the playhead.
    InsertEntry {
        /// The entry, or a mixture.
        entry: Box<Entry>,
        /// How strongly, 0..2.
        strength: f32,
    },
    /// Keep lines in the library.
    KeepEntry(Box<NewEntry>),
    /// Remove an own entry from the library.
    RemoveEntry(String),
    /// Close the sheet that is open.
    CloseSheet,
    /// Take the notice away.
    DismissNotice,
}

/// What a system dialog is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browse {
    /// A portrait or a project to open.
    Open,
    /// Where to save the project.
    Save,
    /// Where to write the clip.
    Export,
    /// Where to write the landmarks.
    Landmarks,
    /// A model to import.
    Model,
}

/// What the panels want after one frame.
#[derive(Default)]
pub(crate) struct Wishes {
    /// In the order of asking.
    pub(crate) actions: Vec<Action>,
    /// The face that a hand on a slider means; the preview shows it while the hand is there.
    pub(crate) hand: Option<Row>,
    /// Whether the picture as it was is to be shown.
    pub(crate) compare: bool,
}

impl Wishes {
    /// Asks for a command of the list.
    pub(crate) fn run(&mut self, command: UiCommand) {
        self.actions.push(Action::Run(command));
    }

    /// Asks for an action.
    pub(crate) fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    /// Asks for an edit that is a step of its own.
    pub(crate) fn edit(&mut self, edit: Edit) {
        self.actions.push(Action::Edit(edit, None));
    }

    /// Asks for an edit that is part of a gesture.
    pub(crate) fn gesture(&mut self, name: impl Into<String>, edit: Edit) {
        self.actions.push(Action::Edit(edit, Some(Gesture(name.into()))));
    }
}

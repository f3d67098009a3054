//! What becomes of what the panels ask for. The only place that changes the document.

use super::action::{Action, Browse};
use super::app::Studio;
use super::files::is_project;
use super::screen::{Sheet, Tool, Zoom};
use super::state::Portrait;
use risorius_engine::{Command, Document, Edit, Gesture, PortraitRef};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Studio {
    pub(super) fn act(&mut self, action: Action, ctx: &egui::Context) {
        match action {
            Action::Run(command) => self.run(command, ctx),
            Action::Edit(edit, gesture) => self.edit(edit, gesture),
            Action::EndGesture => self.state.history.end_gesture(),
            Action::Select(line) => self.state.selected = line,
            Action::Seek(secs) => self.seek(secs),
            Action::ChoosePart(part) => self.state.part = part,
            Action::WishLength(secs) => self.state.wished_secs = secs,
            Action::OpenFile(path) => {
                self.state.sheet = None;
                self.open_file(path);
            }
            Action::SaveTo(path) => {
                self.state.sheet = None;
                self.save_to(path);
            }
            Action::Browse(browse) => self.browse(browse),
            Action::ChooseFace(face) => self.choose_face(face),
            Action::Use(tool) => self.take_tool(tool),
            Action::SaveLandmarksTo(path) => self.save_landmarks(path),
            Action::ExportTo(path) => self.export_to(path),
            Action::CancelExport(id) => self.link.send(Command::CancelExport { id }),
            Action::ForgetExport(id) => self.state.exports.retain(|job| job.id != id),
            Action::Recover => {
                if let Some(path) = self.state.recovery.take() {
                    self.files.open(path);
                }
            }
            Action::DiscardRecovery => {
                self.state.recovery = None;
                self.files.forget_left_over();
            }
            Action::EndChange => self.state.change = None,
            Action::TakeOffer => self.take_offer(),
            Action::ChooseMind(who) => self.choose_mind(who),
            Action::UseLocal(model) => self.use_local(model),
            Action::RunOn(device) => self.run_on(device),
            Action::SetServer(server) => self.set_server(server),
            Action::ListModels => self.list_models(),
            Action::AskKey => self.ask_key(),
            Action::Errand(errand) => self.send_errand(errand),
            Action::InsertEntry { entry, strength } => self.insert_entry(&entry, strength),
            Action::KeepEntry(entry) => self.keep_entry(*entry),
            Action::RemoveEntry(name) => self.remove_entry(name),
            Action::CloseSheet => self.state.sheet = None,
            Action::DismissNotice => (self.state.notice, self.state.offer) = (None, None),
        }
    }

    /// Every change of the document goes through here.
    pub(super) fn edit(&mut self, edit: Edit, gesture: Option<Gesture>) {
        let state = &mut self.state;
        let portrait = state.document.portrait.clone();
        state.history.apply(&mut state.document, edit, gesture);
        self.after_change(portrait.as_ref());
    }

    /// What follows from a changed document: a portrait to wait for, a choice that still exists. The
    /// portrait stays on the stage while only its face, its box or its landmarks change.
    pub(super) fn after_change(&mut self, portrait_before: Option<&PortraitRef>) {
        let state = &mut self.state;
        let portrait = state.document.portrait.as_ref();
        let files = |portrait: &PortraitRef| (portrait.picture.clone(), portrait.landmarks.clone());
        if portrait.map(files) != portrait_before.map(files) {
            let some = portrait.is_some();
            state.portrait = if some { Portrait::Loading } else { Portrait::None };
            state.tool = Tool::Look;
        }
        state.remarks.look_at(&state.document.script);
        let lines = state.document.script.items.len();
        state.selected = state.selected.filter(|&line| line < lines);
    }

    pub(super) fn seek(&mut self, secs: f32) {
        let (duration, fps) = (self.state.duration_secs(), self.state.document.settings.fps);
        self.state.transport.seek(secs, duration, fps);
    }

    /// Opens what was dropped: a picture or a project, and a picture's landmark file beside it.
    pub(super) fn open_dropped(&mut self, files: Vec<PathBuf>) {
        let (landmarks, files): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|file| has_ending(file, "json"));
        for file in files.into_iter().take(1).chain(landmarks.into_iter().take(1)) {
            self.open_file(file);
        }
    }

    /// Opens a project, or takes a picture as the portrait, or a landmark file for the portrait.
    pub(super) fn open_file(&mut self, path: PathBuf) {
        if is_project(&path) {
            self.files.open(path);
            return;
        }
        let portrait = match (has_ending(&path, "json"), self.state.document.portrait.clone()) {
            (true, Some(portrait)) => PortraitRef {
                picture: portrait.picture,
                landmarks: Some(path),
                ..PortraitRef::default()
            },
            (true, None) => {
                self.state.tell_wrong("Landmarks need their picture: drop the portrait first.");
                return;
            }
            (false, _) => {
                self.files.remember(&mut self.state.recent, &path);
                PortraitRef { picture: path, ..PortraitRef::default() }
            }
        };
        self.edit(Edit::SetPortrait(Some(portrait)), None);
    }

    /// Keeps unsaved work before another document takes its place: in its file, or where it can be
    /// restored from.
    pub(super) fn put_aside(&mut self) {
        if !self.state.is_unsaved() || self.state.document == Document::default() {
            return;
        }
        let left_over = self.files.places.as_ref().map(|places| &places.left_over);
        let path = self.state.project.path.as_ref().or(left_over).cloned();
        if let Some(path) = path {
            if self.state.project.path.is_none() {
                self.state.recovery = Some(path.clone());
            }
            let document = Arc::new(self.state.document.clone());
            self.files.save(path, document, self.state.generation());
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let path = if is_project(&path) { path } else { with_ending(path) };
        self.state.project.path = Some(path.clone());
        self.state.tell(format!("Saved {}", path.display()));
        self.files.save(path, Arc::new(self.state.document.clone()), self.state.generation());
    }

    fn browse(&self, browse: Browse) {
        let ending = match browse {
            Browse::Export => "mp4",
            Browse::Landmarks => "landmarks.json",
            Browse::Model => "gguf",
            Browse::Open | Browse::Save => risorius_engine::project::EXTENSION,
        };
        self.files.browse(browse, format!("{}.{ending}", self.state.project_name()));
    }

    pub(super) fn choose_face(&mut self, face: usize) {
        if let Some(portrait) = &self.state.document.portrait {
            let portrait = PortraitRef { face: Some(face), hand: None, ..portrait.clone() };
            self.edit(Edit::SetPortrait(Some(portrait)), None);
        }
    }

    /// Takes a tool in hand. Landmarks are corrected on a picture that is zoomed to their face.
    pub(super) fn take_tool(&mut self, tool: Tool) {
        let state = &mut self.state;
        match (state.tool == Tool::Adjust, tool == Tool::Adjust) {
            (false, true) => {
                state.zoom_before = std::mem::replace(&mut state.zoom, Zoom::Face);
                state.transport.speed = 0.0;
            }
            (true, false) if state.zoom == Zoom::Face => state.zoom = state.zoom_before,
            _ => {}
        }
        state.tool = tool;
        self.drafts.handle = None;
        state.history.end_gesture();
    }

    fn save_landmarks(&mut self, path: PathBuf) {
        self.state.sheet = None;
        if let Some(landmarks) = self.state.landmarks() {
            self.files.save_landmarks(path, landmarks.clone());
        }
    }

    fn export_to(&mut self, to: PathBuf) {
        let id = self.add_export(to.clone());
        self.link.send(Command::Export { id, document: Arc::new(self.state.document.clone()), to });
    }

    /// Opens a sheet with its fields as they should start.
    pub(super) fn open_sheet(&mut self, sheet: Sheet) {
        self.drafts.start_sheet(sheet, &self.state);
        self.state.sheet = Some(sheet);
    }
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

fn with_ending(path: PathBuf) -> PathBuf {
    let mut name = path.into_os_string();
    name.push(format!(".{}", risorius_engine::project::EXTENSION));
    name.into()
}

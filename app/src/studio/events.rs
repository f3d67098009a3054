//! What the engine and the files say, taken into the state.

use super::action::Browse;
use super::app::Studio;
use super::files::Reply;
use super::state::{ExportJob, Portrait};
use risorius_engine::{Document, Drawing, Event, ExportState};
use std::path::{Path, PathBuf};

/// A generation that no document reaches.
const NEVER: u64 = u64::MAX;

impl Studio {
    pub(super) fn take_event(&mut self, event: Event) {
        match event {
            Event::Portrait(Ok(info)) => {
                // The engine knows what to show of a portrait that stays on the stage.
                if self.state.portrait_info().is_none() {
                    self.forget_sent_view();
                }
                self.state.portrait = Portrait::Ready(Box::new(info));
            }
            Event::Portrait(Err(why)) => self.state.portrait = Portrait::Failed(why),
            Event::Thought { generation, result, instead } => {
                self.take_answer(generation, result, instead);
            }
            Event::Thinking { generation, thinking } => self.hear_thinking(generation, thinking),
            Event::Errand(news) => self.hear_errand(news),
            Event::Motion { motion, drawing, .. } => {
                self.state.motion = Some(motion);
                if let Drawing::Denoising { at, .. } = drawing {
                    self.state.steps_of = at.of;
                }
                self.state.drawing = drawing;
            }
            // The texture has changed; the window is awake to show it.
            Event::Frame(_) => tracing::trace!("a new still"),
            Event::Export { id, state } => self.take_export(id, state),
            Event::Trouble(text) => self.state.tell_wrong(text),
        }
    }

    fn take_export(&mut self, id: u64, state: ExportState) {
        match &state {
            ExportState::Done(path) => self.state.tell(format!("Exported {}", path.display())),
            ExportState::Failed(why) => self.state.tell_wrong(why.clone()),
            _ => {}
        }
        if let Some(job) = self.state.exports.iter_mut().find(|job| job.id == id) {
            job.state = state;
        }
    }

    pub(super) fn take_reply(&mut self, reply: Reply) {
        match reply {
            Reply::Picked(browse, Some(path)) => self.take_picked(browse, path),
            Reply::Picked(_, None) => {}
            Reply::Opened(path, Ok(document)) => self.take_opened(path, *document),
            Reply::Opened(_, Err(why)) => self.state.tell_wrong(why),
            Reply::SavedLandmarks(path, Ok(())) => {
                self.state.tell(format!("Saved {}", path.display()));
            }
            Reply::SavedLandmarks(_, Err(why)) => self.state.tell_wrong(why),
            Reply::Saved { path, generation, result: Ok(()) } => self.take_saved(&path, generation),
            Reply::Library(library, told) => self.take_library(*library, told),
            Reply::Saved { result: Err(why), .. } => self.state.tell_wrong(why),
        }
    }

    fn take_saved(&mut self, path: &Path, generation: u64) {
        if self.state.recovery.is_none() {
            // What was left over is in this file now, or was thrown away.
            self.files.forget_left_over();
        }
        let project = &mut self.state.project;
        if project.path.as_deref() == Some(path) {
            project.saved_generation = generation;
            project.kept_generation = generation;
            self.files.forget_recovery();
            self.files.remember(&mut self.state.recent, path);
        }
    }

    /// A path from a dialog goes where the sheet's own path field would have brought it.
    fn take_picked(&mut self, browse: Browse, path: PathBuf) {
        match browse {
            Browse::Open => {
                self.state.sheet = None;
                self.open_file(path);
            }
            Browse::Save => {
                self.state.sheet = None;
                self.save_to(path);
            }
            Browse::Landmarks => self.drafts.landmarks_path = path.display().to_string(),
            Browse::Model => self.drafts.minds.other = path.display().to_string(),
            Browse::Export => self.drafts.export_path = path.display().to_string(),
        }
    }

    fn take_opened(&mut self, path: PathBuf, document: Document) {
        self.put_aside();
        let recovered = self.files.places.as_ref().is_some_and(|places| places.left_over == path);
        if recovered {
            self.state.replace_document(document, None);
            // What was recovered is in no project yet, nor in this session's recovery file.
            self.state.project.saved_generation = NEVER;
            self.state.project.kept_generation = NEVER;
            self.state.tell("Your unsaved work is back.");
        } else {
            self.files.remember(&mut self.state.recent, &path);
            self.state.replace_document(document, Some(path));
        }
        self.drafts.clear();
    }

    pub(super) fn add_export(&mut self, to: PathBuf) -> u64 {
        let id = self.state.next_export;
        self.state.next_export += 1;
        self.state.exports.push(ExportJob { id, to, state: ExportState::Queued });
        id
    }
}

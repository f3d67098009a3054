//! Files and dialogs, away from the window's thread: a slow disk or an open dialog never holds up
//! the window.

mod dialog;
mod job;
mod places;

pub(crate) use job::write_project;
pub use places::Places;

use super::action::Browse;
use super::library::keep_sheet::NewEntry;
use super::minds::Choice;
use crossbeam_channel::{Receiver, Sender, unbounded};
use job::Job;
use risorius_engine::library::Library;
use risorius_engine::{Document, Landmarks, project};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many opened files are remembered.
const RECENT: usize = 10;

/// What a job brought.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A dialog was closed; `None` where it was cancelled or could not open.
    Picked(Browse, Option<PathBuf>),
    /// A project was read.
    Opened(PathBuf, Result<Box<Document>, String>),
    /// Landmarks were written there.
    SavedLandmarks(PathBuf, Result<(), String>),
    /// The library as its folder holds it now, and what there is to tell.
    Library(Box<Library>, Result<String, String>),
    /// A document was written.
    Saved {
        /// Where.
        path: PathBuf,
        /// Which generation.
        generation: u64,
        /// Whether it went well.
        result: Result<(), String>,
    },
}

/// Gives jobs to a thread of its own, one after the other, and holds what comes back.
pub(crate) struct Files {
    /// The list of recent files and unsaved work; `None` keeps neither.
    pub(crate) places: Option<Places>,
    jobs: Sender<Job>,
    replies: Receiver<Reply>,
    reply_to: Sender<Reply>,
    ctx: egui::Context,
}

impl Files {
    /// Starts the thread. It ends with the window.
    pub(crate) fn start(ctx: egui::Context, places: Option<Places>) -> Self {
        let (jobs, inbox) = unbounded::<Job>();
        let (reply_to, replies) = unbounded();
        let answer = (reply_to.clone(), ctx.clone());
        let work = move || {
            for job in inbox {
                if let Some(reply) = job.run() {
                    let _ = answer.0.send(reply); // The window may be gone.
                    answer.1.request_repaint();
                }
            }
        };
        let thread = std::thread::Builder::new().name("files".into()).spawn(work);
        if let Err(error) = thread {
            tracing::error!("no thread for files: {error}");
        }
        Self { places, jobs, replies, reply_to, ctx }
    }

    /// What came back since the last call.
    pub(crate) fn replies(&self) -> Vec<Reply> {
        self.replies.try_iter().collect()
    }

    /// Reads a project.
    pub(crate) fn open(&self, path: PathBuf) {
        self.give(Job::Open(path));
    }

    /// Writes a project.
    pub(crate) fn save(&self, path: PathBuf, document: Arc<Document>, generation: u64) {
        self.give(Job::Save { path, document, generation });
    }

    /// Writes a face's landmarks.
    pub(crate) fn save_landmarks(&self, path: PathBuf, landmarks: Landmarks) {
        self.give(Job::SaveLandmarks(path, landmarks));
    }

    /// Unsaved work that the last session left. It is moved aside first, so that this session's
    /// cannot take its place.
    pub(crate) fn left_over(&self) -> Option<PathBuf> {
        let places = self.places.as_ref()?;
        if places.recovery.is_file()
            && let Err(error) = std::fs::rename(&places.recovery, &places.left_over)
        {
            tracing::warn!("unsaved work of the last session cannot be moved aside: {error}");
        }
        places.left_over.is_file().then(|| places.left_over.clone())
    }

    /// Throws this session's kept work away: it is saved.
    pub(crate) fn forget_recovery(&self) {
        if let Some(places) = &self.places {
            self.give(Job::Forget(places.recovery.clone()));
        }
    }

    /// Throws the last session's kept work away.
    pub(crate) fn forget_left_over(&self) {
        if let Some(places) = &self.places {
            self.give(Job::Forget(places.left_over.clone()));
        }
    }

    /// Puts a file at the top of the recent ones and writes the list.
    pub(crate) fn remember(&self, recent: &mut Vec<PathBuf>, file: &Path) {
        recent.retain(|other| other != file);
        recent.insert(0, file.to_owned());
        recent.truncate(RECENT);
        if let Some(places) = &self.places {
            self.note(places.recent.clone(), recent);
        }
    }

    /// Remembers who thinks.
    pub(crate) fn keep_mind(&self, choice: &Choice) {
        if let Some(places) = &self.places {
            self.note(places.mind.clone(), choice);
        }
    }

    /// Who thought when the studio was closed.
    pub(crate) fn mind(&self) -> Choice {
        let text = self.places.as_ref().map(|places| std::fs::read_to_string(&places.mind));
        let kept = text.and_then(|text| serde_json::from_str(&text.ok()?).ok());
        kept.unwrap_or_default()
    }

    /// Reads the artist's own entries of the library.
    pub(crate) fn read_library(&self) {
        if let Some(places) = &self.places {
            self.give(Job::ReadLibrary(places.library.clone()));
        }
    }

    /// Keeps an entry in the library.
    pub(crate) fn keep_entry(&self, entry: NewEntry) {
        if let Some(places) = &self.places {
            self.give(Job::KeepEntry(places.library.clone(), entry));
        }
    }

    /// Removes an own entry from the library.
    pub(crate) fn remove_entry(&self, name: String) {
        if let Some(places) = &self.places {
            self.give(Job::RemoveEntry(places.library.clone(), name));
        }
    }

    fn note(&self, path: PathBuf, what: &impl Serialize) {
        match serde_json::to_string_pretty(what) {
            Ok(text) => self.give(Job::Note { path, text }),
            Err(error) => tracing::error!("cannot be written as JSON: {error}"),
        }
    }

    /// The recent files that are still there.
    pub(crate) fn recent(&self) -> Vec<PathBuf> {
        let text =
            self.places.as_ref().and_then(|places| std::fs::read_to_string(&places.recent).ok());
        let files: Vec<PathBuf> =
            text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        files.into_iter().filter(|file| file.exists()).take(RECENT).collect()
    }

    /// Opens a system dialog. It has a thread of its own because it blocks until it is closed.
    pub(crate) fn browse(&self, browse: Browse, name: String) {
        let (reply_to, ctx) = (self.reply_to.clone(), self.ctx.clone());
        let work = move || {
            let _ = reply_to.send(Reply::Picked(browse, dialog::ask(browse, &name)));
            ctx.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name("dialog".into()).spawn(work) {
            tracing::error!("no thread for a dialog: {error}");
        }
    }

    fn give(&self, job: Job) {
        if self.jobs.send(job).is_err() {
            tracing::error!("the thread for files has stopped");
        }
    }
}

/// Whether a path names a project rather than a picture.
pub(crate) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(project::EXTENSION))
}

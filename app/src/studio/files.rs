//! Files and dialogs, away from the window's thread: a slow disk or an open dialog never holds up
//! the window.

use super::action::Browse;
use crossbeam_channel::{Receiver, Sender, unbounded};
use risorius_engine::{Document, Landmarks, project, work};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many opened files are remembered.
const RECENT: usize = 10;

/// Where the studio keeps what belongs to no project.
#[derive(Clone, Debug)]
pub struct Places {
    /// The list of recent files.
    pub recent: PathBuf,
    /// Unsaved work of this session.
    pub recovery: PathBuf,
    /// Unsaved work of the session before, until the artist takes it up or throws it away.
    pub left_over: PathBuf,
}

impl Places {
    /// The places that the system has for this; `None` where there is no home folder.
    pub fn of_system() -> Option<Self> {
        let dirs = directories::ProjectDirs::from("", "", "risorius")?;
        Some(Self::in_folder(dirs.data_local_dir()))
    }

    /// Both files in one folder.
    pub fn in_folder(folder: &Path) -> Self {
        Self {
            recent: folder.join("recent.json"),
            recovery: folder.join("recovery.risorius"),
            left_over: folder.join("left-over.risorius"),
        }
    }
}

/// What a job brought.
#[derive(Debug)]
pub(crate) enum Reply {
    /// A dialog was closed; `None` where it was cancelled or could not open.
    Picked(Browse, Option<PathBuf>),
    /// A project was read.
    Opened(PathBuf, Result<Box<Document>, String>),
    /// Landmarks were written there.
    SavedLandmarks(PathBuf, Result<(), String>),
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

enum Job {
    Open(PathBuf),
    Save { path: PathBuf, document: Arc<Document>, generation: u64 },
    SaveLandmarks(PathBuf, Landmarks),
    Forget(PathBuf),
    Remember { list: PathBuf, files: Vec<PathBuf> },
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
            self.give(Job::Remember { list: places.recent.clone(), files: recent.clone() });
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
            let _ = reply_to.send(Reply::Picked(browse, dialog(browse, &name)));
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

impl Job {
    fn run(self) -> Option<Reply> {
        match self {
            Self::Open(path) => {
                let result = project::open(&path).map(Box::new).map_err(|error| error.to_string());
                Some(Reply::Opened(path, result))
            }
            Self::Save { path, document, generation } => {
                let result = write_project(&path, &document);
                Some(Reply::Saved { path, generation, result })
            }
            Self::SaveLandmarks(path, landmarks) => {
                let result = work::save_landmarks(&path, &landmarks);
                Some(Reply::SavedLandmarks(path, result.map_err(|error| error.to_string())))
            }
            Self::Forget(path) => {
                // Nothing to forget is fine.
                let _ = std::fs::remove_file(path);
                None
            }
            Self::Remember { list, files } => {
                let written = make_folder(&list).and_then(|()| {
                    let text =
                        serde_json::to_string_pretty(&files).map_err(|error| error.to_string())?;
                    std::fs::write(&list, text).map_err(|error| error.to_string())
                });
                if let Err(error) = written {
                    tracing::warn!("the recent files are not remembered: {error}");
                }
                None
            }
        }
    }
}

/// Writes a project, with its folder where there is none.
pub(crate) fn write_project(path: &Path, document: &Document) -> Result<(), String> {
    make_folder(path)?;
    project::save(path, document).map_err(|error| error.to_string())
}

fn make_folder(file: &Path) -> Result<(), String> {
    let Some(folder) = file.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder)
        .map_err(|error| format!("cannot make the folder {}: {error}", folder.display()))
}

fn dialog(browse: Browse, name: &str) -> Option<PathBuf> {
    let dialog = rfd::FileDialog::new();
    match browse {
        Browse::Open => dialog
            .add_filter("Portraits and projects", PICKABLE)
            .add_filter("All files", &["*"])
            .pick_file(),
        Browse::Save => dialog
            .add_filter("Risorius project", &[project::EXTENSION])
            .set_file_name(name)
            .save_file(),
        Browse::Landmarks => {
            dialog.add_filter("Landmarks", &["json"]).set_file_name(name).save_file()
        }
        Browse::Export => dialog.add_filter("Clip", &["mp4"]).set_file_name(name).save_file(),
    }
}

const PICKABLE: &[&str] =
    &["png", "jpg", "jpeg", "webp", "tif", "tiff", "bmp", "gif", "json", project::EXTENSION];

/// Whether a path names a project rather than a picture.
pub(crate) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(project::EXTENSION))
}

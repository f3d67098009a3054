//! What is done beside thinking, on threads of its own: packs, the models of servers, and keys.
//!
//! Packs are fetched and imported one after the other; every other errand has a thread for itself,
//! since a server or a keyring may let it wait.

use crate::Event;
use crate::engine::Events;
use crossbeam_channel::{Receiver, Sender, unbounded};
use risorius_net::endpoint::{Endpoint, ServerError};
use risorius_net::keys::{KEY_VARIABLE, Kept, Key, Keys};
use risorius_net::packs::{PackError, Progress, Store, StoredPack, Wish};
use risorius_net::{Cancel, Patience};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Something that the studio wants done for its models.
#[derive(Clone, Debug)]
pub enum Errand {
    /// Say which packs there are.
    ListPacks,
    /// Fetch a listed pack by its name, or a file by its address; goes on with a part that is there.
    FetchPack {
        /// Name or address.
        what: String,
        /// Another name for it.
        name: Option<String>,
        /// The SHA-256 that it must have.
        sha256: Option<String>,
    },
    /// Copy a model file into the store.
    ImportPack {
        /// The file.
        file: PathBuf,
        /// The pack's name; `None` takes that of the file.
        name: Option<String>,
    },
    /// Stop a fetch, whose part is kept, or an import.
    StopPack {
        /// As [`ErrandNews::Work`] names it.
        name: String,
    },
    /// Remove a pack, or the part of one.
    RemovePack {
        /// Its name.
        name: String,
    },
    /// Set the disk space that models may take.
    SetBudget {
        /// Bytes.
        bytes: u64,
    },
    /// Ask a server which models it has.
    ListModels {
        /// The server's address.
        base_url: String,
    },
    /// Say whether there is a key for a server, and where.
    AskKey {
        /// The server's address.
        base_url: String,
    },
    /// Keep a key for a server.
    KeepKey {
        /// The server's address.
        base_url: String,
        /// The key.
        key: Key,
    },
    /// Forget the key of a server.
    ForgetKey {
        /// The server's address.
        base_url: String,
    },
}

/// What came of an errand. Texts are single lines fit to be shown.
#[derive(Clone, Debug)]
pub enum ErrandNews {
    /// The packs as they are now; told after each change too.
    Packs(Result<Packs, String>),
    /// How the fetching, importing or removing of a pack goes.
    Work {
        /// The pack's name, or the file's while the pack has none.
        name: String,
        /// How.
        work: PackWork,
    },
    /// The models of a server.
    Models {
        /// The server's address as it was given.
        base_url: String,
        /// Their names, or one line why there are none.
        result: Result<Vec<String>, String>,
    },
    /// Whether there is a key for a server.
    Key {
        /// The server's address as it was given.
        base_url: String,
        /// Whether, and where.
        state: KeyState,
    },
}

/// The packs of this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Packs {
    /// All that are listed, then the others that are on disk.
    pub packs: Vec<StoredPack>,
    /// Where they are.
    pub folder: PathBuf,
    /// Disk space that they take, bytes.
    pub used_bytes: u64,
    /// Disk space that they may take, bytes.
    pub budget_bytes: u64,
}

/// How work on a pack goes.
#[derive(Clone, Debug, PartialEq)]
pub enum PackWork {
    /// Waiting for the one before.
    Queued,
    /// On its way.
    Running(Progress),
    /// Done.
    Done,
    /// Stopped by the artist.
    Stopped,
    /// Failed: one line that says what was wrong and what to do.
    Failed(String),
}

/// Where the key of a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyState {
    /// There is none.
    None,
    /// There is one, in the system's keyring or in the environment.
    Known,
    /// It is kept until the program ends, and why no longer.
    ForSession(String),
    /// It cannot be kept or forgotten: one line why.
    Failed(String),
}

impl Packs {
    /// The packs of a store.
    ///
    /// # Errors
    /// An index that cannot be read.
    pub fn of(store: &Store) -> Result<Self, PackError> {
        Ok(Self {
            packs: store.packs()?,
            folder: store.folder().to_owned(),
            used_bytes: store.used_bytes(),
            budget_bytes: store.budget_bytes()?,
        })
    }
}

/// How often the progress of a pack is told.
const PAUSE: Duration = Duration::from_millis(100);

/// Work on a pack that waits for its turn.
struct Job {
    name: String,
    kind: JobKind,
    cancel: Cancel,
}

enum JobKind {
    Fetch(Wish),
    Import(PathBuf, Option<String>),
}

/// Sends errands on their way.
pub(crate) struct Errands {
    desk: Desk,
    jobs: Sender<Job>,
    /// Of all jobs that wait or run.
    cancels: Arc<Cancels>,
}

/// What every errand needs.
#[derive(Clone)]
struct Desk {
    events: Events,
    keys: Arc<Keys>,
    store: Option<Store>,
}

impl Errands {
    pub(crate) fn new(events: Events, keys: Arc<Keys>, store: Option<Store>) -> Self {
        let (jobs, inbox) = unbounded();
        let desk = Desk { events, keys, store };
        let errands = Self { desk: desk.clone(), jobs, cancels: Arc::default() };
        let cancels = Arc::clone(&errands.cancels);
        spawn(move || desk.work_off(&inbox, &cancels));
        errands
    }

    /// Does an errand; never waits for it.
    pub(crate) fn run(&self, errand: Errand) {
        match errand {
            Errand::FetchPack { what, name, sha256 } => {
                match Wish::read(&what, name.as_deref(), sha256.as_deref()) {
                    Ok(wish) => self.queue(wish.pack().name.clone(), JobKind::Fetch(wish)),
                    Err(error) => self.desk.failed(what, &error),
                }
            }
            Errand::ImportPack { file, name } => {
                let of_file =
                    || file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let shown = name.clone().unwrap_or_else(of_file);
                self.queue(shown, JobKind::Import(file, name));
            }
            Errand::StopPack { name } => {
                if let Some(cancel) = lock(&self.cancels).get(&name) {
                    cancel.cancel();
                }
            }
            Errand::ListPacks => self.aside(Desk::tell_packs),
            Errand::RemovePack { name } => self.aside(move |desk| desk.remove(name)),
            Errand::SetBudget { bytes } => self.aside(move |desk| desk.set_budget(bytes)),
            Errand::ListModels { base_url } => self.aside(|desk| desk.list_models(base_url)),
            Errand::AskKey { base_url } => self.aside(|desk| desk.tell_key(base_url, known)),
            Errand::KeepKey { base_url, key } => {
                self.aside(move |desk| {
                    desk.tell_key(base_url, |keys, server| keep(keys, server, &key))
                });
            }
            Errand::ForgetKey { base_url } => self.aside(|desk| desk.tell_key(base_url, forget)),
        }
    }

    /// Does something that may have to wait on a thread for itself.
    fn aside(&self, work: impl FnOnce(&Desk) + Send + 'static) {
        let desk = self.desk.clone();
        spawn(move || work(&desk));
    }

    fn queue(&self, name: String, kind: JobKind) {
        let cancel = Cancel::default();
        lock(&self.cancels).insert(name.clone(), cancel.clone());
        self.desk.tell_work(&name, PackWork::Queued);
        let _ = self.jobs.send(Job { name, kind, cancel }); // Only fails while the engine goes away.
    }
}

impl Drop for Errands {
    fn drop(&mut self) {
        lock(&self.cancels).values().for_each(Cancel::cancel);
    }
}

impl Desk {
    fn work_off(&self, jobs: &Receiver<Job>, cancels: &Cancels) {
        for Job { name, kind, cancel } in jobs {
            let mut told: Option<Instant> = None;
            let mut tell = |progress: Progress| {
                if told.is_none_or(|told| told.elapsed() >= PAUSE) {
                    told = Some(Instant::now());
                    self.tell_work(&name, PackWork::Running(progress));
                }
            };
            let done = self.store().and_then(|store| match &kind {
                JobKind::Fetch(wish) => {
                    store.fetch(wish, &Patience::DOWNLOAD, &cancel, &mut tell).map(drop)
                }
                JobKind::Import(file, called) => {
                    store.import(file, called.as_deref(), &cancel, &mut tell).map(drop)
                }
            });
            lock(cancels).remove(&name);
            match done {
                Ok(()) => self.tell_work(&name, PackWork::Done),
                Err(error) if error.is_cancelled() => self.tell_work(&name, PackWork::Stopped),
                Err(error) => self.failed(name, &error),
            }
            self.tell_packs();
        }
    }

    fn remove(&self, name: String) {
        match self.store().and_then(|store| store.remove(&name)) {
            Ok(_) => self.tell_work(&name, PackWork::Done),
            Err(error) => self.failed(name, &error),
        }
        self.tell_packs();
    }

    fn set_budget(&self, bytes: u64) {
        match self.store().and_then(|store| store.set_budget(bytes)) {
            Ok(()) => self.tell_packs(),
            Err(error) => self.tell(ErrandNews::Packs(Err(error.to_string()))),
        }
    }

    fn list_models(&self, base_url: String) {
        let result = Endpoint::new(&base_url).map_err(Into::into).and_then(|server| {
            let key = self.keys.of(&server);
            server.with_key(key).models(&Cancel::default())
        });
        let result = result.map_err(|error: ServerError| error.to_string());
        self.tell(ErrandNews::Models { base_url, result });
    }

    fn tell_key(&self, base_url: String, work: impl FnOnce(&Keys, &Endpoint) -> KeyState) {
        let state = match Endpoint::new(&base_url) {
            Ok(server) => work(&self.keys, &server),
            Err(error) => KeyState::Failed(error.to_string()),
        };
        self.tell(ErrandNews::Key { base_url, state });
    }

    fn tell_packs(&self) {
        let packs = self.store().and_then(Packs::of).map_err(|error| error.to_string());
        self.tell(ErrandNews::Packs(packs));
    }

    fn failed(&self, name: String, error: &PackError) {
        self.tell(ErrandNews::Work { name, work: PackWork::Failed(error.to_string()) });
    }

    fn tell_work(&self, name: &str, work: PackWork) {
        self.tell(ErrandNews::Work { name: name.to_owned(), work });
    }

    fn tell(&self, news: ErrandNews) {
        self.events.send(Event::Errand(news));
    }

    fn store(&self) -> Result<&Store, PackError> {
        self.store.as_ref().ok_or(PackError::NoFolder)
    }
}

fn known(keys: &Keys, server: &Endpoint) -> KeyState {
    if keys.of(server).is_some() { KeyState::Known } else { KeyState::None }
}

fn keep(keys: &Keys, server: &Endpoint, key: &Key) -> KeyState {
    match keys.keep(server, key) {
        Kept::InKeyring => KeyState::Known,
        Kept::ForSession(why) => KeyState::ForSession(format!(
            "{why}: the key is kept until the program ends; {KEY_VARIABLE} gives it for longer"
        )),
    }
}

fn forget(keys: &Keys, server: &Endpoint) -> KeyState {
    keys.forget(server).map_or_else(KeyState::Failed, |()| KeyState::None)
}

/// Jobs by name, with the way to stop each.
type Cancels = Mutex<HashMap<String, Cancel>>;

fn lock(cancels: &Cancels) -> MutexGuard<'_, HashMap<String, Cancel>> {
    cancels.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts a thread that is not waited for: it holds nothing that would be lost.
fn spawn(work: impl FnOnce() + Send + 'static) {
    let started = std::thread::Builder::new().name("errand".into()).spawn(work);
    started.expect("the system can start a thread");
}

//! Sends errands on their way: packs one after the other, all else at once.

use super::desk::{Desk, forget, keep, known};
use super::{Errand, PackWork};
use crate::engine::Events;
use crossbeam_channel::{Receiver, Sender, unbounded};
use risorius_net::keys::Keys;
use risorius_net::packs::{Progress, Store, Wish};
use risorius_net::{Cancel, Patience};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

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
                    desk.tell_key(base_url, |keys, server| keep(keys, server, &key));
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
    /// Works the packs off, one after the other.
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

//! The errands themselves, each told when it is done.

use super::{ErrandNews, KeyState, PackWork, Packs};
use crate::Event;
use crate::engine::Events;
use risorius_net::Cancel;
use risorius_net::endpoint::{Endpoint, ServerError};
use risorius_net::keys::{KEY_VARIABLE, Kept, Key, Keys};
use risorius_net::packs::{PackError, Store};
use std::sync::Arc;

/// What every errand needs.
#[derive(Clone)]
pub(super) struct Desk {
    pub(super) events: Events,
    pub(super) keys: Arc<Keys>,
    pub(super) store: Option<Store>,
}

impl Desk {
    pub(super) fn remove(&self, name: String) {
        match self.store().and_then(|store| store.remove(&name)) {
            Ok(_) => self.tell_work(&name, PackWork::Done),
            Err(error) => self.failed(name, &error),
        }
        self.tell_packs();
    }

    pub(super) fn set_budget(&self, bytes: u64) {
        match self.store().and_then(|store| store.set_budget(bytes)) {
            Ok(()) => self.tell_packs(),
            Err(error) => self.tell(ErrandNews::Packs(Err(error.to_string()))),
        }
    }

    pub(super) fn list_models(&self, base_url: String) {
        let result = Endpoint::new(&base_url).map_err(Into::into).and_then(|server| {
            let key = self.keys.of(&server);
            server.with_key(key).models(&Cancel::default())
        });
        let result = result.map_err(|error: ServerError| error.to_string());
        self.tell(ErrandNews::Models { base_url, result });
    }

    pub(super) fn tell_key(
        &self,
        base_url: String,
        work: impl FnOnce(&Keys, &Endpoint) -> KeyState,
    ) {
        let state = match Endpoint::new(&base_url) {
            Ok(server) => work(&self.keys, &server),
            Err(error) => KeyState::Failed(error.to_string()),
        };
        self.tell(ErrandNews::Key { base_url, state });
    }

    pub(super) fn tell_packs(&self) {
        let packs = self.store().and_then(Packs::of).map_err(|error| error.to_string());
        self.tell(ErrandNews::Packs(packs));
    }

    pub(super) fn failed(&self, name: String, error: &PackError) {
        self.tell(ErrandNews::Work { name, work: PackWork::Failed(error.to_string()) });
    }

    pub(super) fn tell_work(&self, name: &str, work: PackWork) {
        self.tell(ErrandNews::Work { name: name.to_owned(), work });
    }

    fn tell(&self, news: ErrandNews) {
        self.events.send(Event::Errand(news));
    }

    pub(super) fn store(&self) -> Result<&Store, PackError> {
        self.store.as_ref().ok_or(PackError::NoFolder)
    }
}

pub(super) fn known(keys: &Keys, server: &Endpoint) -> KeyState {
    if keys.of(server).is_some() { KeyState::Known } else { KeyState::None }
}

pub(super) fn keep(keys: &Keys, server: &Endpoint, key: &Key) -> KeyState {
    match keys.keep(server, key) {
        Kept::InKeyring => KeyState::Known,
        Kept::ForSession(why) => KeyState::ForSession(format!(
            "{why}: the key is kept until the program ends; {KEY_VARIABLE} gives it for longer"
        )),
    }
}

pub(super) fn forget(keys: &Keys, server: &Endpoint) -> KeyState {
    keys.forget(server).map_or_else(KeyState::Failed, |()| KeyState::None)
}

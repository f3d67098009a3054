//! Keys of servers, in the system's keyring: never in a project, a setting, a log or a message.
//!
//! A key belongs to scheme, host and port, so that it is never sent anywhere else. Where the system
//! has no keyring (a server without a desktop, say), a key is kept until the program ends.
//! `RISORIUS_API_KEY` gives one where nobody can type.

use crate::endpoint::Endpoint;
use std::collections::HashMap;
use std::fmt;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Names a key for every server, for machines without a keyring.
pub const KEY_VARIABLE: &str = "RISORIUS_API_KEY";

/// Under which name the keyring shows our keys.
const SERVICE: &str = "risorius";

/// How long the keyring is waited for; it may be asking somebody to unlock it.
const KEYRING_TIME: Duration = Duration::from_secs(60);

/// A key. It shows itself to nobody but its server.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// A key as it was typed; nothing if it cannot be one.
    pub fn new(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let fine = !typed.is_empty() && typed.bytes().all(|byte| byte.is_ascii_graphic());
        fine.then(|| Self(typed.to_owned()))
    }

    pub(crate) fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// Where a key was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Into the system's keyring.
    InKeyring,
    /// Into memory until the program ends, and why.
    ForSession(String),
}

/// Something that keeps secrets by name.
pub trait Vault: Send + Sync + 'static {
    /// The secret of this name, if there is one.
    ///
    /// # Errors
    /// Why it cannot be looked up.
    fn get(&self, name: &str) -> Result<Option<String>, String>;

    /// Keeps a secret under a name, or removes it.
    ///
    /// # Errors
    /// Why it cannot.
    fn set(&self, name: &str, secret: Option<&str>) -> Result<(), String>;
}

/// The keys that are known.
pub struct Keys {
    vault: Box<dyn Vault>,
    session: Mutex<HashMap<String, Key>>,
    /// From the environment.
    given: Option<Key>,
}

impl Keys {
    /// The user's keys: those of the system's keyring, and of the environment.
    pub fn of_user() -> Self {
        let given = std::env::var(KEY_VARIABLE).ok().and_then(|text| Key::new(&text));
        Self { given, ..Self::in_vault(SystemKeyring) }
    }

    /// Keys in another place.
    pub fn in_vault(vault: impl Vault) -> Self {
        Self { vault: Box::new(vault), session: Mutex::default(), given: None }
    }

    /// The key of a server: the one of the environment, of this session, or of the keyring. A keyring
    /// that cannot be asked has none.
    pub fn of(&self, server: &Endpoint) -> Option<Key> {
        let origin = server.origin();
        let known = || self.session().get(&origin).cloned();
        let kept = || self.vault.get(&origin).ok().flatten().and_then(|text| Key::new(&text));
        self.given.clone().or_else(known).or_else(kept)
    }

    /// Keeps the key of a server.
    pub fn keep(&self, server: &Endpoint, key: &Key) -> Kept {
        let origin = server.origin();
        match self.vault.set(&origin, Some(key.secret())) {
            Ok(()) => {
                self.session().remove(&origin);
                Kept::InKeyring
            }
            Err(why) => {
                self.session().insert(origin, key.clone());
                Kept::ForSession(why)
            }
        }
    }

    /// Forgets the key of a server.
    ///
    /// # Errors
    /// Why the keyring cannot.
    pub fn forget(&self, server: &Endpoint) -> Result<(), String> {
        let origin = server.origin();
        match self.session().remove(&origin) {
            Some(_) => Ok(()),
            None => self.vault.set(&origin, None),
        }
    }

    fn session(&self) -> std::sync::MutexGuard<'_, HashMap<String, Key>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keychain on macOS, Credential Manager on Windows, Secret Service elsewhere.
struct SystemKeyring;

impl Vault for SystemKeyring {
    fn get(&self, name: &str) -> Result<Option<String>, String> {
        within_time(name, |entry| match entry.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn set(&self, name: &str, secret: Option<&str>) -> Result<(), String> {
        let secret = secret.map(str::to_owned);
        within_time(name, move |entry| match &secret {
            Some(secret) => entry.set_password(secret),
            None => match entry.delete_credential() {
                Err(keyring::Error::NoEntry) => Ok(()),
                done => done,
            },
        })
    }
}

/// Asks the keyring on a thread of its own, which may wait for somebody who never comes.
fn within_time<T: Send + 'static>(
    name: &str,
    work: impl FnOnce(&keyring::Entry) -> keyring::Result<T> + Send + 'static,
) -> Result<T, String> {
    let name = name.to_owned();
    let (done, wait) = channel();
    let asked = std::thread::Builder::new().name("keyring".into()).spawn(move || {
        let result = keyring::Entry::new(SERVICE, &name).and_then(|entry| work(&entry));
        let _ = done.send(result); // Nobody waits any more.
    });
    asked.map_err(|error| error.to_string())?;
    match wait.recv_timeout(KEYRING_TIME) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => {
            Err("this system has no keyring that can be used".to_owned())
        }
        Err(RecvTimeoutError::Timeout) => Err("the system's keyring does not answer".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A keyring in memory, or none.
    struct Pocket(Option<Mutex<HashMap<String, String>>>);

    impl Vault for Pocket {
        fn get(&self, name: &str) -> Result<Option<String>, String> {
            let pocket = self.0.as_ref().ok_or("no keyring")?;
            Ok(pocket.lock().unwrap().get(name).cloned())
        }

        fn set(&self, name: &str, secret: Option<&str>) -> Result<(), String> {
            let mut pocket = self.0.as_ref().ok_or("no keyring")?.lock().unwrap();
            match secret {
                Some(secret) => pocket.insert(name.to_owned(), secret.to_owned()),
                None => pocket.remove(name),
            };
            Ok(())
        }
    }

    #[test]
    fn a_key_belongs_to_one_server_and_can_be_forgotten() {
        for (vault, kept) in [
            (Pocket(Some(Mutex::default())), Kept::InKeyring),
            (Pocket(None), Kept::ForSession("no keyring".into())),
        ] {
            let keys = Keys::in_vault(vault);
            let server = Endpoint::new("https://api.example.org/v1").unwrap();
            let same = Endpoint::new("https://API.example.org:443/other").unwrap();
            let other = Endpoint::new("https://evil.example.org/v1").unwrap();
            let key = Key::new(" sk-1234\n").unwrap();
            assert_eq!(keys.keep(&server, &key), kept);
            assert_eq!(keys.of(&same), Some(key));
            assert_eq!(keys.of(&other), None);
            keys.forget(&server).unwrap();
            assert_eq!(keys.of(&server), None);
        }
    }

    #[test]
    fn a_key_does_not_show_itself() {
        let key = Key::new("sk-secret").unwrap();
        let server = Endpoint::new("http://localhost").unwrap().with_key(Some(key));
        assert!(!format!("{server:?}").contains("secret"));
        assert_eq!(Key::new("two words"), None);
        assert_eq!(Key::new("line\r\nfeed"), None);
    }
}

//! A pack from the network.

use super::download::{Job, download};
use super::{Installed, InstalledFile, Pack, PackError, PackFile, Progress, Store, listed, name};
use crate::{Cancel, Patience, address};

/// What a model file begins with.
pub(super) const MAGIC: &[u8] = b"GGUF";

/// A pack that somebody wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Wish(Pack);

impl Wish {
    /// A listed pack by its name, or a file by its address; with another name for it, and with the
    /// SHA-256 that it must have.
    ///
    /// # Errors
    /// A name that is not listed, no address, no hash.
    pub fn read(what: &str, called: Option<&str>, sha256: Option<&str>) -> Result<Self, PackError> {
        let mut pack = match listed().iter().find(|pack| pack.name == what) {
            Some(pack) => pack.clone(),
            None if what.contains("://") => own(what)?,
            None => return Err(unknown(what)),
        };
        if let Some(called) = called {
            called.clone_into(&mut pack.name);
        }
        name::check(&pack.name)?;
        if let (Some(text), Some(file)) = (sha256, pack.files.first_mut()) {
            if !name::is_sha256(text) {
                return Err(PackError::BadHash { text: address::shortened(text) });
            }
            file.sha256 = Some(text.to_lowercase());
        }
        Ok(Self(pack))
    }

    /// What it is a wish for.
    pub fn pack(&self) -> &Pack {
        &self.0
    }
}

/// A file at an address as a pack.
fn own(url: &str) -> Result<Pack, PackError> {
    let uri = address::parse(url)?;
    let file = name::of_address(&uri);
    Ok(Pack {
        name: name::of_file(file),
        family: String::new(),
        licence: None,
        about_mb: None,
        note: String::new(),
        files: vec![PackFile { url: url.trim().to_owned(), sha256: None }],
    })
}

fn unknown(what: &str) -> PackError {
    let known: Vec<&str> = listed().iter().map(|pack| pack.name.as_str()).collect();
    PackError::Unknown { name: address::shortened(what), known: known.join(", ") }
}

impl Store {
    /// Fetches a pack, or the rest of one. What has come is kept if it is cancelled or breaks off.
    ///
    /// # Errors
    /// The network, the disk, the budget, or a file that is not what it should be.
    pub fn fetch(
        &self,
        wish: &Wish,
        patience: &Patience,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Installed, PackError> {
        let Wish(pack) = wish;
        self.check_free_name(&pack.name)?;
        self.check_room(self.missing_bytes(pack))?;
        let files = pack.files.iter();
        let files = files.map(|file| self.fetch_file(pack, file, patience, cancel, progress));
        let files = files.collect::<Result<_, _>>()?;
        let (family, licence) = (pack.family.clone(), pack.licence.clone());
        let installed = Installed { family, licence, files };
        self.change(|index| {
            for file in installed.files.iter().filter(|file| !file.pinned) {
                if let Some(url) = &file.url {
                    index.first_seen.insert(url.clone(), file.sha256.clone());
                }
            }
            index.packs.insert(pack.name.clone(), installed.clone());
        })?;
        Ok(installed)
    }

    fn fetch_file(
        &self,
        pack: &Pack,
        file: &PackFile,
        patience: &Patience,
        cancel: &Cancel,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<InstalledFile, PackError> {
        let url = &file.url;
        let file_name = name::of_address(&address::parse(url)?).to_owned();
        let to = self.folder_of(&pack.name).join(&file_name);
        let seen = self.index()?.first_seen.remove(url);
        let room = |bytes| self.check_room(bytes);
        let pinned = file.sha256.is_some();
        let job = Job { url, to: &to, pinned, room: &room, patience, cancel };
        let mut part = download(&job, progress)?;
        let found = part.sha256();
        let wrong = match (&file.sha256, seen) {
            (Some(pin), _) if *pin != found => {
                Some(PackError::WrongHash { url: url.clone(), expected: pin.clone(), found })
            }
            (None, Some(expected)) if expected != found => {
                Some(PackError::Changed { url: url.clone(), expected, found })
            }
            _ if file_name.ends_with(".gguf") && !part.begins_with(MAGIC)? => {
                Some(PackError::NotAModel { what: url.clone() })
            }
            _ => None,
        };
        if let Some(wrong) = wrong {
            part.discard()?;
            return Err(wrong);
        }
        let (bytes, sha256) = (part.bytes(), part.sha256());
        part.finish(&to)?;
        Ok(InstalledFile { name: file_name, bytes, sha256, pinned, url: Some(url.clone()) })
    }

    /// About how many bytes are still to come.
    fn missing_bytes(&self, pack: &Pack) -> u64 {
        let there = self.part_bytes(&pack.name);
        pack.about_bytes().unwrap_or(0).saturating_sub(there)
    }
}

//! The packs that the program knows by name: `assets/models.toml`.

use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// A model that can be fetched.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What it is called.
    pub name: String,
    /// The model and its size in words.
    pub family: String,
    /// Under which terms it is given away; unknown for addresses of the user's own.
    pub licence: Option<Licence>,
    /// About how large the download is, millions of bytes, as far as it is known.
    pub about_mb: Option<u64>,
    /// What to expect of it.
    pub note: String,
    /// Its files; the first is the model.
    pub files: Vec<PackFile>,
}

/// The terms of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Licence {
    /// Its usual name.
    pub name: String,
    /// Where it can be read.
    pub url: String,
}

/// A file of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackFile {
    /// Where it lies.
    pub url: String,
    /// Its SHA-256 in hexadecimal digits, where it is pinned.
    pub sha256: Option<String>,
}

impl Pack {
    /// About how large it is, bytes.
    pub fn about_bytes(&self) -> Option<u64> {
        self.about_mb.map(|mb| mb * 1_000_000)
    }
}

/// All packs that are known by name, in the order of the list.
pub fn listed() -> &'static [Pack] {
    #[derive(Deserialize)]
    struct List {
        pack: Vec<Pack>,
    }
    static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
        let text = include_str!("../../../../../assets/models.toml");
        toml::from_str::<List>(text).expect("a test reads the list").pack
    });
    &PACKS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{address, packs::name};

    #[test]
    fn every_listed_pack_can_be_fetched() {
        assert!(listed().len() >= 4);
        for pack in listed() {
            assert!(name::check(&pack.name).is_ok(), "{}", pack.name);
            assert!(!pack.files.is_empty() && pack.about_mb.is_some_and(|mb| mb > 0));
            let licence = pack.licence.as_ref().expect("a licence");
            assert!(address::parse(&licence.url).is_ok(), "{}", licence.url);
            for file in &pack.files {
                let uri = address::parse(&file.url).unwrap();
                assert_eq!(uri.scheme_str(), Some("https"), "{}", file.url);
                assert!(file.sha256.as_deref().is_none_or(name::is_sha256), "{}", pack.name);
            }
            let twins = listed().iter().filter(|other| other.name == pack.name).count();
            assert_eq!(twins, 1, "{}", pack.name);
        }
    }
}

//! What there is to try before anything was made.

use std::path::{Path, PathBuf};

/// Words to start from.
pub(crate) const SENTENCES: [&str; 3] = [
    "relief she does not quite trust",
    "surprised, then a slow warm smile",
    "polite, but quietly furious",
];

/// The bundled portrait, where it is installed: beside the program, or in the sources.
pub(crate) fn portrait() -> Option<PathBuf> {
    let beside =
        std::env::current_exe().ok().and_then(|exe| exe.parent().map(|dir| dir.join("assets")));
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets");
    [beside, Some(sources)]
        .into_iter()
        .flatten()
        .map(|assets| assets.join("sample/portrait.png"))
        .find_map(|picture| picture.canonicalize().ok())
}

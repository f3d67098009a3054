//! From a picture's path to its landmarks.

use super::{LandmarkError, load};
use risorius_rig::Landmarks;
use std::path::{Path, PathBuf};

/// The landmark file beside a picture: `portrait.landmarks.json` for `portrait.jpg`.
pub fn beside(picture: &Path) -> Option<PathBuf> {
    let path = picture.with_extension("landmarks.json");
    path.is_file().then_some(path)
}

/// The landmarks of every face in a landmark file, for a picture of `size` pixels.
///
/// # Errors
/// The file cannot be read, or any of its faces is wrong for this picture.
pub fn read(path: &Path, size: (u32, u32)) -> Result<Vec<Landmarks>, LandmarkError> {
    let in_file = |error| LandmarkError::InFile { path: path.to_owned(), error: Box::new(error) };
    load(path)?.iter().map(|face| face.in_picture(size).map_err(in_file)).collect()
}

//! From a picture's path to its landmarks.

use super::{LandmarkError, load};
use risorius_rig::Landmarks;
use std::path::{Path, PathBuf};

/// The landmark file beside a picture: `portrait.landmarks.json` for `portrait.jpg`.
pub fn beside(picture: &Path) -> Option<PathBuf> {
    let path = expected_beside(picture);
    path.is_file().then_some(path)
}

fn expected_beside(picture: &Path) -> PathBuf {
    picture.with_extension("landmarks.json")
}

/// The landmark file to use: the given one, or else the one beside the picture.
///
/// # Errors
/// [`LandmarkError::NoLandmarks`] if there is neither.
pub fn find(picture: &Path, given: Option<&Path>) -> Result<PathBuf, LandmarkError> {
    given.map(Path::to_owned).or_else(|| beside(picture)).ok_or_else(|| {
        LandmarkError::NoLandmarks {
            picture: picture.to_owned(),
            expected: expected_beside(picture),
        }
    })
}

/// The landmarks of every face of a picture of `size` pixels, from the given file or the one beside it.
///
/// # Errors
/// No file, or any of its faces is wrong for this picture.
pub fn read(
    picture: &Path,
    given: Option<&Path>,
    size: (u32, u32),
) -> Result<Vec<Landmarks>, LandmarkError> {
    let path = find(picture, given)?;
    let in_file = |error| LandmarkError::InFile { path: path.clone(), error: Box::new(error) };
    load(&path)?.iter().map(|face| face.in_picture(size).map_err(in_file)).collect()
}

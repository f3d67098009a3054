//! Landmark files: which points of a picture are the eyes, the lips and so on.
//!
//! Read are
//! - JSON with named groups, `{"size": [w, h], "groups": {"left_eye_upper": [[x, y], …], …}}`; several
//!   faces as `{"size": …, "faces": [{"groups": …}, …]}` or as a list of such objects;
//! - JSON lists of 68 points (iBUG order) or of 468 or 478 (FaceMesh order): `[[x, y], …]`,
//!   `[{"x": …, "y": …}, …]` or `[x, y, x, y, …]` (68 points);
//! - iBUG `.pts` files, and plain text or CSV with 68 lines of `x y`.
//!
//! Coordinates are pixels, x right, y down; if none is beyond ±2 they are fractions of the picture's
//! width and height, as MediaPipe writes them.

mod check;
mod error;
mod find;
mod json;
mod layout;
mod text;

pub(crate) use check::centre_of;
pub use error::LandmarkError;
pub use find::{beside, read};
pub use json::to_json;
pub(crate) use layout::positions_in_group;

use risorius_rig::Group;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// The largest landmark file that is read, bytes: thousands of faces.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// One face of a landmark file as it stands there.
#[derive(Clone, Debug, PartialEq)]
pub struct FaceLandmarks {
    /// Size of the picture that the points were read from, pixels, if the file says it.
    pub size: Option<(u32, u32)>,
    /// Points by group name, as [`risorius_rig::Landmarks::groups`].
    pub groups: BTreeMap<String, Group>,
}

/// Reads the faces of a landmark file.
///
/// # Errors
/// [`LandmarkError::InFile`] around what [`parse`] says; also for a file that cannot be read, that is
/// larger than 16 MiB or that is not text.
pub fn load(path: &Path) -> Result<Vec<FaceLandmarks>, LandmarkError> {
    let in_file = |error| LandmarkError::InFile { path: path.to_owned(), error: Box::new(error) };
    let text = read_text(path).map_err(in_file)?;
    parse(&text).map_err(in_file)
}

fn read_text(path: &Path) -> Result<String, LandmarkError> {
    let unreadable = |error: std::io::Error| LandmarkError::Unreadable(error.to_string());
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // The length is limited while reading: a pipe or a growing file has no honest size.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(LandmarkError::TooBig);
    }
    String::from_utf8(bytes).map_err(|_| LandmarkError::NotText)
}

/// Reads the faces in the text of a landmark file.
///
/// # Errors
/// What is wrong with the text: no known format, a wrong number of points, no face.
pub fn parse(text: &str) -> Result<Vec<FaceLandmarks>, LandmarkError> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with(['{', '[']) { json::parse(text) } else { text::parse(text) }
}

/// A face without a stated size from a plain list of points.
fn face_of_list(points: &[glam::Vec2]) -> Result<FaceLandmarks, LandmarkError> {
    let groups = layout::groups_of_list(points)
        .ok_or(LandmarkError::WrongPointCount { found: points.len() })?;
    Ok(FaceLandmarks { size: None, groups })
}

#[cfg(test)]
mod tests;

//! Several faces in one picture: which one acts.

use glam::Vec2;
use risorius_rig::Landmarks;
use std::fmt;
use thiserror::Error;

/// Which face was chosen and why; its `Display` says it in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceChoice {
    /// Number of the face, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
    /// Whether it was asked for; otherwise it is the largest.
    pub asked_for: bool,
}

impl fmt::Display for FaceChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, count, asked_for } = self;
        match (count, asked_for) {
            (1, _) => write!(f, "face 0, the only one"),
            (_, true) => write!(f, "face {index} of {count}, as asked"),
            (_, false) => {
                write!(f, "face {index} of {count}, the largest; --face N takes another (from 0)")
            }
        }
    }
}

/// Why no face could be chosen.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChooseError {
    /// Nobody there.
    #[error("there is no face in the landmarks")]
    NoFace,
    /// A number beyond the last.
    #[error("there is no face {wanted}: the picture has {count}, numbered 0 to {}", .count - 1)]
    NoSuchFace {
        /// What was asked for.
        wanted: usize,
        /// How many there are.
        count: usize,
    },
}

/// Chooses the face asked for, or else the largest by the diagonal of its box.
///
/// # Errors
/// No face, or none with this number.
pub fn choose_face(faces: &[Landmarks], wanted: Option<usize>) -> Result<FaceChoice, ChooseError> {
    let count = faces.len();
    let diagonal = |index: &usize| {
        let (low, high) = bounds(&faces[*index]);
        low.distance(high)
    };
    let largest = (0..count).max_by(|a, b| diagonal(a).total_cmp(&diagonal(b)));
    let largest = largest.ok_or(ChooseError::NoFace)?;
    match wanted {
        Some(wanted) if wanted >= count => Err(ChooseError::NoSuchFace { wanted, count }),
        _ => {
            Ok(FaceChoice { index: wanted.unwrap_or(largest), count, asked_for: wanted.is_some() })
        }
    }
}

/// Top-left and bottom-right of all points, pixels.
pub(crate) fn bounds(face: &Landmarks) -> (Vec2, Vec2) {
    let points = || face.groups.values().flatten().copied();
    match points().next() {
        None => (Vec2::ZERO, Vec2::ZERO),
        Some(first) => (points().fold(first, Vec2::min), points().fold(first, Vec2::max)),
    }
}

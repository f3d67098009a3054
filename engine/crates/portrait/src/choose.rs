//! Several faces in one picture: which one acts.

use glam::Vec2;
use risorius_rig::Landmarks;
use std::fmt;
use thiserror::Error;

/// A face acts by itself only if it is at least this share as sure as the surest.
const SURE_ENOUGH: f32 = 0.75;

/// Which face was chosen and why; its `Display` says it in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceChoice {
    /// Number of the face, from 0.
    pub index: usize,
    /// How many there are.
    pub count: usize,
    /// Whether it was asked for; otherwise it is the largest of those that are sure.
    pub asked_for: bool,
}

impl fmt::Display for FaceChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { index, count, asked_for } = self;
        match (count, asked_for) {
            (1, _) => write!(f, "face 0, the only one"),
            (_, true) => write!(f, "face {index} of {count}, as asked"),
            (_, false) => {
                write!(
                    f,
                    "face {index} of {count}, the largest sure one; --face N takes another (from 0)"
                )
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

/// Chooses the face asked for, or else the largest by the diagonal of its box. A face much less sure
/// than the surest is then left aside: folds of a garment can make a large one.
///
/// `faces` are landmarks, each with the confidence that they are a face, 0..1.
///
/// # Errors
/// No face, or none with this number.
pub fn choose_face(
    faces: &[(&Landmarks, f32)],
    wanted: Option<usize>,
) -> Result<FaceChoice, ChooseError> {
    let count = faces.len();
    let surest = faces.iter().map(|face| face.1).fold(0.0, f32::max);
    let diagonal = |index: &usize| {
        let (low, high) = bounds(faces[*index].0);
        low.distance(high)
    };
    let largest = (0..count)
        .filter(|&index| faces[index].1 >= SURE_ENOUGH * surest)
        .max_by(|a, b| diagonal(a).total_cmp(&diagonal(b)));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A face of two points, `side` pixels apart each way.
    fn face(side: f32) -> Landmarks {
        let points = vec![Vec2::ZERO, Vec2::splat(side)];
        Landmarks { size: (100, 100), groups: [("chin".to_owned(), points)].into() }
    }

    #[test]
    fn the_largest_of_the_sure_ones_acts() {
        let (small, large) = (face(10.0), face(50.0));
        for (sure_of_small, sure_of_large, wanted, expect) in [
            (0.9, 0.9, None, 1),
            (0.9, 0.8, None, 1),
            (0.9, 0.5, None, 0),
            (0.9, 0.5, Some(1), 1),
            (0.0, 0.0, None, 1),
        ] {
            let faces = [(&small, sure_of_small), (&large, sure_of_large)];
            let choice = choose_face(&faces, wanted).unwrap();
            assert_eq!(choice.index, expect, "{sure_of_small} {sure_of_large} {wanted:?}");
        }
        assert_eq!(choose_face(&[], None), Err(ChooseError::NoFace));
    }
}

//! The faces of a picture: from a landmark file, or found in the picture.

use super::OpenError;
use crate::PortraitRef;
use image::RgbaImage;
use risorius_portrait::see::{Read, SeeError, SeenFace, Seer};
use risorius_portrait::{FaceChoice, FaceReport, choose_face, landmarks};
use risorius_rig::Landmarks;

/// A face and how sure it is that it is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Face {
    /// Its landmarks, pixels of the picture.
    pub landmarks: Landmarks,
    /// 0..1; landmarks that were given are taken for sure.
    pub confidence: f32,
}

impl Face {
    /// A face whose landmarks were given.
    fn given(landmarks: Landmarks) -> Self {
        Self { landmarks, confidence: 1.0 }
    }

    /// Left, top, width and height of the box around the landmarks, pixels.
    pub fn bounds_px(&self) -> [f32; 4] {
        FaceReport::new(&self.landmarks, None).bounds
    }
}

impl From<Read> for Face {
    fn from(read: Read) -> Self {
        Self { landmarks: read.landmarks, confidence: read.confidence }
    }
}

/// All faces of a picture: those of its landmark file, or else those that are seen in it; last the one
/// in the box that the artist drew.
///
/// # Errors
/// A landmark file that cannot be used, or no face.
pub(crate) fn faces(picture: &RgbaImage, portrait: &PortraitRef) -> Result<Vec<Face>, OpenError> {
    let file = portrait.landmarks.clone().or_else(|| landmarks::beside(&portrait.picture));
    let mut faces = match file {
        Some(file) => {
            let faces = landmarks::read(&file, picture.dimensions())?;
            faces.into_iter().map(Face::given).collect()
        }
        None => seen(picture)?,
    };
    if let Some(area) = portrait.area {
        let read = Seer::embedded()?.landmarks_in_box(picture, area)?;
        faces.push(read.map(Face::from).ok_or(OpenError::EmptyArea)?);
    }
    if faces.is_empty() {
        return Err(OpenError::NoFace { picture: portrait.picture.clone() });
    }
    Ok(faces)
}

/// The faces that are seen in a picture, the largest first.
pub(crate) fn seen(picture: &RgbaImage) -> Result<Vec<Face>, SeeError> {
    let seen = Seer::embedded()?.see(picture)?;
    let face = |face: SeenFace| Face { confidence: face.confidence, ..face.read.into() };
    Ok(seen.into_iter().map(face).collect())
}

/// The face that acts and its landmarks: as the artist corrected them, or as they were found.
///
/// # Errors
/// No face, or none with the wanted number.
pub(crate) fn acting(
    faces: &[Face],
    portrait: &PortraitRef,
) -> Result<(FaceChoice, Landmarks), OpenError> {
    // The box that was drawn last is the one that is meant, unless another face was chosen since.
    let wanted = portrait.face.or(portrait.area.and(faces.len().checked_sub(1)));
    let all: Vec<_> = faces.iter().map(|face| (&face.landmarks, face.confidence)).collect();
    match (&portrait.hand, choose_face(&all, wanted)) {
        (Some(hand), choice) => {
            let alone = FaceChoice { index: 0, count: 1, asked_for: false };
            Ok((choice.unwrap_or(alone), hand.clone()))
        }
        (None, choice) => {
            let choice = choice?;
            Ok((choice, faces[choice.index].landmarks.clone()))
        }
    }
}

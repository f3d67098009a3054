//! The faces of a picture: from a landmark file, or found in the picture.

use super::OpenError;
use crate::PortraitRef;
use image::RgbaImage;
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

/// All faces of a picture.
///
/// # Errors
/// A landmark file that cannot be used, or no face.
pub(crate) fn faces(picture: &RgbaImage, portrait: &PortraitRef) -> Result<Vec<Face>, OpenError> {
    let given = portrait.landmarks.as_deref();
    let faces = landmarks::read(&portrait.picture, given, picture.dimensions())?;
    Ok(faces.into_iter().map(Face::given).collect())
}

/// The face that acts and its landmarks: as the artist corrected them, or as they were found.
///
/// # Errors
/// No face, or none with the wanted number.
pub(crate) fn acting(
    faces: &[Face],
    portrait: &PortraitRef,
) -> Result<(FaceChoice, Landmarks), OpenError> {
    let all: Vec<Landmarks> = faces.iter().map(|face| face.landmarks.clone()).collect();
    let choice = choose_face(&all, portrait.face);
    match (&portrait.hand, choice) {
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

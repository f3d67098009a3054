//! A picture and its landmarks become a portrait that can act.

use super::faces::{self, Face};
use crate::PortraitRef;
use risorius_media::atomic::SaveError;
use risorius_media::picture::{self, Picture, PictureError};
use risorius_portrait::see::SeeError;
use risorius_portrait::{ChooseError, FaceChoice, FaceReport, FitError, FitReport, LandmarkError};
use risorius_rig::{Fit, Rig, RigError};
use std::path::{Path, PathBuf};

/// Faces of real portraits are told with 0.7 and more.
const DOUBTFUL_CONFIDENCE: f32 = 0.7;

/// A portrait: the picture, its faces, and the head on the one that acts.
#[derive(Debug)]
pub struct Opened {
    /// Upright 8-bit pixels in the picture's own colours.
    pub picture: Picture,
    /// Every face.
    pub faces: Vec<Face>,
    /// Which face acts.
    pub choice: FaceChoice,
    /// The head on it.
    pub fit: Fit,
    /// The head that was fitted.
    pub rig: &'static Rig,
}

/// Why a portrait could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// About the picture file.
    #[error(transparent)]
    Picture(#[from] PictureError),
    /// About the landmark file.
    #[error(transparent)]
    Landmarks(#[from] LandmarkError),
    /// No face where none was told of.
    #[error(
        "no face was found in {}; draw a box around it in the studio or give one with --area X,Y,W,H, \
         or give a landmark file with --landmarks FILE", picture.display()
    )]
    NoFace {
        /// The picture.
        picture: PathBuf,
    },
    /// A drawn box without an area.
    #[error("the box drawn around the face is empty; draw it from forehead to chin")]
    EmptyArea,
    /// About the networks.
    #[error(transparent)]
    See(#[from] SeeError),
    /// About the choice of the face.
    #[error(transparent)]
    Choice(#[from] ChooseError),
    /// About the fit.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// About the bundled head.
    #[error(transparent)]
    Rig(#[from] &'static RigError),
}

/// Reads a portrait and places the head on its face.
///
/// # Errors
/// One line: about the picture, the landmarks, the choice of the face or the fit.
pub fn open(portrait: &PortraitRef) -> Result<Opened, OpenError> {
    let picture = picture::load(&portrait.picture)?;
    let faces = faces::faces(&picture.image, portrait)?;
    let (choice, fit) = fit(&faces, portrait)?;
    Ok(Opened { picture, faces, choice, fit, rig: Rig::embedded()? })
}

/// Places the head on the face that acts.
///
/// # Errors
/// No such face, or no head can be put on it.
pub(crate) fn fit(faces: &[Face], portrait: &PortraitRef) -> Result<(FaceChoice, Fit), OpenError> {
    let (choice, landmarks) = faces::acting(faces, portrait)?;
    Ok((choice, risorius_portrait::fit(&landmarks, Rig::embedded()?)?))
}

impl Opened {
    /// All faces by the JSON contract; a face whose head cannot be fitted is told without pose.
    pub fn report(&self) -> FitReport {
        let report = |face: &Face| {
            let fit = risorius_portrait::fit(&face.landmarks, self.rig).ok();
            FaceReport {
                confidence: face.confidence,
                ..FaceReport::new(&face.landmarks, fit.as_ref())
            }
        };
        FitReport {
            size: self.picture.image.dimensions(),
            faces: self.faces.iter().map(report).collect(),
            chosen: self.choice.index,
        }
    }

    /// Draws landmarks and head over the picture into a PNG.
    ///
    /// # Errors
    /// Where the place cannot take the file.
    pub fn save_overlay(&self, path: &Path) -> Result<(), SaveError> {
        let drawn = risorius_portrait::overlay(&self.picture.image, &self.fit, self.rig);
        picture::save_png(path, &drawn, self.picture.profile.as_deref())
    }

    /// What the user should know: which of several faces acts, whether the fit is doubtful.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.choice.count > 1 {
            notes.push(self.choice.to_string());
        }
        let confidence = self.faces.get(self.choice.index).map_or(1.0, |face| face.confidence);
        if confidence < DOUBTFUL_CONFIDENCE {
            notes.push(format!(
                "it is not sure where the face is (confidence {confidence:.2}): look with `risorius fit --overlay PNG`, correct it in the studio"
            ));
        }
        if self.fit.quality < 0.5 {
            notes.push(format!(
                "the head fits the landmarks poorly (quality {:.2}): check them with `risorius fit --overlay PNG`",
                self.fit.quality
            ));
        }
        notes
    }
}

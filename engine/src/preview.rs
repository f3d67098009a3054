//! The portrait on the studio's stage. What a change of the document leaves as it was is kept: the
//! picture while only a face or a landmark moves, the faces while only their landmarks do.

use crate::framing::Framing;
use crate::minds::{Asked, Portrait};
use crate::work::{self, Face, OpenError};
use crate::{Acting, FaceInfo, PortraitInfo, PortraitRef};
use image::RgbaImage;
use risorius_face::Row;
use risorius_media::picture;
use risorius_render::{Actor, Gpu, RenderError};
use risorius_rig::Fit;
use risorius_think::prompt::Question;
use std::sync::Arc;

/// Longest side of the preview, pixels: what a window shows of a picture.
const LONGEST_PX: u32 = 1024;
/// Pixels of the preview where a processor draws it: what it manages 25 times a second beside the
/// window, and about what a window of 1280 × 800 shows.
const SOFTWARE_AREA_PX: u32 = 380 * 380;

/// Longest side of the picture under the handles, pixels: fine enough to be magnified.
const LONGEST_SOURCE_PX: u32 = 2048;

/// A picture on the stage, acting where a head is fitted to it.
pub(crate) struct Preview {
    gpu: Gpu,
    portrait: PortraitRef,
    /// The picture, sRGB.
    source: Arc<RgbaImage>,
    framing: Framing,
    /// The picture as it is shown.
    shown: RgbaImage,
    texture: Option<wgpu::Texture>,
    source_texture: Option<wgpu::Texture>,
    faces: Result<Vec<Face>, String>,
    acting: Result<Acting, String>,
    actor: Option<Actor>,
}

impl Preview {
    /// Puts a portrait on the stage.
    ///
    /// # Errors
    /// A picture that cannot be read; without a face it is shown all the same.
    pub(crate) fn new(gpu: &Gpu, portrait: PortraitRef) -> Result<Self, OpenError> {
        let source = Arc::new(picture::load(&portrait.picture)?.into_srgb());
        let framing = if gpu.is_software() {
            Framing::of_area(source.dimensions(), SOFTWARE_AREA_PX)
        } else {
            Framing::at_most(source.dimensions(), LONGEST_PX)
        };
        let shown = framing.apply_to_picture(&source);
        let mut preview = Self {
            gpu: gpu.clone(),
            texture: gpu.upload(&shown).ok(),
            source_texture: upload_source(gpu, &source),
            faces: faces(&source, &portrait),
            source,
            framing,
            shown,
            acting: Err(String::new()),
            actor: None,
            portrait,
        };
        preview.cast();
        Ok(preview)
    }

    /// Takes another choice or correction for the same picture; false if it is of another picture.
    pub(crate) fn take(&mut self, portrait: &PortraitRef) -> bool {
        if portrait.picture != self.portrait.picture {
            return false;
        }
        let other_faces =
            (&portrait.landmarks, portrait.area) != (&self.portrait.landmarks, self.portrait.area);
        self.portrait.clone_from(portrait);
        if other_faces {
            self.faces = faces(&self.source, portrait);
        }
        self.cast();
        true
    }

    /// What the studio is told.
    pub(crate) fn info(&self) -> PortraitInfo {
        let info =
            |face: &Face| FaceInfo { bounds_px: face.bounds_px(), confidence: face.confidence };
        PortraitInfo {
            picture: self.portrait.picture.clone(),
            size: self.source.dimensions(),
            faces: self.faces.iter().flatten().map(info).collect(),
            acting: self.acting.clone(),
            texture: self.texture.clone(),
            source: self.source_texture.clone(),
        }
    }

    /// What a mind is told of the portrait, before there are words.
    pub(crate) fn asked(&self) -> Asked {
        let Ok(acting) = &self.acting else { return Asked::default() };
        let face = self.faces.iter().flatten().nth(acting.face);
        let portrait = face
            .map(|face| Portrait { picture: Arc::clone(&self.source), face_px: face.bounds_px() });
        let (shown, pose_deg) = (acting.units.clone(), acting.pose_deg);
        Asked { question: Question { shown, pose_deg, ..Question::default() }, portrait }
    }

    /// Draws a row on the face with that much of its own expression removed; false where there is
    /// nobody to act it.
    ///
    /// # Errors
    /// What the device reports.
    pub(crate) fn draw(&mut self, row: &Row, neutralise: f32) -> Result<bool, RenderError> {
        let (Some(actor), Some(texture)) = (&mut self.actor, &self.texture) else {
            return Ok(false);
        };
        actor.set_neutralise(neutralise);
        actor.draw(row, texture)?;
        Ok(true)
    }

    /// Fits the head to the acting face and readies it for acting.
    fn cast(&mut self) {
        let fitted = match &self.faces {
            Err(why) if self.portrait.hand.is_none() => Err(why.clone()),
            faces => {
                let faces = faces.as_deref().unwrap_or_default();
                work::fit(faces, &self.portrait).map_err(|error| error.to_string())
            }
        };
        let cast = fitted.and_then(|(choice, fit)| {
            self.actor = Some(self.stage(&fit).map_err(|error| error.to_string())?);
            Ok(Acting {
                face: choice.index,
                pose_deg: fit.pose_deg.to_array(),
                quality: fit.quality,
                units: fit.units,
                landmarks: fit.landmarks,
            })
        });
        if cast.is_err() {
            self.actor = None;
        }
        self.acting = cast;
        // Where a face acts, the next row is drawn over the last one: nothing flickers between.
        if let (None, Some(texture)) = (&self.actor, &self.texture) {
            self.gpu.write(texture, &self.shown);
        }
    }

    fn stage(&self, fit: &Fit) -> Result<Actor, RenderError> {
        let fit = self.framing.apply_to_fit(fit);
        if self.gpu.is_software() {
            Actor::sketching(&self.gpu, &fit, &self.shown)
        } else {
            Actor::new(&self.gpu, &fit, &self.shown)
        }
    }
}

/// The picture for work on its landmarks, at a size that every device takes.
fn upload_source(gpu: &Gpu, source: &RgbaImage) -> Option<wgpu::Texture> {
    let framing = Framing::at_most(source.dimensions(), LONGEST_SOURCE_PX);
    gpu.upload(&framing.apply_to_picture(source)).ok()
}

fn faces(source: &RgbaImage, portrait: &PortraitRef) -> Result<Vec<Face>, String> {
    work::faces::faces(source, portrait).map_err(|error| match error {
        // What to do about it stands beside it in the window.
        OpenError::NoFace { .. } => "No face was found in this picture.".to_owned(),
        error => error.to_string(),
    })
}

//! Seeing: finds the faces of any picture and their landmarks, with two networks trained on rendered faces.
//!
//! ```text
//! picture ─ detector ─▶ boxes with five points ─ Frame ─▶ crop ─ landmark network, twice ─▶ Read
//! ```
//!
//! The networks and how they were trained are in `engine/crates/synth/train`; the weights and what they can
//! and cannot do in `assets/see`. The same picture gives the same faces on the same machine.

mod bounds;
mod detector;
mod error;
mod find;
mod frame;
mod landmark_net;
mod layers;
mod read;
mod resample;
#[cfg(test)]
mod tests;
mod weights;

pub use error::SeeError;
pub use frame::Frame;

use bounds::keep_surest;
use detector::{Candidate, Detector};
use glam::Vec2;
use image::RgbaImage;
use read::{Reader, bounds_of};
use risorius_face::Side;
use risorius_rig::Landmarks;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What is more probably something else than a face is no face.
const LEAST_FACE_PROBABILITY: f32 = 0.5;

/// A face that the detector found. Pixels of the picture; (0, 0) is the centre of its top-left pixel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Left, top, width and height of the box around all its landmarks.
    pub bounds: [f32; 4],
    /// The person's left eye, right eye, tip of the nose, left and right corner of the mouth.
    pub five: [Vec2; 5],
    /// How sure the detector is, 0..1.
    pub confidence: f32,
}

impl Found {
    fn of(candidate: &Candidate) -> Self {
        let Candidate { confidence, bounds, five } = *candidate;
        Self { bounds: bounds.to_array(), five, confidence }
    }
}

/// What was read of a face.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// All points, pixels of the picture.
    pub landmarks: Landmarks,
    /// By group like the landmarks: how far from its true place each point is to be expected, pixels.
    pub expected_error_px: BTreeMap<String, Vec<f32>>,
    /// Probability that a face is there at all.
    pub face_probability: f32,
    /// Probability that a face is there and its points are good (their mean error under 6 % of the
    /// interocular distance, beyond which lids and lips visibly miss).
    pub confidence: f32,
    /// Intensity 0..1 of the action units that the face shows, keyed as [`risorius_rig::Rig::units`].
    pub units: BTreeMap<(u8, Side), f32>,
    /// Yaw, pitch and roll of the head, degrees, with the signs of [`risorius_face::Channel`].
    pub pose_deg: [f32; 3],
}

/// A face of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct SeenFace {
    /// Left, top, width and height of the box around the landmarks, pixels.
    pub bounds: [f32; 4],
    /// How sure both networks are, 0..1: the product of the detector's and the reading's confidence.
    pub confidence: f32,
    /// Landmarks and what else was read.
    pub read: Read,
}

/// The two networks.
pub struct Seer {
    detector: Detector,
    reader: Reader,
}

impl Seer {
    /// The networks inside the program; their weights are read at the first call.
    ///
    /// # Errors
    /// [`SeeError::Weights`] if the program was built with weights of other networks.
    pub fn embedded() -> Result<&'static Self, SeeError> {
        static SEER: OnceLock<Result<Seer, SeeError>> = OnceLock::new();
        let load = || {
            Ok(Self {
                detector: weights::load(weights::DETECTOR, Detector::load)?,
                reader: Reader::embedded()?,
            })
        };
        SEER.get_or_init(load).as_ref().map_err(Clone::clone)
    }

    /// Finds what looks like faces, largest first.
    ///
    /// Transparent parts of the picture are seen as grey. Faces from about 5 % of the picture's longer side
    /// up are found.
    ///
    /// # Errors
    /// If the network cannot be run; not for any picture.
    pub fn find_faces(&self, picture: &RgbaImage) -> Result<Vec<Found>, SeeError> {
        find::find(&self.detector, picture)
    }

    /// Reads the landmarks of the face in a frame.
    ///
    /// # Errors
    /// If the network cannot be run; not for any picture or frame.
    pub fn landmarks_in(&self, picture: &RgbaImage, frame: Frame) -> Result<Read, SeeError> {
        self.reader.read_in(picture, frame)
    }

    /// Reads the landmarks of the face in a box drawn by hand (left, top, width, height in pixels), from chin
    /// to forehead and however tilted; `None` for a box without an area.
    ///
    /// # Errors
    /// If the network cannot be run; not for any picture or box.
    pub fn landmarks_in_box(
        &self,
        picture: &RgbaImage,
        bounds: [f32; 4],
    ) -> Result<Option<Read>, SeeError> {
        Frame::in_box(bounds).map(|frame| self.reader.read_near(picture, frame)).transpose()
    }

    /// Finds the faces of a picture and reads their landmarks, largest first.
    ///
    /// What the detector took for a face and the landmark network does not is left out.
    ///
    /// # Errors
    /// If a network cannot be run; not for any picture.
    pub fn see(&self, picture: &RgbaImage) -> Result<Vec<SeenFace>, SeeError> {
        let mut faces = Vec::new();
        for found in self.find_faces(picture)? {
            let Some(frame) = Frame::of_five(&found.five) else { continue };
            let read = self.landmarks_in(picture, frame)?;
            if read.face_probability > LEAST_FACE_PROBABILITY {
                let bounds = bounds_of(&read).to_array();
                faces.push(SeenFace {
                    bounds,
                    confidence: found.confidence * read.confidence,
                    read,
                });
            }
        }
        let bounds = |face: &SeenFace| bounds_of(&face.read);
        let mut faces = keep_surest(faces, |face| face.confidence, bounds);
        faces.sort_by(|a, b| bounds(b).area().total_cmp(&bounds(a).area()));
        Ok(faces)
    }
}

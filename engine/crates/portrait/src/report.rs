//! What `fit --format json` prints.

use crate::choose::bounds;
use risorius_face::{Side, Unit};
use risorius_rig::{Fit, Landmarks};
use serde::Serialize;
use std::collections::BTreeMap;

/// All faces of a picture. Pixels and degrees; fields are only ever added.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FitReport {
    /// Width and height of the picture.
    pub size: (u32, u32),
    /// The faces in the order of the landmark file.
    pub faces: Vec<FaceReport>,
    /// Which of them acts.
    pub chosen: usize,
}

/// One face.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FaceReport {
    /// Left, top, width and height of the box around the landmarks.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
    /// How sure it is that this is a face, 0..1; landmarks that were given are taken for sure.
    pub confidence: f32,
    /// Points by group.
    pub landmarks: BTreeMap<String, Vec<[f32; 2]>>,
    /// Head pose; `null` where no head could be fitted.
    pub pose: Option<PoseReport>,
    /// Action units that the face shows by itself; `both` where the sides hardly differ.
    pub units: Vec<UnitReport>,
    /// [`Fit::quality`]; 0 where no head could be fitted.
    pub quality: f32,
}

/// Head pose, degrees, with the signs of [`risorius_face::Channel`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PoseReport {
    /// Turn, positive to the person's left.
    pub yaw: f32,
    /// Positive up.
    pub pitch: f32,
    /// Tilt, positive towards the person's left shoulder.
    pub roll: f32,
}

/// An action unit seen in the picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct UnitReport {
    /// FACS code.
    pub au: u8,
    /// Where it acts.
    pub side: Side,
    /// 0..1.
    pub intensity: f32,
}

/// Sides that differ by less are told as one.
const SIDES_DIFFER: f32 = 0.2;

/// Units of the sides, which stand one after the other, as a person would list them.
fn units(sides: &[Unit]) -> Vec<UnitReport> {
    let report =
        |unit: &Unit| UnitReport { au: unit.au.code(), side: unit.side, intensity: unit.intensity };
    let alike = |a: &Unit, b: &Unit| {
        a.au == b.au && a.side != b.side && (a.intensity - b.intensity).abs() < SIDES_DIFFER
    };
    let mut units = Vec::new();
    let mut rest = sides;
    while let [first, others @ ..] = rest {
        match others {
            [second, others @ ..] if alike(first, second) => {
                let intensity = 0.5 * (first.intensity + second.intensity);
                units.push(UnitReport { side: Side::Both, intensity, ..report(first) });
                rest = others;
            }
            _ => {
                units.push(report(first));
                rest = others;
            }
        }
    }
    units
}

impl FaceReport {
    /// The face of given landmarks, with the head fitted to it if there is one.
    pub fn new(landmarks: &Landmarks, fit: Option<&Fit>) -> Self {
        let (low, high) = bounds(landmarks);
        let points = |group: &Vec<glam::Vec2>| group.iter().map(|point| point.to_array()).collect();
        Self {
            bounds: [low.x, low.y, high.x - low.x, high.y - low.y],
            confidence: 1.0,
            landmarks: landmarks
                .groups
                .iter()
                .map(|(name, group)| (name.clone(), points(group)))
                .collect(),
            pose: fit.map(|fit| {
                let [yaw, pitch, roll] = fit.pose_deg.to_array();
                PoseReport { yaw, pitch, roll }
            }),
            units: fit.map_or_else(Vec::new, |fit| units(&fit.units)),
            quality: fit.map_or(0.0, |fit| fit.quality),
        }
    }
}

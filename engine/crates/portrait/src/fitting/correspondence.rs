//! Which landmark of the picture is which point of the mesh, and how much it is worth.

use super::FitError;
use crate::landmarks::{centre_of, positions_in_group};
use glam::{DVec2, DVec3, Vec3};
use risorius_rig::{Attachment, Landmarks, Rig};

/// Attachments nearer than this on the head at rest are one point (the corners of eyes and lips
/// belong to two groups each), decimetres.
const SAME_POINT_DM: f32 = 1e-3;

/// A landmark that the mesh has too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    /// Where it is in the picture.
    pub(super) position_px: DVec2,
    /// Where it is on the mesh.
    pub(super) attachment: Attachment,
    /// Its say in pose and identity.
    pub(super) weight: f64,
    /// How soft the snap is here, decimetres like the distances that it stands beside: the larger,
    /// the more of the residual is left.
    pub(super) smoothing: f64,
}

impl Seen {
    /// Whether this is the same point of the mesh with the same worth, wherever it is in the picture.
    fn is_alike(&self, other: &Self) -> bool {
        self.attachment == other.attachment
            && self.weight.to_bits() == other.weight.to_bits()
            && self.smoothing.to_bits() == other.smoothing.to_bits()
    }
}

/// All landmarks that the mesh has too.
#[derive(Clone)]
pub(super) struct Correspondences {
    pub(super) seen: Vec<Seen>,
}

impl Correspondences {
    pub(super) fn new(landmarks: &Landmarks, rig: &Rig) -> Result<Self, FitError> {
        check_coverage(landmarks)?;
        let mut seen: Vec<Seen> = Vec::new();
        let mut at_rest: Vec<Vec3> = Vec::new();
        for (name, points) in &landmarks.groups {
            // Irises turn with the gaze and say nothing of the head.
            let Some(attachments) = rig.attachments.get(name).filter(|_| !name.contains("_iris_"))
            else {
                continue;
            };
            let positions = positions_in_group(name, points.len())
                .filter(|positions| positions.last().is_none_or(|&last| last < attachments.len()))
                .ok_or_else(|| FitError::UnknownCount {
                    group: name.clone(),
                    count: points.len(),
                })?;
            for (point, position) in points.iter().zip(positions) {
                let attachment = attachments[position];
                let rest = attachment.at(&rig.rest_dm);
                if at_rest.iter().any(|&other| other.distance(rest) < SAME_POINT_DM) {
                    continue;
                }
                at_rest.push(rest);
                let (weight, smoothing) = worth(name);
                seen.push(Seen { position_px: point.as_dvec2(), attachment, weight, smoothing });
            }
        }
        Ok(Self { seen })
    }

    /// Whether they are the same points of the mesh, in the same order and with the same worth.
    pub(super) fn are_alike(&self, other: &Self) -> bool {
        self.seen.len() == other.seen.len()
            && self.seen.iter().zip(&other.seen).all(|(one, another)| one.is_alike(another))
    }

    /// The points on a mesh.
    pub(super) fn on(&self, vertices_dm: &[Vec3]) -> Vec<DVec3> {
        self.seen.iter().map(|seen| seen.attachment.at(vertices_dm).as_dvec3()).collect()
    }
}

/// Weight and smoothing of a group. Lids and lips make the expression; the outline of the face slides
/// over the head when it turns, so it says little.
fn worth(group: &str) -> (f64, f64) {
    const SMOOTHING: f64 = 2e-4;
    match group {
        "face_oval" | "chin" => (0.15, 3e-3),
        _ if group.contains("_eye_") => (1.5, SMOOTHING),
        _ if group.starts_with("lips_") => (1.0, SMOOTHING),
        _ if group.contains("_brow_") => (0.8, SMOOTHING),
        _ => (0.5, SMOOTHING),
    }
}

/// There must be a left, a right and something below them, the right way round.
fn check_coverage(landmarks: &Landmarks) -> Result<(), FitError> {
    let groups = &landmarks.groups;
    let centre = |prefix: &str, part: &str| {
        centre_of(groups, |name| name.starts_with(prefix) && name.contains(part))
    };
    let pair = |part| Some((centre("left", part)?, centre("right", part)?));
    let above = pair("_eye_").or_else(|| pair("_brow_"));
    let below =
        centre("lips_", "").or_else(|| centre("nose_base", "")).or_else(|| centre("nose_", ""));
    let (Some((left, right)), Some(below)) = (above, below) else {
        let found: Vec<&str> = groups.keys().map(String::as_str).collect();
        let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
        return Err(FitError::TooFew { found });
    };
    // With y down, what is below the eyes lies clockwise of the way from the right eye to the left.
    let turn = (left - right).perp_dot(below - left.midpoint(right));
    if turn < 0.0 { Err(FitError::Mirrored) } else { Ok(()) }
}

//! The fit: a head placed on the landmarks of a portrait.
//!
//! 1. Pose and head in turn: weak perspective by Gauss–Newton ([`pose`]), then action units
//!    ([`expression`]) and identity shapes ([`identity`]) together by ridge regression.
//! 2. The snap: what is still missing at the landmarks is spread over the head ([`snap`]).

mod correspondence;
mod expression;
mod heads;
mod identity;
mod lips;
mod pose;
mod snap;

use correspondence::Correspondences;
use glam::{DVec2, DVec3, EulerRot, Vec3};
use heads::Heads;
use pose::WeakPerspective;
use risorius_rig::{Fit, Landmarks, REST_IOD_DM, Rig};
use thiserror::Error;

/// The point that the head turns around: between the eyes and the mouth, inside of the skull.
const CENTRE_DM: DVec3 = DVec3::new(0.0, 7.0, 1.2);

/// How often pose and identity are refined in turn.
const ALTERNATIONS: usize = 8;

/// A residual before the snap of this share of the interocular distance is doubtful: quality 0.5.
const DOUBTFUL_RESIDUAL_IOD: f64 = 0.05;

/// A residual before the snap beyond this share of the interocular distance is no face.
const NOT_A_FACE_RESIDUAL_IOD: f64 = 0.25;

/// Why landmarks cannot be fitted.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum FitError {
    /// Too little of the face to tell its pose.
    #[error(
        "too few landmarks: both eyes (or both brows) and the mouth or the nose are needed; found {found}"
    )]
    TooFew {
        /// The groups there are.
        found: String,
    },
    /// A group of unknown length.
    #[error("group {group} has {count} points, which no numbering gives it")]
    UnknownCount {
        /// Name of the group.
        group: String,
        /// How many there are.
        count: usize,
    },
    /// Left and right exchanged.
    #[error(
        "the landmarks are mirrored: `left_…` must be the person's left, on the right of a picture that \
         looks at the camera"
    )]
    Mirrored,
    /// Points that no head can be put on.
    #[error(
        "the landmarks do not look like a face: a head misses them by {percent:.0} % of the eyes' distance"
    )]
    NotAFace {
        /// Root mean square residual in per cent of the interocular distance.
        percent: f64,
    },
}

/// Places the rig on landmarks: 159 points, those of a 68-point list, or fewer.
///
/// # Errors
/// Too few groups to tell the pose, mirrored or absurd landmarks. Never a fit with a number that is
/// not finite.
pub fn fit(landmarks: &Landmarks, rig: &Rig) -> Result<Fit, FitError> {
    let points = Correspondences::new(landmarks, rig)?;
    let heads = Heads::of(rig, &points);
    let mut pose = WeakPerspective::first_guess(&centred(&heads.rest_dm), &points)
        .ok_or(not_a_face(f64::INFINITY))?;
    let mut head = heads.at_rest();
    for _ in 0..ALTERNATIONS {
        pose.refine(&centred(&heads.landmarks_dm(&head)), &points);
        head = heads.solve(&pose, &points);
    }
    let mut vertices_dm = heads.lips.with_identity(rig, &head.identity.weights);
    let units = heads.shapes.add_to(&head.expression, &mut vertices_dm);
    let missed = residuals(&pose, &points.on(&vertices_dm), &points);
    let residual_iod = root_mean_square(&missed) / (f64::from(REST_IOD_DM) * pose.scale);
    // A residual that is not a number is refused too: no comparison with it holds.
    let is_face = residual_iod <= NOT_A_FACE_RESIDUAL_IOD;
    if !is_face {
        return Err(not_a_face(residual_iod));
    }
    heads.snap.apply(&missed, &pose, &mut vertices_dm);
    rig.place_mouth_parts(&mut vertices_dm);
    Ok(Fit { units, ..assemble(landmarks, &pose, vertices_dm, residual_iod) })
}

fn assemble(
    landmarks: &Landmarks,
    pose: &WeakPerspective,
    vertices_dm: Vec<Vec3>,
    residual_iod: f64,
) -> Fit {
    let (roll, yaw, pitch) = pose.view_from_rig.to_euler(EulerRot::ZYX);
    Fit {
        size: landmarks.size,
        view_from_rig: pose.view_from_rig.as_mat3(),
        scale_px_per_dm: pose.scale as f32,
        translation_px: pose.translation.as_vec2(),
        centre_dm: CENTRE_DM.as_vec3(),
        vertices_dm,
        units: Vec::new(),
        landmarks: landmarks.clone(),
        // Turning about +X nods down and about +Z tilts towards the right shoulder.
        pose_deg: DVec3::new(yaw, -pitch, -roll).map(f64::to_degrees).as_vec3(),
        quality: (-(residual_iod / DOUBTFUL_RESIDUAL_IOD).powi(2)).exp2() as f32,
    }
}

fn not_a_face(residual_iod: f64) -> FitError {
    FitError::NotAFace { percent: 100.0 * residual_iod }
}

/// Relative to the centre of rotation.
fn centred(points_dm: &[DVec3]) -> Vec<DVec3> {
    points_dm.iter().map(|&point| point - CENTRE_DM).collect()
}

/// From where the head's points are seen to where they should be, pixels.
fn residuals(pose: &WeakPerspective, on_head_dm: &[DVec3], points: &Correspondences) -> Vec<DVec2> {
    let missed = |(&point, seen): (&DVec3, &correspondence::Seen)| {
        seen.position_px - pose.project(point - CENTRE_DM)
    };
    on_head_dm.iter().zip(&points.seen).map(missed).collect()
}

fn root_mean_square(residuals_px: &[DVec2]) -> f64 {
    (residuals_px.iter().map(|r| r.length_squared()).sum::<f64>() / residuals_px.len() as f64)
        .sqrt()
}

#[cfg(test)]
mod tests;

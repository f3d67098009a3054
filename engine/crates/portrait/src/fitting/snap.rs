//! The snap: spreads what the identity leaves at the landmarks over the whole head.
//!
//! A linear radial basis function with a constant term (a biharmonic spline in space), smoothed. It
//! works in the coordinates of the head at rest with the jaw a third open, so that the upper and the
//! lower lip, which touch at rest, can part. Vertices far from every landmark are held in place.

use super::correspondence::Correspondences;
use super::pose::WeakPerspective;
use glam::{DVec2, Vec3};
use nalgebra::{DMatrix, DVector, Dyn, LU};
use risorius_face::Side;
use risorius_rig::{Part, Rig};

/// How far the jaw is open in the coordinates of the snap.
const JAW_OPENING: f32 = 0.35;

/// The action unit that opens the jaw all the way.
const JAW_OPEN: (u8, Side) = (27, Side::Both);

/// Every so many vertices of the skin one may be an anchor.
const ANCHOR_STRIDE: usize = 37;

/// Anchors are at least this far from every landmark, decimetres.
const ANCHOR_DISTANCE_DM: f32 = 0.45;

/// Smoothing of an anchor.
const ANCHOR_SMOOTHING: f64 = 1e-3;

/// What does not depend on where the landmarks are in the picture.
pub(super) struct Snap {
    /// The head at rest with its lips parted.
    parted_dm: Vec<Vec3>,
    /// Landmarks and anchors on it.
    centres_dm: Vec<Vec3>,
    /// The system of the spline's weights and constant.
    factored: LU<f64, Dyn, Dyn>,
}

impl Snap {
    pub(super) fn new(rig: &Rig, points: &Correspondences) -> Self {
        let parted_dm = parted_lips(rig);
        let mut centres_dm: Vec<Vec3> =
            points.seen.iter().map(|seen| seen.attachment.at(&parted_dm)).collect();
        let mut smoothing: Vec<f64> = points.seen.iter().map(|seen| seen.smoothing).collect();
        let anchors = anchors(rig, &parted_dm, &centres_dm);
        smoothing.resize(centres_dm.len() + anchors.len(), ANCHOR_SMOOTHING);
        centres_dm.extend(anchors);
        let count = centres_dm.len();
        let system = DMatrix::from_fn(count + 1, count + 1, |row, column| match (row, column) {
            (r, c) if r == c && r < count => smoothing[r],
            (r, c) if r == count || c == count => f64::from(u8::from(r != c)),
            (r, c) => -f64::from(centres_dm[r].distance(centres_dm[c])),
        });
        Self { parted_dm, centres_dm, factored: system.lu() }
    }

    /// Moves `vertices_dm` so that the landmarks, which miss by `missed_px`, are met; depth stays.
    pub(super) fn apply(
        &self,
        missed_px: &[DVec2],
        pose: &WeakPerspective,
        vertices_dm: &mut [Vec3],
    ) {
        let Some(spline) = self.spline(missed_px) else { return };
        for (vertex, &at) in vertices_dm.iter_mut().zip(&self.parted_dm) {
            *vertex += pose.lift(spline.at(at)).as_vec3();
        }
    }

    /// Takes on `values` at the first centres and zero at the others, up to the smoothing; `None` if
    /// a number is not finite.
    fn spline(&self, values: &[DVec2]) -> Option<Spline<'_>> {
        let count = self.centres_dm.len();
        let column = |axis: usize| {
            DVector::from_fn(count + 1, |row, _| values.get(row).map_or(0.0, |value| value[axis]))
        };
        let solved = self.factored.solve(&DMatrix::from_columns(&[column(0), column(1)]))?;
        let pair = |row: usize| DVec2::new(solved[(row, 0)], solved[(row, 1)]);
        let weights: Vec<DVec2> = (0..count).map(pair).collect();
        let finite = weights.iter().all(|weight| weight.is_finite());
        finite.then(|| Spline { centres_dm: &self.centres_dm, weights, constant: pair(count) })
    }
}

fn parted_lips(rig: &Rig) -> Vec<Vec3> {
    let mut parted = rig.rest_dm.clone();
    if let Some(jaw_open) = rig.units.get(&JAW_OPEN) {
        jaw_open.add_to(&mut parted, JAW_OPENING);
    }
    parted
}

fn anchors(rig: &Rig, parted: &[Vec3], landmarks: &[Vec3]) -> Vec<Vec3> {
    let skin = parted.iter().zip(&rig.part_of_vertex).filter(|(_, part)| **part == Part::Skin);
    let far =
        |vertex: &Vec3| landmarks.iter().all(|other| other.distance(*vertex) > ANCHOR_DISTANCE_DM);
    skin.map(|(&vertex, _)| vertex).step_by(ANCHOR_STRIDE).filter(far).collect()
}

/// A displacement in the picture for every point of the head: `constant − Σ weightᵢ |x − centreᵢ|`.
struct Spline<'a> {
    centres_dm: &'a [Vec3],
    weights: Vec<DVec2>,
    constant: DVec2,
}

impl Spline<'_> {
    fn at(&self, point: Vec3) -> DVec2 {
        let pull = |(centre, weight): (&Vec3, &DVec2)| *weight * f64::from(centre.distance(point));
        self.constant - self.centres_dm.iter().zip(&self.weights).map(pull).sum::<DVec2>()
    }
}

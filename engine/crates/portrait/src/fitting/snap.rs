//! The snap: spreads what the identity leaves at the landmarks over the whole head.
//!
//! A linear radial basis function with a constant term (a biharmonic spline in space), smoothed. It
//! works in the coordinates of the head at rest with the jaw a third open, so that the upper and the
//! lower lip, which touch at rest, can part. Vertices far from every landmark are held in place.

use super::correspondence::Correspondences;
use super::pose::WeakPerspective;
use glam::{DVec2, Vec3};
use nalgebra::{DMatrix, DVector};
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

/// Moves `vertices_dm` so that the landmarks, which miss by `missed_px`, are met; depth stays.
pub(super) fn snapped(
    rig: &Rig,
    points: &Correspondences,
    missed_px: &[DVec2],
    pose: &WeakPerspective,
    mut vertices_dm: Vec<Vec3>,
) -> Vec<Vec3> {
    let parted = parted_lips(rig);
    let mut centres: Vec<Vec3> =
        points.seen.iter().map(|seen| seen.attachment.at(&parted)).collect();
    let mut smoothing: Vec<f64> = points.seen.iter().map(|seen| seen.smoothing).collect();
    let anchors = anchors(rig, &parted, &centres);
    smoothing.resize(centres.len() + anchors.len(), ANCHOR_SMOOTHING);
    centres.extend(anchors);
    let Some(spline) = Spline::through(centres, missed_px, &smoothing) else {
        return vertices_dm;
    };
    for (vertex, &at) in vertices_dm.iter_mut().zip(&parted) {
        *vertex += pose.lift(spline.at(at)).as_vec3();
    }
    vertices_dm
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
struct Spline {
    centres: Vec<Vec3>,
    weights: Vec<DVec2>,
    constant: DVec2,
}

impl Spline {
    /// Takes on `values` at the first centres and zero at the others, up to the smoothing; `None` if
    /// a number is not finite.
    fn through(centres: Vec<Vec3>, values: &[DVec2], smoothing: &[f64]) -> Option<Self> {
        let count = centres.len();
        let system = DMatrix::from_fn(count + 1, count + 1, |row, column| match (row, column) {
            (r, c) if r == c && r < count => smoothing[r],
            (r, c) if r == count || c == count => f64::from(u8::from(r != c)),
            (r, c) => -f64::from(centres[r].distance(centres[c])),
        });
        let column = |axis: usize| {
            DVector::from_fn(count + 1, |row, _| values.get(row).map_or(0.0, |value| value[axis]))
        };
        let solved = system.lu().solve(&DMatrix::from_columns(&[column(0), column(1)]))?;
        let pair = |row: usize| DVec2::new(solved[(row, 0)], solved[(row, 1)]);
        let weights: Vec<DVec2> = (0..count).map(pair).collect();
        let finite = weights.iter().all(|weight| weight.is_finite());
        finite.then(|| Self { centres, weights, constant: pair(count) })
    }

    fn at(&self, point: Vec3) -> DVec2 {
        let pull = |(centre, weight): (&Vec3, &DVec2)| *weight * f64::from(centre.distance(point));
        self.constant - self.centres.iter().zip(&self.weights).map(pull).sum::<DVec2>()
    }
}

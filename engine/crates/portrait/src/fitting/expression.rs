//! The portrait's own expression, told apart from its identity.
//!
//! What the landmarks miss, r, is an identity plus action units: r = P B w + P E a + noise, with w and
//! the noise scattered as the identity ridge has it. With w summed out, r − P E a scatters by
//! S = P G Pᵀ + W⁻¹ ([`super::identity`]), so the intensities a minimise
//! (r − P E a)ᵀ S⁻¹ (r − P E a) + Σ cⱼ (aⱼ − pⱼ)²  over  0 ≤ a ≤ 1,
//! where pⱼ is what is expected beforehand (0 if nothing is) and cⱼ says how rare the unit is in
//! portraits. A movement that an identity explains as well costs S little, and is left to the identity.

use super::correspondence::Correspondences;
use super::identity::Scatter;
use glam::DVec3;
use nalgebra::{DMatrix, DVector};
use risorius_face::{Au, Side, Unit};
use risorius_rig::{Rig, Shape};

/// The units that landmarks can tell, each with the intensity that is usual where it acts at all, and the
/// least that is told from none. A jaw that opens so little parts the lips as far as a fifth of AU25.
const TOLD: [(u8, f64, f32); 6] = [
    (5, 0.15, 0.2),
    (12, 0.8, 0.2),
    (15, 0.2, 0.2),
    (25, 0.8, 0.2),
    (27, 0.8, 0.06),
    (43, 0.7, 0.2),
];

/// Scatter of a landmark that no identity explains, decimetres: it makes intensities comparable with
/// the ridge of the identity, which is a pure number.
const NOISE_DM: f64 = 0.003;

/// Weight of a difference between the sides against that of an intensity: faces are mostly symmetric,
/// and a head that is turned a little looks one-sided.
const SIDES_TOGETHER: f64 = 2.0;

/// Rounds of coordinate descent; a dozen unknowns settle in far fewer.
const MOST_ROUNDS: usize = 200;

/// A round that changes no intensity by more than this is the last.
const SETTLED: f64 = 1e-6;

/// Action units that may be in the picture.
pub(super) struct ExpressionShapes<'a> {
    shapes: Vec<(Au, Side, &'a Shape)>,
    /// E: how far each moves each landmark at intensity 1, decimetres in rig space.
    at_landmarks: Vec<Vec<DVec3>>,
    /// The least intensity of each that is told from none.
    least: Vec<f32>,
    /// c and the coupling of the sides.
    penalty: DMatrix<f64>,
}

/// Intensities, and what they do to the landmarks.
pub(super) struct Expression {
    intensities: DVector<f64>,
    displacements_dm: Vec<DVec3>,
}

impl Expression {
    /// Landmarks, moved.
    pub(super) fn displaced(&self, points_dm: &[DVec3]) -> Vec<DVec3> {
        points_dm.iter().zip(&self.displacements_dm).map(|(&point, &by)| point + by).collect()
    }

    /// How far each landmark moves, decimetres.
    pub(super) fn displacements_dm(&self) -> &[DVec3] {
        &self.displacements_dm
    }
}

impl<'a> ExpressionShapes<'a> {
    pub(super) fn new(rig: &'a Rig, points: &Correspondences) -> Self {
        let mut shapes = Vec::new();
        let (mut usual, mut least) = (Vec::new(), Vec::new());
        for (code, intensity, told) in TOLD {
            for side in [Side::Left, Side::Right, Side::Both] {
                if let Some(shape) = rig.units.get(&(code, side)) {
                    shapes.push((Au::of(code), side, shape));
                    usual.push(intensity);
                    least.push(told);
                }
            }
        }
        let at_landmarks: Vec<Vec<DVec3>> =
            shapes.iter().map(|(_, _, shape)| at_landmarks(rig, points, shape)).collect();
        let mut penalty = DMatrix::zeros(shapes.len(), shapes.len());
        for (k, usual) in usual.iter().enumerate() {
            let rare = (NOISE_DM / usual).powi(2);
            penalty[(k, k)] += rare;
            if shapes[k].1 == Side::Right {
                // The left one stands before it.
                let together = SIDES_TOGETHER * rare;
                for (row, column, sign) in
                    [(k, k, 1.0), (k - 1, k - 1, 1.0), (k, k - 1, -1.0), (k - 1, k, -1.0)]
                {
                    penalty[(row, column)] += sign * together;
                }
            }
        }
        Self { shapes, at_landmarks, least, penalty }
    }

    /// A face at rest.
    pub(super) fn none(&self) -> Expression {
        let landmarks = self.at_landmarks.first().map_or(0, Vec::len);
        Expression {
            intensities: DVector::zeros(self.shapes.len()),
            displacements_dm: vec![DVec3::ZERO; landmarks],
        }
    }

    /// The expression in what the rig at rest misses, two numbers a landmark as the view has them.
    pub(super) fn solve(&self, scatter: &Scatter, missed_dm: &DVector<f64>) -> Expression {
        let seen: Vec<DVector<f64>> =
            self.at_landmarks.iter().map(|moved| scatter.seen(moved)).collect();
        let weighed: Vec<DVector<f64>> = seen.iter().map(|seen| scatter.weighed(seen)).collect();
        let normal = DMatrix::from_fn(seen.len(), seen.len(), |row, column| {
            seen[row].dot(&weighed[column]) + self.penalty[(row, column)]
        });
        let towards = DVector::from_fn(seen.len(), |row, _| weighed[row].dot(missed_dm));
        let intensities = least_within_unit(&normal, &towards);
        let displacement = |landmark: usize| {
            let parts = self.at_landmarks.iter().zip(intensities.iter());
            parts.map(|(moved, &intensity)| moved[landmark] * intensity).sum()
        };
        let displacements_dm = (0..missed_dm.len() / 2).map(displacement).collect();
        Expression { intensities, displacements_dm }
    }

    /// Adds what is told from none to a head and lists it.
    pub(super) fn add_to(
        &self,
        expression: &Expression,
        vertices_dm: &mut [glam::Vec3],
    ) -> Vec<Unit> {
        let mut units = Vec::new();
        let found = self.shapes.iter().zip(&self.least).zip(expression.intensities.iter());
        for ((&(au, side, shape), &least), &intensity) in found {
            let intensity = intensity as f32;
            if intensity >= least {
                shape.add_to(vertices_dm, intensity);
                units.push(jaw_drop_for_small_stretch(Unit { au, side, intensity }));
            }
        }
        units
    }
}

/// A mouth stretch (AU27) up to half is a jaw drop (AU26): FACS splits one movement in two.
fn jaw_drop_for_small_stretch(unit: Unit) -> Unit {
    if unit.au.code() == 27 && unit.intensity <= 0.5 {
        return Unit { au: Au::of(26), intensity: 2.0 * unit.intensity, ..unit };
    }
    unit
}

fn at_landmarks(rig: &Rig, points: &Correspondences, shape: &Shape) -> Vec<DVec3> {
    let mut moved = vec![glam::Vec3::ZERO; rig.rest_dm.len()];
    shape.add_to(&mut moved, 1.0);
    points.on(&moved)
}

/// Minimises ½ aᵀ N a − tᵀ a over 0 ≤ a ≤ 1 by coordinate descent; N is positive definite.
fn least_within_unit(normal: &DMatrix<f64>, towards: &DVector<f64>) -> DVector<f64> {
    let mut least = DVector::zeros(towards.len());
    for _ in 0..MOST_ROUNDS {
        let mut change: f64 = 0.0;
        for k in 0..least.len() {
            let slope = towards[k] - normal.row(k).transpose().dot(&least);
            let better = (least[k] + slope / normal[(k, k)]).clamp(0.0, 1.0);
            change = change.max((better - least[k]).abs());
            least[k] = better;
        }
        if change < SETTLED {
            break;
        }
    }
    least
}

//! The person's own head shape by ridge regression on the identity shapes.
//!
//! The weights w minimise  Σ wᵢ |rᵢ − (shape displacements seen at i)|² + Σ dₖ wₖ²  with a penalty dₖ in
//! proportion to how far shape k moves the landmarks, or the skin between them. There are more shapes than landmarks, so it is
//! solved in its dual form: with G = B D⁻¹ Bᵀ over the 3-D displacements B at the landmarks and the
//! projection P of the pose,  w = D⁻¹ Bᵀ Pᵀ S⁻¹ r  with  S = P G Pᵀ + W⁻¹.  G does not depend on the pose.
//! S is also how landmarks scatter from person to person, which tells an expression from an identity.

use super::correspondence::Correspondences;
use super::lips::MeetingLips;
use super::pose::WeakPerspective;
use glam::DVec3;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn, Matrix2x3, Matrix3};
use risorius_rig::{Rig, Shape};

/// Ridge strength. Larger keeps nearer to the rig at rest and leaves more to the snap.
const RIDGE: f64 = 0.02;

/// Keeps the penalty of a shape that moves no landmark above zero, square decimetres.
const PENALTY_FLOOR_DM2: f64 = 1e-7;

/// A shape counts as moving the landmarks by at least this share of the mean square by which it moves
/// its own vertices. Without it shapes that hardly reach a landmark, such as those of the fold above
/// the eye, take on weights of 7 and turn the skin between landmarks over; 0.03 to 0.3 all keep it flat.
const OWN_MOVEMENT_SHARE: f64 = 0.05;

/// What does not depend on the pose.
pub(super) struct IdentityRidge {
    /// B: three rows a landmark, a column a shape, decimetres.
    basis: DMatrix<f64>,
    /// The diagonal of D⁻¹.
    inverse_penalty: DVector<f64>,
    /// G.
    gram: DMatrix<f64>,
    /// The diagonal of W⁻¹, two a landmark.
    inverse_weights: DVector<f64>,
}

/// An identity and what it does to the landmarks.
pub(super) struct Identity {
    /// Position in [`Rig::identity`] and weight, as [`Rig::with_identity`] takes them.
    pub(super) weights: Vec<(usize, f32)>,
    displacements_dm: DVector<f64>,
}

impl Identity {
    /// The landmarks at rest, moved.
    pub(super) fn displaced(&self, rest_dm: &[DVec3]) -> Vec<DVec3> {
        let moved = |(i, &rest): (usize, &DVec3)| {
            let d = self.displacements_dm.fixed_rows::<3>(3 * i);
            rest + DVec3::new(d[0], d[1], d[2])
        };
        rest_dm.iter().enumerate().map(moved).collect()
    }
}

/// S of one pose.
pub(super) struct Scatter {
    /// From displacements in rig space to those in the picture, both decimetres: y down.
    seen: Matrix2x3<f64>,
    factored: Cholesky<f64, Dyn>,
}

impl Scatter {
    /// Displacements of the landmarks as the picture shows them, two numbers each.
    pub(super) fn seen(&self, displacements_dm: &[DVec3]) -> DVector<f64> {
        DVector::from_fn(2 * displacements_dm.len(), |row, _| {
            let moved = displacements_dm[row / 2];
            (0..3).map(|axis| self.seen[(row % 2, axis)] * moved[axis]).sum()
        })
    }

    /// S⁻¹ x.
    pub(super) fn weighed(&self, seen_dm: &DVector<f64>) -> DVector<f64> {
        self.factored.solve(seen_dm)
    }
}

impl IdentityRidge {
    pub(super) fn new(rig: &Rig, points: &Correspondences, lips: &MeetingLips<'_>) -> Self {
        let attachments: Vec<_> = points.seen.iter().map(|seen| seen.attachment).collect();
        let displacements = rig.identity_at(&attachments);
        let parting = lips.moved(rig, &attachments);
        let basis = DMatrix::from_fn(3 * attachments.len(), displacements.len(), |row, shape| {
            let (point, axis) = (row / 3, row % 3);
            f64::from(displacements[shape][point][axis]) + lips.amount(shape) * parting[point][axis]
        });
        let strength = RIDGE * attachments.len() as f64;
        let inverse_penalty = DVector::from_fn(basis.ncols(), |shape, _| {
            let landmarks = basis.column(shape).norm_squared() / attachments.len() as f64;
            let own = OWN_MOVEMENT_SHARE * mean_square(&rig.identity[shape].1);
            1.0 / (strength * (landmarks.max(own) + PENALTY_FLOOR_DM2))
        });
        let mut scaled = basis.clone();
        for (mut column, factor) in scaled.column_iter_mut().zip(inverse_penalty.iter()) {
            column *= *factor;
        }
        let gram = &scaled * basis.transpose();
        let inverse_weights =
            DVector::from_fn(2 * attachments.len(), |row, _| 1.0 / points.seen[row / 2].weight);
        Self { basis, inverse_penalty, gram, inverse_weights }
    }

    /// The rig as it is.
    pub(super) fn none(&self) -> Identity {
        Identity { weights: Vec::new(), displacements_dm: DVector::zeros(self.basis.nrows()) }
    }

    /// How landmarks scatter from person to person, seen in this pose; `None` where a number is not
    /// finite.
    pub(super) fn scatter(&self, pose: &WeakPerspective) -> Option<Scatter> {
        let count = self.inverse_weights.len() / 2;
        let axes = pose.view_from_rig.transpose();
        let seen = Matrix2x3::new(
            axes.x_axis.x,
            axes.y_axis.x,
            axes.z_axis.x,
            -axes.x_axis.y,
            -axes.y_axis.y,
            -axes.z_axis.y,
        );
        let mut system = DMatrix::from_diagonal(&self.inverse_weights);
        for row in 0..count {
            for column in 0..=row {
                let block: Matrix3<f64> = self.gram.fixed_view::<3, 3>(3 * row, 3 * column).into();
                let mut cell = system.fixed_view_mut::<2, 2>(2 * row, 2 * column);
                cell += seen * block * seen.transpose();
            }
        }
        // Positive weights on the diagonal make the system positive definite; only numbers that are
        // not finite can defeat it.
        Some(Scatter { seen, factored: system.cholesky()? })
    }

    /// The identity that meets `missed_dm`, two numbers a landmark as the view has them.
    pub(super) fn solve(&self, scatter: &Scatter, missed_dm: &DVector<f64>) -> Identity {
        let duals = scatter.factored.solve(missed_dm);
        let lifted = DVector::from_fn(self.basis.nrows(), |row, _| {
            let (point, axis) = (row / 3, row % 3);
            scatter.seen[(0, axis)] * duals[2 * point]
                + scatter.seen[(1, axis)] * duals[2 * point + 1]
        });
        let weights = self.basis.tr_mul(&lifted).component_mul(&self.inverse_penalty);
        Identity {
            weights: weights.iter().map(|&weight| weight as f32).enumerate().collect(),
            displacements_dm: &self.gram * lifted,
        }
    }
}

/// Mean square displacement of the vertices that a shape moves, square decimetres.
fn mean_square(shape: &Shape) -> f64 {
    let squares = shape.deltas_dm.iter().map(|delta| f64::from(delta.length_squared()));
    squares.sum::<f64>() / shape.deltas_dm.len().max(1) as f64
}

//! Weak perspective: rotate, scale, shift.

use super::correspondence::Correspondences;
use glam::{DMat2, DMat3, DQuat, DVec2, DVec3};
use nalgebra::{SMatrix, SVector};

/// Gauss–Newton steps of one refinement.
const MAX_STEPS: usize = 15;

/// A refinement has converged when it turns the head by less than this, radians.
const CONVERGED_RAD: f64 = 1e-7;

/// The longest turn of one step, radians: far from the solution the linear model is wrong.
const MAX_TURN_RAD: f64 = 0.5;

/// A head point `p` relative to the centre of rotation is seen at
/// `translation + scale · (y.x, −y.y)` with `y = view_from_rig · p`; see [`risorius_rig::Fit`].
#[derive(Clone, Copy, Debug)]
pub(super) struct WeakPerspective {
    pub(super) view_from_rig: DMat3,
    /// Pixels a decimetre.
    pub(super) scale: f64,
    /// Pixels.
    pub(super) translation: DVec2,
}

impl WeakPerspective {
    /// The best pose of a head that looks straight at the camera, turned in the picture plane only
    /// (Procrustes). `None` for points at one place.
    pub(super) fn first_guess(centred_dm: &[DVec3], points: &Correspondences) -> Option<Self> {
        let weights: f64 = points.seen.iter().map(|seen| seen.weight).sum();
        let pairs = || {
            let flat = |point: &DVec3| DVec2::new(point.x, -point.y);
            centred_dm.iter().map(flat).zip(&points.seen)
        };
        let mean_head = pairs().map(|(head, seen)| head * seen.weight).sum::<DVec2>() / weights;
        let mean_seen =
            pairs().map(|(_, seen)| seen.position_px * seen.weight).sum::<DVec2>() / weights;
        let (mut along, mut across, mut spread) = (0.0, 0.0, 0.0);
        for (head, seen) in pairs() {
            let (head, there) = (head - mean_head, seen.position_px - mean_seen);
            along += seen.weight * head.dot(there);
            across += seen.weight * head.perp_dot(there);
            spread += seen.weight * head.length_squared();
        }
        let scale = along.hypot(across) / spread;
        let angle = across.atan2(along);
        // An angle in the picture, where y points down, is the opposite angle in rig space.
        let view_from_rig = DMat3::from_rotation_z(-angle);
        let translation = mean_seen - DMat2::from_angle(angle) * mean_head * scale;
        (scale.is_finite() && scale > 0.0).then_some(Self { view_from_rig, scale, translation })
    }

    /// Where a point relative to the centre of rotation is seen, pixels.
    pub(super) fn project(&self, centred_dm: DVec3) -> DVec2 {
        let view = self.view_from_rig * centred_dm;
        self.translation + self.scale * DVec2::new(view.x, -view.y)
    }

    /// The displacement of the head that is seen as a displacement in the picture, without depth.
    pub(super) fn lift(&self, displacement_px: DVec2) -> DVec3 {
        let view = DVec3::new(displacement_px.x, -displacement_px.y, 0.0) / self.scale;
        self.view_from_rig.transpose() * view
    }

    /// Gauss–Newton on rotation, scale and translation. A step that cannot be solved ends it.
    pub(super) fn refine(&mut self, centred_dm: &[DVec3], points: &Correspondences) {
        for _ in 0..MAX_STEPS {
            let Some(step) = self.step(centred_dm, points) else {
                return;
            };
            let turn = DVec3::new(step[0], step[1], step[2]).clamp_length_max(MAX_TURN_RAD);
            self.view_from_rig =
                DMat3::from_quat(DQuat::from_scaled_axis(turn)) * self.view_from_rig;
            self.scale *= step[3].clamp(-0.5, 0.5).exp();
            self.translation += DVec2::new(step[4], step[5]);
            if turn.length() < CONVERGED_RAD {
                return;
            }
        }
    }

    /// Turn (axis · radians, in view space), logarithm of scale, shift that meet the points best.
    fn step(&self, centred_dm: &[DVec3], points: &Correspondences) -> Option<SVector<f64, 6>> {
        let mut normal = SMatrix::<f64, 6, 6>::zeros();
        let mut gradient = SVector::<f64, 6>::zeros();
        for (&point, seen) in centred_dm.iter().zip(&points.seen) {
            let v = self.view_from_rig * point * self.scale;
            // d(ω × v) / dω and d(scale · v) / d ln scale, with the picture's y down.
            let across = SVector::from([0.0, v.z, -v.y, v.x, 1.0, 0.0]);
            let down = SVector::from([v.z, 0.0, -v.x, -v.y, 0.0, 1.0]);
            let missed = seen.position_px - self.project(point);
            normal += (across * across.transpose() + down * down.transpose()) * seen.weight;
            gradient += (across * missed.x + down * missed.y) * seen.weight;
        }
        // Flat heads leave a turn open; a grain of damping picks the smallest.
        let damping = 1e-9 * normal.trace();
        normal += SMatrix::identity() * damping;
        let step = normal.cholesky()?.solve(&gradient);
        step.iter().all(|value| value.is_finite()).then_some(step)
    }
}

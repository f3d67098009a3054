//! The heads among which a fit looks for the one in the picture.

use super::correspondence::Correspondences;
use super::expression::{Expression, ExpressionShapes};
use super::identity::{Identity, IdentityRidge};
use super::lips::MeetingLips;
use super::pose::WeakPerspective;
use super::residuals;
use super::snap::Snap;
use glam::DVec3;
use nalgebra::DVector;
use risorius_rig::Rig;
use std::sync::{Arc, Mutex, PoisonError};

/// The heads that landmarks can tell: the rig with any identity and expression.
pub(super) struct Heads<'a> {
    /// The landmarks that these were made for.
    points: Correspondences,
    /// Landmarks of the rig at rest.
    pub(super) rest_dm: Vec<DVec3>,
    ridge: IdentityRidge,
    pub(super) lips: MeetingLips<'a>,
    pub(super) shapes: ExpressionShapes<'a>,
    pub(super) snap: Snap,
}

/// One of them.
pub(super) struct Head {
    pub(super) identity: Identity,
    pub(super) expression: Expression,
}

impl<'a> Heads<'a> {
    /// The heads for these landmarks. Those of the embedded rig are remembered from one fit to the next:
    /// while a landmark is dragged, nothing but its place in the picture changes.
    pub(super) fn of(rig: &'a Rig, points: &Correspondences) -> Arc<Self> {
        match Rig::embedded() {
            Ok(embedded) if std::ptr::eq(embedded, rig) => remembered(embedded, points),
            _ => Arc::new(Self::new(rig, points)),
        }
    }

    fn new(rig: &'a Rig, points: &Correspondences) -> Self {
        let lips = MeetingLips::new(rig);
        Self {
            points: points.clone(),
            rest_dm: points.on(&rig.rest_dm),
            ridge: IdentityRidge::new(rig, points, &lips),
            lips,
            shapes: ExpressionShapes::new(rig, points),
            snap: Snap::new(rig, points),
        }
    }

    pub(super) fn at_rest(&self) -> Head {
        Head { identity: self.ridge.none(), expression: self.shapes.none() }
    }

    pub(super) fn landmarks_dm(&self, head: &Head) -> Vec<DVec3> {
        head.expression.displaced(&head.identity.displaced(&self.rest_dm))
    }

    /// The head that meets the landmarks best in a pose.
    pub(super) fn solve(&self, pose: &WeakPerspective, points: &Correspondences) -> Head {
        let Some(scatter) = self.ridge.scatter(pose) else {
            return self.at_rest();
        };
        let missed_px = residuals(pose, &self.rest_dm, points);
        let missed_dm = DVector::from_fn(2 * missed_px.len(), |row, _| {
            missed_px[row / 2][row % 2] / pose.scale
        });
        let expression = self.shapes.solve(&scatter, &missed_dm);
        let left_dm = missed_dm - scatter.seen(expression.displacements_dm());
        Head { identity: self.ridge.solve(&scatter, &left_dm), expression }
    }
}

/// The heads of the last fit, if they are for the same points of the mesh, or new ones.
fn remembered(rig: &'static Rig, points: &Correspondences) -> Arc<Heads<'static>> {
    static LAST: Mutex<Option<Arc<Heads<'static>>>> = Mutex::new(None);
    let last = || LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let known = last().as_ref().filter(|heads| heads.points.are_alike(points)).map(Arc::clone);
    known.unwrap_or_else(|| {
        let heads = Arc::new(Heads::new(rig, points));
        *last() = Some(Arc::clone(&heads));
        heads
    })
}

//! Lips that meet at rest.
//!
//! Many identity shapes part the lips a little, so that lips which are parted in a portrait would be taken
//! for those of somebody whose mouth never closes. So each shape is given as much less than nothing of the
//! unit that parts lips (AU25) as brings them together again in the middle.

use glam::{DVec3, Vec3};
use risorius_face::Side;
use risorius_rig::{Attachment, Rig, Shape};

/// The unit that parts the lips, and how much of it each identity shape is given.
pub(super) struct MeetingLips<'a> {
    parting: Vec<&'a Shape>,
    amounts: Vec<f64>,
}

impl<'a> MeetingLips<'a> {
    pub(super) fn new(rig: &'a Rig) -> Self {
        let sides = [Side::Left, Side::Right, Side::Both];
        let parting: Vec<&Shape> =
            sides.iter().filter_map(|&side| rig.units.get(&(25, side))).collect();
        let mut parted_dm = rig.rest_dm.clone();
        parting.iter().for_each(|shape| shape.add_to(&mut parted_dm, 1.0));
        let amounts = middle(rig).filter(|_| !parting.is_empty()).map_or_else(Vec::new, |lips| {
            let gap_dm = |of: [Vec3; 2]| f64::from(of[0].y - of[1].y);
            let opened_dm = gap_dm(lips.map(|lip| lip.at(&parted_dm)))
                - gap_dm(lips.map(|lip| lip.at(&rig.rest_dm)));
            let moved = rig.identity_at(&lips);
            moved.iter().map(|moved| -gap_dm([moved[0], moved[1]]) / opened_dm).collect()
        });
        Self { parting, amounts }
    }

    /// How much of the unit a shape is given.
    pub(super) fn amount(&self, shape: usize) -> f64 {
        self.amounts.get(shape).copied().filter(|amount| amount.is_finite()).unwrap_or(0.0)
    }

    /// What the unit does to some points at intensity 1.
    pub(super) fn moved(&self, rig: &Rig, points: &[Attachment]) -> Vec<DVec3> {
        let mut moved = vec![Vec3::ZERO; rig.rest_dm.len()];
        self.parting.iter().for_each(|shape| shape.add_to(&mut moved, 1.0));
        points.iter().map(|point| point.at(&moved).as_dvec3()).collect()
    }

    /// The rig with an identity, its lips together.
    pub(super) fn with_identity(&self, rig: &Rig, weights: &[(usize, f32)]) -> Vec<Vec3> {
        let mut vertices_dm = rig.with_identity(weights);
        let amount: f64 =
            weights.iter().map(|&(shape, weight)| self.amount(shape) * f64::from(weight)).sum();
        self.parting.iter().for_each(|shape| shape.add_to(&mut vertices_dm, amount as f32));
        vertices_dm
    }
}

/// The middle of the line where the upper lip meets the lower one, on either.
fn middle(rig: &Rig) -> Option<[Attachment; 2]> {
    let of = |group: &str| {
        let points = rig.attachments.get(group)?;
        points.get(points.len() / 2).copied()
    };
    Some([of("lips_upper_inner")?, of("lips_lower_inner")?])
}

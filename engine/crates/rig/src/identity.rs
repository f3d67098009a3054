//! Head shapes of different people.

use crate::{Attachment, Rig, Shape, subdivision::Subdivision};
use glam::Vec3;

/// The stored cage, on which identity shapes are combined before they are subdivided once.
#[derive(Clone, Debug)]
pub(crate) struct Cage {
    pub(crate) rest_dm: Vec<Vec3>,
    pub(crate) subdivision: Subdivision,
}

impl Rig {
    /// The mesh at rest with identity shapes (positions in [`Rig::identity`]) added at weights.
    ///
    /// # Panics
    /// Where a position is not one of `self.identity`.
    pub fn with_identity(&self, weights: &[(usize, f32)]) -> Vec<Vec3> {
        let mut cage = self.cage.rest_dm.clone();
        for &(shape, weight) in weights {
            self.identity[shape].1.add_to(&mut cage, weight);
        }
        self.cage.subdivision.apply(&cage)
    }

    /// For each identity shape, how far it moves each attachment at weight 1, decimetres:
    /// `[identity][attachment]`.
    pub fn identity_at(&self, attachments: &[Attachment]) -> Vec<Vec<Vec3>> {
        let points: Vec<Vec<(u32, f32)>> =
            attachments.iter().map(|point| self.cage_weights(point)).collect();
        let mut cage = vec![Vec3::ZERO; self.cage.rest_dm.len()];
        let at_points = |(_, shape): &(String, Shape)| {
            shape.add_to(&mut cage, 1.0);
            let moved = points
                .iter()
                .map(|point| point.iter().map(|&(v, w)| cage[v as usize] * w).sum())
                .collect();
            shape.vertices.iter().for_each(|&vertex| cage[vertex as usize] = Vec3::ZERO);
            moved
        };
        self.identity.iter().map(at_points).collect()
    }

    fn cage_weights(&self, point: &Attachment) -> Vec<(u32, f32)> {
        let corners = point.vertices.iter().zip(point.weights).filter(|&(_, weight)| weight != 0.0);
        corners
            .flat_map(|(&fine, share)| {
                self.cage
                    .subdivision
                    .cage_weights(fine)
                    .iter()
                    .map(move |entry| (entry.vertex, entry.weight * share))
            })
            .collect()
    }
}

//! Where teeth and tongue stand behind the lips.

use crate::{Part, Rig};
use glam::Vec3;

/// The head's teeth and tongue stand too far out behind a closed mouth; they are moved by this much,
/// found by eye on ten portraits.
const SHIFT_DM: [(Part, Vec3); 3] = [
    (Part::UpperTeeth, Vec3::new(0.0, -0.05, 0.03)),
    (Part::LowerTeeth, Vec3::new(0.0, 0.015, 0.02)),
    (Part::Tongue, Vec3::new(0.0, -0.04, -0.05)),
];

impl Rig {
    /// Moves the teeth and the tongue of a head, all vertices in decimetres, to where they belong.
    pub fn place_mouth_parts(&self, vertices_dm: &mut [Vec3]) {
        for (vertex, part) in vertices_dm.iter_mut().zip(&self.part_of_vertex) {
            if let Some((_, shift)) = SHIFT_DM.iter().find(|(moved, _)| moved == part) {
                *vertex += *shift;
            }
        }
    }
}

//! The picture around the face follows it: hair, ears, neck and background give way softly.

use super::inverse::backward;
use super::lattice::{Hit, Lattice};
use super::membrane::Membrane;
use crate::{Field, Stage};
use glam::{Vec2, Vec3};

/// Distance between the samples of the field, interocular distances.
const STEP_IOD: f32 = 0.045;
/// Most samples in each direction, which bounds memory and time on any fit.
const MOST_SAMPLES: usize = 160;
/// The surroundings follow the face over this distance.
const FADE_IOD: f32 = 0.55;

/// The field around the face of one portrait.
#[derive(Clone, Debug)]
pub(super) struct Backdrop {
    lattice: Lattice,
    /// Samples on the face as the portrait shows it.
    hits: Vec<Hit>,
    membrane: Membrane,
}

impl Backdrop {
    pub(super) fn new(stage: &Stage) -> Self {
        let lattice = Lattice::over(stage.region_px, STEP_IOD * stage.iod_px, MOST_SAMPLES);
        let hits = lattice.rasterise(&stage.source_px, &stage.face_triangles);
        let mut known = vec![false; lattice.len()];
        for hit in &hits {
            known[hit.sample] = true;
        }
        let membrane = Membrane::new(&lattice, &known, FADE_IOD * stage.iod_px);
        Self { lattice, hits, membrane }
    }

    /// Where the picture around the face comes from when its vertices have moved.
    pub(super) fn field(&self, source_px: &[Vec3], vertices_px: &[Vec3]) -> Field {
        let mut moved = vec![Vec2::ZERO; self.lattice.len()];
        for hit in &self.hits {
            moved[hit.sample] =
                hit.mix(|vertex| (vertices_px[vertex] - source_px[vertex]).truncate());
        }
        if moved.iter().all(|&by| by == Vec2::ZERO) {
            return self.lattice.grid(moved);
        }
        self.membrane.extend(&mut moved);
        backward(&self.lattice.grid(moved))
    }
}

//! From a place on the face at rest, seen from the front, to the mesh.

use glam::{Vec2, Vec3};
use risorius_rig::Attachment;

/// Cells a side of the grid that triangles are sorted into.
const CELLS: usize = 64;

/// Triangles of skin that face the front, sorted by where they are seen.
pub(crate) struct Front {
    rest_dm: &'static [Vec3],
    least: Vec2,
    cells_per_dm: Vec2,
    cells: Vec<Vec<[u32; 3]>>,
}

impl Front {
    pub(crate) fn new(rest_dm: &'static [Vec3], triangles: &[[u32; 3]]) -> Self {
        let (least, most) = (Vec2::new(-1.0, 5.9), Vec2::new(1.0, 8.6));
        let cells_per_dm = CELLS as f32 / (most - least);
        let cells = vec![Vec::new(); CELLS * CELLS];
        let mut front = Self { rest_dm, least, cells_per_dm, cells };
        for &corners in triangles {
            let [a, b, c] = corners.map(|vertex| rest_dm[vertex as usize].truncate());
            if (b - a).perp_dot(c - a) > 0.0 {
                let (from, to) = (front.cell(a.min(b).min(c)), front.cell(a.max(b).max(c)));
                for y in from.1..=to.1 {
                    (from.0..=to.0).for_each(|x| front.cells[y * CELLS + x].push(corners));
                }
            }
        }
        front
    }

    fn cell(&self, at: Vec2) -> (usize, usize) {
        let cell = ((at - self.least) * self.cells_per_dm).max(Vec2::ZERO);
        ((cell.x as usize).min(CELLS - 1), (cell.y as usize).min(CELLS - 1))
    }

    /// The foremost skin at a place of the head at rest; `None` beside the head.
    pub(crate) fn cast(&self, at: Vec2) -> Option<Attachment> {
        let (x, y) = self.cell(at);
        let hits = self.cells[y * CELLS + x].iter().filter_map(|&corners| self.hit(corners, at));
        hits.max_by(|a, b| a.at(self.rest_dm).z.total_cmp(&b.at(self.rest_dm).z))
    }

    fn hit(&self, vertices: [u32; 3], at: Vec2) -> Option<Attachment> {
        let [a, b, c] = vertices.map(|vertex| self.rest_dm[vertex as usize].truncate());
        let twice_area = (b - a).perp_dot(c - a);
        let weight_b = (at - a).perp_dot(c - a) / twice_area;
        let weight_c = (b - a).perp_dot(at - a) / twice_area;
        let weights = [1.0 - weight_b - weight_c, weight_b, weight_c];
        weights.iter().all(|&weight| weight >= -1e-4).then_some(Attachment { vertices, weights })
    }
}

//! Skin that would fold over itself where several muscles push it together is spread out instead.
//!
//! Where a triangle of the face shrinks to little of its size in the source, or turns over, the
//! displacements of its corners are drawn towards the mean of those around them, a few times: the fold
//! becomes a crease. Where nothing shrinks, nothing changes.

use super::FaceLayout;
use super::ramp::smoothstep;
use glam::{Vec2, Vec3};

/// A triangle is let shrink to the first of these shares of its size, and is fully spread at the second.
const SHRUNK: (f32, f32) = (0.35, 0.05);
/// Times that displacements are averaged.
const ROUNDS: usize = 8;
/// Triangles seen at so flat an angle, as a share of their true area, say nothing of folds.
const LEAST_SEEN: f32 = 0.05;

/// What folds are measured against; everything is in the order of the face's own vertices.
#[derive(Clone, Debug)]
pub(super) struct Unfolding {
    source_px: Vec<Vec3>,
    /// Triangles that tell of folds, and twice their area in the source, square pixels.
    triangles: Vec<([u32; 3], f32)>,
    /// Which vertices may give way: not the margins of lids and lips, for they meet exactly.
    is_free: Vec<bool>,
}

impl Unfolding {
    /// `source_px` is the whole head at true zero.
    pub(super) fn new(face: &FaceLayout, source_px: &[Vec3]) -> Self {
        let vertices = &face.face_vertices;
        let place =
            |v: u32| vertices.binary_search(&v).expect("the vertices of these triangles") as u32;
        let source_px: Vec<Vec3> = vertices.iter().map(|&v| source_px[v as usize]).collect();
        let telling = |triangle: &[u32; 3]| {
            let triangle = triangle.map(place);
            Some((triangle, telling_area(triangle, &source_px)?))
        };
        let triangles = face.face_triangles.iter().filter_map(telling).collect();
        let rig = face.rig;
        let lids = [&rig.left_lids, &rig.right_lids].map(|lids| [&lids.upper, &lids.lower]);
        let lips = [&rig.lips_inner.upper, &rig.lips_inner.lower];
        let mut is_free = vec![true; vertices.len()];
        for margin in lids.into_iter().flatten().chain(lips).flatten() {
            if let Ok(k) = vertices.binary_search(margin) {
                is_free[k] = false;
            }
        }
        Self { source_px, triangles, is_free }
    }

    /// Spreads what has folded in a posed head.
    pub(super) fn apply(&self, face: &FaceLayout, head_px: &mut [Vec3]) {
        let vertices = face.face_vertices.iter().zip(&self.source_px);
        let mut moved: Vec<Vec3> =
            vertices.map(|(&v, &source)| head_px[v as usize] - source).collect();
        for _ in 0..ROUNDS {
            let spread = self.spread(face, &moved);
            if spread.is_empty() {
                return;
            }
            for (k, by) in spread {
                moved[k] = by;
                head_px[face.face_vertices[k] as usize] = self.source_px[k] + by;
            }
        }
    }

    /// The vertices in folds, and displacements of theirs that fold less.
    fn spread(&self, face: &FaceLayout, moved: &[Vec3]) -> Vec<(usize, Vec3)> {
        let mut shares = vec![0.0_f32; moved.len()];
        for &(triangle, source_area) in &self.triangles {
            let posed = triangle.map(|k| self.source_px[k as usize] + moved[k as usize]);
            let share = smoothstep(SHRUNK.0, SHRUNK.1, doubled_area(posed) / source_area);
            for k in triangle {
                shares[k as usize] = shares[k as usize].max(share);
            }
        }
        let folded = (0..moved.len()).filter(|&k| shares[k] > 0.0 && self.is_free[k]);
        folded
            .map(|k| (k, moved[k].lerp(face.face_blur.mean_around(k, moved), shares[k])))
            .collect()
    }
}

/// Twice a triangle's area in the picture; negative where its front is seen, for y points down.
fn doubled_area(corners: [Vec3; 3]) -> f32 {
    let [a, b, c]: [Vec2; 3] = corners.map(Vec3::truncate);
    (b - a).perp_dot(c - a)
}

/// [`doubled_area`] of a triangle whose front is seen, and not too flat.
fn telling_area(triangle: [u32; 3], source_px: &[Vec3]) -> Option<f32> {
    let corners = triangle.map(|k| source_px[k as usize]);
    let [a, b, c] = corners;
    let area = doubled_area(corners);
    (-area > LEAST_SEEN * (b - a).cross(c - a).length()).then_some(area)
}

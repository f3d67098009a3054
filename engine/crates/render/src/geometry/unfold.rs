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
const ROUNDS: usize = 4;
/// Around a fold, displacements are spread as far as this times the mean share of folded skin.
const AROUND: f32 = 3.0;
/// Lids that close further than the first of these stay more and more where they are, for they must
/// meet exactly.
const CLOSING: (f32, f32) = (0.12, 0.30);
/// Triangles seen at so flat an angle, as a share of their true area, say nothing of folds.
const LEAST_SEEN: f32 = 0.05;

/// What folds are measured against; everything is in the order of the face's own vertices.
#[derive(Clone, Debug)]
pub(super) struct Unfolding {
    source_px: Vec<Vec3>,
    /// Triangles that tell of folds, and twice their area in the source, square pixels.
    triangles: Vec<([u32; 3], f32)>,
    /// Margins of the lids of the left and right eye.
    lid_margins: [Vec<usize>; 2],
    /// Where the lips touch: they do not give way.
    lip_margins: Vec<usize>,
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
        let places = |upper: &[u32], lower: &[u32]| -> Vec<usize> {
            upper.iter().chain(lower).filter_map(|v| vertices.binary_search(v).ok()).collect()
        };
        let rig = face.rig;
        Self {
            lid_margins: [&rig.left_lids, &rig.right_lids]
                .map(|lids| places(&lids.upper, &lids.lower)),
            lip_margins: places(&rig.lips_inner.upper, &rig.lips_inner.lower),
            source_px,
            triangles,
        }
    }

    /// Spreads what has folded in a posed head with lids closed by `lid_closure`.
    pub(super) fn apply(&self, face: &FaceLayout, lid_closure: [f32; 2], head_px: &mut [Vec3]) {
        let vertices = face.face_vertices.iter().zip(&self.source_px);
        let mut moved: Vec<Vec3> =
            vertices.map(|(&v, &source)| head_px[v as usize] - source).collect();
        let shares = self.shares(face, lid_closure, &moved);
        for _ in 0..ROUNDS {
            let spread = |&(k, share): &(usize, f32)| {
                moved[k].lerp(face.face_blur.mean_around(k, &moved), share)
            };
            let spread: Vec<Vec3> = shares.iter().map(spread).collect();
            for (&(k, _), by) in shares.iter().zip(spread) {
                moved[k] = by;
            }
        }
        for (k, _) in shares {
            head_px[face.face_vertices[k] as usize] = self.source_px[k] + moved[k];
        }
    }

    /// The vertices in and around folds, and how far they are to be spread, 0..1.
    fn shares(
        &self,
        face: &FaceLayout,
        lid_closure: [f32; 2],
        moved: &[Vec3],
    ) -> Vec<(usize, f32)> {
        let mut folded = vec![0.0_f32; moved.len()];
        for &(triangle, source_area) in &self.triangles {
            let posed = triangle.map(|k| self.source_px[k as usize] + moved[k as usize]);
            let share = smoothstep(SHRUNK.0, SHRUNK.1, doubled_area(posed) / source_area);
            for k in triangle {
                folded[k as usize] = folded[k as usize].max(share);
            }
        }
        if folded.iter().all(|&share| share == 0.0) {
            return Vec::new();
        }
        let freedom = self.freedom(lid_closure);
        let around = |k: usize| (AROUND * face.face_blur.mean_around(k, &folded)).min(1.0);
        (0..moved.len()).map(|k| (k, freedom[k] * around(k))).filter(|&(_, s)| s > 0.0).collect()
    }

    /// How far each vertex may give way, 0..1.
    fn freedom(&self, lid_closure: [f32; 2]) -> Vec<f32> {
        let mut freedom = vec![1.0; self.source_px.len()];
        let lids = self.lid_margins.iter().zip(lid_closure);
        let lids =
            lids.map(|(margin, closure)| (margin, smoothstep(CLOSING.1, CLOSING.0, closure)));
        for (margin, free) in lids.chain([(&self.lip_margins, 0.0)]) {
            margin.iter().for_each(|&k| freedom[k] = free);
        }
        freedom
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

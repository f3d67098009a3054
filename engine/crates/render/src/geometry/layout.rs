//! What depends on the rig alone: which triangles each pass draws and how lids and lips close.

use super::creases::{Crease, creases};
use super::lids::Lids;
use super::lips::Lips;
use super::normals::vertex_normals;
use super::ramp::smoothstep;
use super::relight::FaceBlur;
use glam::{Vec2, Vec3};
use risorius_face::Side;
use risorius_rig::{Part, Rig};
use std::collections::{BTreeMap, BTreeSet};

/// The drawn face reaches this far beyond the oval of the landmarks.
const OVAL_GROWTH: f32 = 1.04;
/// Distances from the edge of the drawn face over which its own effects fade in.
const EDGE_FADE_DM: (f32, f32) = (0.03, 0.30);

/// A rig made ready for posing; made once and shared by all portraits.
#[derive(Clone, Debug)]
pub struct FaceLayout {
    pub(super) rig: &'static Rig,
    /// The front of the face, drawn with the portrait's own skin.
    pub(super) face_triangles: Vec<[u32; 3]>,
    pub(super) mouth_triangles: Vec<[u32; 3]>,
    pub(super) teeth_triangles: Vec<[u32; 3]>,
    pub(super) tongue_triangles: Vec<[u32; 3]>,
    /// Vertices of `face_triangles`, ascending.
    pub(super) face_vertices: Vec<u32>,
    pub(super) tongue_vertices: Vec<u32>,
    /// For each vertex, 0 at the edge of the drawn face (not at its holes) and beyond, to 1 well inside.
    pub(super) edge_fade: Vec<f32>,
    pub(super) face_blur: FaceBlur,
    /// Vertices whose normals a row can change, ascending, and every triangle that touches them.
    pub(super) live_vertices: Vec<u32>,
    pub(super) live_triangles: Vec<[u32; 3]>,
    /// Lids of the person's left and right eye.
    pub(super) lids: [Option<Lids>; 2],
    pub(super) lips: Option<Lips>,
    pub(super) creases: Vec<Crease>,
}

impl FaceLayout {
    /// Prepares a rig: a few tens of milliseconds.
    pub fn new(rig: &'static Rig) -> Self {
        let of_part = |parts: &[Part]| -> Vec<[u32; 3]> {
            let pairs = rig.triangles.iter().zip(&rig.part_of_triangle);
            pairs.filter(|(_, part)| parts.contains(part)).map(|(&triangle, _)| triangle).collect()
        };
        let face_triangles = front_of_face(rig, &of_part(&[Part::Skin]));
        let face_vertices = vertices_of(&face_triangles);
        let mouth_triangles = of_part(&[Part::MouthInterior]);
        let teeth_triangles = of_part(&[Part::UpperTeeth, Part::LowerTeeth]);
        let tongue_triangles = of_part(&[Part::Tongue]);
        let drawn = [&face_triangles, &mouth_triangles, &teeth_triangles, &tongue_triangles];
        let live_vertices = vertices_of(drawn.into_iter().flatten());
        let live: BTreeSet<u32> = live_vertices.iter().copied().collect();
        let live_triangles =
            rig.triangles.iter().filter(|t| t.iter().any(|v| live.contains(v))).copied().collect();
        Self {
            edge_fade: edge_fade(rig, &face_triangles, &face_vertices),
            face_blur: FaceBlur::new(rig, &face_vertices, &face_triangles),
            face_vertices,
            tongue_vertices: vertices_of(&tongue_triangles),
            lids: [Side::Left, Side::Right].map(|side| Lids::new(rig, side)),
            lips: Lips::new(rig),
            creases: creases(rig, &face_triangles),
            face_triangles,
            mouth_triangles,
            teeth_triangles,
            tongue_triangles,
            live_vertices,
            live_triangles,
            rig,
        }
    }

    /// The rig that this is the layout of.
    pub fn rig(&self) -> &Rig {
        self.rig
    }

    /// Mean depth of the line where the lips touch, rig space.
    pub(super) fn mean_lip_z(&self, vertices_dm: &[Vec3]) -> f32 {
        let line = || self.rig.lips_inner.upper.iter().chain(&self.rig.lips_inner.lower);
        line().map(|&vertex| vertices_dm[vertex as usize].z).sum::<f32>()
            / line().count().max(1) as f32
    }
}

fn vertices_of<'a>(triangles: impl IntoIterator<Item = &'a [u32; 3]>) -> Vec<u32> {
    let vertices: BTreeSet<u32> = triangles.into_iter().flatten().copied().collect();
    vertices.into_iter().collect()
}

/// Skin inside of the grown face oval seen from the front, without what looks down under the chin or
/// away at the sides: drawn there, the mesh would bring its own edge into the picture as a halo.
fn front_of_face(rig: &Rig, skin_triangles: &[[u32; 3]]) -> Vec<[u32; 3]> {
    let oval: Vec<Vec2> = rig
        .attachments
        .get("face_oval")
        .map(|points| points.iter().map(|point| point.at(&rig.rest_dm).truncate()).collect())
        .unwrap_or_default();
    let centre = oval.iter().sum::<Vec2>() / oval.len().max(1) as f32;
    let grown: Vec<Vec2> = oval.iter().map(|&p| centre + (p - centre) * OVAL_GROWTH).collect();
    let normals = vertex_normals(&rig.rest_dm, &rig.triangles);
    let is_front = |vertex: u32| {
        let (point, normal) = (rig.rest_dm[vertex as usize], normals[vertex as usize]);
        let under_chin = point.y < 6.42 && (normal.y < -0.62 || normal.z < 0.12);
        let side_of_jaw = point.y < 6.85 && normal.z < 0.10;
        point.z > 0.25 && !under_chin && !side_of_jaw && contains(&grown, point.truncate())
    };
    skin_triangles.iter().filter(|t| t.iter().all(|&v| is_front(v))).copied().collect()
}

/// Whether a closed polygon contains a point: even–odd rule.
fn contains(polygon: &[Vec2], point: Vec2) -> bool {
    let mut inside = false;
    for (k, &a) in polygon.iter().enumerate() {
        let b = polygon[(k + 1) % polygon.len()];
        if (a.y > point.y) != (b.y > point.y) {
            let crossing_x = a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y);
            inside ^= point.x < crossing_x;
        }
    }
    inside
}

fn edge_fade(rig: &Rig, face_triangles: &[[u32; 3]], face_vertices: &[u32]) -> Vec<f32> {
    let mut uses = BTreeMap::new();
    for &[a, b, c] in face_triangles {
        for (from, to) in [(a, b), (b, c), (c, a)] {
            *uses.entry((from.min(to), from.max(to))).or_insert(0) += 1;
        }
    }
    let holes: BTreeSet<u32> =
        [&rig.left_lids.upper, &rig.left_lids.lower, &rig.right_lids.upper, &rig.right_lids.lower]
            .into_iter()
            .chain([&rig.lips_inner.upper, &rig.lips_inner.lower])
            .flatten()
            .copied()
            .collect();
    let edge: BTreeSet<u32> = uses
        .into_iter()
        .filter(|&(_, count)| count == 1)
        .flat_map(|((a, b), _)| [a, b])
        .filter(|vertex| !holes.contains(vertex))
        .collect();
    let mut fade = vec![0.0; rig.rest_dm.len()];
    for &vertex in face_vertices {
        let point = rig.rest_dm[vertex as usize];
        let squared = edge.iter().map(|&v| point.distance_squared(rig.rest_dm[v as usize]));
        let distance_dm = squared.fold(f32::INFINITY, f32::min).sqrt();
        fade[vertex as usize] = smoothstep(EDGE_FADE_DM.0, EDGE_FADE_DM.1, distance_dm);
    }
    fade
}

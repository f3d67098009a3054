//! The lines along which skin folds: a table of strokes, drawn once on the rig at rest.

use super::ramp::left_share;
use glam::{Vec2, Vec3};
use risorius_face::{Au, Row, Side};
use risorius_rig::{Attachment, Rig};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The table that is part of the program.
const EMBEDDED: &str = include_str!("../../../../../assets/rig/creases.toml");
/// Points along a crease; between them it is straight.
const POINTS: usize = 25;
/// Deepest fold.
const MOST_DEPTH: f32 = 1.1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    crease: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[allow(dead_code, reason = "names the entry for those who edit the table")]
    name: String,
    mirrored: bool,
    width_iod: f32,
    depth: BTreeMap<String, f32>,
    at_dm: Vec<Vec2>,
}

/// One line, fixed to the skin.
#[derive(Clone, Debug)]
pub(super) struct Crease {
    /// Standard deviation of the fold's cross-section, interocular distances.
    pub(super) width_iod: f32,
    pub(super) points: Vec<CreasePoint>,
    /// How much units deepen it, by code.
    depth: Vec<(u8, f32)>,
}

/// A point of a crease.
#[derive(Clone, Copy, Debug)]
pub(super) struct CreasePoint {
    pub(super) on_skin: Attachment,
    /// Depth as a share of the crease's, which fades towards its ends.
    pub(super) taper: f32,
    /// How much of it belongs to the person's left half.
    pub(super) left_share: f32,
}

impl Crease {
    /// How deep the row folds it on the person's left and right half; 1 is a deep fold.
    pub(super) fn depth(&self, row: &Row) -> [f32; 2] {
        [Side::Left, Side::Right].map(|side| {
            let depth: f32 =
                self.depth.iter().map(|&(code, depth)| depth * row.unit(code, side)).sum();
            depth.min(MOST_DEPTH)
        })
    }
}

/// Every crease of the embedded table on the skin of a rig: the frontmost of `face_triangles`.
pub(super) fn creases(rig: &Rig, face_triangles: &[[u32; 3]]) -> Vec<Crease> {
    let table: Table = toml::from_str(EMBEDDED).expect("a test reads the embedded table");
    let mut creases = Vec::new();
    for entry in table.crease {
        creases.push(entry.on_skin(rig, face_triangles, 1.0));
        if entry.mirrored {
            creases.push(entry.on_skin(rig, face_triangles, -1.0));
        }
    }
    creases
}

impl Entry {
    /// The line, or its twin with `x_sign` −1. Points off the face are left out.
    fn on_skin(&self, rig: &Rig, face_triangles: &[[u32; 3]], x_sign: f32) -> Crease {
        let flip = Vec2::new(x_sign, 1.0);
        let point = |k: usize| {
            let along = k as f32 / (POINTS - 1) as f32;
            let at_dm = catmull_rom(&self.at_dm, along) * flip;
            Some(CreasePoint {
                on_skin: cast(rig, face_triangles, at_dm)?,
                taper: (std::f32::consts::PI * (0.06 + 0.92 * along)).sin().powf(0.6),
                left_share: if self.mirrored { (1.0 + x_sign) / 2.0 } else { left_share(at_dm.x) },
            })
        };
        let units =
            self.depth.iter().filter_map(|(code, &depth)| Some((code.parse().ok()?, depth)));
        Crease {
            width_iod: self.width_iod,
            points: (0..POINTS).filter_map(point).collect(),
            depth: units.filter(|&(code, _)| Au::new(code).is_some()).collect(),
        }
    }
}

/// The curve through `knots` at 0..1 of their number (uniform Catmull–Rom, ends doubled).
fn catmull_rom(knots: &[Vec2], along: f32) -> Vec2 {
    let Some(last) = knots.len().checked_sub(1) else { return Vec2::ZERO };
    let place = along.clamp(0.0, 1.0) * last as f32;
    let knot = (place as usize).min(last.saturating_sub(1));
    let t = place - knot as f32;
    let at = |k: isize| knots[(knot as isize + k).clamp(0, last as isize) as usize];
    let [a, b, c, d] = [-1, 0, 1, 2].map(at);
    0.5 * (2.0 * b
        + (c - a) * t
        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
        + (3.0 * b - a - 3.0 * c + d) * t * t * t)
}

/// The place on the skin that is seen at x, y of the rest head from the front.
fn cast(rig: &Rig, triangles: &[[u32; 3]], at_dm: Vec2) -> Option<Attachment> {
    let hit = |&vertices: &[u32; 3]| {
        let corners: [Vec3; 3] = vertices.map(|vertex| rig.rest_dm[vertex as usize]);
        let [a, b, c] = corners.map(Vec3::truncate);
        let doubled_area = (b - a).perp_dot(c - a);
        let at_b = (at_dm - a).perp_dot(c - a) / doubled_area;
        let at_c = (b - a).perp_dot(at_dm - a) / doubled_area;
        let weights = [1.0 - at_b - at_c, at_b, at_c];
        let attachment = Attachment { vertices, weights };
        weights
            .iter()
            .all(|&weight| weight >= -1e-5)
            .then(|| (attachment.at(&rig.rest_dm).z, attachment))
    };
    triangles
        .iter()
        .filter_map(hit)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, attachment)| attachment)
}

#[cfg(test)]
mod tests {
    use super::{EMBEDDED, POINTS, Table};
    use crate::FaceLayout;
    use risorius_face::Au;
    use risorius_rig::Rig;

    #[test]
    fn embedded_creases_lie_on_the_face_and_name_units() {
        let table: Table = toml::from_str(EMBEDDED).expect("the table is TOML of the right shape");
        for entry in &table.crease {
            for code in entry.depth.keys() {
                let code: u8 = code.parse().expect("depths are keyed by FACS codes");
                assert!(Au::new(code).is_some_and(|au| au.info().sided), "{}: {code}", entry.name);
            }
        }
        let face = FaceLayout::new(Rig::embedded().expect("the embedded rig is sound"));
        for crease in &face.creases {
            assert_eq!(crease.points.len(), POINTS, "{crease:?} leaves the face");
        }
    }
}

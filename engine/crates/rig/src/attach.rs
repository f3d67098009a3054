//! Named points: `landmarks.toml` read and fixed to the mesh.

use crate::{Attachment, LidLines, LipLines, Part, RigError};
use glam::{Vec2, Vec3};
use serde::Deserialize;
use std::collections::BTreeMap;

/// More points than this are a mistake, and would take for ever to cast.
const MAX_POINTS: usize = 1000;

/// The whole of `landmarks.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LandmarkTable {
    lid: BTreeMap<String, AlongLine>,
    lip: BTreeMap<String, AlongLine>,
    skin: BTreeMap<String, AtRest>,
    iris: BTreeMap<String, AtRest>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AlongLine {
    along: Vec<f32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AtRest {
    at_dm: Vec<Vec2>,
}

/// The mesh at rest and its lines.
pub(crate) struct RestMesh<'a> {
    pub(crate) vertices_dm: &'a [Vec3],
    pub(crate) triangles: &'a [[u32; 3]],
    pub(crate) part_of_triangle: &'a [Part],
    pub(crate) lines: &'a Lines,
}

/// The lines of lids and lips.
pub(crate) struct Lines {
    pub(crate) left_lids: LidLines,
    pub(crate) right_lids: LidLines,
    pub(crate) lips_outer: LipLines,
    pub(crate) lips_inner: LipLines,
}

pub(crate) type Attachments = BTreeMap<String, Vec<Attachment>>;

impl LandmarkTable {
    pub(crate) fn parse(text: &str) -> Result<Self, RigError> {
        let table: Self = toml::from_str(text).map_err(|error| RigError::Toml {
            file: "landmarks.toml",
            message: error.to_string(),
        })?;
        let on_lines = table.lid.values().chain(table.lip.values()).map(|group| group.along.len());
        let at_rest = table.skin.values().chain(table.iris.values());
        if on_lines.chain(at_rest.map(|group| group.at_dm.len())).sum::<usize>() > MAX_POINTS {
            return Err(landmark_error("the file", "has more than 1000 points; take some out"));
        }
        Ok(table)
    }

    /// Fixes every point to the mesh.
    pub(crate) fn attach(&self, mesh: &RestMesh) -> Result<Attachments, RigError> {
        let mut groups = Vec::new();
        for (name, points) in self.lid.iter().chain(&self.lip) {
            let problem =
                "lids are {right,left}_eye_{upper,lower} and lips lips_{upper,lower}_{outer,inner}";
            let line = mesh.line(name).ok_or_else(|| landmark_error(name, problem))?;
            groups.push((name, points.along.iter().map(|&f| mesh.on_line(line, f)).collect()));
        }
        let skin = FrontFaces::new(mesh, |part| part == Part::Skin);
        let eyes = FrontFaces::new(mesh, |part| matches!(part, Part::LeftEye | Part::RightEye));
        for (name, points) in &self.skin {
            groups.push((name, points.at_dm.iter().map(|&at| skin.cast(at)).collect()));
        }
        for (name, points) in &self.iris {
            groups.push((name, points.at_dm.iter().map(|&at| eyes.cast(at)).collect()));
        }
        let mut attachments = Attachments::new();
        for (name, group) in groups {
            let group: Option<Vec<Attachment>> = group;
            let group = group.ok_or_else(|| {
                landmark_error(name, "a point is not a number or meets no surface")
            })?;
            if attachments.insert(name.clone(), group).is_some() {
                return Err(landmark_error(name, "stands in two tables; take one out"));
            }
        }
        Ok(attachments)
    }
}

impl RestMesh<'_> {
    fn line(&self, group: &str) -> Option<&[u32]> {
        Some(match group {
            "left_eye_upper" => &self.lines.left_lids.upper,
            "left_eye_lower" => &self.lines.left_lids.lower,
            "right_eye_upper" => &self.lines.right_lids.upper,
            "right_eye_lower" => &self.lines.right_lids.lower,
            "lips_upper_outer" => &self.lines.lips_outer.upper,
            "lips_lower_outer" => &self.lines.lips_outer.lower,
            "lips_upper_inner" => &self.lines.lips_inner.upper,
            "lips_lower_inner" => &self.lines.lips_inner.lower,
            _ => return None,
        })
    }

    /// The point at a fraction of the line's extent in x.
    fn on_line(&self, line: &[u32], fraction: f32) -> Option<Attachment> {
        if !fraction.is_finite() || line.len() < 2 {
            return None;
        }
        let x_of = |n: usize| self.vertices_dm[line[n] as usize].x;
        let (first, last) = (x_of(0), x_of(line.len() - 1));
        let x = first + (last - first) * fraction.clamp(0.0, 1.0);
        let after = (1..line.len() - 1).find(|&n| x_of(n) > x).unwrap_or(line.len() - 1);
        let width = (x_of(after) - x_of(after - 1)).max(f32::EPSILON);
        let share = ((x - x_of(after - 1)) / width).clamp(0.0, 1.0);
        Some(Attachment {
            vertices: [line[after - 1], line[after], line[after]],
            weights: [1.0 - share, share, 0.0],
        })
    }
}

/// The triangles of some parts that face the viewer.
struct FrontFaces<'a> {
    vertices_dm: &'a [Vec3],
    triangles: Vec<FrontFace>,
}

struct FrontFace {
    corners: [u32; 3],
    /// Bounds in the picture plane.
    least: Vec2,
    most: Vec2,
}

impl<'a> FrontFaces<'a> {
    fn new(mesh: &RestMesh<'a>, wanted: impl Fn(Part) -> bool) -> Self {
        let front = |&corners: &[u32; 3]| {
            let [a, b, c] = corners.map(|vertex| mesh.vertices_dm[vertex as usize].truncate());
            let bounded = FrontFace { corners, least: a.min(b).min(c), most: a.max(b).max(c) };
            ((b - a).perp_dot(c - a) > 0.0).then_some(bounded)
        };
        let parts = mesh.triangles.iter().zip(mesh.part_of_triangle);
        let wanted = parts.filter(|&(_, &part)| wanted(part));
        let triangles = wanted.filter_map(|(corners, _)| front(corners)).collect();
        Self { vertices_dm: mesh.vertices_dm, triangles }
    }

    /// The foremost surface point behind `at`, or the nearest vertex where there is none.
    fn cast(&self, at: Vec2) -> Option<Attachment> {
        if !at.is_finite() {
            return None;
        }
        let hits = self.triangles.iter().filter_map(|triangle| self.hit(triangle, at));
        let foremost =
            hits.max_by(|a, b| a.at(self.vertices_dm).z.total_cmp(&b.at(self.vertices_dm).z));
        foremost.or_else(|| self.nearest_vertex(at))
    }

    fn hit(&self, triangle: &FrontFace, at: Vec2) -> Option<Attachment> {
        if at.cmplt(triangle.least).any() || at.cmpgt(triangle.most).any() {
            return None;
        }
        let vertices = triangle.corners;
        let [a, b, c] = vertices.map(|vertex| self.vertices_dm[vertex as usize].truncate());
        let twice_area = (b - a).perp_dot(c - a);
        let weight_b = (at - a).perp_dot(c - a) / twice_area;
        let weight_c = (b - a).perp_dot(at - a) / twice_area;
        let weights = [1.0 - weight_b - weight_c, weight_b, weight_c];
        weights.iter().all(|&weight| weight >= 0.0).then_some(Attachment { vertices, weights })
    }

    fn nearest_vertex(&self, at: Vec2) -> Option<Attachment> {
        let distance =
            |vertex: u32| self.vertices_dm[vertex as usize].truncate().distance_squared(at);
        let vertex = self
            .triangles
            .iter()
            .flat_map(|triangle| triangle.corners)
            .min_by(|&a, &b| distance(a).total_cmp(&distance(b)))?;
        Some(Attachment { vertices: [vertex; 3], weights: [1.0, 0.0, 0.0] })
    }
}

pub(crate) fn landmark_error(group: &str, problem: &'static str) -> RigError {
    RigError::Landmark { group: group.to_owned(), problem }
}

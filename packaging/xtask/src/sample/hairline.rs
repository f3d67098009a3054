//! Where hair grows.

use super::{
    noise::{Random, smoothstep},
    person::Person,
};
use glam::Vec3;
use risorius_rig::Part;

/// How far inside the hairline each vertex lies, decimetres; below 0 is bare skin.
pub(super) fn scalp(person: &Person) -> Vec<f32> {
    let skin = |part: Part| part == Part::Skin;
    person
        .rig
        .rest_dm
        .iter()
        .zip(&person.rig.part_of_vertex)
        .map(|(&at, &part)| if skin(part) { inside_hairline(at) } else { -1.0 })
        .collect()
}

/// The hairline: high over the forehead, in at the temples, down before the ears and behind them.
fn inside_hairline(at: Vec3) -> f32 {
    let x = at.x.abs();
    let widow = 0.03 * (-(at.x / 0.10).powi(2)).exp();
    let recess = 0.03 * (-((x - 0.38) / 0.13).powi(2)).exp();
    let forehead = 7.93 - widow - 0.34 * (x / 0.62).powi(4) + recess;
    let front = at.y - forehead;
    let side = 0.93 - at.z + 0.40 * (at.y - 7.45);
    let above_ear = at.y - (7.26 - 0.45 * smoothstep(0.62, 0.15, at.z));
    let temple = side.min(above_ear);
    let ear = if x > 0.70 && at.z < 0.72 && at.z > -0.05 { 7.58 - at.y } else { -1.0 };
    let nape = if at.z < 0.1 { at.y - 6.35 } else { -1.0 };
    front.max(temple).max(nape.min(0.2 - at.z)).min(0.5) - ear.max(0.0)
}

/// Triangles of the scalp to grow from.
pub(super) struct Roots<'a> {
    person: &'a Person,
    scalp: &'a [f32],
    triangles: Vec<[u32; 3]>,
    areas: Vec<f32>,
}

impl<'a> Roots<'a> {
    pub(super) fn new(person: &'a Person, scalp: &'a [f32]) -> Self {
        let hairy =
            |corners: &&[u32; 3]| corners.iter().any(|&vertex| scalp[vertex as usize] > 0.0);
        let triangles: Vec<[u32; 3]> = person.rig.triangles.iter().filter(hairy).copied().collect();
        let mut total = 0.0;
        let areas = triangles.iter().map(|corners| {
            let [a, b, c] = corners.map(|vertex| person.vertices_dm[vertex as usize]);
            total += (b - a).cross(c - a).length();
            total
        });
        Self { person, scalp, areas: areas.collect(), triangles }
    }

    /// A place and how far inside the hairline it lies.
    pub(super) fn pick(&self, random: &mut Random) -> (Vec3, f32) {
        loop {
            let wanted = random.unit() * self.areas.last().copied().unwrap_or_default();
            let n = self.areas.partition_point(|&area| area < wanted).min(self.triangles.len() - 1);
            let (mut u, mut v) = (random.unit(), random.unit());
            if u + v > 1.0 {
                (u, v) = (1.0 - u, 1.0 - v);
            }
            let weights = [1.0 - u - v, u, v];
            let corners = self.triangles[n].iter().zip(weights);
            let inside =
                corners.clone().map(|(&vertex, w)| self.scalp[vertex as usize] * w).sum::<f32>();
            if inside > 0.01 && random.unit() < smoothstep(0.0, 0.12, inside) + 0.10 {
                let at =
                    corners.map(|(&vertex, w)| self.person.vertices_dm[vertex as usize] * w).sum();
                return (at, inside);
            }
        }
    }
}

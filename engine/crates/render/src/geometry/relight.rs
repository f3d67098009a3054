//! How the light on the skin changes when the skin turns.

use super::layout::FaceLayout;
use super::light::shade;
use glam::Vec3;
use risorius_face::Side;
use risorius_rig::{REST_IOD_DM, Rig};

/// Share, as an exponent, of the computed change that is shown: skin scatters light below its surface,
/// and a fitted light is never quite the real one.
const STRENGTH: f32 = 0.7;
/// The change of light is held within these factors, linear.
const LEAST: f32 = 0.5;
const MOST: f32 = 1.6;
/// Display gamma.
const GAMMA: f32 = 2.2;
/// Normals of a coarse mesh are blurred over this distance.
const BLUR_IOD: f32 = 0.03;
/// The blur reaches this many standard deviations.
const BLUR_REACH: f32 = 2.2;

/// A Gaussian blur of values on the vertices of the drawn face, by distance at rest with the lips parted,
/// so that the two lips do not blur into each other.
#[derive(Clone, Debug)]
pub(super) struct FaceBlur {
    /// For each face vertex, the end of its neighbours in `neighbours`.
    ends: Vec<u32>,
    /// Position among the face vertices, and weight; the weights of one vertex add up to 1.
    neighbours: Vec<(u32, f32)>,
}

impl FaceBlur {
    pub(super) fn new(rig: &Rig, face_vertices: &[u32], face_triangles: &[[u32; 3]]) -> Self {
        let sigma_dm = BLUR_IOD * REST_IOD_DM;
        let areas = vertex_areas(rig, face_triangles);
        let parted_dm = parted(rig);
        let point = |k: u32| parted_dm[face_vertices[k as usize] as usize];
        let mut by_x: Vec<u32> = (0..face_vertices.len() as u32).collect();
        by_x.sort_by(|&a, &b| point(a).x.total_cmp(&point(b).x));
        let mut blur = Self { ends: Vec::new(), neighbours: Vec::new() };
        for k in 0..face_vertices.len() as u32 {
            let here = point(k);
            let first =
                by_x.partition_point(|&other| point(other).x < here.x - BLUR_REACH * sigma_dm);
            let start = blur.neighbours.len();
            for &other in by_x[first..]
                .iter()
                .take_while(|&&other| point(other).x <= here.x + BLUR_REACH * sigma_dm)
            {
                let distance = point(other).distance(here) / sigma_dm;
                if distance <= BLUR_REACH {
                    let area = areas[face_vertices[other as usize] as usize];
                    blur.neighbours.push((other, area * (-0.5 * distance * distance).exp()));
                }
            }
            let total: f32 = blur.neighbours[start..].iter().map(|&(_, weight)| weight).sum();
            for (_, weight) in &mut blur.neighbours[start..] {
                *weight /= total;
            }
            blur.ends.push(blur.neighbours.len() as u32);
        }
        blur
    }

    /// The mean of values, one a face vertex, around face vertex number `k`.
    pub(super) fn mean_around<T>(&self, k: usize, values: &[T]) -> T
    where
        T: Copy + std::ops::Mul<f32, Output = T> + std::iter::Sum,
    {
        let start = k.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        let around = &self.neighbours[start..self.ends[k] as usize];
        around.iter().map(|&(other, weight)| values[other as usize] * weight).sum()
    }

    /// Blurs a value for each face vertex.
    fn apply(&self, values: &[f32]) -> Vec<f32> {
        (0..values.len()).map(|k| self.mean_around(k, values)).collect()
    }
}

/// The head at rest with its jaw half open.
fn parted(rig: &Rig) -> Vec<Vec3> {
    let mut parted_dm = rig.rest_dm.clone();
    if let Some(jaw_open) = rig.units.get(&(27, Side::Both)) {
        jaw_open.add_to(&mut parted_dm, 0.5);
    }
    parted_dm
}

/// A third of the area of the triangles around each vertex.
fn vertex_areas(rig: &Rig, triangles: &[[u32; 3]]) -> Vec<f32> {
    let mut areas = vec![0.0; rig.rest_dm.len()];
    for triangle in triangles {
        let [a, b, c] = triangle.map(|vertex| rig.rest_dm[vertex as usize]);
        for &vertex in triangle {
            areas[vertex as usize] += (b - a).cross(c - a).length() / 6.0;
        }
    }
    areas
}

/// Factor on sRGB values at each rig vertex when the normals of the face have changed.
pub(super) fn relight(
    face: &FaceLayout,
    light_sh9: &[f32; 9],
    source_shade: &[f32],
    normals_view: &[Vec3],
) -> Vec<f32> {
    let change: Vec<f32> = face
        .face_vertices
        .iter()
        .zip(source_shade)
        .map(|(&vertex, &before)| {
            let ratio = shade(light_sh9, normals_view[vertex as usize]) / before;
            if ratio == 1.0 { 0.0 } else { ratio.clamp(LEAST, MOST).powf(STRENGTH) - 1.0 }
        })
        .collect();
    let mut factors = vec![1.0; normals_view.len()];
    for (&vertex, change) in face.face_vertices.iter().zip(face.face_blur.apply(&change)) {
        let faded = change * face.edge_fade[vertex as usize];
        if faded != 0.0 {
            factors[vertex as usize] = (1.0 + faded).powf(1.0 / GAMMA);
        }
    }
    factors
}

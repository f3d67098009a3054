//! Vertex normals.

use super::layout::FaceLayout;
use glam::{Mat3, Vec3};

/// Area-weighted unit normal of each vertex over `triangles`; zero where none touches.
pub(super) fn vertex_normals(vertices: &[Vec3], triangles: &[[u32; 3]]) -> Vec<Vec3> {
    let mut normals = summed_areas(vertices, triangles);
    for normal in &mut normals {
        *normal = normal.normalize_or_zero();
    }
    normals
}

/// Overwrites the normals that a row can change, in view space.
pub(super) fn live_normals(
    face: &FaceLayout,
    vertices_dm: &[Vec3],
    view_from_rig: Mat3,
    normals_view: &mut [Vec3],
) {
    let areas = summed_areas(vertices_dm, &face.live_triangles);
    for &vertex in &face.live_vertices {
        let normal_rig = areas[vertex as usize].normalize_or(Vec3::Z);
        normals_view[vertex as usize] = view_from_rig * normal_rig;
    }
}

fn summed_areas(vertices: &[Vec3], triangles: &[[u32; 3]]) -> Vec<Vec3> {
    let mut areas = vec![Vec3::ZERO; vertices.len()];
    for triangle in triangles {
        let [a, b, c] = triangle.map(|vertex| vertices[vertex as usize]);
        let doubled_area = (b - a).cross(c - a);
        for &vertex in triangle {
            areas[vertex as usize] += doubled_area;
        }
    }
    areas
}

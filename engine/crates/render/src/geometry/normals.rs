//! Vertex normals.

use glam::Vec3;

/// Area-weighted normal of each vertex, rig space, summed over `triangles`; zero where none touches.
pub(super) fn vertex_normals(vertices: &[Vec3], triangles: &[[u32; 3]]) -> Vec<Vec3> {
    let mut normals = vec![Vec3::ZERO; vertices.len()];
    for triangle in triangles {
        let [a, b, c] = triangle.map(|vertex| vertices[vertex as usize]);
        let doubled_area = (b - a).cross(c - a);
        for &vertex in triangle {
            normals[vertex as usize] += doubled_area;
        }
    }
    for normal in &mut normals {
        *normal = normal.normalize_or_zero();
    }
    normals
}

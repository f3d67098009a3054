//! Vertex normals.

use glam::Vec3;

/// Unit normals, one a vertex: the mean of the triangles around it, weighted by their area; zero
/// for a vertex of no triangle.
pub fn normals(vertices_dm: &[Vec3], triangles: &[[u32; 3]]) -> Vec<Vec3> {
    let mut normals = vec![Vec3::ZERO; vertices_dm.len()];
    for corners in triangles {
        let [a, b, c] = corners.map(|vertex| vertices_dm[vertex as usize]);
        let twice_area = (b - a).cross(c - a);
        for &vertex in corners {
            normals[vertex as usize] += twice_area;
        }
    }
    normals.into_iter().map(Vec3::normalize_or_zero).collect()
}

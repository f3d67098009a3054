//! One level of Catmull–Clark subdivision (Catmull & Clark 1978) as a sparse matrix.
//!
//! Subdivision is linear in the vertices, so one matrix carries the cage at rest and every
//! displacement of it to render resolution. New vertices come in the order: cage vertices, face
//! points, edge points.

use crate::{CageFace, Part, Shape};
use glam::Vec3;
use std::collections::BTreeMap;

/// A weight of one cage vertex in a fine vertex, or the other way round.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weight {
    pub(crate) vertex: u32,
    pub(crate) weight: f32,
}

/// Rows of [`Weight`]s in one allocation.
#[derive(Clone, Debug, Default)]
struct SparseRows {
    starts: Vec<usize>,
    weights: Vec<Weight>,
}

/// The matrix from cage vertices to fine vertices.
#[derive(Clone, Debug)]
pub(crate) struct Subdivision {
    cage_of_fine: SparseRows,
    fine_of_cage: SparseRows,
}

/// The fine mesh's topology.
pub(crate) struct FineMesh {
    pub(crate) subdivision: Subdivision,
    pub(crate) triangles: Vec<[u32; 3]>,
    pub(crate) part_of_triangle: Vec<Part>,
    edge_points: BTreeMap<(u16, u16), u32>,
}

impl SparseRows {
    fn new() -> Self {
        Self { starts: vec![0], weights: Vec::new() }
    }

    /// Adds to the row that is being written.
    fn add(&mut self, vertex: u16, weight: f32) {
        let begun = self.starts[self.starts.len() - 1];
        let vertex = u32::from(vertex);
        match self.weights[begun..].iter_mut().find(|entry| entry.vertex == vertex) {
            Some(entry) => entry.weight += weight,
            None => self.weights.push(Weight { vertex, weight }),
        }
    }

    fn add_face(&mut self, face: &CageFace, weight: f32) {
        let corners = face.corners();
        for &corner in corners {
            self.add(corner, weight / corners.len() as f32);
        }
    }

    fn end_row(&mut self) {
        self.starts.push(self.weights.len());
    }

    fn row(&self, row: usize) -> &[Weight] {
        &self.weights[self.starts[row]..self.starts[row + 1]]
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    fn transposed(&self, columns: usize) -> Self {
        let mut starts = vec![0; columns + 1];
        for entry in &self.weights {
            starts[entry.vertex as usize + 1] += 1;
        }
        for column in 0..columns {
            starts[column + 1] += starts[column];
        }
        let mut free = starts.clone();
        let mut weights = vec![Weight { vertex: 0, weight: 0.0 }; self.weights.len()];
        for row in 0..self.len() {
            for entry in self.row(row) {
                let slot = &mut free[entry.vertex as usize];
                weights[*slot] = Weight { vertex: row as u32, weight: entry.weight };
                *slot += 1;
            }
        }
        Self { starts, weights }
    }
}

impl Subdivision {
    /// Number of fine vertices.
    pub(crate) fn fine_len(&self) -> usize {
        self.cage_of_fine.len()
    }

    /// Which cage vertices make up a fine one; weights add up to 1.
    pub(crate) fn cage_weights(&self, fine_vertex: u32) -> &[Weight] {
        self.cage_of_fine.row(fine_vertex as usize)
    }

    /// Fine positions from cage positions.
    pub(crate) fn apply(&self, cage: &[Vec3]) -> Vec<Vec3> {
        (0..self.fine_len())
            .map(|fine| {
                self.cage_of_fine.row(fine).iter().map(|w| cage[w.vertex as usize] * w.weight).sum()
            })
            .collect()
    }

    /// Adds a displacement of the cage, at a weight, to a displacement of the fine mesh.
    pub(crate) fn add_shape(&self, shape: &Shape, weight: f32, fine: &mut [Vec3]) {
        for (&vertex, &delta) in shape.vertices.iter().zip(&shape.deltas_dm) {
            for entry in self.fine_of_cage.row(vertex as usize) {
                fine[entry.vertex as usize] += delta * (weight * entry.weight);
            }
        }
    }
}

impl FineMesh {
    /// Subdivides a cage. Lashes are thin cards that subdivision would curl: they stay as they are.
    pub(crate) fn new(cage_vertices: usize, faces: &[CageFace]) -> Self {
        let (cards, smooth): (Vec<CageFace>, Vec<CageFace>) =
            faces.iter().copied().partition(|face| face.part == Part::Lashes);
        let cage = Topology::new(cage_vertices, &smooth);
        let edge_points: BTreeMap<(u16, u16), u32> = cage
            .edges
            .keys()
            .enumerate()
            .map(|(n, &edge)| (edge, (cage_vertices + smooth.len() + n) as u32))
            .collect();
        let mut cage_of_fine = SparseRows::new();
        for vertex in 0..cage_vertices as u16 {
            cage.add_vertex_point(vertex, &mut cage_of_fine);
            cage_of_fine.end_row();
        }
        for face in &smooth {
            cage_of_fine.add_face(face, 1.0);
            cage_of_fine.end_row();
        }
        for (&edge, faces) in &cage.edges {
            cage.add_edge_point(edge, faces, &mut cage_of_fine);
            cage_of_fine.end_row();
        }
        let fine_of_cage = cage_of_fine.transposed(cage_vertices);
        let mut mesh = Self {
            subdivision: Subdivision { cage_of_fine, fine_of_cage },
            triangles: Vec::new(),
            part_of_triangle: Vec::new(),
            edge_points,
        };
        for (n, face) in smooth.iter().enumerate() {
            mesh.push_subdivided(face, (cage_vertices + n) as u32);
        }
        for face in &cards {
            mesh.push_quad(face.corners.map(u32::from), face.part);
        }
        mesh
    }

    /// The loop at render resolution: edge points between the cage's vertices.
    ///
    /// `None` where two neighbours share no edge.
    pub(crate) fn ring(&self, cage_ring: &[u16]) -> Option<Vec<u32>> {
        let mut ring = Vec::with_capacity(2 * cage_ring.len());
        for (n, &vertex) in cage_ring.iter().enumerate() {
            let next = cage_ring[(n + 1) % cage_ring.len()];
            ring.push(u32::from(vertex));
            ring.push(*self.edge_points.get(&edge(vertex, next))?);
        }
        Some(ring)
    }

    fn push_subdivided(&mut self, face: &CageFace, face_point: u32) {
        let corners = face.corners();
        for (n, &corner) in corners.iter().enumerate() {
            let next = corners[(n + 1) % corners.len()];
            let previous = corners[(n + corners.len() - 1) % corners.len()];
            let after = self.edge_points[&edge(corner, next)];
            let before = self.edge_points[&edge(previous, corner)];
            self.push_quad([corner.into(), after, face_point, before], face.part);
        }
    }

    fn push_quad(&mut self, [a, b, c, d]: [u32; 4], part: Part) {
        self.triangles.push([a, b, c]);
        self.part_of_triangle.push(part);
        if d != c {
            self.triangles.push([a, c, d]);
            self.part_of_triangle.push(part);
        }
    }
}

/// Which faces meet at an edge and at a vertex.
struct Topology<'a> {
    faces: &'a [CageFace],
    edges: BTreeMap<(u16, u16), Vec<usize>>,
    faces_of_vertex: Vec<Vec<usize>>,
    edges_of_vertex: Vec<Vec<(u16, u16)>>,
}

impl<'a> Topology<'a> {
    fn new(vertices: usize, faces: &'a [CageFace]) -> Self {
        let mut edges: BTreeMap<(u16, u16), Vec<usize>> = BTreeMap::new();
        let mut faces_of_vertex = vec![Vec::new(); vertices];
        for (n, face) in faces.iter().enumerate() {
            let corners = face.corners();
            for (k, &corner) in corners.iter().enumerate() {
                edges.entry(edge(corner, corners[(k + 1) % corners.len()])).or_default().push(n);
                faces_of_vertex[usize::from(corner)].push(n);
            }
        }
        let mut edges_of_vertex = vec![Vec::new(); vertices];
        for &(a, b) in edges.keys() {
            edges_of_vertex[usize::from(a)].push((a, b));
            edges_of_vertex[usize::from(b)].push((a, b));
        }
        Self { faces, edges, faces_of_vertex, edges_of_vertex }
    }

    fn is_border(&self, edge: (u16, u16)) -> bool {
        self.edges[&edge].len() != 2
    }

    /// Middle of the edge, drawn towards the two faces beside it.
    fn add_edge_point(&self, edge: (u16, u16), faces: &[usize], rows: &mut SparseRows) {
        let border = self.is_border(edge);
        for end in [edge.0, edge.1] {
            rows.add(end, if border { 0.5 } else { 0.25 });
        }
        if !border {
            faces.iter().for_each(|&face| rows.add_face(&self.faces[face], 0.25));
        }
    }

    /// Catmull & Clark's rule inside, (F + 2R + (n − 3)P) / n, and their cubic curve on a border.
    fn add_vertex_point(&self, vertex: u16, rows: &mut SparseRows) {
        let edges = &self.edges_of_vertex[usize::from(vertex)];
        let on_border = edges.iter().copied().filter(|&edge| self.is_border(edge));
        let border: Vec<(u16, u16)> = on_border.take(2).collect();
        if edges.is_empty() {
            rows.add(vertex, 1.0);
        } else if border.is_empty() {
            let faces = &self.faces_of_vertex[usize::from(vertex)];
            let n = edges.len() as f32;
            for &face in faces {
                rows.add_face(&self.faces[face], 1.0 / (faces.len() as f32 * n));
            }
            for &(a, b) in edges {
                rows.add(a, 1.0 / (n * n));
                rows.add(b, 1.0 / (n * n));
            }
            rows.add(vertex, (n - 3.0) / n);
        } else {
            rows.add(vertex, 1.0 - 0.125 * border.len() as f32);
            for (a, b) in border {
                rows.add(if a == vertex { b } else { a }, 0.125);
            }
        }
    }
}

fn edge(a: u16, b: u16) -> (u16, u16) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_keeps_its_plane_and_a_cube_shrinks_to_the_known_radius() {
        let corner = |n: u16| {
            Vec3::new(f32::from(n & 1), f32::from(n >> 1 & 1), f32::from(n >> 2)) * 2.0 - 1.0
        };
        let faces =
            [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]]
                .map(|corners| CageFace { corners, part: Part::Skin });
        let cage: Vec<Vec3> = (0..8).map(corner).collect();
        let mesh = FineMesh::new(8, &faces);
        let fine = mesh.subdivision.apply(&cage);
        assert_eq!((fine.len(), mesh.triangles.len()), (26, 48));
        // Corner of a ±1 cube: F = mean of the three face centres, R = mean of three edge middles, n = 3.
        let expected = (1.0 / 3.0 + 2.0 * 2.0 / 3.0) / 3.0;
        assert!((fine[7] - Vec3::splat(expected)).length() < 1e-6);
        assert!((fine[8] - Vec3::new(0.0, 0.0, -1.0)).length() < 1e-6);
    }
}

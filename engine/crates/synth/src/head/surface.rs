//! A lit surface in view space, and how it comes on the film.

use super::{
    camera::Camera,
    film::{Film, Substance},
    raster::each_sample,
    studio::{Lit, Studio},
};
use glam::{Vec2, Vec3};

/// A corner of triangles.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Vertex {
    pub(crate) at_dm: Vec3,
    pub(crate) normal: Vec3,
    /// Where textures are read: the place on the head at rest.
    pub(crate) rest_dm: Vec3,
    pub(crate) albedo: Vec3,
    pub(crate) lit: Lit,
    /// How far inside of its margin the surface is here; below 0 it is not there.
    pub(crate) cover: f32,
}

/// Triangles of vertices.
#[derive(Clone, Debug, Default)]
pub(crate) struct Surface {
    pub(crate) vertices: Vec<Vertex>,
    pub(crate) triangles: Vec<[u32; 3]>,
}

/// What a sample of a surface shows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sample {
    pub(crate) rest_dm: Vec3,
    pub(crate) albedo: Vec3,
    pub(crate) lit: Lit,
    pub(crate) cover: f32,
}

impl Surface {
    /// The vertices that some triangles of a larger mesh use, each made once.
    pub(crate) fn of_mesh(triangles: &[[u32; 3]], vertex: impl Fn(usize) -> Vertex) -> Self {
        const UNSEEN: u32 = u32::MAX;
        let count = triangles.iter().flatten().max().map_or(0, |&most| most as usize + 1);
        let mut places = vec![UNSEEN; count];
        let mut surface = Self::default();
        for corners in triangles {
            surface.triangles.push(corners.map(|corner| {
                let place = &mut places[corner as usize];
                if *place == UNSEEN {
                    *place = surface.vertices.len() as u32;
                    surface.vertices.push(vertex(corner as usize));
                }
                *place
            }));
        }
        surface
    }

    /// A grid of points, `columns` a row, joined row by row; normals point away from `inside`.
    pub(crate) fn grid(points: &[Vec3], columns: usize, inside: impl Fn(Vec3) -> Vec3) -> Self {
        let rows = points.len() / columns;
        let mut triangles = Vec::with_capacity(rows * columns * 2);
        for row in 1..rows {
            for column in 1..columns {
                let at = |dy: usize, dx: usize| ((row - dy) * columns + column - dx) as u32;
                triangles.extend([[at(1, 1), at(1, 0), at(0, 0)], [at(1, 1), at(0, 0), at(0, 1)]]);
            }
        }
        let normals = risorius_rig::normals(points, &triangles);
        let vertices = points.iter().zip(normals).map(|(&at_dm, normal)| {
            let outwards = at_dm - inside(at_dm);
            let normal = if normal.dot(outwards) < 0.0 { -normal } else { normal };
            Vertex { at_dm, normal, rest_dm: at_dm, cover: 1.0, ..Vertex::default() }
        });
        Self { vertices: vertices.collect(), triangles }
    }

    /// Lights every vertex.
    pub(crate) fn light(&mut self, studio: &Studio, openness: f32, polish: f32) {
        for vertex in &mut self.vertices {
            vertex.lit = studio.light(vertex.at_dm, vertex.normal, openness, polish);
        }
    }

    /// Puts on the film what is nearer than what is there; `shade` gives the colour of a sample, or
    /// nothing where there is a hole.
    pub(crate) fn draw(
        &self,
        film: &mut Film,
        camera: &Camera,
        substance: Substance,
        shade: impl Fn(&Sample) -> Option<Vec3>,
    ) {
        let size = (film.width, film.height);
        let seen: Vec<Vec3> =
            self.vertices.iter().map(|vertex| camera.to_samples(vertex.at_dm)).collect();
        for corners in &self.triangles {
            let corners = corners.map(|vertex| vertex as usize);
            if corners.iter().all(|&vertex| self.vertices[vertex].cover < -0.2) {
                continue;
            }
            let [a, b, c] = corners.map(|vertex| &self.vertices[vertex]);
            each_sample(corners.map(|vertex| seen[vertex]), size, |x, y, weights, depth| {
                let sample = y * size.0 + x;
                if depth > film.depth_dm[sample] {
                    let [wa, wb, wc] = weights;
                    let mix = |of: fn(&Vertex) -> Vec3| of(a) * wa + of(b) * wb + of(c) * wc;
                    let shown = shade(&Sample {
                        rest_dm: mix(|vertex| vertex.rest_dm),
                        albedo: mix(|vertex| vertex.albedo),
                        lit: Lit {
                            diffuse: mix(|vertex| vertex.lit.diffuse),
                            gloss: mix(|vertex| vertex.lit.gloss),
                        },
                        cover: a.cover * wa + b.cover * wb + c.cover * wc,
                    });
                    if let Some(colour) = shown {
                        film.put(sample, depth, colour, substance);
                    }
                }
            });
        }
    }
}

/// A superellipse |x|ⁿ + |y|ⁿ = 1 at an angle.
pub(crate) fn superellipse(angle: f32, exponent: f32) -> Vec2 {
    let (sin, cos) = angle.sin_cos();
    let bend = |n: f32| n.signum() * n.abs().powf(2.0 / exponent);
    Vec2::new(bend(cos), bend(sin))
}

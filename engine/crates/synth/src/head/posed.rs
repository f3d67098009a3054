//! A head with its identity and expression, turned towards the viewer.

use super::{
    Frame,
    camera::{CENTRE_DM, Camera},
    film::Film,
    model::{Model, side},
    person::Person,
    raster::each_sample,
};
use glam::{Mat3, Vec3};
use risorius_rig::normals;

/// Radius of the iris in a grown head; eyes hardly grow.
const IRIS_DM: f32 = 0.0585;

/// The mesh in view space.
pub(crate) struct Posed {
    pub(crate) model: &'static Model,
    pub(crate) camera: Camera,
    /// Of every vertex of the rig.
    pub(crate) vertices_dm: Vec<Vec3>,
    pub(crate) normals: Vec<Vec3>,
    /// Where each vertex is seen, in samples.
    pub(crate) seen: Vec<Vec3>,
    /// The right and the left one.
    pub(crate) eyes: [Eye; 2],
}

/// An eyeball in view space.
#[derive(Clone, Copy)]
pub(crate) struct Eye {
    pub(crate) centre_dm: Vec3,
    pub(crate) radius_dm: f32,
    pub(crate) iris_dm: f32,
    /// Its axes: across to the person's left, up, and where it looks.
    pub(crate) view_from_eye: Mat3,
}

impl Posed {
    pub(crate) fn new(person: &Person, frame: &Frame) -> Self {
        let model = Model::get();
        let mut vertices_dm = model.rig.with_identity(&person.identity.shapes);
        let closing = closing(model, &vertices_dm);
        for (&(unit, at), &amount) in &person.expression.units {
            let eye = (0..2).find(|&eye| unit == 43 && side(eye) == at);
            let amount = amount * eye.map_or(1.0, |eye| closing[eye]);
            model.rig.units[&(unit, at)].add_to(&mut vertices_dm, amount);
        }
        let view_from_rig = person.pose.view_from_rig();
        vertices_dm.iter_mut().for_each(|at| *at = view_from_rig * (*at - CENTRE_DM));
        let camera = Camera { distance_dm: person.pose.distance_dm, frame: *frame };
        let normals = normals(&vertices_dm, &model.skin);
        let seen = vertices_dm.iter().map(|&at| camera.to_samples(at)).collect();
        let eyes = [0, 1].map(|eye| Eye::new(person, model, &vertices_dm, view_from_rig, eye));
        Self { model, camera, vertices_dm, normals, seen, eyes }
    }

    /// Whether a triangle shows its outer side.
    pub(crate) fn faces_viewer(&self, corners: [u32; 3]) -> bool {
        let [a, b, c] = corners.map(|vertex| self.seen[vertex as usize].truncate());
        (b - a).perp_dot(c - a) < 0.0
    }

    pub(crate) fn draw_skin(&self, film: &mut Film) {
        let size = (film.width, film.height);
        for &corners in self.model.skin.iter().filter(|&&corners| self.faces_viewer(corners)) {
            let of = |vertex: u32| {
                let light = 0.3 + 0.7 * self.normals[vertex as usize].z.max(0.0);
                Vec3::new(0.6, 0.35, 0.25) * light * self.model.openness[vertex as usize]
            };
            let colours = corners.map(of);
            let seen = corners.map(|vertex| self.seen[vertex as usize]);
            each_sample(seen, size, |x, y, weights, depth| {
                let sample = y * size.0 + x;
                if depth > film.depth_dm[sample] {
                    let colour = colours.iter().zip(weights).map(|(&c, w)| c * w).sum();
                    film.put(sample, depth, colour);
                }
            });
        }
        for (eye, triangles) in self.eyes.iter().zip(&self.model.eyes) {
            for corners in triangles {
                let corners = corners.map(|vertex| vertex as usize);
                let seen = corners.map(|vertex| self.seen[vertex]);
                each_sample(seen, size, |x, y, weights, depth| {
                    let sample = y * size.0 + x;
                    if depth > film.depth_dm[sample] {
                        let at: Vec3 = corners
                            .iter()
                            .zip(weights)
                            .map(|(&v, w)| self.vertices_dm[v] * w)
                            .sum();
                        let from_axis = eye.view_from_eye.transpose() * (at - eye.centre_dm);
                        let is_iris =
                            from_axis.z > 0.0 && from_axis.truncate().length() < eye.iris_dm;
                        film.put(sample, depth, Vec3::splat(if is_iris { 0.05 } else { 0.6 }));
                    }
                });
            }
        }
    }
}

/// How much of the rig's closing shape brings the lids of each eye together on this head: the gap over
/// what the shape closes of it, in the middle of the eye.
fn closing(model: &Model, vertices_dm: &[Vec3]) -> [f32; 2] {
    [0, 1].map(|eye| {
        let lids = model.lids(eye);
        let shape = &model.rig.units[&(43, side(eye))];
        let delta = |vertex: u32| {
            let found = shape.vertices.binary_search(&vertex);
            found.map_or(Vec3::ZERO, |n| shape.deltas_dm[n])
        };
        let (upper, lower) = (lids.upper[lids.upper.len() / 2], lids.lower[lids.lower.len() / 2]);
        let gap = vertices_dm[upper as usize].y - vertices_dm[lower as usize].y;
        let closed = delta(lower).y - delta(upper).y;
        (1.03 * gap / closed.max(1e-3)).clamp(0.5, 3.0)
    })
}

impl Eye {
    fn new(person: &Person, model: &Model, vertices_dm: &[Vec3], head: Mat3, eye: usize) -> Self {
        let vertices = &model.eye_vertices[eye];
        let at = |&vertex: &u32| vertices_dm[vertex as usize];
        let count = vertices.len().max(1) as f32;
        let centre_dm = vertices.iter().map(at).sum::<Vec3>() / count;
        let radius_dm = vertices.iter().map(|v| at(v).distance(centre_dm)).sum::<f32>() / count;
        let [across, up] = person.expression.gaze_deg.to_array().map(f32::to_radians);
        let turn = Mat3::from_rotation_y(across) * Mat3::from_rotation_x(-up);
        let rest_radius_dm = 0.137;
        let iris_dm = IRIS_DM * radius_dm / rest_radius_dm;
        Self { centre_dm, radius_dm, iris_dm, view_from_eye: head * turn }
    }

    /// Middle of the iris.
    pub(crate) fn iris_centre_dm(&self) -> Vec3 {
        let depth = (self.radius_dm.powi(2) - self.iris_dm.powi(2)).max(0.0).sqrt();
        self.centre_dm + self.view_from_eye.z_axis * depth
    }

    /// A point of the edge of the iris: 0 the person's left, then top, right, bottom.
    pub(crate) fn iris_edge_dm(&self, n: usize) -> Vec3 {
        let (across, up) = (self.view_from_eye.x_axis, self.view_from_eye.y_axis);
        self.iris_centre_dm() + [across, up, -across, -up][n % 4] * self.iris_dm
    }
}

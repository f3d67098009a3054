//! A head with its identity and expression, turned towards the viewer.

use super::{
    Frame,
    brows::BrowLine,
    camera::{CENTRE_DM, Camera, rotation},
    model::{Model, side},
    mouth,
    noise::smoothstep,
    person::Person,
};
use glam::{Mat3, Vec3};
use risorius_rig::{Attachment, Part, normals};

/// Least and most of the rig at rest above its mouth.
const REST_BOUNDS_DM: [Vec3; 2] = [Vec3::new(-0.88, 6.7, -0.39), Vec3::new(0.88, 8.48, 1.68)];
/// Where the neck bends.
const NECK_DM: Vec3 = Vec3::new(0.0, 6.1, 0.2);

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
    /// The middles of the eyeballs.
    pub(crate) rest_eyes_dm: [Vec3; 2],
    /// Upper and lower points of the right and the left brow.
    pub(crate) brows: [[Vec<Attachment>; 2]; 2],
    /// Where they grow on the head at rest.
    pub(crate) brow_lines: [BrowLine; 2],
    /// The rotation of the head.
    pub(crate) head: Mat3,
    /// Least and most of the head above the mouth, rig space.
    bounds_dm: [Vec3; 2],
    body: Body,
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
        mouth::meet_lips(model, &mut vertices_dm);
        model.rig.place_mouth_parts(&mut vertices_dm);
        let closing = closing(model, &vertices_dm);
        let brow_lines = [0, 1].map(|side| person.brows.line(model, &vertices_dm, side));
        let brows = [0, 1].map(|side| brow_lines[side].attach(model, side));
        for (&(unit, at), &amount) in &person.expression.units {
            let eye = (0..2).find(|&eye| unit == 43 && side(eye) == at);
            let amount = amount * eye.map_or(1.0, |eye| closing[eye]);
            model.rig.units[&(unit, at)].add_to(&mut vertices_dm, amount);
        }
        let view_from_rig = person.pose.view_from_rig();
        let bounds_dm = bounds(model, &vertices_dm);
        let body = Body::new(person.pose.turn_deg, model, &vertices_dm);
        for (at, &rest) in vertices_dm.iter_mut().zip(&model.rig.rest_dm) {
            let turned = view_from_rig * (*at - CENTRE_DM);
            let share = Body::share(rest);
            *at = if share > 0.0 {
                turned.lerp(body.place(view_from_rig, *at), share)
            } else {
                turned
            };
        }
        let camera = Camera { distance_dm: person.pose.distance_dm, frame: *frame };
        let normals = normals(&vertices_dm, &model.skin);
        let seen = vertices_dm.iter().map(|&at| camera.to_samples(at)).collect();
        let eyes = [0, 1].map(|eye| Eye::new(person, model, &vertices_dm, view_from_rig, eye));
        Self {
            model,
            camera,
            vertices_dm,
            normals,
            seen,
            rest_eyes_dm: eyes.map(|eye| eye.centre_dm),
            eyes,
            brows,
            brow_lines,
            head: view_from_rig,
            bounds_dm,
            body,
        }
    }

    /// Whether a triangle shows its outer side.
    pub(crate) fn faces_viewer(&self, corners: [u32; 3]) -> bool {
        let [a, b, c] = corners.map(|vertex| self.seen[vertex as usize].truncate());
        (b - a).perp_dot(c - a) < 0.0
    }

    /// Where a place around the head at rest lies on this person's head, view space.
    pub(crate) fn place(&self, rest_dm: Vec3) -> Vec3 {
        let [least, most] = self.bounds_dm;
        let share = (rest_dm - REST_BOUNDS_DM[0]) / (REST_BOUNDS_DM[1] - REST_BOUNDS_DM[0]);
        self.head * (least + share * (most - least) - CENTRE_DM)
    }

    /// Where a place of the body at rest lies, view space.
    pub(crate) fn place_torso(&self, rest_dm: Vec3) -> Vec3 {
        let wide = Vec3::new(self.body.width, 1.0, self.body.width);
        let at_dm = NECK_DM + self.body.shift_dm + (rest_dm - NECK_DM) * wide;
        self.body.place(self.head, at_dm)
    }
}

/// How the shoulders stand under the head.
#[derive(Clone, Copy)]
struct Body {
    view_from_body: Mat3,
    /// Where this person's neck is, against the rig's.
    shift_dm: Vec3,
    /// How much wider it is.
    width: f32,
}

impl Body {
    /// Shoulders follow half of the head's turn, and little of its nod and tilt.
    fn new(turn_deg: Vec3, model: &Model, vertices_dm: &[Vec3]) -> Self {
        let share = turn_deg * Vec3::new(0.45, 0.15, 0.25);
        let is_neck = |rest: &Vec3| (5.88..6.05).contains(&rest.y) && rest.x.abs() < 0.75;
        let neck = model.rig.rest_dm.iter().zip(vertices_dm).filter(|(rest, _)| is_neck(rest));
        let mut moved = Vec3::ZERO;
        let (mut count, mut own, mut rig) = (0.0, 0.0, 1e-3);
        for (rest, at) in neck {
            moved += *at - *rest;
            count += 1.0;
            own += at.x.abs();
            rig += rest.x.abs();
        }
        Self {
            view_from_body: rotation(share),
            shift_dm: moved / f32::max(count, 1.0),
            width: (own / rig).clamp(0.5, 1.5),
        }
    }

    /// Where a place of this person's body lies.
    fn place(&self, head: Mat3, at_dm: Vec3) -> Vec3 {
        let pivot_dm = NECK_DM + self.shift_dm;
        head * (pivot_dm - CENTRE_DM) + self.view_from_body * (at_dm - pivot_dm)
    }

    /// How much a place of the neck follows the shoulders; nothing of the face does.
    fn share(rest_dm: Vec3) -> f32 {
        smoothstep(6.15, 5.75, rest_dm.y + 0.35 * (rest_dm.z - 0.6).max(0.0))
    }
}

/// Least and most of the head above the height of [`REST_BOUNDS_DM`].
fn bounds(model: &Model, vertices_dm: &[Vec3]) -> [Vec3; 2] {
    let rest = model.rig.rest_dm.iter().zip(&model.rig.part_of_vertex);
    let head = rest
        .zip(vertices_dm)
        .filter(|&((rest, &part), _)| part == Part::Skin && rest.y > REST_BOUNDS_DM[0].y);
    head.fold([Vec3::MAX, Vec3::MIN], |[least, most], (_, &at)| [least.min(at), most.max(at)])
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
        let iris_dm = IRIS_DM * person.irises.size * radius_dm / rest_radius_dm;
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

//! What a rig is made of.

use crate::identity::Cage;
use glam::Vec3;
use risorius_face::Side;
use std::collections::BTreeMap;

/// What a triangle belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Part {
    /// Outer skin, without what lies inside of the lid margins and the lip contact lines.
    Skin,
    /// Skin inside of the lids (the conjunctival pocket).
    EyePocket,
    /// Skin inside of the lips.
    MouthInterior,
    /// The person's left eyeball.
    LeftEye,
    /// The person's right eyeball.
    RightEye,
    /// Upper teeth.
    UpperTeeth,
    /// Lower teeth.
    LowerTeeth,
    /// Tongue.
    Tongue,
    /// Lashes.
    Lashes,
}

impl Part {
    /// The part with this number in a head file.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        use Part::{
            EyePocket, Lashes, LeftEye, LowerTeeth, MouthInterior, RightEye, Skin, Tongue,
            UpperTeeth,
        };
        let parts = [
            Skin,
            EyePocket,
            MouthInterior,
            LeftEye,
            RightEye,
            UpperTeeth,
            LowerTeeth,
            Tongue,
            Lashes,
        ];
        parts.into_iter().find(|&part| part as u8 == number)
    }
}

/// A point fixed to the mesh: a weighted mean of three vertices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Attachment {
    /// Vertex numbers.
    pub vertices: [u32; 3],
    /// Weights that add up to 1.
    pub weights: [f32; 3],
}

impl Attachment {
    /// Where the point is when the mesh is at `vertices_dm`.
    pub fn at(&self, vertices_dm: &[Vec3]) -> Vec3 {
        (0..3).map(|k| vertices_dm[self.vertices[k] as usize] * self.weights[k]).sum()
    }
}

/// A sparse displacement of the mesh, decimetres at weight 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Vertices that move, ascending.
    pub vertices: Vec<u32>,
    /// How far each moves.
    pub deltas_dm: Vec<Vec3>,
}

impl Shape {
    /// Adds the shape at a weight to `vertices_dm`.
    pub fn add_to(&self, vertices_dm: &mut [Vec3], weight: f32) {
        for (&vertex, &delta) in self.vertices.iter().zip(&self.deltas_dm) {
            vertices_dm[vertex as usize] += delta * weight;
        }
    }
}

/// A closed loop of vertices around an eye or the mouth.
pub type Ring = Vec<u32>;

/// The two lid margins of one eye, each from the person's right to left (ascending rest x).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LidLines {
    /// Upper margin.
    pub upper: Vec<u32>,
    /// Lower margin.
    pub lower: Vec<u32>,
}

/// Two lines of the lips, each with ascending rest x; both share the corners.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LipLines {
    /// The upper lip's.
    pub upper: Vec<u32>,
    /// The lower lip's.
    pub lower: Vec<u32>,
}

/// The head at rest with everything that can be done to it, at render resolution (one Catmull–Clark
/// level above the stored cage).
#[derive(Clone, Debug)]
pub struct Rig {
    /// Vertices at rest.
    pub rest_dm: Vec<Vec3>,
    /// Counter-clockwise seen from outside.
    pub triangles: Vec<[u32; 3]>,
    /// The part of each triangle.
    pub part_of_triangle: Vec<Part>,
    /// The part of each vertex (a vertex of skin and pocket counts as skin).
    pub part_of_vertex: Vec<Part>,
    /// Rings around the left eye, from the outermost (brow and cheek) to the lid margin, then inside of it.
    pub left_eye_rings: Vec<Ring>,
    /// The same around the right eye.
    pub right_eye_rings: Vec<Ring>,
    /// Position of the lid margin in `left_eye_rings` and `right_eye_rings`.
    pub lid_margin_ring: usize,
    /// Lid margins by eye.
    pub left_lids: LidLines,
    /// Lid margins by eye.
    pub right_lids: LidLines,
    /// The border of the red of the lips.
    pub lips_outer: LipLines,
    /// Where the lips touch.
    pub lips_inner: LipLines,
    /// A ring in the middle of the red of the lips, to read their colour from.
    pub lip_colour_ring: Ring,
    /// Vertices of the red of the lips.
    pub lip_vertices: Vec<u32>,
    /// Landmark groups (names of [`crate::Landmarks`]), fixed to the mesh.
    pub attachments: BTreeMap<String, Vec<Attachment>>,
    /// A shape for each action unit and side; unsided units stand under `Side::Both`.
    pub units: BTreeMap<(u8, Side), Shape>,
    /// Identity shapes by name, on the stored cage (not at render resolution): see [`Rig::with_identity`].
    pub identity: Vec<(String, Shape)>,
    /// Named joints (eye centres, jaw, neck …).
    pub joints_dm: BTreeMap<String, Vec3>,
    pub(crate) cage: Cage,
}

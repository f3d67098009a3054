//! What every head shares: the rig, sorted for drawing, measured once.

use super::{front::Front, noise::smoothstep, shadow::ShadowMap, slides};
use glam::{Vec2, Vec3};
use risorius_face::Side;
use risorius_rig::{Attachment, Part, Rig, normals};
use std::{collections::BTreeMap, sync::OnceLock};

/// The rig with what is worked out from it once.
pub(crate) struct Model {
    pub(crate) rig: &'static Rig,
    /// Triangles of skin, lid pockets and the inside of the mouth.
    pub(crate) skin: Vec<[u32; 3]>,
    /// Triangles of the right and the left eyeball.
    pub(crate) eyes: [Vec<[u32; 3]>; 2],
    /// Vertices of the right and the left eyeball.
    pub(crate) eye_vertices: [Vec<u32>; 2],
    /// Triangles of teeth and tongue.
    pub(crate) mouth: Vec<([u32; 3], Part)>,
    /// Share of the sky that each vertex of skin sees, 0..1.
    pub(crate) openness: Vec<f32>,
    /// Whether a vertex is skin of the head that can be seen: not in lids, lips or shoulders.
    pub(crate) is_outer: Vec<bool>,
    /// How much of a vertex is lip, 0..1.
    pub(crate) lip: Vec<f32>,
    /// The same with the soft border that lips have.
    pub(crate) soft_lip: Vec<f32>,
    /// The face at rest as seen from the front.
    pub(crate) front: Front,
    /// Identity shapes that are features, without the right one of a pair.
    pub(crate) features: Vec<Feature>,
    /// Identity shapes that act on one side.
    pub(crate) asymmetries: Vec<usize>,
    /// The rig's landmarks, moved to where face trackers put them.
    pub(crate) attachments: BTreeMap<&'static str, Vec<Attachment>>,
    /// Landmarks in the order of labels.
    pub(crate) points: Vec<PointKey>,
}

/// An identity shape that a person may have.
pub(crate) struct Feature {
    pub(crate) shape: usize,
    /// Root mean square of what it moves.
    pub(crate) size_dm: f32,
    /// The same shape on the other side of the face.
    pub(crate) partner: Option<usize>,
}

/// The name of a landmark: its group and its place there.
pub type PointKey = (&'static str, usize);

impl Model {
    /// The model of the embedded rig.
    ///
    /// # Panics
    /// If the rig that was compiled in does not load, which its own tests exclude.
    pub(crate) fn get() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::new(Rig::embedded().expect("the embedded rig loads")))
    }

    fn new(rig: &'static Rig) -> Self {
        let of = |wanted: fn(Part) -> bool| -> Vec<[u32; 3]> {
            let parts = rig.triangles.iter().zip(&rig.part_of_triangle);
            parts.filter(|&(_, &part)| wanted(part)).map(|(&corners, _)| corners).collect()
        };
        let skin = of(|part| part <= Part::MouthInterior);
        let vertices_of = |wanted: Part| -> Vec<u32> {
            let vertices = 0..rig.rest_dm.len() as u32;
            vertices.filter(|&vertex| rig.part_of_vertex[vertex as usize] == wanted).collect()
        };
        let is_mouth = |part| matches!(part, Part::UpperTeeth | Part::LowerTeeth | Part::Tongue);
        let parts = rig.triangles.iter().copied().zip(rig.part_of_triangle.iter().copied());
        let front = Front::new(&rig.rest_dm, &of(|part| part == Part::Skin));
        let (features, asymmetries) = features(rig);
        Self {
            openness: openness(rig, &skin),
            is_outer: is_outer(rig),
            attachments: attachments(rig, &front),
            soft_lip: softened(&lip(rig), &skin),
            lip: lip(rig),
            front,
            eyes: [of(|part| part == Part::RightEye), of(|part| part == Part::LeftEye)],
            eye_vertices: [vertices_of(Part::RightEye), vertices_of(Part::LeftEye)],
            mouth: parts.filter(|&(_, part)| is_mouth(part)).collect(),
            features,
            asymmetries,
            points: points(rig),
            skin,
            rig,
        }
    }

    /// Vertices of one line of lids, as (upper, lower), by eye: 0 the right, 1 the left.
    pub(crate) fn lids(&self, eye: usize) -> &'static risorius_rig::LidLines {
        if eye == 0 { &self.rig.right_lids } else { &self.rig.left_lids }
    }
}

/// The side of an eye: 0 the right, 1 the left.
pub(crate) fn side(eye: usize) -> Side {
    if eye == 0 { Side::Right } else { Side::Left }
}

fn points(rig: &'static Rig) -> Vec<PointKey> {
    let groups = rig.attachments.iter();
    groups.flat_map(|(name, group)| (0..group.len()).map(move |n| (name.as_str(), n))).collect()
}

/// The rig's landmarks with the slides that are known.
fn attachments(rig: &'static Rig, front: &Front) -> BTreeMap<&'static str, Vec<Attachment>> {
    let slid = |name: &'static str, n: usize, own: Attachment| {
        let at = own.at(&rig.rest_dm);
        let moved = |share: f32| {
            let point = front.cast(at.truncate() + slides::of(name, n) * share)?;
            // Beside the cheek the next skin behind is an ear or the neck.
            let leap_dm = (point.at(&rig.rest_dm).z - at.z).abs();
            (leap_dm < 0.2).then_some(point)
        };
        let is_still = slides::of(name, n) == Vec2::ZERO;
        if is_still { own } else { moved(1.0).or_else(|| moved(0.5)).unwrap_or(own) }
    };
    let groups = rig.attachments.iter().map(|(name, group)| (name.as_str(), group));
    groups
        .map(|(name, group)| {
            (name, group.iter().enumerate().map(|(n, &own)| slid(name, n, own)).collect())
        })
        .collect()
}

fn is_outer(rig: &Rig) -> Vec<bool> {
    let vertices = rig.rest_dm.iter().zip(&rig.part_of_vertex);
    vertices.map(|(rest, &part)| part == Part::Skin && rest.y > 5.95).collect()
}

fn lip(rig: &Rig) -> Vec<f32> {
    let inside =
        rig.part_of_vertex.iter().map(|&part| f32::from(u8::from(part == Part::MouthInterior)));
    let mut lip: Vec<f32> = inside.collect();
    rig.lip_vertices.iter().for_each(|&vertex| lip[vertex as usize] = 1.0);
    lip
}

/// The mean of a quantity of vertices with that of their neighbours.
fn softened(values: &[f32], triangles: &[[u32; 3]]) -> Vec<f32> {
    let mut sums: Vec<(f32, f32)> = values.iter().map(|&value| (value, 1.0)).collect();
    for corners in triangles {
        for n in 0..3 {
            let (sum, count) = &mut sums[corners[n] as usize];
            *sum += 0.25 * values[corners[(n + 1) % 3] as usize];
            *count += 0.25;
        }
    }
    sums.into_iter().map(|(sum, count)| sum / count).collect()
}

/// Ambient occlusion at rest: how many of some lamps all around reach each vertex, more from above.
fn openness(rig: &Rig, skin: &[[u32; 3]]) -> Vec<f32> {
    const LAMPS: usize = 96;
    let normals = normals(&rig.rest_dm, skin);
    let mut sums = vec![(0.0, 0.0); rig.rest_dm.len()];
    for n in 0..LAMPS {
        // Fibonacci's lattice on the sphere.
        let y = 1.0 - 2.0 * (n as f32 + 0.5) / LAMPS as f32;
        let (sin, cos) = (n as f32 * 2.399_963).sin_cos();
        let toward = Vec3::new((1.0 - y * y).sqrt() * cos, y, (1.0 - y * y).sqrt() * sin);
        let mut map = ShadowMap::new(toward, rig.rest_dm[0].with_x(0.0).with_y(7.0), 1.8);
        map.cast(&rig.rest_dm, skin);
        for ((at, normal), (seen, all)) in rig.rest_dm.iter().zip(&normals).zip(&mut sums) {
            let weight = normal.dot(toward).max(0.0) * smoothstep(-1.6, 0.6, y);
            *all += weight;
            *seen += weight * map.reach(*at + *normal * 0.02);
        }
    }
    sums.into_iter().map(|(seen, all)| seen / f32::max(all, 1e-3)).collect()
}

fn features(rig: &Rig) -> (Vec<Feature>, Vec<usize>) {
    let position = |wanted: &str| rig.identity.iter().position(|(name, _)| name == wanted);
    let (mut features, mut asymmetries) = (Vec::new(), Vec::new());
    for (shape, (name, deltas)) in rig.identity.iter().enumerate() {
        if name.starts_with("asym/") {
            asymmetries.push(shape);
        } else if !name.starts_with("macro/") && !name.contains("/r-") {
            let squares: f32 = deltas.deltas_dm.iter().map(|delta| delta.length_squared()).sum();
            let size_dm = (squares / deltas.deltas_dm.len().max(1) as f32).sqrt();
            let partner = name.contains("/l-").then(|| position(&name.replace("/l-", "/r-")));
            features.push(Feature { shape, size_dm, partner: partner.flatten() });
        }
    }
    (features, asymmetries)
}

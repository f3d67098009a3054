//! The head cut from the base mesh.

use super::{
    RigTaskError,
    rings::{LID_MARGIN, LIP_CONTACT, Ring},
    source::{BaseMesh, Target, source_error},
};
use glam::{DVec3, Vec3};
use risorius_rig::{CageFace, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Faces wholly above this height belong to the head and neck, decimetres.
const LOWEST_DM: f64 = 5.6;

/// Joint cubes of the base mesh that are kept, as the centre of each.
const JOINTS: [&str; 11] = [
    "l-eye", "r-eye", "jaw", "mouth", "head", "neck", "head-2", "tongue-1", "tongue-2", "tongue-3",
    "tongue-4",
];

/// The kept faces, with numbers of their own for the vertices.
pub(super) struct Cage {
    pub(super) faces: Vec<CageFace>,
    rest_dm: Vec<DVec3>,
    mirror: Vec<u16>,
    number_of_base: BTreeMap<u32, u16>,
}

impl Cage {
    /// Keeps the head of `base`; `mirror_pairs` are base-mesh vertices that mirror each other.
    pub(super) fn cut(
        base: &BaseMesh,
        mirror_pairs: &[(u32, u32)],
        rings: &[Ring],
    ) -> Result<Self, RigTaskError> {
        let kept: Vec<(Vec<u32>, Part)> = base
            .faces
            .iter()
            .filter(|face| {
                face.corners.iter().all(|&vertex| base.vertices_dm[vertex as usize].y > LOWEST_DM)
            })
            .filter_map(|face| {
                Some((corners_of_three_or_four(&face.corners), part_of_group(&face.group)?))
            })
            .collect();
        let used: BTreeSet<u32> =
            kept.iter().flat_map(|(corners, _)| corners.iter().copied()).collect();
        let number_of_base: BTreeMap<u32, u16> = used.iter().copied().zip(0..).collect();
        let faces = kept.iter().map(|(corners, part)| CageFace {
            corners: std::array::from_fn(|n| number_of_base[&corners[n]]),
            part: *part,
        });
        let mut cage = Self {
            faces: faces.collect(),
            rest_dm: used.iter().map(|&vertex| base.vertices_dm[vertex as usize]).collect(),
            mirror: mirror(&number_of_base, mirror_pairs)?,
            number_of_base,
        };
        cage.set_inside_apart(rings);
        Ok(cage)
    }

    pub(super) fn rest_dm(&self) -> &[DVec3] {
        &self.rest_dm
    }

    /// Cage numbers of base-mesh vertices that are all kept.
    pub(super) fn numbers(&self, base_vertices: &[u32]) -> Vec<u16> {
        base_vertices.iter().map(|vertex| self.number_of_base[vertex]).collect()
    }

    /// For each vertex the one on the other side.
    pub(super) fn mirror(&self) -> &[u16] {
        &self.mirror
    }

    pub(super) fn joints(&self, base: &BaseMesh) -> Vec<(String, Vec3)> {
        let centre = |name: &&str| {
            let group = format!("joint-{name}");
            let cube = base.faces.iter().filter(|face| face.group == group);
            let corners: BTreeSet<u32> =
                cube.flat_map(|face| face.corners.iter().copied()).collect();
            let sum: DVec3 = corners.iter().map(|&vertex| base.vertices_dm[vertex as usize]).sum();
            ((*name).to_owned(), (sum / corners.len().max(1) as f64).as_vec3())
        };
        JOINTS.iter().map(centre).collect()
    }

    /// A target as one displacement a cage vertex.
    pub(super) fn dense(&self, target: &Target) -> Vec<DVec3> {
        let mut deltas_dm = vec![DVec3::ZERO; self.rest_dm.len()];
        for (vertex, delta) in target {
            if let Some(&number) = self.number_of_base.get(vertex) {
                deltas_dm[usize::from(number)] = *delta;
            }
        }
        deltas_dm
    }

    /// Tells the skin inside of the lid margins and the lip contact line from the outer skin.
    fn set_inside_apart(&mut self, rings: &[Ring]) {
        let ring = |name: &str| -> Vec<u16> {
            let ring = rings
                .iter()
                .find(|ring| ring.name == name)
                .expect("the two constants name traced loops");
            self.numbers(&ring.vertices)
        };
        let left = (ring(LID_MARGIN.0), ring(LID_MARGIN.1));
        let lips = (ring(LIP_CONTACT.0), ring(LIP_CONTACT.1));
        let mirrored =
            |ring: &[u16]| ring.iter().map(|&vertex| self.mirror[usize::from(vertex)]).collect();
        let right: (Vec<u16>, Vec<u16>) = (mirrored(&left.0), mirrored(&left.1));
        for ((margin, inside), part) in
            [(left, Part::EyePocket), (right, Part::EyePocket), (lips, Part::MouthInterior)]
        {
            self.flood(&margin, &inside, part);
        }
    }

    fn flood(&mut self, margin: &[u16], seed: &[u16], part: Part) {
        let margin: BTreeSet<u16> = margin.iter().copied().collect();
        let mut reached: BTreeSet<u16> = seed.iter().copied().collect();
        loop {
            let mut grown = false;
            for face in self.faces.iter_mut().filter(|face| face.part == Part::Skin) {
                if face
                    .corners
                    .iter()
                    .any(|corner| reached.contains(corner) && !margin.contains(corner))
                {
                    reached.extend(face.corners);
                    face.part = part;
                    grown = true;
                }
            }
            if !grown {
                return;
            }
        }
    }
}

fn mirror(
    number_of_base: &BTreeMap<u32, u16>,
    pairs: &[(u32, u32)],
) -> Result<Vec<u16>, RigTaskError> {
    let kept = |vertex| number_of_base.get(&vertex).copied();
    let known: BTreeMap<u16, u16> =
        pairs.iter().filter_map(|&(a, b)| Some((kept(a)?, kept(b)?))).collect();
    let missing = || source_error("hm08.mirror", &"a vertex of the head has no partner");
    number_of_base.values().map(|number| known.get(number).copied().ok_or_else(missing)).collect()
}

/// Triangles repeat their first corner in the source; a cage face repeats its third.
fn corners_of_three_or_four(corners: &[u32]) -> Vec<u32> {
    match *corners {
        [a, b, c] => vec![a, b, c, c],
        [a, b, c, d] if d == a => vec![a, b, c, c],
        _ => corners.to_vec(),
    }
}

fn part_of_group(group: &str) -> Option<Part> {
    Some(match group {
        "body" => Part::Skin,
        "helper-l-eye" => Part::LeftEye,
        "helper-r-eye" => Part::RightEye,
        "helper-upper-teeth" => Part::UpperTeeth,
        "helper-lower-teeth" => Part::LowerTeeth,
        "helper-tongue" => Part::Tongue,
        _ if group.contains("eyelashes") => Part::Lashes,
        _ => return None,
    })
}

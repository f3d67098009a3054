//! Who is painted: a head built from identity shapes, and how she holds it.

use super::canvas::{Camera, HEIGHT, WIDTH};
use glam::{Mat3, Vec2, Vec3};
use risorius_face::Side;
use risorius_rig::{Part, Rig, normals};

/// Identity shapes by name with their weights. `{l,r}` stands for both sides.
const IDENTITY: &[(&str, f32)] = &[
    ("macro/caucasian-female-young", 0.85),
    ("macro/asian-female-young", 0.25),
    ("head/head-oval", 0.35),
    ("chin/chin-width-decr", 0.25),
    ("chin/chin-jaw-drop-decr", 0.2),
    ("nose/nose-scale-horiz-decr", 0.25),
    ("nose/nose-point-width-decr", 0.3),
    ("nose/nose-hump-decr", 0.2),
    ("mouth/mouth-upperlip-volume-incr", 0.35),
    ("mouth/mouth-lowerlip-volume-incr", 0.35),
    ("mouth/mouth-cupidsbow-incr", 0.25),
    ("cheek/{l,r}-cheek-bones-incr", 0.3),
    ("eyes/{l,r}-eye-scale-incr", 0.55),
    ("eyes/{l,r}-eye-height2-incr", 0.25),
    ("eyes/{l,r}-eye-corner2-up", 0.2),
    ("neck/neck-scale-horiz-decr", 0.35),
];

/// A trace of a smile, so that the face at rest is not stern.
const EXPRESSION: &[(u8, f32)] = &[(12, 0.20), (6, 0.10), (5, 0.16)];

/// The posed head.
pub(super) struct Person {
    pub(super) rig: &'static Rig,
    pub(super) vertices_dm: Vec<Vec3>,
    pub(super) normals: Vec<Vec3>,
    pub(super) camera: Camera,
    /// Centre, radius and gaze of the person's right and left eye.
    pub(super) eyes: [Eye; 2],
}

/// An eyeball.
#[derive(Clone, Copy)]
pub(super) struct Eye {
    pub(super) centre_dm: Vec3,
    pub(super) radius_dm: f32,
    /// Unit vectors: where it looks, its left, its up.
    pub(super) gaze: Vec3,
    pub(super) across: Vec3,
    pub(super) up: Vec3,
}

/// Radius of the iris in radii of the eyeball.
pub(super) const IRIS_IN_EYE: f32 = 0.43;

impl Person {
    /// # Errors
    /// The name of an identity shape that the rig does not have.
    pub(super) fn new(rig: &'static Rig) -> Result<Self, String> {
        let mut vertices_dm = rig.with_identity(&identity(rig)?);
        for &(code, weight) in EXPRESSION {
            for side in [Side::Left, Side::Right] {
                rig.units[&(code, side)].add_to(&mut vertices_dm, weight);
            }
        }
        let view_from_rig = Mat3::from_rotation_z((-3.0f32).to_radians())
            * Mat3::from_rotation_x((1.5f32).to_radians())
            * Mat3::from_rotation_y((11.0f32).to_radians());
        let camera = Camera {
            view_from_rig,
            centre_dm: Vec3::new(0.0, 7.05, 0.5),
            scale_px_per_dm: 200.0,
            centre_px: Vec2::new(WIDTH as f32 * 0.5 - 14.0, HEIGHT as f32 * 0.470),
        };
        let to_viewer = (view_from_rig.transpose() * Vec3::Z).normalize();
        let eye = |part| eye(rig, part, &vertices_dm, to_viewer);
        let eyes = [eye(Part::RightEye), eye(Part::LeftEye)];
        let normals = normals(&vertices_dm, &rig.triangles);
        Ok(Self { rig, vertices_dm, normals, camera, eyes })
    }
}

fn identity(rig: &Rig) -> Result<Vec<(usize, f32)>, String> {
    let find = |name: String| {
        let found = rig.identity.iter().position(|(known, _)| *known == name);
        found.ok_or(name)
    };
    let mut weights = Vec::new();
    for &(name, weight) in IDENTITY {
        let sides: &[&str] = if name.contains("{l,r}") { &["l", "r"] } else { &[""] };
        for side in sides {
            weights.push((find(name.replace("{l,r}", side))?, weight));
        }
    }
    Ok(weights)
}

fn eye(rig: &Rig, part: Part, vertices_dm: &[Vec3], to_viewer: Vec3) -> Eye {
    let of_part = rig.part_of_vertex.iter().zip(vertices_dm).filter(|&(&known, _)| known == part);
    let points: Vec<Vec3> = of_part.map(|(_, &at)| at).collect();
    let centre_dm = points.iter().sum::<Vec3>() / points.len().max(1) as f32;
    let radius_dm =
        points.iter().map(|at| at.distance(centre_dm)).sum::<f32>() / points.len().max(1) as f32;
    // She looks a little past the viewer, as sitters do.
    let gaze = (to_viewer + Vec3::new(-0.03, 0.02, 0.0)).normalize();
    let across = Vec3::Y.cross(gaze).normalize();
    Eye { centre_dm, radius_dm, gaze, across, up: gaze.cross(across) }
}

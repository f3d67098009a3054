//! From the three files of a rig to a rig.

use crate::{
    HeadFile, LidLines, LipLines, Part, Rig, RigError, Ring, Shape,
    attach::{Attachments, LandmarkTable, Lines, RestMesh, landmark_error},
    brow_field::{BrowLines, BrowSpace},
    identity::Cage,
    lines::{between, upper_and_lower},
    normals,
    recipe::{Larder, Recipes},
    subdivision::FineMesh,
};
use glam::{Vec2, Vec3};
use std::sync::OnceLock;

/// The head file that is part of the program.
pub static EMBEDDED_HEAD: &[u8] = include_bytes!("../../../../assets/rig/head.bin");
/// The action-unit recipes that are part of the program.
pub static EMBEDDED_UNITS: &str = include_str!("../../../../assets/rig/units.toml");
/// The named points that are part of the program.
pub static EMBEDDED_LANDMARKS: &str = include_str!("../../../../assets/rig/landmarks.toml");

/// First vertices of rings in the source mesh, by which the head file names them.
const LID_MARGIN: &str = "eye/6784";
const LIPS_OUTER: &str = "mouth/405";
const LIPS_INNER: &str = "mouth/418";
const LIP_COLOUR: &str = "mouth/414";

impl Rig {
    /// The rig that is part of the program, loaded once.
    ///
    /// # Errors
    /// Where the files that were compiled in do not fit each other; a test holds that they do.
    pub fn embedded() -> Result<&'static Self, &'static RigError> {
        static RIG: OnceLock<Result<Rig, RigError>> = OnceLock::new();
        RIG.get_or_init(|| Self::load(EMBEDDED_HEAD, EMBEDDED_UNITS, EMBEDDED_LANDMARKS)).as_ref()
    }

    /// Builds a rig from a head file (see [`HeadFile`]), the text of `units.toml` and of `landmarks.toml`.
    ///
    /// # Errors
    /// Any [`RigError`]; no input makes it panic.
    pub fn load(head: &[u8], units_toml: &str, landmarks_toml: &str) -> Result<Self, RigError> {
        let head = HeadFile::decode(head)?;
        let recipes = Recipes::parse(units_toml)?;
        let table = LandmarkTable::parse(landmarks_toml)?;
        let mesh = FineMesh::new(head.vertices_dm.len(), &head.faces);
        let rest_dm = mesh.subdivision.apply(&head.vertices_dm);
        let rings = Rings::read(&head, &mesh)?;
        let lines = Lines::cut(&rings, &rest_dm);
        let attachments = table.attach(&RestMesh {
            vertices_dm: &rest_dm,
            triangles: &mesh.triangles,
            part_of_triangle: &mesh.part_of_triangle,
            lines: &lines,
        })?;
        let part_of_vertex = part_of_vertex(&mesh, rest_dm.len());
        let brow_lines = lines.brow(&rest_dm, &attachments)?;
        let brow = brow_space(&rest_dm, &mesh, &part_of_vertex, &brow_lines, &recipes);
        let units = recipes.cook(&Larder {
            shapes: head.shapes.iter().map(|(name, shape)| (name.as_str(), shape)).collect(),
            subdivision: &mesh.subdivision,
            brow: &brow,
            rest_dm: &rest_dm,
        })?;
        Ok(Self {
            lip_vertices: rings.lip_vertices(&mesh, rest_dm.len()),
            rest_dm,
            triangles: mesh.triangles,
            part_of_triangle: mesh.part_of_triangle,
            part_of_vertex,
            left_eye_rings: rings.left_eye,
            right_eye_rings: rings.right_eye,
            lid_margin_ring: rings.lid_margin,
            left_lids: lines.left_lids,
            right_lids: lines.right_lids,
            lips_outer: lines.lips_outer,
            lips_inner: lines.lips_inner,
            lip_colour_ring: rings.lip_colour,
            attachments,
            units,
            identity: identity_shapes(head.shapes),
            joints_dm: head.joints_dm.into_iter().collect(),
            cage: Cage { rest_dm: head.vertices_dm, subdivision: mesh.subdivision },
        })
    }
}

/// The rings at render resolution.
struct Rings {
    left_eye: Vec<Ring>,
    right_eye: Vec<Ring>,
    lid_margin: usize,
    lips_outer: Ring,
    lips_inner: Ring,
    lip_colour: Ring,
}

impl Rings {
    fn read(head: &HeadFile, mesh: &FineMesh) -> Result<Self, RigError> {
        let fine = |name: &str, ring: &[u16]| {
            mesh.ring(ring)
                .filter(|ring| !ring.is_empty())
                .ok_or_else(|| missing("closed ring", name))
        };
        let named = |wanted: &str| {
            let found = head.rings.iter().find(|(name, _)| name == wanted);
            found.ok_or_else(|| missing("ring", wanted)).and_then(|(name, ring)| fine(name, ring))
        };
        let eye: Vec<&(String, Vec<u16>)> =
            head.rings.iter().filter(|(name, _)| name.starts_with("eye/")).collect();
        let mirrored = |ring: &[u16]| {
            ring.iter().map(|&vertex| head.mirror[usize::from(vertex)]).collect::<Vec<_>>()
        };
        Ok(Self {
            left_eye: eye.iter().map(|(name, ring)| fine(name, ring)).collect::<Result<_, _>>()?,
            right_eye: eye
                .iter()
                .map(|(name, ring)| fine(name, &mirrored(ring)))
                .collect::<Result<_, _>>()?,
            lid_margin: eye
                .iter()
                .position(|(name, _)| name == LID_MARGIN)
                .ok_or_else(|| missing("ring", LID_MARGIN))?,
            lips_outer: named(LIPS_OUTER)?,
            lips_inner: named(LIPS_INNER)?,
            lip_colour: named(LIP_COLOUR)?,
        })
    }

    fn lip_vertices(&self, mesh: &FineMesh, vertices: usize) -> Vec<u32> {
        let banks = [&self.lips_outer, &self.lips_inner];
        between(&self.lip_colour, banks, vertices, &mesh.triangles, &mesh.part_of_triangle)
    }
}

impl Lines {
    fn cut(rings: &Rings, rest_dm: &[Vec3]) -> Self {
        let lids = |ring: &Ring| {
            let (upper, lower) = upper_and_lower(ring, rest_dm);
            LidLines { upper, lower }
        };
        let lips = |ring: &Ring| {
            let (upper, lower) = upper_and_lower(ring, rest_dm);
            LipLines { upper, lower }
        };
        Self {
            left_lids: lids(&rings.left_eye[rings.lid_margin]),
            right_lids: lids(&rings.right_eye[rings.lid_margin]),
            lips_outer: lips(&rings.lips_outer),
            lips_inner: lips(&rings.lips_inner),
        }
    }

    /// The middle of the left brow from its head outwards, and the left upper lid.
    fn brow(&self, rest_dm: &[Vec3], attachments: &Attachments) -> Result<BrowLines, RigError> {
        let group = |name: &str| {
            attachments.get(name).ok_or_else(|| landmark_error(name, "is missing; add it"))
        };
        let pairs = group("left_brow_upper")?.iter().zip(group("left_brow_lower")?);
        let middle = pairs.map(|(a, b)| (a.at(rest_dm) + b.at(rest_dm)).truncate() / 2.0);
        let mut brow: Vec<Vec2> = middle.collect();
        brow.sort_by(|a, b| a.x.total_cmp(&b.x));
        let is_line = brow.len() > 1 && brow.windows(2).all(|pair| pair[0].x < pair[1].x);
        if !is_line || brow[0].x <= 0.0 {
            let problem = "needs two or more points with different x, all above 0";
            return Err(landmark_error("left_brow_upper", problem));
        }
        let at = |&vertex: &u32| rest_dm[vertex as usize].truncate();
        Ok(BrowLines { brow, upper_lid: self.left_lids.upper.iter().map(at).collect() })
    }
}

/// A vertex that several parts share counts to the first in the order of [`Part`].
fn part_of_vertex(mesh: &FineMesh, vertices: usize) -> Vec<Part> {
    let mut parts = vec![Part::Lashes; vertices];
    for (corners, &part) in mesh.triangles.iter().zip(&mesh.part_of_triangle) {
        for &vertex in corners {
            let known = &mut parts[vertex as usize];
            *known = part.min(*known);
        }
    }
    parts
}

fn brow_space(
    rest_dm: &[Vec3],
    mesh: &FineMesh,
    part_of_vertex: &[Part],
    lines: &BrowLines,
    recipes: &Recipes,
) -> BrowSpace {
    let is_skin = |part: Part| part <= Part::MouthInterior;
    let parts = mesh.triangles.iter().zip(&mesh.part_of_triangle);
    let skin = parts.filter(|&(_, &part)| is_skin(part)).map(|(&corners, _)| corners);
    let normals = normals(rest_dm, &skin.collect::<Vec<_>>());
    let in_reach = |vertex: usize| is_skin(part_of_vertex[vertex]);
    BrowSpace::new(rest_dm, &normals, in_reach, lines, &recipes.brow_mask)
}

fn identity_shapes(shapes: Vec<(String, Shape)>) -> Vec<(String, Shape)> {
    let named =
        |(name, shape): (String, Shape)| Some((name.strip_prefix("identity/")?.to_owned(), shape));
    shapes.into_iter().filter_map(named).collect()
}

fn missing(kind: &str, name: &str) -> RigError {
    RigError::Missing { what: format!("{kind} {name}") }
}

//! The head file: the stored cage and everything that moves it.
//!
//! Little-endian, no padding:
//! ```text
//! magic "RISOHEAD", version u32
//! vertices   u32 n, n × 3 f32                       decimetres
//! faces      u32 n, n × (4 u16, u8)                 a triangle repeats its third vertex; part of [`Part`]
//! mirror     one u16 a vertex                       the vertex on the other side
//! rings      u16 n, n × (name, u16 k, k u16)        closed loops of vertices
//! joints     u16 n, n × (name, 3 f32)               decimetres
//! shapes     u16 n, n × (name, u16 r, r × (u16 first, u16 length), 3 i16 a vertex of the runs)
//! name       u8 length, UTF-8
//! ```
//! A displacement is stored in steps of [`DELTA_STEP_DM`].

use crate::{Part, RigError, Shape, reader::Reader};
use glam::Vec3;

/// One step of a stored displacement: a hundredth of a millimetre.
pub const DELTA_STEP_DM: f32 = 1e-4;

const MAGIC: &[u8; 8] = b"RISOHEAD";
const VERSION: u32 = 1;
/// More faces than this around a vertex is no head, and would take subdivision for ever.
const MAX_VALENCE: u8 = 64;

/// A face of the cage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CageFace {
    /// Corners, counter-clockwise from outside; a triangle repeats the third.
    pub corners: [u16; 4],
    /// What it belongs to.
    pub part: Part,
}

impl CageFace {
    /// The three or four corners.
    pub fn corners(&self) -> &[u16] {
        if self.corners[2] == self.corners[3] { &self.corners[..3] } else { &self.corners }
    }
}

/// The contents of a head file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadFile {
    /// Cage at rest.
    pub vertices_dm: Vec<Vec3>,
    /// Quads and triangles.
    pub faces: Vec<CageFace>,
    /// For each vertex the one on the other side (itself on the midline).
    pub mirror: Vec<u16>,
    /// Loops by name: `eye/<first vertex>` around the left eye, `mouth/<first vertex>`, both from
    /// the outermost inwards; the number is that of the vertex in the source mesh.
    pub rings: Vec<(String, Vec<u16>)>,
    /// Joints by name.
    pub joints_dm: Vec<(String, Vec3)>,
    /// Displacements of the cage: `arkit/…`, `makehuman/…`, `identity/…`.
    pub shapes: Vec<(String, Shape)>,
}

impl HeadFile {
    /// Reads a head file.
    ///
    /// # Errors
    /// Any [`RigError`] about the head file; memory stays within a small multiple of `bytes`.
    pub fn decode(bytes: &[u8]) -> Result<Self, RigError> {
        let mut reader = Reader::new(bytes);
        if reader.take(MAGIC.len(), "the magic").ok() != Some(MAGIC.as_slice()) {
            return Err(RigError::NotAHead);
        }
        match reader.u32("the version")? {
            VERSION => {}
            found => {
                return Err(RigError::Version { found, expected: VERSION });
            }
        }
        let vertices_dm = read_vertices(&mut reader)?;
        let count = vertices_dm.len();
        let faces = read_faces(&mut reader, count)?;
        let mirror =
            (0..count).map(|_| reader.index(count, "the mirror")).collect::<Result<_, _>>()?;
        Ok(Self {
            faces,
            mirror,
            rings: reader.named("rings", |reader| {
                let length = reader.u16("a ring")?;
                (0..length).map(|_| reader.index(count, "a ring")).collect()
            })?,
            joints_dm: reader.named("joints", |reader| reader.vec3("a joint"))?,
            shapes: reader.named("shapes", |reader| read_shape(reader, count))?,
            vertices_dm,
        })
    }

    /// Writes a head file; `decode` gives it back, displacements rounded to their step.
    ///
    /// # Panics
    /// Where a list is longer, a name is longer, or a displacement is larger than the format holds:
    /// the writer is a build tool and must not write nonsense.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        put_count32(&mut out, self.vertices_dm.len());
        self.vertices_dm.iter().for_each(|&vertex| put_vec3(&mut out, vertex));
        put_count32(&mut out, self.faces.len());
        for face in &self.faces {
            out.extend(face.corners.iter().flat_map(|corner| corner.to_le_bytes()));
            out.push(face.part as u8);
        }
        out.extend(self.mirror.iter().flat_map(|vertex| vertex.to_le_bytes()));
        put_count16(&mut out, self.rings.len());
        for (name, ring) in &self.rings {
            put_name(&mut out, name);
            put_count16(&mut out, ring.len());
            out.extend(ring.iter().flat_map(|vertex| vertex.to_le_bytes()));
        }
        put_count16(&mut out, self.joints_dm.len());
        for (name, joint) in &self.joints_dm {
            put_name(&mut out, name);
            put_vec3(&mut out, *joint);
        }
        put_count16(&mut out, self.shapes.len());
        for (name, shape) in &self.shapes {
            put_name(&mut out, name);
            put_shape(&mut out, shape);
        }
        out
    }
}

fn read_vertices(reader: &mut Reader) -> Result<Vec<Vec3>, RigError> {
    let count = reader.u32("the vertices")? as usize;
    if count > usize::from(u16::MAX) {
        return Err(RigError::Value { what: "the number of vertices" });
    }
    (0..count).map(|_| reader.vec3("the vertices")).collect()
}

fn read_faces(reader: &mut Reader, vertices: usize) -> Result<Vec<CageFace>, RigError> {
    let count = reader.u32("the faces")?;
    let mut faces = Vec::new();
    let mut valence = vec![0; vertices];
    for _ in 0..count {
        let mut corners = [0; 4];
        for corner in &mut corners {
            *corner = reader.index(vertices, "a face")?;
        }
        let part =
            Part::from_number(reader.u8("a part")?).ok_or(RigError::Value { what: "a part" })?;
        let [a, b, c, d] = corners;
        if a == b || b == c || c == a || d == a || d == b {
            return Err(RigError::Value { what: "a face with a repeated corner" });
        }
        for corner in corners {
            let valence = &mut valence[usize::from(corner)];
            *valence += 1;
            if *valence > MAX_VALENCE {
                return Err(RigError::Value { what: "the number of faces around a vertex" });
            }
        }
        faces.push(CageFace { corners, part });
    }
    Ok(faces)
}

fn read_shape(reader: &mut Reader, vertices: usize) -> Result<Shape, RigError> {
    let runs = reader.u16("a shape")?;
    let mut moved = Vec::new();
    for _ in 0..runs {
        let (first, length) = (u32::from(reader.u16("a run")?), u32::from(reader.u16("a run")?));
        let after_last_run = moved.last().is_none_or(|&last| last < first);
        if !after_last_run || (first + length) as usize > vertices {
            return Err(RigError::Value { what: "a run of a shape" });
        }
        moved.extend(first..first + length);
    }
    let mut deltas_dm = Vec::new();
    for _ in 0..moved.len() {
        let mut delta = [0.0; 3];
        for axis in &mut delta {
            *axis = f32::from(reader.i16("a displacement")?) * DELTA_STEP_DM;
        }
        deltas_dm.push(Vec3::from_array(delta));
    }
    Ok(Shape { vertices: moved, deltas_dm })
}

fn put_shape(out: &mut Vec<u8>, shape: &Shape) {
    let runs: Vec<&[u32]> = shape.vertices.chunk_by(|a, b| a + 1 == *b).collect();
    put_count16(out, runs.len());
    for run in runs {
        put_count16(out, run[0] as usize);
        put_count16(out, run.len());
    }
    for delta in &shape.deltas_dm {
        for axis in delta.to_array() {
            let steps = (axis / DELTA_STEP_DM).round();
            assert!(steps.abs() <= f32::from(i16::MAX), "a displacement of {axis} dm is too large");
            out.extend((steps as i16).to_le_bytes());
        }
    }
}

fn put_vec3(out: &mut Vec<u8>, vector: Vec3) {
    out.extend(vector.to_array().iter().flat_map(|axis| axis.to_le_bytes()));
}

fn put_count32(out: &mut Vec<u8>, count: usize) {
    out.extend(u32::try_from(count).expect("a head has fewer than 2^32 of anything").to_le_bytes());
}

fn put_count16(out: &mut Vec<u8>, count: usize) {
    out.extend(u16::try_from(count).expect("a head has fewer than 2^16 of these").to_le_bytes());
}

fn put_name(out: &mut Vec<u8>, name: &str) {
    out.push(u8::try_from(name.len()).expect("names are shorter than 256 bytes"));
    out.extend(name.as_bytes());
}

//! The mesh of the inside of the mouth: lining, teeth and tongue, with what a tooth's paint needs.

use crate::Stage;
use crate::prepare::Mouth;
use glam::{Vec2, Vec3};
use risorius_rig::{Part, REST_IOD_DM, Rig, normals};
use std::collections::BTreeSet;

/// A row of teeth seen from above is the parabola z = `ARCH`·x² (decimetres) in the rig.
const ARCH: f32 = 6.2;
/// The enamel begins this far beyond the outermost vertex of a row, decimetres.
const EDGE_BEYOND_DM: f32 = 0.005;
/// How far the tongue is lifted against the lower teeth, interocular distances, to be seen over them.
const TONGUE_LIFT_IOD: f32 = 0.13;
/// How much of the parallax of a turned head the tongue gives up: seen between the lips it fills the
/// mouth's floor, and half a tongue in the opening looks broken.
const TONGUE_FOLLOWS: f32 = 0.75;
/// How far along the arch the biting edge of a vertex is looked for, decimetres: half a tooth.
const EDGE_REACH_DM: f32 = 0.04;

/// `Vertex` in `shaders/mouth_inside.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct Vertex {
    pub(super) position: [f32; 3],
    pub(super) normal: [f32; 3],
    pub(super) rest: [f32; 4],
}

impl Vertex {
    pub(super) const LAYOUT: wgpu::VertexBufferLayout<'static> = wgpu::VertexBufferLayout {
        array_stride: size_of::<Self>() as u64,
        step_mode: wgpu::VertexStepMode::Vertex,
        attributes: &wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x3, 2 => Float32x4],
    };
}

/// The vertices and triangles of the inside of the mouth.
pub(super) struct Dentition {
    /// Rig vertex, pixels that it is moved along u and v, and what a tooth's paint needs.
    vertices: Vec<(u32, Vec2, [f32; 4])>,
    /// Indices into `vertices`.
    pub(super) indices: Vec<u32>,
}

impl Dentition {
    /// Collects the mesh; teeth hang as the mouth wants them.
    pub(super) fn new(rig: &Rig, stage: &Stage, mouth: &Mouth) -> Self {
        let triangles = || {
            let parts = [&stage.mouth_triangles, &stage.teeth_triangles, &stage.tongue_triangles];
            parts.into_iter().flatten().flatten().copied()
        };
        let used: Vec<u32> = triangles().collect::<BTreeSet<u32>>().into_iter().collect();
        let lift_px = TONGUE_LIFT_IOD * stage.iod_px;
        let lips_z = mean_z(rig, rig.lips_inner.upper.iter().chain(&rig.lips_inner.lower));
        let follow_px = TONGUE_FOLLOWS * mouth.parallax * stage.iod_px / REST_IOD_DM;
        let normals = normals(&rig.rest_dm, &rig.triangles);
        let vertex = |&v: &u32| {
            let rest = rig.rest_dm[v as usize];
            let (along, out) = (arch_length(rest.x), normals[v as usize].dot(outwards(rest.x)));
            let [upper_drop, lower_drop] = mouth.drop_px;
            let tooth = |part: Part, drop_px: f32, sign: f32, kind: f32| {
                let edge = biting_edge(rig, v, part, sign);
                (v, Vec2::new(0.0, drop_px), [along, edge, kind, out])
            };
            match rig.part_of_vertex[v as usize] {
                Part::UpperTeeth => tooth(Part::UpperTeeth, upper_drop, -1.0, 1.0),
                Part::LowerTeeth => tooth(Part::LowerTeeth, lower_drop, 1.0, 2.0),
                Part::Tongue => {
                    let along_px = -follow_px * (lips_z - rest.z);
                    (v, Vec2::new(along_px, lower_drop - lift_px), [rest.x, 0.0, 3.0, 0.0])
                }
                _ => (v, Vec2::ZERO, [0.0; 4]),
            }
        };
        let place =
            |v: u32| used.binary_search(&v).expect("collected from the same triangles") as u32;
        Self {
            vertices: used.iter().map(vertex).collect(),
            indices: triangles().map(place).collect(),
        }
    }

    /// The vertices of a head at `vertices_px` with normals in view space; normals that are missing
    /// face the viewer.
    pub(super) fn posed(
        &self,
        mouth: &Mouth,
        vertices_px: &[Vec3],
        normals: &[Vec3],
    ) -> Vec<Vertex> {
        let vertex = |&(v, shift_px, rest): &(u32, Vec2, [f32; 4])| {
            let seen = vertices_px[v as usize];
            let local = mouth.axes.local(seen.truncate()) + shift_px;
            let normal = normals.get(v as usize).copied().unwrap_or(Vec3::Z);
            Vertex { position: local.extend(seen.z).to_array(), normal: normal.to_array(), rest }
        };
        self.vertices.iter().map(vertex).collect()
    }
}

fn mean_z<'a>(rig: &Rig, vertices: impl Iterator<Item = &'a u32> + Clone) -> f32 {
    let count = vertices.clone().count().max(1) as f32;
    vertices.map(|&v| rig.rest_dm[v as usize].z).sum::<f32>() / count
}

/// Distance of a tooth's vertex from the biting edge over it, decimetres. The edge is the furthest
/// vertex of the row nearby, down (`sign` −1) or up (1): rows are not level.
fn biting_edge(rig: &Rig, vertex: u32, part: Part, sign: f32) -> f32 {
    let at = rig.rest_dm[vertex as usize];
    let beside = rig.rest_dm.iter().zip(&rig.part_of_vertex).filter(|(rest, p)| {
        **p == part && (arch_length(rest.x) - arch_length(at.x)).abs() < EDGE_REACH_DM
    });
    let furthest = beside.map(|(rest, _)| sign * rest.y).fold(sign * at.y, f32::max);
    furthest - sign * at.y + EDGE_BEYOND_DM
}

/// The direction, out of the mouth, in which the arch faces at x.
fn outwards(x: f32) -> Vec3 {
    Vec3::new(2.0 * ARCH * x, 0.0, 1.0).normalize()
}

/// Length along the arch from its middle to x, with x's sign: ∫√(1 + (2·ARCH·x)²) dx.
fn arch_length(x: f32) -> f32 {
    let slope = 2.0 * ARCH * x;
    (slope * (1.0 + slope * slope).sqrt() + slope.asinh()) / (4.0 * ARCH)
}

#[cfg(test)]
mod tests {
    use super::{ARCH, arch_length};

    #[test]
    fn the_arch_is_as_long_as_its_pieces() {
        let pieces = 2000;
        let x = |k: usize| 0.3 * k as f32 / pieces as f32;
        let length: f32 = (0..pieces)
            .map(|k| (x(k + 1) - x(k)).hypot(ARCH * (x(k + 1).powi(2) - x(k).powi(2))))
            .sum();
        assert!((arch_length(0.3) - length).abs() < 1e-3);
        assert_eq!(arch_length(-0.2), -arch_length(0.2));
    }
}

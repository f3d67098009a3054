//! What lies on the skin: hair, beards, caps and scarves are the skin itself, lifted.

use super::{
    model::Model,
    posed::Posed,
    studio::Studio,
    surface::{Surface, Vertex},
};
use glam::Vec3;

/// How far a shell reaches and stands off at a place of the head at rest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lift {
    /// Decimetres inside of its margin; below 0 it is not there.
    pub(crate) cover: f32,
    pub(crate) thickness_dm: f32,
}

/// Lifts the skin where `lift` covers it.
pub(crate) fn shell(
    posed: &Posed,
    studio: &Studio,
    gloss: &Sheen,
    lift: impl Fn(Vec3) -> Lift,
) -> Surface {
    let model: &Model = posed.model;
    let nowhere = Lift { cover: -1.0, thickness_dm: 0.0 };
    let lifts = model.rig.rest_dm.iter().zip(&model.is_outer);
    let lifts: Vec<Lift> =
        lifts.map(|(&rest, &is_outer)| if is_outer { lift(rest) } else { nowhere }).collect();
    let is_covered = |vertex: &u32| lifts[*vertex as usize].cover > -0.08;
    let shown = model.skin.iter().filter(|corners| corners.iter().all(is_covered));
    let triangles: Vec<[u32; 3]> = shown.copied().collect();
    Surface::of_mesh(&triangles, |n| {
        let normal = posed.normals[n];
        let rest_dm = model.rig.rest_dm[n];
        let at_dm = posed.vertices_dm[n] + normal * lifts[n].thickness_dm.max(0.002);
        let lit = gloss.light(studio, at_dm, normal, posed.head * gloss.run(rest_dm));
        Vertex { at_dm, normal, rest_dm, albedo: Vec3::ONE, lit, cover: lifts[n].cover }
    })
}

/// How a surface of hairs or threads mirrors light.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sheen {
    /// Where hair runs: 0 down, 1 back over the head, 2 to the person's left.
    pub(crate) comb: u8,
    pub(crate) polish: f32,
}

impl Sheen {
    fn run(&self, rest: Vec3) -> Vec3 {
        match self.comb {
            0 => Vec3::new(rest.x * 0.4, -1.0, 0.5 * rest.z),
            1 => Vec3::new(0.0, 0.3, -1.0),
            _ => Vec3::new(1.0, -0.3, 0.0),
        }
    }

    /// Light along threads (Kajiya & Kay 1989): the highlight lies across their run.
    pub(crate) fn light(
        &self,
        studio: &Studio,
        at: Vec3,
        normal: Vec3,
        run: Vec3,
    ) -> super::studio::Lit {
        let mut lit = studio.light(at, normal, 0.85, 4.0);
        let tangent = (run - normal * run.dot(normal)).normalize_or_zero();
        let half = (studio.key() + Vec3::Z).normalize_or_zero();
        let cosine = tangent.dot(half);
        let lobe = (1.0 - cosine * cosine).max(0.0).sqrt().powf(self.polish);
        lit.gloss *= lobe * 0.5;
        lit
    }
}

//! The naked head: skin, eyeballs, teeth and tongue.

use super::{
    film::{Film, Substance},
    model::Model,
    noise::{noise2, smoothstep},
    paint::Paint,
    person::Person,
    posed::Posed,
    raster::each_sample,
    studio::Studio,
    surface::{Surface, Vertex},
};
use glam::{Vec3, Vec4};
use risorius_rig::Part;

/// Below this the garment begins, rest height.
const GARMENT_DM: f32 = 5.80;
/// Outside of this too.
const SHOULDER_DM: f32 = 1.0;
/// Paint over the face fades out towards the sides of the head between these depths at rest.
const PAINT_DEPTH_DM: [f32; 2] = [0.45, 0.75];

/// Draws the skin with what is painted on it.
pub(crate) fn draw(
    film: &mut Film,
    person: &Person,
    posed: &Posed,
    studio: &Studio,
    paint: &Paint,
) {
    let model = posed.model;
    let shown = |corners: &&[u32; 3]| {
        let is_head = |&vertex: &u32| {
            let rest = model.rig.rest_dm[vertex as usize];
            rest.y > GARMENT_DM && rest.x.abs() < SHOULDER_DM
        };
        posed.faces_viewer(**corners) && corners.iter().all(is_head)
    };
    let triangles: Vec<[u32; 3]> = model.skin.iter().filter(shown).copied().collect();
    let surface = Surface::of_mesh(&triangles, |n| skin_vertex(n, person, posed, studio));
    let medium = &person.medium;
    let stone_paint = if medium.stone.is_some() { 0.35 } else { 1.0 };
    surface.draw(film, &posed.camera, Substance::Skin, |sample| {
        let rest = sample.rest_dm;
        let facing = smoothstep(PAINT_DEPTH_DM[0], PAINT_DEPTH_DM[1], rest.z);
        let layer: Vec4 =
            if facing > 0.0 { paint.at(rest.truncate()) * facing } else { Vec4::ZERO };
        let pores =
            1.0 + medium.detail * 0.035 * noise2(rest.x * 55.0 + rest.z * 31.0, rest.y * 55.0);
        let lit = &sample.lit;
        // Lips (where `cover` tells how much) are wet.
        let gloss = person.complexion.gloss * (1.0 + 0.8 * sample.cover) * (1.0 - 0.6 * layer.w);
        if medium.stone.is_some() {
            return Some(
                medium.show(sample.albedo, lit, gloss) * (1.0 - stone_paint * layer.w) * pores,
            );
        }
        let albedo = sample.albedo * pores * (1.0 - layer.w) + layer.truncate();
        Some(medium.show(albedo, lit, gloss))
    });
}

fn skin_vertex(n: usize, person: &Person, posed: &Posed, studio: &Studio) -> Vertex {
    let model = posed.model;
    let rest_dm = model.rig.rest_dm[n];
    let is_inside = model.rig.part_of_vertex[n] == Part::MouthInterior;
    let lip = model.lip[n];
    let albedo = if is_inside {
        Vec3::new(0.16, 0.03, 0.03)
    } else {
        person.complexion.albedo(rest_dm, model.soft_lip[n])
    };
    let openness = if is_inside { 0.35 * model.openness[n] } else { model.openness[n] };
    let (at_dm, normal) = (posed.vertices_dm[n], posed.normals[n]);
    let lit = studio.light(at_dm, normal, openness, person.complexion.polish * (1.0 + lip));
    Vertex { at_dm, normal, rest_dm, albedo, lit, cover: lip }
}

/// Draws teeth and tongue; the deeper behind the lips, the darker.
pub(crate) fn draw_mouth(film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
    let model: &Model = posed.model;
    let lips = &model.rig.lips_outer.upper;
    let front_dm = posed.vertices_dm[lips[lips.len() / 2] as usize].z;
    let light = studio.light(Vec3::new(0.0, -0.5, 0.6), Vec3::Z, 0.8, 8.0);
    let size = (film.width, film.height);
    for &(corners, part) in &model.mouth {
        let albedo = if part == Part::Tongue { Vec3::new(0.45, 0.13, 0.12) } else { person.teeth };
        let depths = corners.map(|vertex| {
            let (at, normal) = (posed.vertices_dm[vertex as usize], posed.normals[vertex as usize]);
            let facing = 0.55 + 0.45 * normal.z.max(0.0);
            smoothstep(0.85, 0.1, front_dm - at.z).max(0.05) * facing
        });
        let seen = corners.map(|vertex| posed.seen[vertex as usize]);
        each_sample(seen, size, |x, y, weights, depth| {
            let sample = y * size.0 + x;
            if depth > film.depth_dm[sample] {
                let shade: f32 = depths.iter().zip(weights).map(|(d, w)| d * w).sum();
                let mut lit = light;
                lit.diffuse *= 0.9 * shade;
                let colour = person.medium.show(albedo, &lit, 0.1 * shade);
                film.put(sample, depth, colour, Substance::Mouth);
            }
        });
    }
}

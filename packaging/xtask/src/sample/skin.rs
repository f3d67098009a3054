//! Skin and lips.

use super::{
    canvas::{Canvas, each_sample},
    light::{Light, Studio},
    noise::{bell, cloud, noise, smoothstep},
    person::Person,
};
use glam::{Vec2, Vec3};
use risorius_rig::Part;

/// Below this rest height the garment hides the neck.
pub(super) const GARMENT_DM: f32 = 5.78;

/// What is known of every vertex of the skin.
struct Surface {
    light: Vec<Light>,
    /// How much of a vertex is lip, 0..1.
    lip: Vec<f32>,
}

/// Where colour changes over the face, in the rig at rest.
struct Places {
    cheeks: [Vec3; 2],
    nose: Vec3,
    chin: Vec3,
    eyes: [Vec3; 2],
    inner_corners: [Vec3; 2],
}

/// Paints the skin; what lies inside of lids and lips counts as skin.
pub(super) fn paint(canvas: &mut Canvas, person: &Person, studio: &Studio, scalp: &[f32]) {
    let surface = Surface::new(person, studio);
    let places = Places::new(person);
    let rig = person.rig;
    let samples: Vec<Vec3> =
        person.vertices_dm.iter().map(|&at| person.camera.to_samples(at)).collect();
    let to_viewer = person.camera.view_from_rig.transpose() * Vec3::Z;
    let size = (canvas.width, canvas.height);
    let parts = rig.triangles.iter().zip(&rig.part_of_triangle);
    for (corners, _) in parts.filter(|&(_, &part)| part <= Part::MouthInterior) {
        let corners = corners.map(|vertex| vertex as usize);
        if corners.iter().all(|&vertex| rig.rest_dm[vertex].y < GARMENT_DM) {
            continue;
        }
        let mix = |weights: [f32; 3], of: &dyn Fn(usize) -> Vec3| -> Vec3 {
            corners.iter().zip(weights).map(|(&vertex, weight)| of(vertex) * weight).sum()
        };
        each_sample(corners.map(|vertex| samples[vertex]), size, |x, y, weights, depth| {
            let sample = y * size.0 + x;
            if depth <= canvas.depth_dm[sample] {
                return;
            }
            let rest = mix(weights, &|vertex| rig.rest_dm[vertex]);
            let normal = mix(weights, &|vertex| person.normals[vertex]).normalize_or_zero();
            let irradiance = mix(weights, &|vertex| surface.light[vertex].irradiance);
            let shares = mix(weights, &|vertex| {
                Vec3::new(surface.light[vertex].key, surface.lip[vertex], scalp[vertex])
            });
            let lip = smoothstep(0.30, 0.62, shares.y);
            let albedo = places.albedo(rest).lerp(lip_colour(rest), lip);
            let shine = Shine { normal, to_viewer, key: shares.x, lip, rest };
            let skin = albedo * irradiance + shine.colour(studio);
            // The scalp shows between the roots as hair colour.
            let scalp = smoothstep(0.02, 0.15, shares.z + 0.02 * noise(rest * 25.0));
            canvas.colour[sample] =
                skin.lerp(Vec3::new(0.030, 0.016, 0.010) * (0.3 + irradiance), scalp);
            canvas.depth_dm[sample] = depth;
        });
    }
}

impl Surface {
    fn new(person: &Person, studio: &Studio) -> Self {
        let rig = person.rig;
        let mut light: Vec<Light> =
            rig.part_of_vertex
                .iter()
                .zip(person.vertices_dm.iter().zip(&person.normals))
                .map(|(&part, (&at, &normal))| {
                    if part <= Part::MouthInterior {
                        studio.at(at, normal)
                    } else {
                        Light::default()
                    }
                })
                .collect();
        let mut lip = vec![0.0; rig.rest_dm.len()];
        rig.lip_vertices.iter().for_each(|&vertex| lip[vertex as usize] = 1.0);
        for (&part, lip) in rig.part_of_vertex.iter().zip(&mut lip) {
            *lip = if part == Part::MouthInterior { 1.0 } else { *lip };
        }
        let neighbours = neighbours(person);
        // Light travels under the skin, red the furthest.
        for pass in 0..7 {
            let reach =
                Vec3::new(1.0, if pass < 3 { 1.0 } else { 0.0 }, if pass < 2 { 0.8 } else { 0.0 });
            diffuse(&mut light, &neighbours, reach * 0.55);
        }
        Self { light, lip }
    }
}

fn neighbours(person: &Person) -> Vec<Vec<u32>> {
    let mut neighbours = vec![Vec::new(); person.vertices_dm.len()];
    let parts = person.rig.triangles.iter().zip(&person.rig.part_of_triangle);
    for ([a, b, c], _) in parts.filter(|&(_, &part)| part == Part::Skin) {
        neighbours[*a as usize].push(*b);
        neighbours[*b as usize].push(*c);
        neighbours[*c as usize].push(*a);
    }
    neighbours
}

fn diffuse(light: &mut [Light], neighbours: &[Vec<u32>], share: Vec3) {
    let before = light.to_vec();
    for (vertex, around) in neighbours.iter().enumerate().filter(|(_, around)| !around.is_empty()) {
        let mean = around.iter().map(|&n| before[n as usize].irradiance).sum::<Vec3>()
            / around.len() as f32;
        let key = around.iter().map(|&n| before[n as usize].key).sum::<f32>() / around.len() as f32;
        light[vertex].irradiance += (mean - before[vertex].irradiance) * share;
        light[vertex].key += (key - before[vertex].key) * 0.3 * share.z.min(1.0);
    }
}

impl Places {
    fn new(person: &Person) -> Self {
        let rest = &person.rig.rest_dm;
        let point = |group: &str, n: usize| person.rig.attachments[group][n].at(rest);
        let mirrored = |at: Vec3| [at * Vec3::new(-1.0, 1.0, 1.0), at];
        let eye = (point("left_eye_upper", 4) + point("left_eye_lower", 4)) * 0.5;
        Self {
            cheeks: mirrored(eye + Vec3::new(0.09, -0.36, 0.0)),
            nose: point("nose_bridge", 6),
            chin: point("chin", 0) + Vec3::new(0.0, 0.12, 0.05),
            eyes: mirrored(eye),
            inner_corners: mirrored(point("left_eye_upper", 8)),
        }
    }

    fn albedo(&self, rest: Vec3) -> Vec3 {
        let flat = rest.truncate();
        let near = |place: Vec3, width: Vec2| {
            let away = (flat - place.truncate()) / width;
            (-away.length_squared()).exp()
        };
        let mut colour = Vec3::new(0.69, 0.392, 0.272);
        let blush: f32 = self.cheeks.iter().map(|&at| near(at, Vec2::new(0.26, 0.17))).sum();
        let warm = blush * 0.85
            + near(self.nose, Vec2::new(0.15, 0.12)) * 0.65
            + near(self.chin, Vec2::new(0.2, 0.1)) * 0.35
            + smoothstep(0.70, 0.85, rest.x.abs()) * 0.8;
        colour *= Vec3::ONE.lerp(Vec3::new(1.0, 0.76, 0.74), warm.min(1.0));
        let lids: f32 = self
            .eyes
            .iter()
            .map(|&at| near(at + Vec3::new(0.0, 0.05, 0.0), Vec2::new(0.21, 0.10)))
            .sum();
        colour *= Vec3::ONE.lerp(Vec3::new(0.80, 0.66, 0.64), lids.min(1.0) * 0.75);
        let inner: f32 = self.inner_corners.iter().map(|&at| near(at, Vec2::splat(0.05))).sum();
        colour *= Vec3::ONE.lerp(Vec3::new(0.95, 0.72, 0.70), inner.min(1.0) * 0.6);
        colour *= 1.0 + 0.035 * cloud(rest * 9.0) + 0.03 * cloud(rest * 45.0);
        colour * Vec3::ONE.lerp(Vec3::new(0.72, 0.58, 0.48), self.freckles(rest))
    }

    /// Small spots over nose and cheeks, 0..1.
    fn freckles(&self, rest: Vec3) -> f32 {
        let band = bell((rest.y - self.nose.y - 0.16) / 0.17, 1.0) * bell(rest.x, 0.5);
        let spot = smoothstep(0.50, 0.72, noise(rest * 58.0))
            + smoothstep(0.56, 0.76, noise(rest * 88.0 + 9.0));
        (band * spot * 0.42).clamp(0.0, 0.6)
    }
}

fn lip_colour(rest: Vec3) -> Vec3 {
    let lines = noise(Vec3::new(rest.x * 75.0, rest.y * 9.0, 0.0)) * 0.07;
    Vec3::new(0.50, 0.155, 0.135) * (1.0 + lines)
}

/// What is mirrored by the oily surface.
struct Shine {
    normal: Vec3,
    to_viewer: Vec3,
    key: f32,
    lip: f32,
    rest: Vec3,
}

impl Shine {
    fn colour(&self, studio: &Studio) -> Vec3 {
        let at = self.rest;
        let pores = Vec3::new(noise(at * 70.0), noise(at * 70.0 + 40.0), noise(at * 70.0 + 80.0));
        let lines = Vec3::new(noise(Vec3::new(at.x * 75.0, at.y * 9.0, 0.0)), 0.0, 0.0);
        let bump = pores * 0.05 * (1.0 - self.lip) + lines * 0.16 * self.lip;
        let normal = (self.normal + bump).normalize();
        let lobe = |toward: Vec3, power: f32| {
            normal.dot((toward + self.to_viewer).normalize()).max(0.0).powf(power) * (power + 8.0)
                / 80.0
        };
        let (power, strength) = if self.lip > 0.5 { (55.0, 0.50) } else { (26.0, 0.27) };
        let facing = normal.dot(self.to_viewer).clamp(0.0, 1.0);
        let fresnel = 0.4 + 2.6 * (1.0 - facing).powi(4);
        let key = Vec3::new(1.0, 0.88, 0.76) * lobe(studio.key, power) * self.key * strength;
        let rim = Vec3::new(0.62, 0.78, 0.95)
            * (1.0 - facing).powi(3)
            * normal.dot(studio.rim).max(0.0)
            * 0.55;
        key * fresnel.min(1.5) + rim
    }
}

//! Eyeballs: sclera, iris, pupil, and what is mirrored in them.

use super::{
    canvas::{Canvas, each_sample},
    light::Studio,
    noise::{bell, noise, smoothstep},
    person::{Eye, IRIS_IN_EYE, Person},
};
use glam::{Vec2, Vec3};
use risorius_rig::{LidLines, Part};

/// Paints both eyes where the lids let them be seen.
pub(super) fn paint(canvas: &mut Canvas, person: &Person, studio: &Studio) {
    let rig = person.rig;
    let sides = [(Part::RightEye, &rig.right_lids), (Part::LeftEye, &rig.left_lids)];
    for ((part, lids), eye) in sides.into_iter().zip(person.eyes) {
        let lids = LidCurves::new(person, lids);
        let light =
            studio.at(eye.centre_dm + eye.gaze * (eye.radius_dm + 0.05), eye.gaze).irradiance;
        let size = (canvas.width, canvas.height);
        let parts = rig.triangles.iter().zip(&rig.part_of_triangle);
        for (corners, _) in parts.filter(|&(_, &known)| known == part) {
            let corners = corners.map(|vertex| person.vertices_dm[vertex as usize]);
            each_sample(
                corners.map(|at| person.camera.to_samples(at)),
                size,
                |x, y, weights, depth| {
                    let sample = y * size.0 + x;
                    if depth <= canvas.depth_dm[sample] {
                        return;
                    }
                    let at: Vec3 =
                        corners.iter().zip(weights).map(|(&at, weight)| at * weight).sum();
                    let normal = (at - eye.centre_dm).normalize();
                    let shade = lids.shade(
                        Vec2::new(x as f32, y as f32),
                        person.camera.scale_px_per_dm * super::canvas::SAMPLES as f32,
                    );
                    canvas.colour[sample] = colour(&eye, normal, studio, person) * light * shade
                        + glints(&eye, normal, studio, person);
                    canvas.depth_dm[sample] = depth;
                },
            );
        }
    }
}

/// Lid margins in samples.
struct LidCurves {
    upper: Vec<Vec2>,
    lower: Vec<Vec2>,
}

impl LidCurves {
    fn new(person: &Person, lids: &LidLines) -> Self {
        let curve = |line: &[u32]| {
            line.iter()
                .map(|&v| person.camera.to_samples(person.vertices_dm[v as usize]).truncate())
                .collect()
        };
        Self { upper: curve(&lids.upper), lower: curve(&lids.lower) }
    }

    /// The upper lid and its lashes shade the ball, the corners lie deep.
    fn shade(&self, at: Vec2, samples_per_dm: f32) -> f32 {
        let below_upper = (at.y - height(&self.upper, at.x)) / samples_per_dm;
        let above_lower = (height(&self.lower, at.x) - at.y) / samples_per_dm;
        let (first, last) = (self.upper[0].x, self.upper[self.upper.len() - 1].x);
        let across = ((at.x - first) / (last - first) * 2.0 - 1.0).abs();
        (1.0 - 0.72 * bell(below_upper.max(0.0), 0.030))
            * (1.0 - 0.22 * bell(above_lower.max(0.0), 0.012))
            * (1.0 - 0.45 * across.min(1.0).powi(4))
    }
}

fn height(line: &[Vec2], x: f32) -> f32 {
    let after = line.iter().position(|point| point.x > x).unwrap_or(line.len() - 1).max(1);
    let (a, b) = (line[after - 1], line[after]);
    a.y + (b.y - a.y) * ((x - a.x) / (b.x - a.x).max(1e-3)).clamp(0.0, 1.0)
}

/// Position on the iris: (right, up) in iris radii.
fn on_iris(eye: &Eye, normal: Vec3) -> Vec2 {
    Vec2::new(normal.dot(eye.across), normal.dot(eye.up)) / IRIS_IN_EYE
}

fn colour(eye: &Eye, normal: Vec3, studio: &Studio, person: &Person) -> Vec3 {
    let at = on_iris(eye, normal);
    let radius = at.length();
    let veins = smoothstep(0.35, 0.8, noise(normal * 26.0)) * smoothstep(1.3, 2.0, radius);
    let toward_nose = (-eye.centre_dm.x.signum() * at.x).max(0.0);
    let sclera = Vec3::new(0.70, 0.66, 0.63)
        * Vec3::ONE.lerp(
            Vec3::new(1.0, 0.72, 0.68),
            0.25 * veins + 0.55 * smoothstep(1.35, 2.1, toward_nose),
        );
    let iris = iris_colour(at, radius, studio, person);
    let edge = smoothstep(0.94, 1.06, radius);
    iris.lerp(sclera, edge)
}

fn iris_colour(at: Vec2, radius: f32, studio: &Studio, person: &Person) -> Vec3 {
    let angle = at.to_angle();
    let around = Vec3::new(angle.cos() * 5.5, angle.sin() * 5.5, radius * 0.9);
    let fibres = noise(around * 3.4) * 0.5 + noise(around * 7.0) * 0.35;
    let outer = Vec3::new(0.085, 0.135, 0.115);
    let inner = Vec3::new(0.26, 0.155, 0.06);
    let collarette = bell(radius - 0.50, 0.20);
    let mut colour = outer.lerp(inner, collarette * 0.85) * (1.0 + 0.85 * fibres);
    // The cornea gathers the key light on the far side of the iris.
    let key = person.camera.view_from_rig * studio.key;
    let caustic = (-at.dot(Vec2::new(key.x, key.y).normalize())).max(0.0);
    colour *= 0.75 + 1.5 * caustic.powf(1.4) * smoothstep(0.98, 0.6, radius);
    colour *= 1.0 - 0.80 * smoothstep(0.74, 1.0, radius);
    colour.lerp(Vec3::splat(0.004), smoothstep(0.40, 0.34, radius))
}

/// The window in the cornea, its faint partner across, and a gleam on the wet sclera.
fn glints(eye: &Eye, normal: Vec3, studio: &Studio, person: &Person) -> Vec3 {
    let at = on_iris(eye, normal);
    let key = person.camera.view_from_rig * studio.key;
    let middle = Vec2::new(key.x, key.y).normalize() * 0.44;
    let away = (at - middle) / Vec2::new(0.19, 0.24);
    let window = smoothstep(1.15, 0.85, away.abs().max_element());
    let bar = 1.0 - 0.75 * bell(away.x + 0.05, 0.10);
    let second = smoothstep(0.14, 0.05, at.distance(-middle * 1.05)) * 0.10;
    let wet = bell(at.distance(middle * 3.2), 0.25) * 0.06;
    Vec3::new(1.0, 0.96, 0.90) * (window * bar * 1.25 + second + wet)
}

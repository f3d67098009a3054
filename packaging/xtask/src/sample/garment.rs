//! A knitted roll-neck: shoulders and collar as a distance field.

use super::{
    canvas::{Canvas, SAMPLES, WIDTH},
    light::Studio,
    noise::{cloud, noise, smoothstep},
    person::Person,
};
use glam::{Vec2, Vec3};

const COLOUR: Vec3 = Vec3::new(0.022, 0.070, 0.074);
const STEPS: usize = 70;
const NEAR_DM: f32 = 1.9;
const FAR_DM: f32 = -1.5;

/// Paints the garment in front of what is behind it.
pub(super) fn paint(canvas: &mut Canvas, person: &Person, studio: &Studio) {
    let toward = person.camera.view_from_rig.transpose() * Vec3::Z;
    let first_row = person.camera.to_samples(Vec3::new(0.0, 6.35, 0.2)).y.max(0.0) as usize;
    // Light changes slowly over cloth: once a pixel is enough.
    let mut lit: Vec<Option<Vec3>> = vec![None; WIDTH];
    for y in first_row..canvas.height {
        if y % SAMPLES == 0 {
            lit.fill(None);
        }
        let mut depth = NEAR_DM;
        for x in 0..canvas.width {
            let pixel = Canvas::pixel_of(x, y);
            // A neighbour's depth is a good start: the surface is smooth along a row.
            let start = (depth + 0.25).min(NEAR_DM);
            let Some(found) = march(person, pixel, start) else {
                depth = NEAR_DM;
                continue;
            };
            depth = found;
            let sample = y * canvas.width + x;
            if depth > canvas.depth_dm[sample] {
                let at = person.camera.unproject(pixel, depth);
                let normal = normal(at);
                let light = &mut lit[x / SAMPLES];
                let light = *light.get_or_insert_with(|| studio.at(at, normal).irradiance);
                canvas.depth_dm[sample] = depth;
                canvas.colour[sample] = wool(at, normal, toward, studio) * light;
            }
        }
    }
}

fn march(person: &Person, pixel: Vec2, start: f32) -> Option<f32> {
    let mut depth = start;
    for _ in 0..STEPS {
        let distance = distance(person.camera.unproject(pixel, depth));
        if distance < 0.003 {
            return Some(depth);
        }
        depth -= distance * 0.85;
        if depth < FAR_DM {
            return None;
        }
    }
    None
}

/// Distance to the cloth, rig space, decimetres.
pub(super) fn distance(at: Vec3) -> f32 {
    let mirrored = Vec3::new(at.x.abs(), at.y, at.z);
    let shoulder =
        capsule(mirrored, Vec3::new(0.25, 5.36, 0.0), Vec3::new(1.62, 4.98, -0.12), 0.42);
    let arm = capsule(mirrored, Vec3::new(1.66, 4.95, -0.12), Vec3::new(1.80, 3.4, 0.0), 0.40);
    let chest = ellipsoid(at - Vec3::new(0.0, 4.35, 0.05), Vec3::new(1.45, 1.25, 0.78));
    let body = smooth_union(smooth_union(shoulder, arm, 0.25), chest, 0.35);
    let roll = collar(at);
    let folds = 0.012 * cloud(Vec3::new(at.x * 1.3, at.y * 2.6, at.z * 1.3) + 5.0);
    smooth_union(body + folds, roll, 0.05)
}

/// Two soft rolls of cloth around the neck.
fn collar(at: Vec3) -> f32 {
    let axis = at - Vec3::new(0.0, 0.0, 0.24 + (at.y - 5.8) * 0.25);
    let around = Vec2::new(axis.x / 1.04, axis.z);
    let wobble = 0.02 * noise(Vec3::new(axis.x * 2.0, at.y * 2.0, axis.z * 2.0));
    let ring = |height: f32, radius: f32, thick: f32| {
        let dip = height - 0.06 * around.y;
        Vec2::new(around.length() - radius, (at.y - dip) * 0.75).length() - thick + wobble
    };
    smooth_union(ring(5.93, 0.53, 0.115), ring(5.72, 0.62, 0.135), 0.06)
}

fn normal(at: Vec3) -> Vec3 {
    let e = 0.012;
    let slope = |step: Vec3| distance(at + step) - distance(at - step);
    Vec3::new(slope(Vec3::X * e), slope(Vec3::Y * e), slope(Vec3::Z * e)).normalize_or_zero()
}

/// Colour and relief of the knit: ribs run up the collar and down the body.
fn wool(at: Vec3, normal: Vec3, toward: Vec3, studio: &Studio) -> Vec3 {
    let angle = at.x.atan2(at.z - 0.2);
    let on_collar = smoothstep(5.52, 5.62, at.y);
    let rib_at = (angle * 46.0) * on_collar + (at.x * 62.0) * (1.0 - on_collar);
    let rib = rib_at.sin();
    let stitch = (at.y * 120.0 + rib.abs() * 2.2).sin();
    let across = Vec3::Y.cross(normal).normalize_or_zero();
    let bump = across * rib_at.cos() * (0.10 + 0.14 * on_collar) + Vec3::Y * stitch * 0.16;
    let relief = 1.0 + 0.8 * bump.dot(studio.key);
    let depth = 0.10 + 0.14 * on_collar;
    let groove = 1.0 - depth + depth * rib + 0.07 * stitch;
    let fuzz = (1.0 - normal.dot(toward).clamp(0.0, 1.0)).powi(3) * 0.8;
    COLOUR * (1.0 + 0.10 * cloud(at * 12.0)) * (groove * relief + fuzz)
}

fn capsule(at: Vec3, a: Vec3, b: Vec3, radius: f32) -> f32 {
    let along = b - a;
    let t = ((at - a).dot(along) / along.length_squared()).clamp(0.0, 1.0);
    at.distance(a + along * t) - radius
}

fn ellipsoid(at: Vec3, radii: Vec3) -> f32 {
    let k = (at / radii).length();
    let slope = (at / (radii * radii)).length();
    k * (k - 1.0) / slope.max(1e-6)
}

/// Quilez's polynomial smooth minimum.
fn smooth_union(a: f32, b: f32, width: f32) -> f32 {
    let h = (0.5 + 0.5 * (b - a) / width).clamp(0.0, 1.0);
    b + (a - b) * h - width * h * (1.0 - h)
}

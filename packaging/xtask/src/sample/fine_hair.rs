//! Brows and lashes, hair by hair.

use super::{
    canvas::{Canvas, SAMPLES},
    noise::{Random, smoothstep},
    person::Person,
};
use glam::{Vec2, Vec3};
use risorius_rig::LidLines;

const COLOUR: Vec3 = Vec3::new(0.046, 0.023, 0.013);

/// Paints brows, then lashes.
pub(super) fn paint(canvas: &mut Canvas, person: &Person) {
    let mut random = Random::new(3);
    for (side, sign) in [("right", -1.0), ("left", 1.0)] {
        brow(canvas, person, side, sign, &mut random);
    }
    let rig = person.rig;
    for (lids, sign) in [(&rig.right_lids, -1.0), (&rig.left_lids, 1.0)] {
        lashes(canvas, person, lids, sign, &mut random);
    }
}

fn brow(canvas: &mut Canvas, person: &Person, side: &str, sign: f32, random: &mut Random) {
    let line = |part: &str| -> Vec<Vec3> {
        let group = &person.rig.attachments[&format!("{side}_brow_{part}")];
        group.iter().rev().map(|point| point.at(&person.vertices_dm)).collect()
    };
    let (upper, lower) = (line("upper"), line("lower"));
    for _ in 0..900 {
        // From the brow's head to its tail; denser in the body than at the head.
        let along = random.unit().powf(1.05);
        let across = 0.5 + 0.5 * random.signed() * smoothstep(1.12, 0.45, along);
        let (top, bottom) = (on_line(&upper, along), on_line(&lower, along));
        let root = bottom.lerp(top, across * 0.96 + 0.06) + Vec3::Z * 0.012;
        let run = (on_line(&upper, along + 0.08) - on_line(&upper, along - 0.08)).normalize();
        let lean = Vec3::Y * (0.95 - 1.35 * along - 0.9 * (across - 0.5)) + Vec3::X * sign * 0.25;
        let direction =
            (run + lean * 0.75 + Vec3::new(random.signed(), random.signed(), 0.0) * 0.16)
                .normalize();
        let length = (0.082 - 0.026 * along) * (0.75 + 0.5 * random.unit());
        let opacity = 0.50 * smoothstep(-0.12, 0.16, along) * (0.6 + 0.4 * random.unit());
        curve(
            canvas,
            person,
            &Hair { root, direction, bend: Vec3::NEG_Y * 0.25, length, width_px: 0.66, opacity },
        );
    }
}

fn lashes(canvas: &mut Canvas, person: &Person, lids: &LidLines, sign: f32, random: &mut Random) {
    let line = |line: &[u32]| -> Vec<Vec3> {
        let mut points: Vec<Vec3> = line.iter().map(|&v| person.vertices_dm[v as usize]).collect();
        if sign < 0.0 {
            points.reverse();
        }
        points
    };
    let (upper, lower) = (line(&lids.upper), line(&lids.lower));
    // A dark line of roots.
    for (curve, width, opacity) in [(&upper, 1.35, 0.75), (&lower, 0.6, 0.18)] {
        for n in 0..60 {
            let t = n as f32 / 60.0;
            let swell = smoothstep(-0.02, 0.35, t) * smoothstep(1.02, 0.90, t);
            let point = |t| person.camera.to_samples(on_line(curve, t) + Vec3::Z * 0.02);
            let width = Vec2::splat(width * swell * SAMPLES as f32);
            canvas.stroke(point(t), point(t + 1.0 / 60.0), width, COLOUR * 0.7, opacity * swell);
        }
    }
    for n in 0..64 {
        let t = 0.05 + 0.94 * (n as f32 + random.unit()) / 64.0;
        let spread = Vec3::X * sign * (t - 0.42) * 1.5;
        let direction =
            (Vec3::new(0.0, 0.45, 0.8) + spread * 0.9 + Vec3::X * random.signed() * 0.12)
                .normalize();
        let length = (0.045 + 0.055 * t)
            * (0.8 + 0.35 * random.unit())
            * smoothstep(-0.1, 0.3, t)
            * smoothstep(1.25, 0.9, t);
        let root = on_line(&upper, t) + Vec3::Z * 0.015;
        curve(
            canvas,
            person,
            &Hair { root, direction, bend: Vec3::Y * 1.25, length, width_px: 0.8, opacity: 0.85 },
        );
    }
    for n in 0..52 {
        let t = 0.15 + 0.80 * (n as f32 + random.unit()) / 52.0;
        let spread = Vec3::X * sign * (t - 0.42) * 1.2;
        let direction = (Vec3::new(0.0, -0.55, 0.7) + spread).normalize();
        let length = 0.036 * (0.7 + 0.5 * random.unit());
        let root = on_line(&lower, t) + Vec3::Z * 0.012;
        curve(
            canvas,
            person,
            &Hair {
                root,
                direction,
                bend: Vec3::NEG_Y * 0.3,
                length,
                width_px: 0.5,
                opacity: 0.42,
            },
        );
    }
}

struct Hair {
    root: Vec3,
    direction: Vec3,
    bend: Vec3,
    length: f32,
    width_px: f32,
    opacity: f32,
}

fn curve(canvas: &mut Canvas, person: &Person, hair: &Hair) {
    const PIECES: usize = 5;
    let at = |n: usize| {
        let t = n as f32 / PIECES as f32;
        let point = hair.root + (hair.direction * t + hair.bend * t * t * 0.5) * hair.length;
        person.camera.to_samples(point + Vec3::Z * 0.01)
    };
    let width = |n: usize| hair.width_px * SAMPLES as f32 * (1.0 - 0.8 * n as f32 / PIECES as f32);
    for n in 0..PIECES {
        canvas.stroke(at(n), at(n + 1), Vec2::new(width(n), width(n + 1)), COLOUR, hair.opacity);
    }
}

/// The point at a fraction of the way along a line of points.
fn on_line(line: &[Vec3], t: f32) -> Vec3 {
    let at = t.clamp(0.0, 1.0) * (line.len() - 1) as f32;
    let n = (at as usize).min(line.len() - 2);
    line[n].lerp(line[n + 1], at - n as f32)
}

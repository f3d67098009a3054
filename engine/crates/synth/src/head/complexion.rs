//! The colours of a skin, and what is painted on it.

use super::{
    dice::Dice,
    expression::Expression,
    film::linear,
    identity::Identity,
    noise::{bell, hash, noise, noise2, smoothstep},
    paint::Paint,
};
use glam::{IVec3, Vec2, Vec3};
use rand::Rng;

/// A skin. Colours are linear; amounts 0..1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Complexion {
    pub(crate) tone: Vec3,
    blush: f32,
    red_nose: f32,
    sockets: f32,
    blotches: f32,
    freckles: f32,
    creases: f32,
    pub(crate) lips: Vec3,
    pub(crate) lip_share: f32,
    eye_shadow: Vec3,
    eye_shadow_share: f32,
    pub(crate) liner: f32,
    /// Strength and exponent of the highlight.
    pub(crate) gloss: f32,
    pub(crate) polish: f32,
    seed: f32,
}

impl Complexion {
    pub(crate) fn random(person: &Identity, rng: &mut impl Rng) -> Self {
        let depth = rng.between(0.0, 1.0).powf(1.35);
        let light = linear([0.93, 0.77, 0.68]);
        let (middle, dark) = (linear([0.74, 0.52, 0.38]), linear([0.30, 0.18, 0.12]));
        let tone = if depth < 0.5 {
            light.lerp(middle, depth * 2.0)
        } else {
            middle.lerp(dark, depth * 2.0 - 1.0)
        };
        let tone = tone
            * (Vec3::ONE
                + 0.07
                    * Vec3::new(rng.normal(0.0, 1.0), rng.normal(0.0, 0.6), rng.normal(0.0, 1.2)));
        let tone = if rng.chance(0.02) { rng.colour() * 0.5 + 0.2 } else { tone };
        let wears_make_up = rng.chance(if person.is_female { 0.45 } else { 0.05 });
        let natural_lips = tone
            * Vec3::new(rng.between(0.7, 0.95), rng.between(0.45, 0.75), rng.between(0.5, 0.8));
        let lipstick =
            Vec3::new(rng.between(0.2, 0.6), rng.between(0.01, 0.12), rng.between(0.02, 0.15));
        let is_painted = wears_make_up && rng.chance(0.7);
        Self {
            tone: tone.max(Vec3::splat(0.01)),
            blush: rng.between(0.0, 0.9),
            red_nose: rng.between(0.0, 0.6),
            sockets: rng.between(0.0, 0.5) + if person.age > 0.6 { 0.2 } else { 0.0 },
            blotches: rng.between(0.0, 0.12),
            freckles: if rng.chance(0.2) { rng.between(0.2, 1.0) } else { 0.0 },
            creases: smoothstep(0.25, 0.95, person.age) * rng.between(0.5, 1.0)
                + rng.between(0.0, 0.15),
            lips: if is_painted { lipstick } else { natural_lips },
            lip_share: if is_painted { rng.between(0.6, 1.0) } else { rng.between(0.3, 0.95) },
            eye_shadow: rng.colour() * tone,
            eye_shadow_share: if wears_make_up { rng.between(0.1, 0.8) } else { 0.0 },
            liner: if wears_make_up { rng.between(0.4, 1.0) } else { rng.between(0.1, 0.5) },
            gloss: rng.between(0.0, 0.28).powf(1.2),
            polish: rng.between(8.0, 40.0),
            seed: rng.between(0.0, 500.0),
        }
    }

    /// The colour of the skin at a place of the head at rest, without paint.
    pub(crate) fn albedo(&self, rest: Vec3, lip: f32) -> Vec3 {
        let away = |x: f32, y: f32, width: f32, height: f32| {
            (-((rest.x.abs() - x) / width).powi(2) - ((rest.y - y) / height).powi(2)).exp()
        };
        let is_front = smoothstep(0.3, 0.8, rest.z);
        let warm = (away(0.40, 6.93, 0.22, 0.17) * self.blush
            + away(0.0, 6.88, 0.14, 0.13) * self.red_nose
            + away(0.0, 6.30, 0.2, 0.1) * 0.25 * self.blush)
            * is_front
            + smoothstep(0.70, 0.85, rest.x.abs()) * 0.5;
        let mut colour = self.tone * Vec3::ONE.lerp(Vec3::new(1.0, 0.66, 0.66), warm.min(1.0));
        let socket =
            (away(0.29, 7.20, 0.20, 0.07) + 0.6 * away(0.20, 7.30, 0.1, 0.1)).min(1.0) * is_front;
        colour *= Vec3::ONE.lerp(Vec3::new(0.66, 0.55, 0.58), socket * self.sockets);
        let lid = away(0.31, 7.36, 0.16, 0.06) * is_front * self.eye_shadow_share;
        colour = colour.lerp(self.eye_shadow, lid.min(1.0));
        let cloud = noise(rest * 3.1 + self.seed) + 0.5 * noise(rest * 8.3 - self.seed);
        colour *= 1.0 + self.blotches * cloud;
        colour.lerp(self.lips, lip * self.lip_share)
    }

    /// Paints creases, spots and pores.
    pub(crate) fn paint(&self, paint: &mut Paint, face: &Expression, detail: f32) {
        if self.freckles * detail > 0.0 {
            self.paint_freckles(paint, detail);
        }
        self.paint_creases(paint, face, detail);
    }

    fn paint_freckles(&self, paint: &mut Paint, detail: f32) {
        let colour = self.tone * Vec3::new(0.5, 0.36, 0.28);
        for n in 0..(self.freckles * 220.0) as i32 {
            let random = |k| hash(IVec3::new(n, k, self.seed as i32)) - 0.5;
            let at = Vec2::new(random(1) * 1.1, 6.98 + (random(2) + random(3)) * 0.42);
            let size = 0.008 + 0.016 * (random(4) + 0.5).powi(3);
            paint.dab(at, Vec2::splat(size), colour, 0.5 * detail * (random(5) + 0.6));
        }
    }

    fn paint_creases(&self, paint: &mut Paint, face: &Expression, detail: f32) {
        let amount = |unit: u8| {
            let sides = face.units.iter().filter(|&(&(code, _), _)| code == unit);
            sides.map(|(_, &amount)| amount).fold(0.0, f32::max)
        };
        let age = self.creases * detail;
        let deep = |from_face: f32| (age * 0.5 + from_face * (0.25 + 0.75 * age)).min(1.0) * detail;
        for sign in [-1.0, 1.0] {
            let at = |points: &[(f32, f32)]| -> Vec<Vec2> {
                points.iter().map(|&(x, y)| Vec2::new(x * sign, y)).collect()
            };
            let smile = deep(amount(12).max(amount(9)).max(0.5 * amount(10)));
            self.crease(
                paint,
                &at(&[(0.165, 6.92), (0.25, 6.80), (0.32, 6.66), (0.34, 6.56)]),
                0.022,
                smile * 0.55,
            );
            self.crease(paint, &at(&[(0.29, 6.56), (0.31, 6.46), (0.29, 6.36)]), 0.018, age * 0.3);
            self.crease(
                paint,
                &at(&[(0.19, 7.22), (0.26, 7.15), (0.36, 7.15), (0.43, 7.20)]),
                0.02,
                (age + 0.25 * detail) * 0.35,
            );
            self.crease(
                paint,
                &at(&[(0.055, 7.55), (0.06, 7.46), (0.05, 7.40)]),
                0.013,
                deep(amount(4)) * 0.5,
            );
            let squint = deep(amount(6).max(amount(7) * 0.5)) * 0.4;
            for (n, y) in [7.36, 7.29, 7.22].into_iter().enumerate() {
                let spread = 0.05 * (1.0 - n as f32);
                self.crease(paint, &at(&[(0.50, y), (0.58, y + spread)]), 0.010, squint);
            }
        }
        let raised = deep(amount(1).max(amount(2))) * 0.4;
        for (n, y) in [7.62, 7.69, 7.76].into_iter().enumerate() {
            let line: Vec<Vec2> = (-4..=4)
                .map(|k| {
                    let x = k as f32 * 0.085;
                    Vec2::new(
                        x,
                        y + 0.02 * noise2(x * 6.0 + self.seed, n as f32 * 9.0) + 0.05 * x * x,
                    )
                })
                .collect();
            self.crease(paint, &line, 0.012, raised);
        }
    }

    /// A soft dark line that thins out at its ends.
    fn crease(&self, paint: &mut Paint, line: &[Vec2], half_dm: f32, depth: f32) {
        if depth < 0.02 {
            return;
        }
        let colour = self.tone * Vec3::new(0.32, 0.22, 0.2);
        let pieces = 6 * (line.len() - 1);
        for n in 0..=pieces {
            let t = n as f32 / pieces as f32;
            let at = t * (line.len() - 1) as f32;
            let k = (at as usize).min(line.len() - 2);
            let middle = line[k].lerp(line[k + 1], at - k as f32);
            paint.dab(
                middle,
                Vec2::splat(half_dm * 1.4),
                colour,
                depth * 0.35 * bell(t - 0.45, 0.45),
            );
        }
    }
}

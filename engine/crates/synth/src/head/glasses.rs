//! Spectacles: rims, bridge and temples as tubes, and lenses that glare.

use super::{
    dice::Dice,
    film::{Film, Substance},
    person::Person,
    posed::Posed,
    raster::each_sample,
    studio::Studio,
    surface::{Surface, superellipse},
};
use glam::{Vec2, Vec3};
use rand::Rng;
use std::f32::consts::TAU;

/// A pair of spectacles.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glasses {
    half_dm: Vec2,
    /// 2 round, 4 nearly square.
    squareness: f32,
    /// How much the upper half is wider than the lower.
    taper: f32,
    rim_dm: f32,
    is_half_rimmed: bool,
    colour: Vec3,
    lens: Vec3,
    /// Opacity of the lens: nearly 0 for clear ones, nearly 1 for sunglasses.
    lens_share: f32,
    glare: f32,
    /// Below the middle of the eye.
    low_dm: f32,
}

impl Glasses {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let is_sunglasses = rng.chance(0.22);
        Self {
            half_dm: Vec2::new(rng.between(0.19, 0.265), rng.between(0.11, 0.23)),
            squareness: rng.between(2.0, 4.5),
            taper: rng.between(-0.05, 0.22),
            rim_dm: rng.between(0.006, 0.028),
            is_half_rimmed: rng.chance(0.15),
            colour: if rng.chance(0.55) { Vec3::splat(0.015) } else { rng.colour() * 0.6 },
            lens: if is_sunglasses { rng.colour() * 0.08 } else { Vec3::splat(0.7) },
            lens_share: if is_sunglasses { rng.between(0.6, 0.97) } else { rng.between(0.0, 0.06) },
            glare: if rng.chance(0.5) { rng.between(0.05, 0.6) } else { 0.0 },
            low_dm: rng.between(0.0, 0.07),
        }
    }

    /// Points of one rim in view space, from its outer side all around.
    fn rim(&self, posed: &Posed, side: usize, count: usize) -> Vec<Vec3> {
        let sign = [-1.0, 1.0][side];
        let head = posed.head;
        // The brow and the cheek keep the plane of the lenses before the eye.
        let centre = posed.rest_eyes_dm[side] + head * Vec3::new(sign * 0.015, -self.low_dm, 0.30);
        (0..count)
            .map(|n| {
                let at = superellipse(n as f32 / count as f32 * TAU, self.squareness);
                let width = self.half_dm.x * (1.0 + self.taper * at.y);
                let wrap = -0.05 * (at.x + 1.0) * 0.5;
                centre + head * Vec3::new(sign * at.x * width, at.y * self.half_dm.y, wrap)
            })
            .collect()
    }

    pub(crate) fn draw(&self, film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
        let rims = [0, 1].map(|side| self.rim(posed, side, 36));
        rims.iter().for_each(|rim| self.draw_lens(film, posed, studio, rim));
        let place = |x: f32, y: f32, z: f32| posed.place(Vec3::new(x, y, z));
        let mut bars = Vec::new();
        for (side, sign) in [-1.0, 1.0].into_iter().enumerate() {
            let hinge = rims[side][2];
            bars.push(vec![hinge, place(sign * 0.80, 7.34, 1.05), place(sign * 0.84, 7.32, 0.55)]);
            let mut rim = rims[side].clone();
            if self.is_half_rimmed {
                rim.truncate(19);
            } else {
                rim.push(rim[0]);
            }
            bars.push(rim);
        }
        let (right, left) = (rims[0][16], rims[1][16]);
        let arch = (right + left) * 0.5 + posed.head * Vec3::new(0.0, 0.03, 0.03);
        bars.push(vec![right, arch, left]);
        for bar in bars {
            let mut tube = tube(&bar, self.rim_dm);
            tube.light(studio, 1.0, 30.0);
            tube.draw(film, &posed.camera, Substance::Frame, |sample| {
                Some(person.medium.show(self.colour, &sample.lit, 0.5))
            });
        }
    }

    /// Tints what is behind, and lets a streak of light lie across.
    fn draw_lens(&self, film: &mut Film, posed: &Posed, studio: &Studio, rim: &[Vec3]) {
        let centre = rim.iter().sum::<Vec3>() / rim.len() as f32;
        let seen: Vec<Vec3> = rim.iter().map(|&at| posed.camera.to_samples(at)).collect();
        let middle = posed.camera.to_samples(centre);
        let reach =
            seen.iter().map(|at| at.truncate().distance(middle.truncate())).fold(1.0, f32::max);
        let size = (film.width, film.height);
        let light = studio.brightness();
        for n in 0..seen.len() {
            let corners = [middle, seen[n], seen[(n + 1) % seen.len()]];
            each_sample(corners, size, |x, y, _, depth| {
                let sample = y * size.0 + x;
                if depth < film.depth_dm[sample] {
                    return;
                }
                let away = (Vec2::new(x as f32, y as f32) - middle.truncate()) / reach;
                let streak = ((away.x + 0.6 * away.y - 0.2).abs() < 0.18) as u8 as f32;
                film.glaze(sample, self.lens * light, self.lens_share);
                film.glaze(sample, Vec3::splat(light), self.glare * (0.15 + 0.85 * streak) * 0.6);
            });
        }
    }
}

/// A tube along a line.
fn tube(line: &[Vec3], radius_dm: f32) -> Surface {
    const SIDES: usize = 5;
    let mut points = Vec::with_capacity(line.len() * SIDES);
    for n in 0..line.len() {
        let along = line[(n + 1).min(line.len() - 1)] - line[n.saturating_sub(1)];
        let (a, b) = along.try_normalize().unwrap_or(Vec3::X).any_orthonormal_pair();
        // A steady frame keeps the tube from twisting.
        let across = along.cross(Vec3::Z).try_normalize().unwrap_or(a);
        let up = along.cross(across).try_normalize().unwrap_or(b);
        for side in 0..SIDES {
            let (sin, cos) = (side as f32 / (SIDES - 1) as f32 * TAU).sin_cos();
            points.push(line[n] + (across * cos + up * sin) * radius_dm);
        }
    }
    let nearest = |at: Vec3| {
        let distance = |p: &&Vec3| p.distance_squared(at);
        line.iter().min_by(|p, q| distance(p).total_cmp(&distance(q))).copied().unwrap_or(at)
    };
    Surface::grid(&points, SIDES, nearest)
}

//! Shoulders and what is worn over them.

use super::{
    dice::Dice,
    film::{Film, Substance},
    noise::{noise2, smoothstep},
    person::Person,
    posed::Posed,
    studio::Studio,
    surface::Surface,
};
use glam::{Vec2, Vec3};
use rand::Rng;
use std::f32::consts::TAU;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Pattern {
    Plain,
    Stripes,
    Checks,
    Dots,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Collar {
    Round,
    VNeck,
    Turtle,
    Shirt,
    Ruff,
    Bare,
}

/// A garment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Garment {
    colour: Vec3,
    second: Vec3,
    pattern: Pattern,
    collar: Collar,
    /// Width of the shoulders, against the rig's.
    width: f32,
    per_dm: f32,
    seed: f32,
}

/// Half widths and depths of the body by height, and the z of its middle, decimetres of the rig at rest.
const LEVELS: &[(f32, f32, f32, f32)] = &[
    (6.02, 0.56, 0.52, 0.24),
    (5.92, 0.70, 0.56, 0.22),
    (5.84, 1.00, 0.60, 0.18),
    (5.77, 1.42, 0.62, 0.13),
    (5.66, 1.78, 0.64, 0.10),
    (5.45, 2.00, 0.70, 0.10),
    (5.00, 2.10, 0.80, 0.12),
    (4.20, 2.10, 0.90, 0.12),
    (2.60, 2.05, 0.90, 0.12),
];

impl Garment {
    pub(crate) fn random(rng: &mut impl Rng) -> Self {
        let colour = rng.colour() * rng.between(0.05, 1.0);
        Self {
            colour,
            second: rng.colour() * rng.between(0.1, 1.0),
            pattern: rng.pick(&[
                Pattern::Plain,
                Pattern::Plain,
                Pattern::Plain,
                Pattern::Stripes,
                Pattern::Checks,
                Pattern::Dots,
            ]),
            collar: rng.pick(&[
                Collar::Round,
                Collar::Round,
                Collar::VNeck,
                Collar::VNeck,
                Collar::Turtle,
                Collar::Shirt,
                Collar::Shirt,
                Collar::Ruff,
                Collar::Bare,
            ]),
            width: rng.between(0.78, 1.08),
            per_dm: rng.between(2.0, 12.0),
            seed: rng.between(0.0, 99.0),
        }
    }

    pub(crate) fn draw(&self, film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
        let mut body = self.body(posed);
        body.light(studio, 0.9, 6.0);
        body.draw(film, &posed.camera, Substance::Cloth, |sample| {
            let rest = sample.rest_dm;
            let colour = if self.is_skin(rest) { person.complexion.tone } else { self.cloth(rest) };
            Some(person.medium.show(colour, &sample.lit, 0.03))
        });
        if self.collar == Collar::Ruff {
            let mut ruff = self.ruff(posed);
            ruff.light(studio, 0.8, 6.0);
            ruff.draw(film, &posed.camera, Substance::Cloth, |sample| {
                Some(person.medium.show(Vec3::splat(0.75), &sample.lit, 0.0))
            });
        }
    }

    /// Whether a neckline leaves the chest bare here.
    fn is_skin(&self, rest: Vec3) -> bool {
        let x = rest.x.abs();
        match self.collar {
            Collar::Bare => true,
            Collar::VNeck => rest.z > 0.0 && rest.y > 5.0 + 1.5 * x,
            Collar::Round => {
                rest.z > 0.0 && (x / 0.65).powi(2) + ((rest.y - 5.95) / 0.3).powi(2) < 1.0
            }
            Collar::Shirt => rest.z > 0.0 && rest.y > 5.45 + 2.2 * x,
            Collar::Turtle | Collar::Ruff => false,
        }
    }

    fn cloth(&self, rest: Vec3) -> Vec3 {
        let (x, y) = (rest.x * self.per_dm, rest.y * self.per_dm);
        let is_second = match self.pattern {
            Pattern::Plain => false,
            Pattern::Stripes => y.rem_euclid(2.0) < 0.8,
            Pattern::Checks => (x.rem_euclid(2.0) < 1.0) != (y.rem_euclid(2.0) < 1.0),
            Pattern::Dots => {
                Vec2::new(x.rem_euclid(2.0) - 1.0, y.rem_euclid(2.0) - 1.0).length() < 0.5
            }
        };
        // The lapels of a shirt or jacket.
        let is_lapel = self.collar == Collar::Shirt
            && (rest.y - 5.45 - 2.2 * rest.x.abs()).abs() < 0.18
            && rest.z > 0.0;
        let colour = if is_second || is_lapel { self.second } else { self.colour };
        let folds = 0.22 * noise2(rest.x * 2.2 + self.seed, rest.y * 3.0);
        colour * (1.0 + folds + 0.06 * noise2(rest.x * 45.0, rest.y * 45.0))
    }

    fn body(&self, posed: &Posed) -> Surface {
        const COLUMNS: usize = 41;
        let mut points = Vec::new();
        let mut rests = Vec::new();
        let neck = match self.collar {
            Collar::Turtle => 0.20,
            Collar::Bare => -0.14,
            _ => 0.0,
        };
        for &(y, half_x, half_z, z) in LEVELS {
            let shoulder = smoothstep(5.9, 5.6, y);
            let width = half_x * (1.0 + (self.width - 1.0) * shoulder);
            for column in 0..COLUMNS {
                let angle = column as f32 / (COLUMNS - 1) as f32 * TAU;
                let (sin, cos) = angle.sin_cos();
                let rise = neck * smoothstep(5.9, 6.02, y);
                let rest = Vec3::new(sin * width, y + rise, z + cos * half_z);
                rests.push(rest);
                points.push(posed.place_torso(rest));
            }
        }
        let middle = posed.place_torso(Vec3::new(0.0, 5.0, 0.1));
        let mut surface = Surface::grid(&points, COLUMNS, |_| middle);
        surface.vertices.iter_mut().zip(rests).for_each(|(vertex, rest)| vertex.rest_dm = rest);
        surface
    }

    /// A pleated disc around the neck.
    fn ruff(&self, posed: &Posed) -> Surface {
        const COLUMNS: usize = 121;
        let mut points = Vec::new();
        for row in 0..3 {
            let out = row as f32 * 0.5;
            for column in 0..COLUMNS {
                let angle = column as f32 / (COLUMNS - 1) as f32 * TAU;
                let (sin, cos) = angle.sin_cos();
                let radius = 0.55 + out * 0.75;
                let pleat = 0.06 * (angle * 20.0).sin() * out;
                points.push(posed.place_torso(Vec3::new(
                    sin * radius,
                    6.0 + pleat - 0.05 * out,
                    0.3 + cos * radius,
                )));
            }
        }
        let below = posed.place_torso(Vec3::new(0.0, 4.0, 0.2));
        Surface::grid(&points, COLUMNS, |_| below)
    }
}

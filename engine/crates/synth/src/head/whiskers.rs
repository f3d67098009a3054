//! Stubble, moustaches and beards.

use super::{
    dice::Dice,
    film::{Film, Substance},
    identity::Identity,
    noise::{bell, noise, noise2, smoothstep},
    paint::Paint,
    person::Person,
    posed::Posed,
    shell::{Lift, Sheen, shell},
    studio::Studio,
};
use glam::{Vec2, Vec3};
use rand::Rng;

/// Where hair grows on a face.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Chaplin,
    Pencil,
    Walrus,
    Handlebar,
    Horseshoe,
    Goatee,
    VanDyke,
    Sideburns,
    Full,
}

/// A beard.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Whiskers {
    shape: Option<Shape>,
    /// How far it stands off.
    length_dm: f32,
    /// How densely it covers the skin, 0..1.
    density: f32,
    /// Opacity of stubble over the whole beard, 0..1.
    stubble: f32,
    cheek_dm: f32,
    /// How far a moustache hangs over the upper lip.
    hang_dm: f32,
    colour: Vec3,
    seed: f32,
}

impl Whiskers {
    pub(crate) fn random(person: &Identity, hair: Vec3, rng: &mut impl Rng) -> Self {
        use Shape::{
            Chaplin, Full, Goatee, Handlebar, Horseshoe, Pencil, Sideburns, VanDyke, Walrus,
        };
        let is_man = !person.is_female && person.age > 0.28;
        let shape = rng.weigh(&[
            (0.07, Chaplin),
            (0.07, Pencil),
            (0.13, Walrus),
            (0.10, Handlebar),
            (0.06, Horseshoe),
            (0.10, Goatee),
            (0.12, VanDyke),
            (0.05, Sideburns),
            (0.30, Full),
        ]);
        let length = rng.between(0.0, 1.0).powi(2);
        Self {
            shape: (is_man && rng.chance(0.42)).then_some(shape),
            length_dm: 0.012 + 0.14 * length,
            density: rng.between(0.45, 1.0),
            stubble: if is_man && rng.chance(0.6) { rng.between(0.0, 0.55) } else { 0.0 },
            cheek_dm: rng.between(6.6, 6.95),
            hang_dm: if rng.chance(0.5) { rng.between(0.0, 0.10) } else { 0.0 },
            colour: hair * rng.between(0.6, 1.3) + Vec3::splat(0.004),
            seed: rng.between(0.0, 200.0),
        }
    }

    /// How far inside the shape a place of the face at rest lies, decimetres.
    fn cover(&self, shape: Shape, at: Vec2, z: f32) -> f32 {
        let x = at.x.abs();
        // Between nose and mouth.
        let lip = |half: f32, droop: f32, top: f32| {
            let hang = self.hang_dm * bell(x, 0.3);
            let middle = 6.765 - droop * x * x - 0.5 * hang;
            (half + 0.5 * hang - (at.y - middle).abs()).min(top - x)
        };
        let soul = (0.05 - x).min(0.10 - (at.y - 6.44).abs());
        let mouth_y = 6.605 - self.hang_dm;
        let mouth =
            0.10 * (((x / 0.29).powi(2) + ((at.y - mouth_y) / 0.105).powi(2)).sqrt() - 1.0) * 2.5;
        let chin = (0.22 - x).min(6.50 - at.y).min(at.y - 6.02);
        let cheek_line =
            self.cheek_dm - 0.10 * bell(x - 0.42, 0.2) + 0.45 * smoothstep(0.45, 0.72, x);
        let jaw = (cheek_line - at.y).min(at.y - 5.98).min(z - 0.3);
        let moustache = lip(0.055, 0.3, 0.27);
        match shape {
            Shape::Chaplin => lip(0.055, 0.0, 0.085),
            Shape::Pencil => lip(0.022, 0.5, 0.27) - 0.004,
            Shape::Walrus => lip(0.085, 1.2, 0.31),
            Shape::Handlebar => lip(0.05, 0.1, 0.36) + 0.03 * smoothstep(0.2, 0.36, x),
            Shape::Horseshoe => {
                let leg = (0.045 - (x - 0.31).abs()).min(6.78 - at.y).min(at.y - 6.22);
                moustache.max(leg)
            }
            Shape::Goatee => chin.max(soul),
            Shape::VanDyke => {
                let ring = (0.06 - (x - 0.30).abs()).min(6.76 - at.y).min(at.y - 6.3);
                chin.max(soul).max(moustache).max(ring).min(mouth)
            }
            Shape::Sideburns => (x - 0.50).min(7.2 - at.y).min(at.y - 6.45).min(z - 0.45),
            Shape::Full => jaw.max(moustache).min(mouth),
        }
    }

    /// Paints stubble, and the skin that darkens under a beard.
    pub(crate) fn paint(&self, paint: &mut Paint) {
        let area = [Vec2::new(-0.75, 6.0), Vec2::new(0.75, 7.2)];
        if self.stubble > 0.02 {
            paint.wash(area, self.colour * 0.7, |at| {
                let inside = smoothstep(-0.03, 0.10, self.cover(Shape::Full, at, 1.0));
                let dots = 0.6 + 0.4 * noise2(at.x * 70.0 + self.seed, at.y * 70.0);
                self.stubble * inside * dots
            });
        }
        if let Some(shape) = self.shape {
            paint.wash(area, self.colour, |at| {
                let inside = smoothstep(-0.02, 0.03, self.cover(shape, at, 1.0));
                let hairs = 0.6 + 0.4 * noise2(at.x * 60.0 + self.seed, at.y * 22.0);
                self.density * inside * hairs * 0.85
            });
        }
    }

    /// Draws hair that stands off the skin.
    pub(crate) fn draw(&self, film: &mut Film, person: &Person, posed: &Posed, studio: &Studio) {
        let Some(shape) = self.shape else { return };
        let sheen = Sheen { comb: 0, polish: 10.0 };
        let surface = shell(posed, studio, &sheen, |rest| {
            if rest.z < 0.25 || rest.y > 7.3 {
                return Lift { cover: -1.0, thickness_dm: 0.0 };
            }
            let cover = self.cover(shape, rest.truncate(), rest.z);
            let lumps = 1.0 + 0.35 * noise(rest * 7.0 + self.seed);
            Lift { cover, thickness_dm: self.length_dm * smoothstep(-0.02, 0.10, cover) * lumps }
        });
        surface.draw(film, &posed.camera, Substance::Hair, |sample| {
            let rest = sample.rest_dm;
            let curl = noise2(rest.x * 9.0 + self.seed, rest.y * 9.0) * 0.6;
            let hair = noise2(rest.x * 38.0 + rest.y * 6.0 + curl * 4.0, rest.y * 9.0 + self.seed);
            let gap = 0.035 * (0.3 + hair) + (1.0 - self.density) * 0.06 * (hair + 0.8);
            if sample.cover < gap {
                return None;
            }
            let tone = 1.0 + 0.5 * hair + 0.25 * curl;
            Some(person.medium.show(self.colour * tone, &sample.lit, 0.08))
        });
    }
}

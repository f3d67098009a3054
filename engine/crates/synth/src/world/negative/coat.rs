//! Fur, wool and feathers.

use glam::{Vec2, Vec3};
use rand::Rng;

use crate::world::material::ease;
use crate::world::{Dice, colour, noise};

/// What an animal wears.
#[derive(Clone, Debug)]
pub(super) struct Coat {
    pub(super) base: Vec3,
    /// Of patches, stripes or the mask.
    pub(super) second: Vec3,
    markings: Markings,
    /// Strength of strands.
    streaks: f32,
    /// Strands across a unit.
    fineness: f32,
    /// Curls instead of strands.
    is_woolly: bool,
    seed: u32,
}

#[derive(Clone, Copy, Debug)]
enum Markings {
    None,
    Patches,
    Tabby,
    Blaze,
    Mask,
    Spots,
    Halves,
}

impl Coat {
    /// A coat by chance; the animal's head is about a unit in radius around its origin.
    pub(super) fn random(dice: &mut Dice, is_woolly: bool) -> Self {
        let base = colour::fur(dice);
        let markings = match dice.random_range(0..14) {
            0..5 => Markings::None,
            5..7 => Markings::Patches,
            7..9 => Markings::Tabby,
            9 => Markings::Blaze,
            10..12 => Markings::Mask,
            12 => Markings::Spots,
            _ => Markings::Halves,
        };
        let second = if dice.random_bool(0.5) {
            colour::fur(dice)
        } else {
            base * if dice.random_bool(0.5) { 0.4 } else { 1.6 }
        };
        Self {
            base,
            second: second.min(Vec3::splat(0.97)),
            markings,
            streaks: dice.random_range(0.15..0.75),
            fineness: dice.random_range(6.0..18.0),
            is_woolly,
            seed: dice.random(),
        }
    }

    /// How far tufts stand out of the outline, units.
    pub(super) fn shag(&self) -> f32 {
        if self.is_woolly { 0.09 } else { 0.12 * self.streaks }
    }

    /// Its colour at a place on the head; strands run away from the nose.
    pub(super) fn at(&self, at: Vec2) -> Vec3 {
        let colour = self.base.lerp(self.second, self.marking(at));
        let texture = if self.is_woolly {
            let curl = noise::cell(self.seed, at * self.fineness * 0.6);
            0.65 + 0.5 * curl.near
                + 0.3 * (noise::fractal(self.seed ^ 1, at * self.fineness * 0.5, 2) - 0.5)
        } else {
            let from_nose = at - Vec2::new(0.0, 0.35);
            let reach = from_nose.length();
            // Near the nose hair is short and lies all ways.
            let way = from_nose / (reach * reach + 0.12).sqrt();
            let strand = way * (self.fineness + 1.6 * reach) + at * 1.5;
            let fine = noise::smooth(self.seed ^ 2, strand * 1.7);
            let coarse = noise::smooth(self.seed ^ 3, strand * 0.5);
            1.0 + self.streaks * (0.6 * fine + 0.7 * coarse - 0.65)
        };
        colour * texture
    }

    /// How much of the second colour is here.
    fn marking(&self, at: Vec2) -> f32 {
        let ragged = noise::fractal(self.seed ^ 4, at * 2.2, 3);
        match self.markings {
            Markings::None => 0.25 * ragged,
            Markings::Patches => ease(0.48, 0.56, noise::fractal(self.seed ^ 5, at * 1.1, 3)),
            Markings::Tabby => {
                let bend = at.x.abs() * 5.0 + 2.5 * at.y + 3.0 * ragged;
                0.85 * ease(0.2, 0.8, (bend * 2.6).sin()) * ease(0.1, 0.35, at.length())
            }
            Markings::Blaze => ease(0.32, 0.2, at.x.abs() + 0.25 * (ragged - 0.5) - 0.15 * at.y),
            Markings::Mask => {
                ease(0.95, 0.55, (at - Vec2::new(0.0, 0.4)).length() + 0.5 * (ragged - 0.5))
            }
            Markings::Spots => ease(0.3, 0.22, noise::cell(self.seed ^ 6, at * 3.0).near),
            Markings::Halves => ease(-0.1, 0.1, at.y - 0.1 + 0.5 * (ragged - 0.5)),
        }
    }
}

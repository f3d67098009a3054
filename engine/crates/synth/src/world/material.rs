//! What surfaces are made of: endless patterns, asked pixel by pixel.

use glam::{Vec2, Vec3};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::{Dice, colour, noise};

/// A pattern that fills the plane.
#[derive(Clone, Debug)]
pub(crate) struct Material {
    kind: Kind,
    /// Three colours that belong together.
    colours: [Vec3; 3],
    /// Pattern units a pixel.
    scale: f32,
    turn: Vec2,
    shift: Vec2,
    /// How far the pattern is bent by noise, pattern units.
    bend: f32,
    /// Strength of the fine grain on top.
    grain: f32,
    seed: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Plain,
    Clouds,
    Stripes,
    Checks,
    Tartan,
    Dots,
    Tiles,
    Bricks,
    Gravel,
    Leaves,
    Wood,
    Marble,
    Weave,
    Grass,
    Scribble,
    Damask,
}

const KINDS: [Kind; 16] = [
    Kind::Plain,
    Kind::Clouds,
    Kind::Stripes,
    Kind::Checks,
    Kind::Tartan,
    Kind::Dots,
    Kind::Tiles,
    Kind::Bricks,
    Kind::Gravel,
    Kind::Leaves,
    Kind::Wood,
    Kind::Marble,
    Kind::Weave,
    Kind::Grass,
    Kind::Scribble,
    Kind::Damask,
];
const CLOTHS: [Kind; 7] =
    [Kind::Plain, Kind::Clouds, Kind::Stripes, Kind::Checks, Kind::Tartan, Kind::Dots, Kind::Weave];
const WALLS: [Kind; 9] = [
    Kind::Plain,
    Kind::Plain,
    Kind::Clouds,
    Kind::Clouds,
    Kind::Stripes,
    Kind::Tiles,
    Kind::Bricks,
    Kind::Wood,
    Kind::Damask,
];

impl Material {
    /// Any material, its pattern sized for a picture of that many pixels.
    pub(crate) fn any(dice: &mut Dice, size_px: f32) -> Self {
        Self::of(dice, &KINDS, size_px)
    }

    /// Something to wear or to drape.
    pub(crate) fn cloth(dice: &mut Dice, size_px: f32) -> Self {
        Self::of(dice, &CLOTHS, size_px)
    }

    /// Something to build with; its pattern stands upright.
    pub(crate) fn wall(dice: &mut Dice, size_px: f32) -> Self {
        Self { turn: Vec2::X, bend: 0.0, ..Self::of(dice, &WALLS, size_px) }
    }

    /// Leaves, in leafy colours.
    pub(crate) fn foliage(dice: &mut Dice, size_px: f32) -> Self {
        let kind = [Kind::Leaves, Kind::Leaves, Kind::Clouds, Kind::Grass];
        Self { colours: [(); 3].map(|()| colour::leaf(dice)), ..Self::of(dice, &kind, size_px) }
    }

    /// Ground: earth, stones, grass.
    pub(crate) fn ground(dice: &mut Dice, size_px: f32) -> Self {
        let kind = [Kind::Gravel, Kind::Clouds, Kind::Grass, Kind::Wood, Kind::Tiles];
        let colours = [(); 3]
            .map(|()| if dice.random_bool(0.3) { colour::leaf(dice) } else { colour::earth(dice) });
        Self { colours, ..Self::of(dice, &kind, size_px) }
    }

    fn of(dice: &mut Dice, kinds: &[Kind], size_px: f32) -> Self {
        let first = colour::any(dice);
        let spread = dice.random_range(0.05..0.5);
        let colours = [
            first,
            if dice.random_bool(0.6) {
                colour::near(dice, first, spread)
            } else {
                colour::any(dice)
            },
            if dice.random_bool(0.5) {
                colour::near(dice, first, spread)
            } else {
                colour::any(dice)
            },
        ];
        let turn =
            if dice.random_bool(0.5) { 0.0 } else { dice.random_range(0.0..std::f32::consts::TAU) };
        Self {
            kind: *kinds.choose(dice).expect("a kind"),
            colours,
            scale: dice.random_range(1.1f32..3.9).exp() / size_px,
            turn: Vec2::from_angle(turn),
            shift: Vec2::new(dice.random_range(0.0..50.0), dice.random_range(0.0..50.0)),
            bend: if dice.random_bool(0.4) { dice.random_range(0.0..1.2) } else { 0.0 },
            grain: dice.random_range(0.0..0.25) * dice.random::<f32>(),
            seed: dice.random(),
        }
    }

    /// Its colour at a pixel.
    pub(crate) fn at(&self, px: Vec2) -> Vec3 {
        let mut at = self.turn.rotate(px) * self.scale + self.shift;
        if self.bend > 0.0 {
            at += self.bend
                * Vec2::new(
                    noise::smooth(self.seed ^ 1, at * 0.4),
                    noise::smooth(self.seed ^ 2, at * 0.4),
                );
        }
        let colour = self.pattern(at);
        if self.grain < 0.01 {
            return colour;
        }
        colour * (1.0 + self.grain * (noise::fractal(self.seed ^ 3, px * 0.6, 2) - 0.5) * 2.0)
    }

    /// The pattern's colour at a place in pattern units.
    fn pattern(&self, at: Vec2) -> Vec3 {
        let [first, second, third] = self.colours;
        let seed = self.seed;
        match self.kind {
            Kind::Plain => first * (0.85 + 0.3 * noise::smooth(seed, at * 0.15)),
            Kind::Clouds => {
                let mix = noise::fractal(seed, at * 0.5, 4);
                first.lerp(second, ease(0.25, 0.75, mix)).lerp(third, ease(0.6, 0.9, mix))
            }
            Kind::Stripes => first
                .lerp(second, ease(0.4, 0.5, fold(at.x)))
                .lerp(third, ease(0.46, 0.5, fold(at.x * 0.5))),
            Kind::Checks => {
                let odd = (at.floor().as_ivec2().element_sum() & 1) as f32;
                first.lerp(second, odd)
            }
            Kind::Tartan => {
                let bands =
                    |x: f32| ease(0.3, 0.34, fold(x)) + 0.6 * ease(0.44, 0.46, fold(x * 2.0 + 0.3));
                first
                    .lerp(second, 0.5 * bands(at.x).min(1.0))
                    .lerp(third, 0.5 * bands(at.y).min(1.0))
            }
            Kind::Dots => {
                let within = at - at.floor() - Vec2::splat(0.5);
                first.lerp(second, ease(0.3, 0.25, within.length()))
            }
            Kind::Tiles => {
                let within = (at - at.floor() - Vec2::splat(0.5)).abs().max_element();
                let tone = 0.9 + 0.2 * noise::speck(seed, at.floor().as_ivec2());
                (first * tone).lerp(second, ease(0.45, 0.48, within))
            }
            Kind::Bricks => self.bricks(at),
            Kind::Gravel => {
                let cell = noise::cell(seed, at);
                let stone = first.lerp(second, cell.tone)
                    * (0.75 + 0.4 * (cell.to_seed.y + cell.to_seed.x).clamp(-0.5, 0.5));
                third.lerp(stone, ease(0.0, 0.15, cell.next - cell.near))
            }
            Kind::Leaves => {
                let cell = noise::cell(seed, at * 1.5);
                let behind = noise::fractal(seed ^ 9, at * 0.4, 3);
                let shape = 1.0 - ease(0.2, 0.7, cell.near);
                (third * 0.3).lerp(
                    first.lerp(second, cell.tone) * (0.5 + 0.8 * shape),
                    ease(0.25, 0.55, behind + 0.3 * shape),
                )
            }
            Kind::Wood => {
                let rings = noise::fractal(seed, Vec2::new(at.x * 2.5, at.y * 0.18), 3);
                first.lerp(second, ease(0.3, 0.5, fold(rings * 6.0)))
                    * (0.85 + 0.3 * noise::smooth(seed ^ 4, Vec2::new(at.x * 9.0, at.y * 0.6)))
            }
            Kind::Marble => {
                let vein = (noise::fractal(seed, at * 0.7, 5) - 0.5).abs() * 2.0;
                second.lerp(first, ease(0.0, 0.25, vein))
            }
            Kind::Weave => {
                let over = ((at * 2.0).floor().as_ivec2().element_sum() & 1) as f32;
                let thread = (at * 2.0 * std::f32::consts::PI).map(f32::sin).abs();
                let round = thread.x * over + thread.y * (1.0 - over);
                first.lerp(second, over * 0.5) * (0.7 + 0.35 * round)
            }
            Kind::Grass => {
                let lean = noise::smooth(seed, at * 0.3) * 2.0;
                let blade =
                    noise::smooth(seed ^ 5, Vec2::new(at.x * 4.0 + lean * at.y * 0.3, at.y * 0.7));
                third.lerp(first, blade).lerp(second, ease(0.6, 0.95, blade))
            }
            Kind::Scribble => {
                let line = (noise::fractal(seed, at * 0.6, 2) * 9.0).fract() - 0.5;
                second.lerp(first, ease(0.05, 0.12, line.abs()))
            }
            Kind::Damask => {
                let fold = Vec2::new(fold(at.x * 0.5), fold(at.y * 0.33));
                let figure = noise::fractal(seed, fold * 7.0, 2);
                first.lerp(second, ease(0.5, 0.54, figure))
            }
        }
    }

    fn bricks(&self, at: Vec2) -> Vec3 {
        let row = (at.y * 2.0).floor();
        let shifted = Vec2::new(at.x + 0.5 * (row.rem_euclid(2.0)), at.y * 2.0);
        let within = (shifted - shifted.floor() - Vec2::splat(0.5)).abs();
        let mortar = ease(0.44, 0.48, within.x).max(ease(0.40, 0.46, within.y));
        let tone = 0.75 + 0.5 * noise::speck(self.seed, shifted.floor().as_ivec2());
        let rough = 0.85 + 0.3 * noise::fractal(self.seed ^ 6, at * 6.0, 2);
        (self.colours[0] * tone * rough).lerp(self.colours[1], mortar)
    }
}

/// Smooth step from `from` to `to`, either way round.
pub(crate) fn ease(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Distance to the nearest whole number: a triangle wave of 0..0.5.
fn fold(x: f32) -> f32 {
    (x - x.round()).abs()
}

//! Heads of dogs, cats, monkeys, llamas and more, as chance builds them.

use glam::{Vec2, Vec3};
use rand::Rng;
use rand::seq::IndexedRandom;

use super::coat::Coat;
use crate::world::pen::Lamp;
use crate::world::{Dice, colour};

/// Kinds of animals, told apart by what they are built of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Species {
    Dog,
    Cat,
    Monkey,
    Llama,
    Horse,
    Bear,
    Owl,
    Rabbit,
    Pig,
}

/// Ears by their form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Ears {
    Pricked,
    Floppy,
    Round,
    Long,
    None,
}

/// Noses by their form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Nose {
    Pad,
    Slits,
    Disc,
    Beak,
}

/// Mouths by what they do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mouth {
    Closed,
    Open,
    Tongue,
    None,
}

/// How much is seen below the head.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Body {
    /// Nothing.
    None,
    /// Neck and chest.
    Chest,
    /// All four legs, the trunk to one side (-1 or 1).
    Standing(f32),
}

/// Eyes of one animal; lengths in units of its head's radius.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eyes {
    /// From the middle line.
    pub(super) spread: f32,
    /// Below the middle of the head.
    pub(super) down: f32,
    pub(super) size: f32,
    /// How far to the side they look, radians.
    pub(super) aside: f32,
    pub(super) iris: Vec3,
    /// Half-widths of the pupil as shares of the iris.
    pub(super) pupil: Vec2,
}

/// One animal; x right, y down, z to the viewer, units of its head's radius, the middle of the head at 0.
#[derive(Clone, Debug)]
pub(super) struct Animal {
    pub(super) species: Species,
    pub(super) coat: Coat,
    /// Half-widths of the skull.
    pub(super) skull: Vec2,
    pub(super) ears: Ears,
    pub(super) ear_size: f32,
    pub(super) eyes: Eyes,
    /// Of the snout: length towards the viewer, half-widths at root and tip, and how low it sits.
    pub(super) snout: f32,
    pub(super) snout_widths: [f32; 2],
    pub(super) snout_down: f32,
    pub(super) nose: Nose,
    pub(super) nose_size: f32,
    pub(super) nose_colour: Vec3,
    pub(super) mouth: Mouth,
    /// Bare skin around eyes and mouth, as monkeys have it.
    pub(super) skin: Option<Vec3>,
    pub(super) body: Body,
    /// Length of the neck.
    pub(super) neck: f32,
    /// A mop of wool on the head.
    pub(super) has_mop: bool,
    /// Turn of the head: to the side and down, radians.
    pub(super) turn: Vec2,
    pub(super) lamp: Lamp,
    pub(super) seed: u32,
}

impl Animal {
    /// Any animal: dogs, cats, monkeys and llamas more than others.
    pub(super) fn random(dice: &mut Dice) -> Self {
        let species = match dice.random_range(0..100) {
            0..32 => Species::Dog,
            32..50 => Species::Cat,
            50..66 => Species::Monkey,
            66..78 => Species::Llama,
            78..83 => Species::Horse,
            83..88 => Species::Bear,
            88..93 => Species::Owl,
            93..97 => Species::Rabbit,
            _ => Species::Pig,
        };
        let mut animal = Self::plain(dice, species);
        animal.shape(dice);
        animal
    }

    fn plain(dice: &mut Dice, species: Species) -> Self {
        let is_woolly = match species {
            Species::Llama => dice.random_bool(0.75),
            Species::Dog => dice.random_bool(0.2),
            _ => false,
        };
        let towards = Vec3::new(
            dice.random_range(-0.8..0.8),
            dice.random_range(-1.0..0.2),
            dice.random_range(0.3..1.0),
        );
        let darkness = dice.random_range(0.05..0.25);
        Self {
            species,
            coat: Coat::random(dice, is_woolly),
            skull: Vec2::new(dice.random_range(0.8..1.0), dice.random_range(0.85..1.0)),
            ears: Ears::Round,
            ear_size: dice.random_range(0.7..1.35),
            eyes: Eyes {
                spread: dice.random_range(0.32..0.5),
                down: dice.random_range(-0.25..0.05),
                size: dice.random_range(0.09..0.16),
                aside: 0.15,
                iris: dark_iris(dice),
                pupil: Vec2::splat(dice.random_range(0.45..0.75)),
            },
            snout: 0.5,
            snout_widths: [0.5, 0.35],
            snout_down: dice.random_range(0.25..0.45),
            nose: Nose::Pad,
            nose_size: dice.random_range(0.14..0.22),
            nose_colour: if dice.random_bool(0.75) {
                Vec3::splat(darkness)
            } else {
                Vec3::new(0.62, 0.38, 0.36)
            },
            mouth: Mouth::Closed,
            skin: None,
            body: match dice.random_range(0..10) {
                0..2 => Body::None,
                2..6 => Body::Chest,
                6..8 => Body::Standing(1.0),
                _ => Body::Standing(-1.0),
            },
            neck: 0.6,
            has_mop: false,
            turn: facing(dice),
            lamp: Lamp { towards: towards.normalize(), ambient: dice.random_range(0.3..0.8) },
            seed: dice.random(),
        }
    }

    fn shape(&mut self, dice: &mut Dice) {
        match self.species {
            Species::Dog => self.dog(dice),
            Species::Cat => self.cat(dice),
            Species::Monkey => self.monkey(dice),
            Species::Llama => self.llama(dice),
            Species::Horse => {
                self.llama(dice);
                self.has_mop = dice.random_bool(0.5);
                self.snout = dice.random_range(1.4..2.2);
            }
            Species::Bear => {
                self.snout = dice.random_range(0.4..0.8);
                self.snout_widths = [0.5, 0.36];
                self.eyes.size = dice.random_range(0.06..0.1);
                self.ear_size = dice.random_range(0.6..0.9);
            }
            Species::Owl => self.owl(dice),
            Species::Rabbit => {
                self.ears = Ears::Long;
                self.ear_size = dice.random_range(1.0..1.6);
                self.eyes.spread = 0.55;
                self.eyes.aside = 0.7;
                self.snout = 0.3;
                self.snout_widths = [0.4, 0.3];
                self.nose_size = 0.1;
            }
            Species::Pig => {
                self.coat.base = colour::near(dice, Vec3::new(0.88, 0.64, 0.58), 0.15);
                self.ears = Ears::Pricked;
                self.eyes.size = 0.07;
                self.nose = Nose::Disc;
                self.nose_size = 0.3;
                self.nose_colour = self.coat.base * 0.9;
                self.snout = 0.7;
            }
        }
    }

    fn dog(&mut self, dice: &mut Dice) {
        self.ears =
            *[Ears::Floppy, Ears::Floppy, Ears::Pricked, Ears::Round].choose(dice).expect("an ear");
        // From pugs to greyhounds.
        self.snout = dice.random_range(0.2..1.3);
        let width = dice.random_range(0.3..0.58);
        self.snout_widths = [width, width * dice.random_range(0.6..0.95)];
        self.skull.x = dice.random_range(0.68..1.0);
        self.mouth = *[Mouth::Closed, Mouth::Closed, Mouth::Open, Mouth::Tongue]
            .choose(dice)
            .expect("a mouth");
        if dice.random_bool(0.12) {
            self.eyes.iris = Vec3::new(0.55, 0.68, 0.78);
        }
    }

    fn cat(&mut self, dice: &mut Dice) {
        self.ears = Ears::Pricked;
        self.snout = dice.random_range(0.1..0.4);
        self.snout_widths = [0.36, dice.random_range(0.22..0.32)];
        self.snout_down = dice.random_range(0.3..0.42);
        self.eyes.size = dice.random_range(0.15..0.24);
        self.eyes.iris = bright_iris(dice);
        self.eyes.pupil = Vec2::new(dice.random_range(0.15..0.8), 0.9);
        self.nose_size = dice.random_range(0.08..0.12);
        if dice.random_bool(0.1) {
            self.mouth = Mouth::Open;
        }
    }

    fn monkey(&mut self, dice: &mut Dice) {
        let skins = [
            Vec3::new(0.13, 0.11, 0.11),
            Vec3::new(0.35, 0.26, 0.22),
            Vec3::new(0.72, 0.52, 0.45),
            Vec3::new(0.85, 0.60, 0.52),
            Vec3::new(0.62, 0.50, 0.45),
        ];
        let skin = *skins.choose(dice).expect("a skin");
        self.skin = Some(colour::near(dice, skin, 0.12));
        self.ear_size = dice.random_range(0.6..1.1);
        self.snout = dice.random_range(0.2..0.75);
        self.snout_widths = [dice.random_range(0.4..0.55), dice.random_range(0.3..0.5)];
        self.snout_down = dice.random_range(0.4..0.55);
        self.eyes.spread = dice.random_range(0.24..0.36);
        self.eyes.down = dice.random_range(-0.25..-0.05);
        self.eyes.size = dice.random_range(0.07..0.15);
        self.nose = Nose::Slits;
        self.nose_size = dice.random_range(0.08..0.16);
        self.mouth = *[Mouth::Closed, Mouth::Closed, Mouth::Closed, Mouth::Open]
            .choose(dice)
            .expect("a mouth");
    }

    fn llama(&mut self, dice: &mut Dice) {
        self.ears = Ears::Long;
        self.ear_size = dice.random_range(0.7..1.2);
        self.skull = Vec2::new(dice.random_range(0.6..0.85), dice.random_range(0.8..1.1));
        self.eyes.spread = dice.random_range(0.5..0.62);
        self.eyes.aside = dice.random_range(0.6..1.1);
        self.eyes.size = dice.random_range(0.1..0.17);
        self.snout = dice.random_range(0.8..1.6);
        self.snout_widths = [dice.random_range(0.35..0.5), dice.random_range(0.24..0.36)];
        self.snout_down = dice.random_range(0.35..0.75);
        self.nose = Nose::Slits;
        self.nose_size = dice.random_range(0.1..0.16);
        self.neck = dice.random_range(1.5..4.0);
        self.has_mop = dice.random_bool(0.6);
        if self.body == Body::None {
            self.body = Body::Chest;
        }
    }

    fn owl(&mut self, dice: &mut Dice) {
        self.ears = if dice.random_bool(0.4) { Ears::Pricked } else { Ears::None };
        self.ear_size = 0.5;
        self.eyes.size = dice.random_range(0.18..0.28);
        self.eyes.iris = bright_iris(dice);
        self.eyes.down = -0.15;
        self.snout = 0.15;
        self.snout_widths = [0.2, 0.15];
        self.nose = Nose::Beak;
        self.nose_size = dice.random_range(0.12..0.22);
        self.nose_colour = colour::earth(dice);
        self.mouth = Mouth::None;
    }
}

/// Most animals look at the camera; some are seen from the side.
fn facing(dice: &mut Dice) -> Vec2 {
    let reach = if dice.random_bool(0.65) { 0.4 } else { 1.4 };
    Vec2::new(dice.random_range(-reach..reach), dice.random_range(-0.35..0.35))
}

fn dark_iris(dice: &mut Dice) -> Vec3 {
    let iris = Vec3::new(0.28, 0.16, 0.08) * dice.random_range(0.3..1.6);
    colour::near(dice, iris, 0.1)
}

fn bright_iris(dice: &mut Dice) -> Vec3 {
    let hue = *[0.1, 0.13, 0.18, 0.25, 0.38, 0.55].choose(dice).expect("a hue");
    colour::hsv(hue, dice.random_range(0.3..0.85), dice.random_range(0.5f32..0.95))
}

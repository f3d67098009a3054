//! What the face does: action units and gaze.

use super::{dice::Dice, model::Model};
use glam::Vec2;
use rand::Rng;
use risorius_face::Side;
use std::collections::BTreeMap;

/// Intensities 0..1 of action units; what is not listed rests.
pub(crate) type Units = BTreeMap<(u8, Side), f32>;

/// A momentary face.
#[derive(Clone, Debug, Default)]
pub(crate) struct Expression {
    pub(crate) units: Units,
    /// Degrees to the person's left and up.
    pub(crate) gaze_deg: Vec2,
}

/// Units with the range that each takes when its face is made.
type Recipe = &'static [(u8, f32, f32)];

/// Faces that people make (combinations after Ekman & Friesen's prototypes), with how common each is.
const FACES: &[(f32, Recipe)] = &[
    (2.0, &[(12, 0.15, 0.7), (6, 0.0, 0.6)]),
    // Open smiles with teeth, from a slit to a laugh.
    (4.0, &[(12, 0.35, 1.0), (6, 0.2, 1.0), (25, 0.3, 1.0), (10, 0.0, 0.35)]),
    (1.5, &[(12, 0.5, 1.0), (6, 0.4, 1.0), (26, 0.1, 0.8), (25, 0.2, 1.0)]),
    (0.5, &[(12, 0.4, 1.0), (6, 0.3, 1.0), (27, 0.2, 0.9), (25, 0.3, 1.0)]),
    // Lips parted, and open mouths of all sizes.
    (2.2, &[(25, 0.1, 0.9)]),
    (1.5, &[(26, 0.15, 1.0), (25, 0.0, 1.0)]),
    (1.2, &[(27, 0.3, 1.0), (25, 0.0, 1.0), (5, 0.0, 0.6)]),
    (0.5, &[(26, 0.5, 1.0), (27, 0.5, 1.0), (25, 0.5, 1.0)]),
    (0.8, &[(1, 0.3, 1.0), (2, 0.3, 1.0), (5, 0.2, 0.9), (26, 0.1, 0.8)]),
    (1.2, &[(1, 0.3, 1.0), (2, 0.3, 1.0)]),
    (0.5, &[(1, 0.4, 1.0)]),
    (0.4, &[(2, 0.4, 1.0)]),
    (0.9, &[(4, 0.3, 1.0), (7, 0.1, 0.6)]),
    (0.7, &[(4, 0.4, 1.0), (5, 0.1, 0.5), (7, 0.2, 0.7), (23, 0.2, 0.8)]),
    (0.6, &[(1, 0.3, 0.9), (4, 0.2, 0.7), (15, 0.3, 0.9), (17, 0.0, 0.6)]),
    (0.5, &[(9, 0.3, 0.9), (10, 0.2, 0.8), (25, 0.0, 0.6)]),
    (0.4, &[(10, 0.3, 0.9), (25, 0.2, 0.8)]),
    (0.4, &[(6, 0.3, 0.8), (7, 0.4, 1.0), (4, 0.0, 0.5)]),
    (0.5, &[(18, 0.2, 1.0)]),
    (0.4, &[(22, 0.2, 0.9), (25, 0.2, 0.6)]),
    (0.4, &[(24, 0.2, 0.9)]),
    (0.3, &[(14, 0.2, 0.8)]),
    (0.4, &[(20, 0.2, 0.9), (1, 0.1, 0.7), (4, 0.1, 0.6), (25, 0.1, 0.7)]),
    (0.2, &[(33, 0.2, 0.8)]),
    (0.2, &[(28, 0.2, 0.7)]),
];

/// Units that may be added to any face.
const EXTRAS: &[u8] = &[1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 16, 17, 18, 20, 23, 24, 25];

impl Expression {
    pub(crate) fn random(model: &Model, rng: &mut impl Rng) -> Self {
        let mut face = Self::default();
        if !rng.chance(0.28) {
            for &(unit, from, to) in rng.weigh(FACES) {
                face.set(model, rng, unit, rng_between(from, to));
            }
            for _ in 0..2 {
                if rng.chance(0.2) {
                    let unit = rng.pick(EXTRAS);
                    face.set(model, rng, unit, rng_between(0.1, 0.6));
                }
            }
        }
        face.look(model, rng);
        face.open_lids(model, rng);
        face.close_lids(model, rng);
        face
    }

    /// Most people look at the viewer or near; a tenth look well aside. Lids follow the gaze.
    fn look(&mut self, model: &Model, rng: &mut impl Rng) {
        self.gaze_deg = if rng.chance(0.1) {
            Vec2::new(rng.between(-30.0, 30.0), rng.between(-20.0, 18.0))
        } else {
            Vec2::new(rng.normal(0.0, 10.0), rng.normal(0.0, 6.0))
        };
        let (unit, amount) = match self.gaze_deg.y {
            up if up > 0.0 => (63, up / 22.0),
            down => (64, -down / 22.0),
        };
        for side in [Side::Left, Side::Right] {
            self.put(model, unit, side, amount.min(1.0));
        }
    }

    /// Before a camera eyes are often held wider than the rig rests.
    fn open_lids(&mut self, model: &Model, rng: &mut impl Rng) {
        let amount = if rng.chance(0.6) { rng.between(0.0, 0.6) } else { 0.0 };
        for side in [Side::Left, Side::Right] {
            if amount > 0.0 && !self.units.contains_key(&(5, side)) {
                self.put(model, 5, side, amount);
            }
        }
    }

    fn close_lids(&mut self, model: &Model, rng: &mut impl Rng) {
        let amount = match rng.random::<f32>() {
            share if share < 0.07 => rng.between(0.92, 1.0),
            share if share < 0.19 => rng.between(0.15, 0.8),
            _ => rng.between(0.0, 0.06),
        };
        let winks = rng.chance(0.02);
        for side in [Side::Left, Side::Right] {
            let amount = if winks && side == Side::Left { 1.0 } else { amount };
            self.put(model, 43, side, amount);
        }
    }

    /// Sets a unit on both sides, a quarter of the time more on one of them.
    fn set(&mut self, model: &Model, rng: &mut impl Rng, unit: u8, range: impl Fn(f32) -> f32) {
        let amount = range(rng.random());
        let weaker = if rng.chance(0.25) { rng.random() } else { rng.between(0.85, 1.0) };
        let is_left_weaker = rng.chance(0.5);
        for side in [Side::Left, Side::Right, Side::Both] {
            let is_weaker = match side {
                Side::Left => is_left_weaker,
                Side::Right => !is_left_weaker,
                Side::Both => false,
            };
            self.put(model, unit, side, if is_weaker { amount * weaker } else { amount });
        }
    }

    fn put(&mut self, model: &Model, unit: u8, side: Side, amount: f32) {
        if model.rig.units.contains_key(&(unit, side)) {
            self.units.insert((unit, side), amount);
        }
    }
}

fn rng_between(from: f32, to: f32) -> impl Fn(f32) -> f32 {
    move |unit| from + (to - from) * unit
}

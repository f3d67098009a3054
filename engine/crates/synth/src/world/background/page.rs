//! Paper: white margins, prints, text-like marks, posters.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::{filled, pen};
use crate::world::material::Material;
use crate::world::pen::Edge;
use crate::world::shape::Shape;
use crate::world::{Dice, colour, noise};
use crate::{Canvas, Layer};

/// A page by chance.
pub(super) fn paint(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let (seed, white) = (dice.random(), dice.random_range(0.75..1.0));
    let paper =
        Vec3::new(white, white * dice.random_range(0.92..1.0), white * dice.random_range(0.8..1.0));
    let mut canvas =
        filled(width, height, |px| paper * (0.97 + 0.06 * noise::fractal(seed, px * 0.15, 3)));
    let mut layer = Layer::empty(width, height);
    for _ in 0..dice.random_range(0..4) {
        if dice.random_bool(0.6) {
            text(dice, &mut layer);
        } else {
            print(dice, &mut layer);
        }
    }
    canvas.lay(&layer);
    canvas
}

/// Lines of marks that read as words.
fn text(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let pitch = dice.random_range(0.015..0.1) * size;
    let ink = colour::any(dice) * dice.random_range(0.1..0.7);
    let (left, mut y) = (dice.random_range(0.0..0.5) * size, dice.random_range(0.0..0.8) * size);
    let right = left + dice.random_range(0.2..0.8) * size;
    let weight = pitch * dice.random_range(0.05..0.12);
    let mut pen = pen(layer);
    for _ in 0..dice.random_range(1..12) {
        let mut x = left;
        while x < right {
            let step = pitch * dice.random_range(0.15..0.4);
            let tall = pitch * if dice.random_bool(0.3) { 0.6 } else { 0.35 };
            if dice.random_bool(0.84) {
                let from = Vec2::new(x, y);
                let to = Vec2::new(x + step * dice.random_range(-0.2..0.8), y - tall);
                pen.flat(&Shape::bar(from, to, weight), ink);
                if dice.random_bool(0.5) {
                    pen.flat(&Shape::bar(to, Vec2::new(x + step, y), weight), ink);
                }
            }
            x += step * 1.1;
        }
        y += pitch;
    }
}

/// A printed block with something on it.
fn print(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let centre = Vec2::new(dice.random_range(0.1..0.9), dice.random_range(0.1..0.9)) * size;
    let half = Vec2::new(dice.random_range(0.08..0.4), dice.random_range(0.08..0.4)) * size;
    let material = Material::any(dice, size);
    let turn = dice.random_range(-0.1..0.1);
    pen(layer).fill(&Shape::Slab { centre, half, turn, round: 0.0 }, Edge::CLEAN, |px| {
        material.at(px).extend(1.0)
    });
}

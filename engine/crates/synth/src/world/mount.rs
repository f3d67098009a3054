//! How a picture is mounted: a print with a margin on a cloth, a gilded frame, bars beside a screen.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::material::Material;
use super::shape::Shape;
use super::{Dice, colour, noise};
use crate::Layer;

/// Lays a mount over the rim of a picture; what stays free is at least `least_half` of the picture's side to
/// each side of the middle.
pub(crate) fn draw(dice: &mut Dice, layer: &mut Layer, least_half: f32) {
    match dice.random_range(0..10) {
        0..4 => print(dice, layer, least_half),
        4..7 => gilded(dice, layer, least_half),
        _ => bars(dice, layer),
    }
}

/// A small print with a white margin, lying on cloth or wood, a little turned.
fn print(dice: &mut Dice, layer: &mut Layer, least_half: f32) {
    let size = layer.width as f32;
    let table = Material::any(dice, size);
    let paper = colour::near(dice, Vec3::new(0.95, 0.93, 0.88), 0.07);
    let margin = size * dice.random_range(0.015..0.07);
    let hole = opening(dice, size, least_half, 0.14);
    ring(layer, &hole, |px, distance| {
        if distance < margin {
            paper
        } else {
            let shadow = ((distance - margin) / (size * 0.04)).clamp(0.0, 1.0);
            table.at(px) * (0.5 + 0.5 * shadow)
        }
    });
}

/// A painter's frame with mouldings, on a wall.
fn gilded(dice: &mut Dice, layer: &mut Layer, least_half: f32) {
    let size = layer.width as f32;
    let (gold, wall) = (colour::earth(dice), Material::wall(dice, size));
    let width = size * dice.random_range(0.03..0.12);
    let (seed, waves) = (dice.random(), dice.random_range(1.0..3.0));
    let hole = opening(dice, size, least_half, 0.03);
    ring(layer, &hole, |px, distance| {
        if distance > width {
            return wall.at(px) * (0.6 + 0.4 * ((distance - width) / width).min(1.0));
        }
        let profile = (distance / width * waves * std::f32::consts::TAU).sin();
        gold * (0.85 + 0.3 * profile + 0.3 * (noise::fractal(seed, px * 0.4, 2) - 0.5))
    });
}

fn opening(dice: &mut Dice, size: f32, least_half: f32, turn: f32) -> Shape {
    let shift = Vec2::new(dice.random_range(-0.05..0.05), dice.random_range(-0.05..0.05)) * size;
    Shape::Slab {
        centre: Vec2::splat(size / 2.0) + shift,
        half: Vec2::new(dice.random_range(least_half..0.46), dice.random_range(least_half..0.48))
            * size,
        turn: dice.random_range(-turn..turn),
        round: 0.0,
    }
}

/// Paints all that is outside of a shape; `paint` gets the pixel and its distance from the shape.
fn ring(layer: &mut Layer, hole: &Shape, paint: impl Fn(Vec2, f32) -> Vec3) {
    let width = layer.width;
    for (index, pixel) in layer.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32);
        let distance = hole.distance(px);
        let cover = (distance + 0.5).clamp(0.0, 1.0);
        if cover > 0.0 {
            *pixel = *pixel * (1.0 - cover) + (paint(px, distance.max(0.0)) * cover).extend(cover);
        }
    }
}

/// Bars of one colour left and right or above and below, as around a picture of another format.
fn bars(dice: &mut Dice, layer: &mut Layer) {
    let grey = *rand::seq::IndexedRandom::choose(&[0.0, 0.5, 0.5, 1.0][..], dice).expect("a grey");
    let share = dice.random_range(0.03..0.2);
    let is_upright = dice.random_bool(0.5);
    let (width, height) = (layer.width, layer.height);
    for (index, pixel) in layer.pixels.iter_mut().enumerate() {
        let (x, y) =
            ((index % width) as f32 / width as f32, (index / width) as f32 / height as f32);
        let along = if is_upright { y } else { x };
        if along < share || along > 1.0 - share {
            *pixel = Vec3::splat(grey).extend(1.0);
        }
    }
}

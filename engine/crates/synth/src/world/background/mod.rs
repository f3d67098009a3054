//! What stands behind people: rooms, land, crowds, lights, cloth, paper.
//!
//! A finder of faces learns what a face is not from these, so that they hold much clutter: real pictures do.

mod clutter;
mod land;
mod page;
mod room;

use glam::{Vec2, Vec3};
use rand::Rng;

use super::material::{Material, ease};
use super::pen::{Pen, Place};
use super::{Dice, colour, noise};
use crate::{Canvas, Layer};

/// A background by chance, of a picture that many pixels wide and high.
pub(crate) fn paint(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let mut canvas = match dice.random_range(0..100) {
        0..8 => studio(dice, width, height),
        8..22 => surface(dice, width, height),
        22..46 => room::paint(dice, width, height),
        46..68 => land::paint(dice, width, height),
        68..76 => clutter::lights(dice, width, height),
        76..92 => clutter::things(dice, width, height),
        _ => page::paint(dice, width, height),
    };
    if dice.random_bool(0.25) {
        let mut layer = Layer::empty(width, height);
        clutter::scatter(dice, &mut layer);
        canvas.lay(&layer);
    }
    if dice.random_bool(0.45) {
        // Out of focus, as behind most portraits.
        let radius_px = dice.random_range(0.2f32..1.0).powi(2) * 0.05 * width as f32;
        super::filter::blur(&mut canvas, radius_px);
    }
    if dice.random_bool(0.3) {
        unevenly_lit(dice, &mut canvas);
    }
    canvas
}

/// Fills a canvas by a function of the pixel.
pub(crate) fn filled(width: usize, height: usize, at: impl Fn(Vec2) -> Vec3) -> Canvas {
    let pixels = (0..width * height)
        .map(|index| at(Vec2::new((index % width) as f32, (index / width) as f32)));
    Canvas { width, height, pixels: pixels.collect() }
}

/// A layer's pen in pixels.
pub(crate) fn pen(layer: &mut Layer) -> Pen<'_> {
    Pen { layer, place: Place { at_px: Vec2::ZERO, unit_px: 1.0, turn: 0.0 } }
}

/// A plain backdrop with a glow somewhere, as painters and studios have them.
fn studio(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let (near, seed) = (colour::any(dice), dice.random());
    let spread = dice.random_range(0.1..0.7);
    let far = if dice.random_bool(0.7) { near * (1.0 - spread) } else { colour::any(dice) };
    let size = width as f32;
    let glow = Vec2::new(dice.random_range(0.0..1.0), dice.random_range(0.0..1.0)) * size;
    let mottle = dice.random_range(0.0..0.5) * dice.random::<f32>();
    filled(width, height, |px| {
        let cloud = 1.0 + mottle * (noise::fractal(seed, px * (5.0 / size), 3) - 0.5);
        near.lerp(far, ease(0.0, 1.1, px.distance(glow) / size)) * cloud
    })
}

/// One material, or two that meet.
fn surface(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let size = width as f32;
    let (first, second) = (Material::any(dice, size), Material::any(dice, size));
    let normal = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU));
    let offset = if dice.random_bool(0.6) { -2.0 } else { dice.random_range(-0.3..0.3) } * size;
    let middle = Vec2::new(0.5, 0.5) * size;
    filled(width, height, |px| {
        if (px - middle).dot(normal) > offset { first.at(px) } else { second.at(px) }
    })
}

/// Brighter on one side, as by a window.
fn unevenly_lit(dice: &mut Dice, canvas: &mut Canvas) {
    let along =
        Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU)) / canvas.width as f32;
    let strength = dice.random_range(0.2..0.8);
    let middle = Vec2::new(canvas.width as f32, canvas.height as f32) / 2.0;
    let width = canvas.width;
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32);
        *pixel *= 1.0 + strength * (px - middle).dot(along);
    }
}

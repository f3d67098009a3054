//! Out of doors: sky, hills, water, trees, fields, streets.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::{filled, pen};
use crate::world::material::{Material, ease};
use crate::world::pen::Edge;
use crate::world::shape::Shape;
use crate::world::{Dice, colour, noise};
use crate::{Canvas, Layer};

/// A view by chance.
pub(super) fn paint(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let size = width as f32;
    if dice.random_bool(0.25) {
        let leaves = Material::foliage(dice, size);
        return filled(width, height, |px| leaves.at(px));
    }
    let mut canvas = sky(dice, width, height);
    let mut layer = Layer::empty(width, height);
    let horizon = dice.random_range(0.15..0.9) * size;
    if dice.random_bool(0.7) {
        hills(dice, &mut layer, horizon);
    }
    if dice.random_bool(0.3) {
        town(dice, &mut layer, horizon);
    }
    ground(dice, &mut layer, horizon);
    for _ in 0..dice.random_range(0..6) {
        tree(dice, &mut layer, horizon);
    }
    canvas.lay(&layer);
    canvas
}

fn sky(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let (top, low, seed) = (colour::sky(dice), colour::sky(dice), dice.random());
    let cover = dice.random_range(0.3..0.9);
    let scale = dice.random_range(2.0..7.0) / width as f32;
    let light = Vec3::splat(dice.random_range(0.7..1.0));
    filled(width, height, |px| {
        let cloud = noise::fractal(seed, px * Vec2::new(scale, scale * 2.2), 4);
        top.lerp(low, px.y / height as f32).lerp(light, 0.9 * ease(cover, cover + 0.25, cloud))
    })
}

/// Ranges of hills, the farther the bluer.
fn hills(dice: &mut Dice, layer: &mut Layer, horizon: f32) {
    let size = layer.width as f32;
    let (near, haze) = (Material::foliage(dice, size), colour::sky(dice));
    let ranges = dice.random_range(1..4);
    for range in 0..ranges {
        let closeness = (range + 1) as f32 / ranges as f32;
        let (seed, rough) = (dice.random(), dice.random_range(1.0..6.0) / size);
        let tall = dice.random_range(0.05..0.35) * size;
        let line = |x: f32| {
            horizon - tall * noise::fractal(seed, Vec2::new(x * rough, 0.0), 4) * (1.3 - closeness)
        };
        pen(layer).fill(&band(0.0, size), Edge::CLEAN, |px| {
            let inside = (px.y - line(px.x) + 0.5).clamp(0.0, 1.0);
            haze.lerp(near.at(px), 0.2 + 0.7 * closeness).extend(inside)
        });
    }
}

/// Houses in a row with windows, dark or lit: blobs in pairs that are no faces.
fn town(dice: &mut Dice, layer: &mut Layer, horizon: f32) {
    let size = layer.width as f32;
    let mut x = dice.random_range(-0.2..0.3) * size;
    while x < size {
        let half = Vec2::new(dice.random_range(0.05..0.16), dice.random_range(0.08..0.4)) * size;
        let centre = Vec2::new(x + half.x, horizon - half.y);
        let (wall, pane) = (Material::wall(dice, size), colour::any(dice) * 0.5);
        let mut pen = pen(layer);
        pen.fill(&Shape::Slab { centre, half, turn: 0.0, round: 0.0 }, Edge::CLEAN, |px| {
            wall.at(px).extend(1.0)
        });
        let roof = [(-1.1, -1.0), (1.1, -1.0), (0.0, -1.0 - dice.random_range(0.0..0.6))];
        pen.flat(
            &Shape::Polygon(roof.map(|(x, y)| centre + half * Vec2::new(x, y)).to_vec()),
            colour::earth(dice),
        );
        let (columns, rows) = (dice.random_range(1..4), dice.random_range(1..5));
        for index in 0..columns * rows {
            let cell = Vec2::new((index % columns) as f32 + 0.5, (index / columns) as f32 + 0.5);
            let share = Vec2::new(columns as f32, rows as f32);
            let middle = centre - half + 2.0 * half * cell / share;
            pen.flat(
                &Shape::Slab { centre: middle, half: half / share * 0.5, turn: 0.0, round: 0.0 },
                pane,
            );
        }
        x += half.x * dice.random_range(1.6..3.0);
    }
}

fn ground(dice: &mut Dice, layer: &mut Layer, horizon: f32) {
    let size = layer.width as f32;
    let (soil, water) = (Material::ground(dice, size), dice.random_bool(0.25));
    let (deep, glint, seed) = (colour::sky(dice) * 0.7, colour::sky(dice), dice.random());
    pen(layer).fill(&band(horizon, size * 1.5), Edge::soft(1.5), |px| {
        // Patterns shrink towards the horizon.
        let depth = 0.15 + (px.y - horizon).max(0.0) / size;
        let seen = Vec2::new((px.x - size / 2.0) / (depth * 2.5), size * 0.2 / depth);
        if !water {
            return soil.at(seen).extend(1.0);
        }
        let wave = noise::fractal(seed, seen * Vec2::new(0.05, 0.9), 3);
        deep.lerp(glint, ease(0.45, 0.7, wave)).extend(1.0)
    });
}

fn band(top: f32, size: f32) -> Shape {
    let half = Vec2::new(size, size);
    Shape::Slab { centre: Vec2::new(size / 2.0, top + size), half, turn: 0.0, round: 0.0 }
}

/// A trunk with branches and a crown of clumps.
fn tree(dice: &mut Dice, layer: &mut Layer, horizon: f32) {
    let size = layer.width as f32;
    let foot =
        Vec2::new(dice.random_range(0.0..1.0) * size, horizon + dice.random_range(0.0..0.3) * size);
    let tall = dice.random_range(0.15..0.8) * size;
    let (bark, leaves) = (colour::earth(dice) * 0.6, Material::foliage(dice, size));
    let top = foot + Vec2::new(dice.random_range(-0.15..0.15), -0.7) * tall;
    let mut pen = pen(layer);
    pen.flat(&Shape::Limb { from: foot, to: top, half_widths: [tall * 0.05, tall * 0.02] }, bark);
    for _ in 0..dice.random_range(0..5) {
        let from = foot.lerp(top, dice.random_range(0.4..1.0));
        let to =
            from + Vec2::new(dice.random_range(-0.3..0.3), dice.random_range(-0.3..-0.05)) * tall;
        pen.flat(&Shape::Limb { from, to, half_widths: [tall * 0.02, tall * 0.006] }, bark);
    }
    if dice.random_bool(0.8) {
        for _ in 0..dice.random_range(2..8) {
            let centre = top
                + Vec2::new(dice.random_range(-0.25..0.25), dice.random_range(-0.2..0.25)) * tall;
            let clump = tall * dice.random_range(0.08..0.24);
            let edge = Edge { soft: 1.0, rough: clump * 0.35, grain: 3.0 / clump };
            pen.fill(&Shape::disc(centre, clump), edge, |px| {
                let lit = 1.0 - 0.5 * ((px - centre) / clump).y.clamp(-1.0, 1.0);
                (leaves.at(px) * lit).extend(1.0)
            });
        }
    }
}

//! Many things at once: crowds of blobs, lights out of focus, heaps of boxes, stray shapes.

use glam::Vec2;
use rand::Rng;

use super::{filled, pen};
use crate::world::material::Material;
use crate::world::pen::Edge;
use crate::world::shape::Shape;
use crate::world::{Dice, colour};
use crate::{Canvas, Layer};

/// Lamps of a city at night, or sun between leaves, as discs out of focus.
pub(super) fn lights(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let size = width as f32;
    let (dark, tint) = (colour::any(dice) * 0.4, colour::any(dice));
    let mut canvas = filled(width, height, |px| dark.lerp(tint * 0.5, px.y / size));
    let mut layer = Layer::empty(width, height);
    let radius = dice.random_range(0.01..0.08) * size;
    let mut pen = pen(&mut layer);
    for _ in 0..dice.random_range(10..60) {
        let centre = anywhere(dice, size);
        let reach = radius * dice.random_range(0.5..1.5);
        let (light, alpha) = (colour::any(dice), dice.random_range(0.1..0.7));
        pen.fill(&Shape::disc(centre, reach), Edge::soft(reach * 0.2), |px| {
            let rim = ((px - centre).length() / reach).powi(4);
            light.lerp(tint, 0.3).extend(alpha * (0.7 + 0.3 * rim).min(1.0))
        });
    }
    canvas.lay(&layer);
    canvas
}

/// A heap of things, or people far away as blobs of hair and cloth.
pub(super) fn things(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let size = width as f32;
    let behind = Material::any(dice, size);
    let mut canvas = filled(width, height, |px| behind.at(px));
    let mut layer = Layer::empty(width, height);
    if dice.random_bool(0.5) {
        crowd(dice, &mut layer);
    } else {
        for _ in 0..dice.random_range(1..4) {
            scatter(dice, &mut layer);
        }
    }
    canvas.lay(&layer);
    canvas
}

/// Rows of faceless people: coats with hair above.
fn crowd(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let mut y = dice.random_range(-0.1..0.5) * size;
    while y < size {
        let reach = size * (0.02 + 0.07 * (y / size).max(0.0)) * dice.random_range(0.8..1.3);
        let mut x = dice.random_range(-1.0..1.0) * reach;
        while x < size {
            let at = Vec2::new(x, y + dice.random_range(-0.5..0.5) * reach);
            let (coat, hair) = (colour::any(dice), colour::fur(dice) * 0.7);
            let mut pen = pen(layer);
            let half = Vec2::new(1.5, 2.5) * reach;
            let body =
                Shape::Slab { centre: at + Vec2::Y * reach * 3.2, half, turn: 0.0, round: reach };
            pen.fill(&body, Edge::soft(1.0), |px| {
                (coat * (1.1 - 0.1 * (px.y - at.y) / reach)).extend(1.0)
            });
            pen.fill(
                &Shape::oval(at, Vec2::new(0.8, 1.0) * reach),
                Edge::soft(reach * 0.2),
                |px| (hair * (1.0 - 0.3 * (px - at).dot(Vec2::ONE) / reach)).extend(1.0),
            );
            x += reach * dice.random_range(1.8..4.0);
        }
        y += reach * dice.random_range(2.0..4.0);
    }
}

/// Stray things: boxes, discs, sticks and splinters of all materials.
pub(super) fn scatter(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    for _ in 0..dice.random_range(2..14) {
        let (centre, reach) = (anywhere(dice, size), dice.random_range(0.02f32..0.25) * size);
        let shape = thing(dice, centre, reach);
        let material = Material::any(dice, size);
        let light = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU))
            * dice.random_range(0.0..0.5);
        let edge = Edge { soft: dice.random_range(0.5..3.0), rough: 0.0, grain: 0.0 };
        pen(layer).fill(&shape, edge, |px| {
            (material.at(px) * (1.0 + ((px - centre) / reach).dot(light))).extend(1.0)
        });
    }
}

fn thing(dice: &mut Dice, centre: Vec2, reach: f32) -> Shape {
    let turn = dice.random_range(0.0..std::f32::consts::PI);
    let half = Vec2::new(1.0, dice.random_range(0.2..1.0)) * reach;
    match dice.random_range(0..4) {
        0 => Shape::Ellipse { centre, radii: half, turn },
        1 => Shape::Slab { centre, half, turn, round: reach * dice.random_range(0.0..0.2) },
        2 => {
            let to = centre + Vec2::from_angle(turn) * reach * 3.0;
            Shape::Limb {
                from: centre,
                to,
                half_widths: [reach * 0.2, reach * dice.random_range(0.05..0.3)],
            }
        }
        _ => {
            let corners = dice.random_range(3..7);
            let corner = |index| {
                let angle = turn + index as f32 * std::f32::consts::TAU / corners as f32;
                centre + Vec2::from_angle(angle) * reach * dice.random_range(0.4..1.2)
            };
            Shape::Polygon((0..corners).map(corner).collect())
        }
    }
}

fn anywhere(dice: &mut Dice, size: f32) -> Vec2 {
    Vec2::new(dice.random_range(-0.1..1.1), dice.random_range(-0.1..1.1)) * size
}

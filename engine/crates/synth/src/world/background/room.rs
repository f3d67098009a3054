//! Inside of houses: walls, windows, pictures, shelves, furniture, curtains, lamps.

use glam::{Vec2, Vec3, Vec4};
use rand::Rng;

use super::{filled, pen};
use crate::world::material::Material;
use crate::world::pen::Edge;
use crate::world::shape::Shape;
use crate::world::{Dice, colour};
use crate::{Canvas, Layer};

/// A room by chance.
pub(super) fn paint(dice: &mut Dice, width: usize, height: usize) -> Canvas {
    let size = width as f32;
    let (wall, side, floor) =
        (Material::wall(dice, size), Material::wall(dice, size), Material::ground(dice, size));
    let corner_px = dice.random_range(-0.6..0.6) * size;
    let floor_px = dice.random_range(0.65..1.5) * size;
    let slope = dice.random_range(-0.2..0.2);
    let shade = dice.random_range(0.5..0.95);
    let mut canvas = filled(width, height, |px| {
        let on_side = px.x < corner_px;
        let skirting = floor_px + if on_side { slope * (px.x - corner_px) * 2.0 } else { 0.0 };
        match (px.y > skirting, on_side) {
            (true, _) => floor.at(px),
            (false, true) => side.at(px) * shade,
            (false, false) => wall.at(px),
        }
    });
    let mut layer = Layer::empty(width, height);
    for _ in 0..dice.random_range(1..6) {
        match dice.random_range(0..6) {
            0 => window(dice, &mut layer),
            1 => picture(dice, &mut layer),
            2 => shelf(dice, &mut layer),
            3 => curtain(dice, &mut layer),
            4 => furniture(dice, &mut layer),
            _ => lamp(dice, &mut layer),
        }
    }
    canvas.lay(&layer);
    canvas
}

/// A place and half size for something on the wall, pixels.
fn spot(dice: &mut Dice, size: f32) -> (Vec2, Vec2) {
    let centre = Vec2::new(dice.random_range(-0.05..1.05), dice.random_range(-0.05..0.9)) * size;
    let half = Vec2::new(dice.random_range(0.06..0.3), dice.random_range(0.06..0.35)) * size;
    (centre, half)
}

fn slab(centre: Vec2, half: Vec2) -> Shape {
    Shape::Slab { centre, half, turn: 0.0, round: 0.0 }
}

fn window(dice: &mut Dice, layer: &mut Layer) {
    let (centre, half) = spot(dice, layer.width as f32);
    let (frame, top, bottom) = (colour::any(dice), colour::sky(dice), colour::leaf(dice));
    let bar = half.x * dice.random_range(0.04..0.12);
    let mut pen = pen(layer);
    pen.flat(&slab(centre, half + Vec2::splat(bar * 1.5)), frame);
    pen.fill(&slab(centre, half), Edge::CLEAN, |px| {
        let depth = ((px.y - centre.y) / half.y * 0.5 + 0.5).clamp(0.0, 1.0);
        top.lerp(bottom, depth * depth * depth).extend(1.0)
    });
    let (columns, rows) = (dice.random_range(1..4), dice.random_range(1..5));
    for column in 1..columns {
        let x = centre.x - half.x + 2.0 * half.x * column as f32 / columns as f32;
        pen.flat(
            &Shape::bar(
                Vec2::new(x, centre.y - half.y),
                Vec2::new(x, centre.y + half.y),
                bar * 0.5,
            ),
            frame,
        );
    }
    for row in 1..rows {
        let y = centre.y - half.y + 2.0 * half.y * row as f32 / rows as f32;
        pen.flat(
            &Shape::bar(
                Vec2::new(centre.x - half.x, y),
                Vec2::new(centre.x + half.x, y),
                bar * 0.5,
            ),
            frame,
        );
    }
}

/// A framed picture of nobody.
fn picture(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let (centre, half) = spot(dice, size);
    let (frame, mat) = (colour::earth(dice), colour::any(dice));
    let inside = Material::any(dice, size * 0.4);
    let border = half.min_element() * dice.random_range(0.08..0.3);
    let mut pen = pen(layer);
    pen.fill(&slab(centre + Vec2::splat(border), half), Edge::soft(border * 2.0), |_| {
        Vec4::new(0.0, 0.0, 0.0, 0.4)
    });
    pen.fill(&slab(centre, half), Edge::CLEAN, |px| {
        let lit = if (px.x - centre.x) + (px.y - centre.y) < 0.0 { 1.15 } else { 0.8 };
        (frame * lit).extend(1.0)
    });
    pen.flat(&slab(centre, half - Vec2::splat(border)), mat);
    pen.fill(&slab(centre, half - Vec2::splat(border * 1.7)), Edge::CLEAN, |px| {
        inside.at(px).extend(1.0)
    });
}

/// Boards with books, boxes and jars.
fn shelf(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let (left, board) = (dice.random_range(-0.2..0.6) * size, colour::earth(dice));
    let right = left + dice.random_range(0.3..0.9) * size;
    let pitch = dice.random_range(0.1..0.3) * size;
    let mut pen = pen(layer);
    let mut y = dice.random_range(0.0..pitch);
    for _ in 0..dice.random_range(1..6) {
        let mut x = left;
        while x < right {
            let step = pitch * dice.random_range(0.06f32..0.35);
            let tall = pitch * dice.random_range(0.45f32..0.85);
            let spine = colour::any(dice);
            let book = slab(
                Vec2::new(x + step / 2.0, y + pitch - tall / 2.0),
                Vec2::new(step * 0.47, tall / 2.0),
            );
            if dice.random_bool(0.9) {
                pen.fill(&book, Edge::CLEAN, |px| {
                    let round = 1.0 - ((px.x - x) / step - 0.4).abs();
                    (spine * (0.4 + 0.7 * round)).extend(1.0)
                });
            }
            x += step;
        }
        y += pitch;
        pen.flat(
            &slab(
                Vec2::new((left + right) / 2.0, y),
                Vec2::new((right - left) / 2.0, pitch * 0.05),
            ),
            board,
        );
    }
}

fn curtain(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let (cloth, centre) = (Material::cloth(dice, size), dice.random_range(-0.1..1.1) * size);
    let half = dice.random_range(0.08..0.35) * size;
    let folds = dice.random_range(3.0..14.0) / size;
    let sway = dice.random_range(0.0..2.0);
    let shape = slab(Vec2::new(centre, size / 2.0), Vec2::new(half, size));
    pen(layer).fill(&shape, Edge::soft(1.0), |px| {
        let fold =
            ((px.x + (px.y / size * sway).sin() * 8.0) * folds * std::f32::consts::TAU).sin();
        (cloth.at(px) * (0.75 + 0.3 * fold)).extend(1.0)
    });
}

/// A chair's back, a chest, a sofa: a lit box with drawers or buttons.
fn furniture(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let wood = Material::wall(dice, size);
    let centre = Vec2::new(dice.random_range(0.0..1.0), dice.random_range(0.6..1.1)) * size;
    let half = Vec2::new(dice.random_range(0.1..0.4), dice.random_range(0.1..0.4)) * size;
    let round = half.min_element() * dice.random_range(0.0..0.9) * dice.random::<f32>();
    let mut pen = pen(layer);
    let body = Shape::Slab { centre, half, turn: 0.0, round };
    pen.fill(&body, Edge::CLEAN, |px| {
        let lit = 1.1 - 0.5 * ((px.y - centre.y) / half.y).clamp(-1.0, 1.0);
        (wood.at(px) * lit.min(1.2)).extend(1.0)
    });
    let (columns, rows) = (dice.random_range(1..4), dice.random_range(1..4));
    for index in 0..columns * rows {
        let cell = Vec2::new((index % columns) as f32 + 0.5, (index / columns) as f32 + 0.5);
        let share = Vec2::new(columns as f32, rows as f32);
        let middle = centre - half + 2.0 * half * cell / share;
        let panel =
            Shape::Slab { centre: middle, half: half / share * 0.85, turn: 0.0, round: 0.0 };
        pen.fill(&panel, Edge::CLEAN, |px| (wood.at(px) * 0.85).extend(1.0));
        pen.flat(&Shape::disc(middle, half.min_element() * 0.05), Vec3::splat(0.15));
    }
}

fn lamp(dice: &mut Dice, layer: &mut Layer) {
    let size = layer.width as f32;
    let (centre, half) = spot(dice, size);
    let (shade, light) = (colour::any(dice), Vec3::new(1.0, 0.93, 0.75));
    let reach = half.min_element();
    let corners = [(-0.5, -0.7), (0.5, -0.7), (1.0, 0.7), (-1.0, 0.7)];
    let mut pen = pen(layer);
    pen.fill(&Shape::disc(centre, reach * 2.0), Edge::soft(reach * 2.0), |_| light.extend(0.35));
    let foot = centre + Vec2::Y * reach * 3.0;
    pen.flat(&Shape::bar(centre, foot, reach * 0.08), shade * 0.3);
    let cone = Shape::Polygon(corners.map(|(x, y)| centre + reach * Vec2::new(x, y)).to_vec());
    pen.fill(&cone, Edge::CLEAN, |px| {
        shade.lerp(light, 0.6 * (1.0 - (px - centre).length() / reach / 1.3)).extend(1.0)
    });
}

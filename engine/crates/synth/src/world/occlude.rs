//! What hides parts of faces, and the light that falls on them.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::material::{Material, ease};
use super::negative::hand;
use super::pen::{Edge, Pen, Place};
use super::shape::Shape;
use super::{Dice, colour, noise};
use crate::{Canvas, Layer};

/// Draws one thing before a face. `face` is the face's middle; its unit is half of the face's height, its
/// turn the face's roll; `skin` is a colour seen on it.
pub(crate) fn draw(dice: &mut Dice, layer: &mut Layer, face: Place, skin: Vec3) {
    match dice.random_range(0..100) {
        0..30 => a_hand(dice, layer, face, skin),
        30..38 => microphone(dice, layer, face),
        38..48 => scarf(dice, layer, face),
        48..56 => veil(dice, layer, face),
        56..72 => strands(dice, layer, face),
        72..80 => cup(dice, layer, face),
        _ => board(dice, layer, face),
    }
}

/// A place on the rim of the face more often than in its middle.
fn beside(dice: &mut Dice, face: Place, unit: f32) -> Place {
    let angle = dice.random_range(0.0..std::f32::consts::TAU);
    let reach = dice.random_range(0.35..1.15);
    let at_px = face.px(Vec2::from_angle(angle) * Vec2::new(0.75, 1.0) * reach);
    Place { at_px, unit_px: face.unit_px * unit, turn: face.turn + dice.random_range(-1.2..1.2) }
}

fn a_hand(dice: &mut Dice, layer: &mut Layer, face: Place, skin: Vec3) {
    let place = beside(dice, face, 1.0);
    let unit_px = face.unit_px * dice.random_range(0.55..0.85);
    // From below to the chin or cheek, or from anywhere.
    let place = if dice.random_bool(0.6) {
        let at = Vec2::new(dice.random_range(-0.8..0.8), dice.random_range(0.5..1.5));
        Place {
            at_px: face.px(at),
            unit_px,
            turn: face.turn + dice.random_range(-0.7..0.7) - at.x * 0.4,
        }
    } else {
        Place { unit_px, ..place }
    };
    // Most are the person's own.
    let skin = if dice.random_bool(0.7) { skin } else { colour::skin(dice) };
    hand::draw(dice, layer, place, skin);
}

fn microphone(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let at = Vec2::new(dice.random_range(-0.5..0.5), dice.random_range(0.45..1.1));
    let place = Place {
        at_px: face.px(at),
        unit_px: face.unit_px,
        turn: face.turn + dice.random_range(-0.8..0.8),
    };
    let (metal, seed) = (Vec3::splat(dice.random_range(0.08..0.6)), dice.random());
    let reach = dice.random_range(0.14..0.28);
    let mut pen = Pen { layer, place };
    let handle = Shape::Limb {
        from: Vec2::ZERO,
        to: Vec2::Y * 2.0,
        half_widths: [reach * 0.75, reach * 0.5],
    };
    pen.fill(&handle, Edge::CLEAN, |at| (metal * (0.5 - at.x / reach * 0.4)).extend(1.0));
    pen.fill(&Shape::disc(Vec2::ZERO, reach), Edge::CLEAN, |at| {
        let mesh = 0.7 + 0.5 * noise::smooth(seed, at * 40.0);
        (metal * mesh * (1.2 - at.dot(Vec2::ONE) / reach * 0.5)).extend(1.0)
    });
}

/// Cloth over mouth and chin, or over the forehead.
fn scarf(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let cloth = Material::cloth(dice, face.unit_px * 2.0);
    let (folds, seed) = (dice.random_range(2.0..7.0), dice.random());
    let (top, bottom) = if dice.random_bool(0.7) {
        (dice.random_range(0.3..0.95), 2.0)
    } else {
        (-2.0, dice.random_range(-0.95..-0.55))
    };
    let bow = dice.random_range(-0.15..0.15);
    let corners = [
        Vec2::new(-1.5, top - bow),
        Vec2::new(0.0, top + bow),
        Vec2::new(1.5, top - bow),
        Vec2::new(1.5, bottom),
        Vec2::new(0.0, bottom + bow),
        Vec2::new(-1.5, bottom),
    ];
    let mut pen = Pen { layer, place: face };
    pen.fill(
        &Shape::Polygon(corners.to_vec()),
        Edge { soft: 0.03, rough: 0.04, grain: 2.0 },
        |at| {
            let fold =
                noise::smooth(seed, Vec2::new(at.x * 0.8, (at.y + 0.3 * at.x * at.x) * folds));
            (cloth.at(face.px(at)) * (0.6 + 0.6 * fold) * (1.05 - 0.25 * at.x.abs())).extend(1.0)
        },
    );
}

/// Gauze that lets the face through.
fn veil(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let (gauze, seed, dense) = (colour::any(dice), dice.random(), dice.random_range(0.15..0.5));
    let mesh = dice.random_range(0.0..0.3);
    let shape = Shape::oval(Vec2::new(dice.random_range(-0.4..0.4), 0.0), Vec2::new(1.4, 1.6));
    Pen { layer, place: face }.fill(&shape, Edge::soft(0.1), |at| {
        let fold = noise::smooth(seed, Vec2::new(at.x * 3.0, at.y * 0.5));
        let thread = if ((at.x + at.y) * 16.0).sin() * ((at.x - at.y) * 16.0).sin() > 0.6 {
            mesh
        } else {
            0.0
        };
        gauze.extend((dense * (0.5 + fold) + thread).min(0.62))
    });
}

/// Strands of hair across the face.
fn strands(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let hair = colour::fur(dice) * 0.8;
    let mut pen = Pen { layer, place: face };
    let (lean, half) = (dice.random_range(-0.7..0.7), dice.random_range(0.006..0.03));
    let root = dice.random_range(-0.7..0.7);
    for _ in 0..dice.random_range(3..26) {
        let colour = hair * dice.random_range(0.7..1.3);
        let mut at = Vec2::new(root + dice.random_range(-0.3..0.3), dice.random_range(-1.3..-0.9));
        let mut way: f32 = lean + dice.random_range(-0.2..0.2);
        let bend = dice.random_range(-0.25..0.25);
        for _ in 0..dice.random_range(2..8) {
            let next = at + Vec2::new(way.sin(), way.cos()) * 0.28;
            pen.fill(&Shape::bar(at, next, half), Edge::CLEAN, |_| colour.extend(0.9));
            (at, way) = (next, way + bend);
        }
    }
}

fn cup(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let at = Vec2::new(dice.random_range(-0.5..0.5), dice.random_range(0.75..1.4));
    let place = Place {
        at_px: face.px(at),
        unit_px: face.unit_px * dice.random_range(0.35..0.55),
        turn: face.turn,
    };
    let colour = colour::any(dice);
    let mut pen = Pen { layer, place };
    let corners = [(-0.8, -1.0), (0.8, -1.0), (0.6, 1.0), (-0.6, 1.0)];
    pen.fill(&Shape::Polygon(corners.map(Vec2::from).to_vec()), Edge::CLEAN, |at| {
        (colour * (1.15 - 0.5 * (at.x + 0.3).abs())).extend(1.0)
    });
    pen.flat(&Shape::oval(Vec2::new(0.0, -1.0), Vec2::new(0.8, 0.16)), colour * 0.6);
}

/// A book, a telephone, a sign, a stray blob.
fn board(dice: &mut Dice, layer: &mut Layer, face: Place) {
    let place = beside(dice, face, 1.0);
    let material = Material::any(dice, face.unit_px * 2.0);
    let half = Vec2::new(dice.random_range(0.1..0.5), dice.random_range(0.1..0.5));
    let shape = if dice.random_bool(0.6) {
        Shape::Slab { centre: Vec2::ZERO, half, turn: 0.0, round: 0.04 }
    } else {
        Shape::oval(Vec2::ZERO, half)
    };
    let shade = dice.random_range(-0.4..0.4);
    Pen { layer, place }.fill(&shape, Edge::soft(0.02), |at| {
        (material.at(place.px(at)) * (1.0 + shade * at.y / half.y)).extend(1.0)
    });
}

/// Shadows cast by things outside the picture, and patches of sun.
pub(crate) fn light(dice: &mut Dice, canvas: &mut Canvas) {
    let size = canvas.width as f32;
    let strength = dice.random_range(0.05..0.4);
    let tint = Vec3::ONE - strength * colour::near(dice, Vec3::new(1.0, 0.95, 0.85), 0.1);
    let (seed, scale) = (dice.random(), dice.random_range(1.0..5.0) / size);
    let (level, soft) =
        (dice.random_range(0.4..0.62), 0.01 + 0.4 * dice.random_range(0.0f32..1.0).powi(2));
    let stripes = dice
        .random_bool(0.2)
        .then(|| Vec2::from_angle(dice.random_range(0.0..3.1)) * dice.random_range(2.0..7.0));
    let width = canvas.width;
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32);
        let height = match stripes {
            Some(way) => 0.5 + 0.5 * (px.dot(way) / size * std::f32::consts::TAU).sin(),
            None => noise::fractal(seed, px * scale, 2),
        };
        let shadow = ease(level - soft, level + soft, height);
        *pixel *= Vec3::ONE.lerp(tint, shadow);
    }
}

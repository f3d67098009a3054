//! Round and symmetric things: balls, clocks, buttons, sockets, cars, flowers, fruit, masks, backs of heads.

use glam::{Vec2, Vec3};
use rand::Rng;

use crate::Layer;
use crate::world::material::Material;
use crate::world::pen::{Edge, Lamp, Pen, Place};
use crate::world::shape::Shape;
use crate::world::{Dice, colour, noise};

/// Draws one of the things.
pub(super) fn draw(dice: &mut Dice, layer: &mut Layer, place: Place) {
    let lamp = Lamp {
        towards: Vec3::new(dice.random_range(-0.7..0.7), dice.random_range(-0.9..0.0), 0.6)
            .normalize(),
        ambient: dice.random_range(0.3..0.7),
    };
    let mut pen = Pen { layer, place };
    match dice.random_range(0..9) {
        0 | 1 => ball(dice, &mut pen, lamp),
        2 => clock(dice, &mut pen),
        3 => button(dice, &mut pen, lamp),
        4 => socket(dice, &mut pen),
        5 => car(dice, &mut pen),
        6 => flower(dice, &mut pen),
        7 => mask(dice, &mut pen, lamp),
        _ => blots(dice, &mut pen),
    }
}

/// Hair all round, a neck, perhaps ears; no face.
pub(super) fn back_of_head(dice: &mut Dice, layer: &mut Layer, place: Place) {
    let (skin, hair, coat) = (colour::skin(dice), colour::fur(dice) * 0.8, colour::any(dice));
    let (seed, is_bald) = (dice.random::<u32>(), dice.random_bool(0.12));
    let lamp = Lamp {
        towards: Vec3::new(dice.random_range(-0.7..0.7), -0.5, 0.5).normalize(),
        ambient: 0.45,
    };
    let mut pen = Pen { layer, place };
    let shoulders = Shape::oval(Vec2::new(0.0, 2.6), Vec2::new(2.0, 1.4));
    pen.fill(&shoulders, Edge::CLEAN, |at| (coat * (1.1 - 0.15 * at.x.abs())).extend(1.0));
    pen.fill(&Shape::bar(Vec2::new(0.0, 0.6), Vec2::new(0.0, 1.5), 0.45), Edge::soft(0.05), |at| {
        (skin * (0.9 - 0.5 * at.x.abs())).extend(1.0)
    });
    for side in [-0.84, 0.84] {
        pen.flat(&Shape::oval(Vec2::new(side, 0.15), Vec2::new(0.12, 0.22)), skin * 0.85);
    }
    let colour = if is_bald { skin } else { hair };
    let parting = dice.random_range(-0.5..0.5);
    let strands = if is_bald { 0.05 } else { 0.6 };
    let length = if is_bald { 0.0 } else { dice.random_range(0.0..1.2) };
    let tress = Shape::bar(Vec2::new(0.0, -0.1), Vec2::new(0.0, length), 0.84);
    for shape in [Shape::oval(Vec2::new(0.0, -0.05), Vec2::new(0.85, 1.0)), tress] {
        pen.fill(&shape, Edge { soft: 0.04, rough: 0.05, grain: 7.0 }, |at| {
            let strand = noise::fractal(seed, Vec2::new((at.x - parting) * 14.0, at.y * 1.8), 2);
            let light = lamp.on_ball(at / Vec2::new(1.0, 1.2));
            (colour * light * (1.0 + strands * (strand - 0.5) * 2.0)).extend(1.0)
        });
    }
}

/// A ball, a fruit, a balloon, a plate: two marks or none.
fn ball(dice: &mut Dice, pen: &mut Pen, lamp: Lamp) {
    let skin = Material::cloth(dice, 6.0 * pen.place.unit_px);
    let (tint, share) = (colour::any(dice), dice.random_range(0.2..1.0));
    let place = pen.place;
    let shine = dice.random_range(0.0..0.6);
    let radii = Vec2::new(dice.random_range(0.75..1.0), dice.random_range(0.75..1.0));
    pen.fill(&Shape::oval(Vec2::ZERO, radii), Edge::CLEAN, |at| {
        (skin.at(place.px(at)).lerp(tint, share) * lamp.on_ball(at / radii)).extend(1.0)
    });
    let glint = Shape::disc(lamp.towards.truncate() * 0.55, 0.16);
    pen.fill(&glint, Edge::soft(0.2), |_| Vec3::ONE.extend(shine));
    if dice.random_bool(0.4) {
        let (spread, size) = (dice.random_range(0.15..0.45), dice.random_range(0.05..0.2));
        let (y, dark) = (dice.random_range(-0.4..0.3), tint * dice.random_range(0.0..0.4));
        for side in [-spread, spread] {
            pen.flat(&Shape::disc(Vec2::new(side, y), size), dark);
        }
    }
    if dice.random_bool(0.3) {
        let stalk =
            Shape::bar(Vec2::new(0.0, -radii.y * 0.9), Vec2::new(0.15, -radii.y - 0.3), 0.05);
        pen.flat(&stalk, Vec3::new(0.25, 0.2, 0.1));
    }
}

fn clock(dice: &mut Dice, pen: &mut Pen) {
    let (rim, face, ink) =
        (colour::any(dice), colour::near(dice, Vec3::splat(0.9), 0.2), colour::any(dice) * 0.3);
    pen.flat(&Shape::disc(Vec2::ZERO, 1.0), rim);
    pen.flat(&Shape::disc(Vec2::ZERO, dice.random_range(0.8..0.93)), face);
    for hour in 0..12 {
        let way = Vec2::from_angle(hour as f32 * std::f32::consts::TAU / 12.0);
        pen.flat(
            &Shape::bar(way * 0.66, way * 0.76, if hour % 3 == 0 { 0.035 } else { 0.018 }),
            ink,
        );
    }
    for length in [0.4, 0.6] {
        let way = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU));
        pen.flat(
            &Shape::Limb { from: Vec2::ZERO, to: way * length, half_widths: [0.045, 0.02] },
            ink,
        );
    }
    pen.flat(&Shape::disc(Vec2::ZERO, 0.06), ink);
}

fn button(dice: &mut Dice, pen: &mut Pen, lamp: Lamp) {
    let colour = colour::any(dice);
    let holes = *rand::seq::IndexedRandom::choose(&[2, 4, 4, 3][..], dice).expect("a count");
    pen.fill(&Shape::disc(Vec2::ZERO, 1.0), Edge::CLEAN, |at| {
        let ridge = if at.length() > 0.75 { 1.15 } else { 0.9 };
        (colour * lamp.on_ball(at * 0.8) * ridge).extend(1.0)
    });
    let start: f32 = dice.random_range(0.0..1.6);
    for hole in 0..holes {
        let way = Vec2::from_angle(start + hole as f32 * std::f32::consts::TAU / holes as f32);
        pen.flat(&Shape::disc(way * 0.3, 0.12), colour * 0.15);
    }
}

/// An electric socket: two or three dark holes on a pale plate.
fn socket(dice: &mut Dice, pen: &mut Pen) {
    let plate = colour::near(dice, Vec3::splat(0.88), 0.15);
    let body =
        Shape::Slab { centre: Vec2::ZERO, half: Vec2::new(0.85, 1.0), turn: 0.0, round: 0.12 };
    pen.fill(&body, Edge::CLEAN, |at| (plate * (1.0 - 0.1 * at.y)).extend(1.0));
    pen.fill(&Shape::disc(Vec2::ZERO, 0.6), Edge::soft(0.05), |at| {
        (plate * (0.82 + 0.1 * at.y)).extend(1.0)
    });
    let spread = dice.random_range(0.2..0.35);
    for side in [-spread, spread] {
        let hole = if dice.random_bool(0.5) {
            Shape::disc(Vec2::new(side, -0.05), 0.09)
        } else {
            Shape::bar(Vec2::new(side, -0.18), Vec2::new(side, 0.05), 0.05)
        };
        pen.flat(&hole, Vec3::splat(0.08));
    }
    if dice.random_bool(0.5) {
        pen.flat(&Shape::disc(Vec2::new(0.0, 0.28), 0.09), Vec3::splat(0.1));
    }
}

/// The front of a car: two lamps, a grille, a windscreen.
fn car(dice: &mut Dice, pen: &mut Pen) {
    let (paint, glass) = (colour::any(dice), colour::sky(dice) * 0.5);
    let roof = [(-0.6, -0.9), (0.6, -0.9), (0.85, -0.2), (-0.85, -0.2)];
    pen.flat(&Shape::Polygon(roof.map(Vec2::from).to_vec()), paint * 0.8);
    let screen = [(-0.52, -0.8), (0.52, -0.8), (0.7, -0.25), (-0.7, -0.25)];
    pen.fill(&Shape::Polygon(screen.map(Vec2::from).to_vec()), Edge::CLEAN, |at| {
        (glass * (0.9 - at.y)).extend(1.0)
    });
    let body = Shape::Slab {
        centre: Vec2::new(0.0, 0.2),
        half: Vec2::new(1.05, 0.5),
        turn: 0.0,
        round: 0.2,
    };
    pen.fill(&body, Edge::CLEAN, |at| (paint * (1.1 - 0.5 * at.y)).extend(1.0));
    let round = dice.random_range(0.1..0.22);
    for side in [-0.75, 0.75] {
        pen.flat(&Shape::disc(Vec2::new(side, 0.1), round), Vec3::splat(0.3));
        pen.flat(&Shape::disc(Vec2::new(side, 0.1), round * 0.8), Vec3::new(0.95, 0.94, 0.85));
        pen.flat(
            &Shape::bar(Vec2::new(side, 0.65), Vec2::new(side, 0.85), 0.13),
            Vec3::splat(0.06),
        );
    }
    let grille = Shape::Slab {
        centre: Vec2::new(0.0, 0.25),
        half: Vec2::new(0.42, 0.16),
        turn: 0.0,
        round: 0.05,
    };
    pen.fill(&grille, Edge::CLEAN, |at| {
        Vec3::splat(if (at.y * 18.0).fract().abs() < 0.5 { 0.1 } else { 0.6 }).extend(1.0)
    });
}

fn flower(dice: &mut Dice, pen: &mut Pen) {
    let (petal, heart) =
        (colour::hsv(dice.random(), dice.random_range(0.1..0.9), 0.9), colour::earth(dice));
    let petals = dice.random_range(5..14);
    for index in 0..petals {
        let angle = index as f32 * std::f32::consts::TAU / petals as f32;
        let middle = Vec2::from_angle(angle) * 0.6;
        let shape = Shape::Ellipse {
            centre: middle,
            radii: Vec2::new(0.42, 1.6 / petals as f32 + 0.05),
            turn: angle,
        };
        let tone = 0.85 + 0.15 * (index % 2) as f32;
        pen.fill(&shape, Edge::CLEAN, |at| (petal * tone * (0.65 + 0.4 * at.length())).extend(1.0));
    }
    let seed = dice.random();
    pen.fill(&Shape::disc(Vec2::ZERO, 0.3), Edge::CLEAN, |at| {
        (heart * (0.5 + noise::cell(seed, at * 18.0).near)).extend(1.0)
    });
}

/// An oval of one colour without features, as dummies and eggs are, now and then with plain holes.
fn mask(dice: &mut Dice, pen: &mut Pen, lamp: Lamp) {
    let colour = if dice.random_bool(0.5) { colour::skin(dice) } else { colour::any(dice) };
    let radii = Vec2::new(dice.random_range(0.65..0.85), 1.0);
    pen.fill(&Shape::oval(Vec2::ZERO, radii), Edge::CLEAN, |at| {
        (colour * lamp.on_ball(at / radii)).extend(1.0)
    });
    if dice.random_bool(0.3) {
        let band = Shape::Slab {
            centre: Vec2::new(0.0, -0.2),
            half: Vec2::new(0.9, 0.16),
            turn: 0.0,
            round: 0.05,
        };
        pen.flat(&band, colour * 0.3);
    }
}

/// Symmetric dark blobs, as in an inkblot.
fn blots(dice: &mut Dice, pen: &mut Pen) {
    let (ink, seed) = (colour::any(dice) * 0.4, dice.random());
    let (scale, level) = (dice.random_range(1.5..4.0), dice.random_range(0.45..0.6));
    pen.fill(&Shape::disc(Vec2::ZERO, 1.0), Edge::soft(0.2), |at| {
        let height = noise::fractal(seed, Vec2::new(at.x.abs(), at.y) * scale, 3);
        ink.extend(((height - level) * 20.0).clamp(0.0, 1.0))
    });
}

//! Hands.

use glam::{Vec2, Vec3};
use rand::Rng;

use crate::Layer;
use crate::world::pen::{Edge, Lamp, Pen, Place};
use crate::world::shape::Shape;
use crate::world::{Dice, colour};

/// Draws a hand that reaches up from below its place: open, pointing or a fist. Its palm is about a unit wide.
pub(crate) fn draw(dice: &mut Dice, layer: &mut Layer, place: Place, skin: Vec3) {
    let lamp = Lamp {
        towards: Vec3::new(dice.random_range(-0.6..0.6), -0.5, 0.7).normalize(),
        ambient: 0.55,
    };
    let mirror = if dice.random_bool(0.5) { 1.0 } else { -1.0 };
    let spread = dice.random_range(0.0..0.35);
    let mut pen = Pen { layer, place };
    let wrist = Vec2::new(0.1 * mirror, 0.3);
    let sleeve = dice.random_bool(0.6).then(|| colour::any(dice));
    let arm = wrist + Vec2::new(dice.random_range(-0.6..0.6), 2.2);
    limb(&mut pen, lamp, sleeve.unwrap_or(skin), [wrist + Vec2::Y * 0.5, arm], [0.34, 0.5]);
    limb(&mut pen, lamp, skin, [wrist, wrist + Vec2::Y * 0.5], [0.34, 0.3]);
    let palm = Shape::Slab {
        centre: Vec2::new(0.0, -0.1),
        half: Vec2::new(0.5, 0.52),
        turn: 0.0,
        round: 0.25,
    };
    pen.fill(&palm, Edge::soft(0.04), |at| {
        (skin * (0.75 + 0.35 * lamp.on_ball(at * 0.9))).extend(1.0)
    });
    let is_fist = dice.random_bool(0.2);
    for finger in 0..4 {
        let across = finger as f32 - 1.5;
        let root = Vec2::new(across * 0.26 * mirror, -0.5);
        let length = if is_fist || dice.random_bool(0.12) {
            0.12
        } else {
            0.75 - 0.1 * (across - 0.3).abs()
        };
        let angle = across * spread * mirror + dice.random_range(-0.08..0.08);
        let middle = root + Vec2::new(angle.sin(), -angle.cos()) * length * 0.55;
        let bend = angle + dice.random_range(-0.1..0.1);
        let tip = middle + Vec2::new(bend.sin(), -bend.cos()) * length * 0.5;
        limb(&mut pen, lamp, skin, [root, middle], [0.135, 0.125]);
        limb(&mut pen, lamp, skin, [middle, tip], [0.125, 0.105]);
        if length > 0.3 {
            nail(&mut pen, skin, tip, bend);
        }
    }
    let thumb = Vec2::new(-0.42 * mirror, 0.05);
    let bend = thumb + Vec2::new(-0.32 * mirror, -0.28);
    limb(&mut pen, lamp, skin, [thumb, bend], [0.2, 0.15]);
    limb(&mut pen, lamp, skin, [bend, bend + Vec2::new(-0.05 * mirror, -0.35)], [0.15, 0.11]);
}

fn limb(pen: &mut Pen, lamp: Lamp, colour: Vec3, [from, to]: [Vec2; 2], half_widths: [f32; 2]) {
    let across = (to - from).perp().normalize_or_zero();
    let half = half_widths[0].max(half_widths[1]);
    // A darker shape below tells fingers apart.
    let wide = half_widths.map(|width| width + 0.025);
    pen.fill(&Shape::Limb { from, to, half_widths: wide }, Edge::soft(0.05), |_| {
        (colour * 0.45).extend(0.5)
    });
    pen.fill(&Shape::Limb { from, to, half_widths }, Edge::soft(0.03), |at| {
        let side = ((at - from).dot(across) / half).clamp(-1.0, 1.0) * across;
        (colour * (0.7 + 0.4 * lamp.on_ball(side))).extend(1.0)
    });
}

fn nail(pen: &mut Pen, skin: Vec3, tip: Vec2, bend: f32) {
    let shape = Shape::Ellipse { centre: tip, radii: Vec2::new(0.065, 0.09), turn: bend };
    pen.fill(&shape, Edge::soft(0.03), |_| skin.lerp(Vec3::new(1.0, 0.85, 0.82), 0.4).extend(0.8));
}

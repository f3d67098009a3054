//! The body below a bust: the rest of the trunk, arms, hips and legs.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::pen::{Edge, Pen, Place};
use super::shape::Shape;
use super::{Dice, colour};
use crate::Layer;
use crate::head::Frame;

/// How far below the middle of the head the bust is still whole, decimetres.
const WHOLE_DM: f32 = 4.0;
/// Height of the piece of cloth that is repeated below it, decimetres.
const PIECE_DM: f32 = 1.6;

/// Goes on with a bust downwards, on a layer to lay below it; its cloth is taken from the bust.
pub(crate) fn draw(dice: &mut Dice, bust: &Layer, frame: &Frame, head_roll_deg: f32) -> Layer {
    let mut layer = Layer::empty(bust.width, bust.height);
    // Shoulders follow a quarter of the head's tilt, as the bust's do.
    let turn = 0.25 * head_roll_deg.to_radians();
    let place = Place { at_px: frame.centre_px, unit_px: frame.px_per_dm, turn };
    let spare = colour::any(dice);
    let cloth = |at: Vec2| {
        let folded = ((at.y - WHOLE_DM) / PIECE_DM).rem_euclid(2.0);
        let up = if folded > 1.0 { 2.0 - folded } else { folded };
        let seen = bust.colour_at(place.px(Vec2::new(at.x * 0.9, WHOLE_DM - up * PIECE_DM)));
        seen.unwrap_or(spare)
    };
    let trousers = colour::any(dice);
    let mut pen = Pen { layer: &mut layer, place };
    let stride = dice.random_range(0.4..0.9);
    for side in [-1.0, 1.0] {
        let leg = [Vec2::new(side * 0.7, 7.5), Vec2::new(side * stride, 15.5)];
        let shape = Shape::Limb { from: leg[0], to: leg[1], half_widths: [0.85, 0.5] };
        pen.fill(&shape, Edge::CLEAN, |at| shaded(trousers, at.x - side * 0.7).extend(1.0));
    }
    let trunk = [(-1.9, 3.2), (1.9, 3.2), (1.6, 6.0), (1.75, 8.2), (-1.75, 8.2), (-1.6, 6.0)];
    pen.fill(&Shape::Polygon(trunk.map(Vec2::from).to_vec()), Edge::CLEAN, |at| {
        shaded(cloth(at), at.x * 0.6).extend(1.0)
    });
    for side in [-1.0, 1.0] {
        let elbow = Vec2::new(side * dice.random_range(2.1..2.9), 4.8);
        let wrist =
            elbow + Vec2::new(side * dice.random_range(-1.9..0.3), dice.random_range(-0.5..2.5));
        let shoulder = Vec2::new(side * 1.75, 1.9);
        for (from, to, half_widths) in [(shoulder, elbow, [0.5, 0.42]), (elbow, wrist, [0.42, 0.3])]
        {
            pen.fill(&Shape::Limb { from, to, half_widths }, Edge::CLEAN, |at| {
                let across = (to - from).perp().normalize_or_zero();
                shaded(cloth(Vec2::new(0.0, at.y)), (at - from).dot(across) * 1.8).extend(1.0)
            });
        }
    }
    layer
}

/// Rounded by light from the front.
fn shaded(colour: Vec3, aside: f32) -> Vec3 {
    colour * (1.0 - 0.35 * (aside * aside).min(1.0))
}

//! Things that are no human faces but look a little like one: animals, round things with two dots, backs of
//! heads, hands, clocks. They are never labelled.

mod animal;
mod animal_body;
mod animal_drawing;
mod coat;
pub(crate) mod hand;
mod thing;

use glam::Vec2;
use rand::Rng;

use super::pen::Place;
use super::{Dice, colour};
use crate::Layer;

/// Draws something that is no face at a place, whose unit is the thing's radius.
pub(crate) fn draw(dice: &mut Dice, layer: &mut Layer, place: Place) {
    match dice.random_range(0..100) {
        0..62 => animal::Animal::random(dice).draw(layer, place),
        62..70 => {
            let skin = colour::skin(dice);
            hand::draw(dice, layer, place, skin);
        }
        70..78 => thing::back_of_head(dice, layer, place),
        _ => thing::draw(dice, layer, place),
    }
}

/// A place for one thing in a picture: most are whole, some are cut by the border.
pub(crate) fn place(dice: &mut Dice, width: usize, least_px: f32, most_px: f32) -> Place {
    let size = width as f32;
    let turn = if dice.random_bool(0.8) {
        dice.random_range(-0.3..0.3)
    } else {
        dice.random_range(-3.1..3.1)
    };
    Place {
        at_px: Vec2::new(dice.random_range(0.05..0.95), dice.random_range(0.05..0.95)) * size,
        unit_px: (dice.random_range(least_px.ln()..most_px.ln())).exp(),
        turn,
    }
}

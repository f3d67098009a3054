//! The hand that a picture is made by: cameras and films, printers and screens, painters and engravers.

mod drawing;
mod flow;
mod optics;
mod painting;
mod tone;

use rand::Rng;

use super::Dice;
use crate::Canvas;

/// Gives a finished picture the look of some medium.
pub(crate) fn apply(dice: &mut Dice, canvas: &mut Canvas) {
    match dice.random_range(0..1000) {
        0..105 => painting::oil(dice, canvas),
        105..145 => painting::watercolour(dice, canvas),
        145..205 => drawing::cartoon(dice, canvas),
        205..225 => drawing::engraving(dice, canvas),
        225..250 => drawing::posterise(dice, canvas),
        250..310 => painting::smooth(dice, canvas),
        _ => {}
    }
    tone::exposure(dice, canvas);
    tone::film(dice, canvas);
    optics::lens(dice, canvas);
    optics::grain(dice, canvas);
    for pixel in &mut canvas.pixels {
        *pixel = pixel.clamp(glam::Vec3::ZERO, glam::Vec3::ONE);
    }
    if dice.random_bool(0.5) {
        let quality = dice.random_range(15..=95);
        *canvas = optics::jpeg(canvas, quality);
    }
}

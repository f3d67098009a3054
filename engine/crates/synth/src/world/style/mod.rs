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
        145..200 => drawing::cartoon(dice, canvas),
        200..215 => drawing::engraving(dice, canvas),
        215..235 => drawing::posterise(dice, canvas),
        235..300 => painting::smooth(dice, canvas),
        _ => {}
    }
    // Half of all pictures are treated well.
    let harm = if dice.random_bool(0.5) { 0.3 } else { 1.0 };
    tone::exposure(dice, canvas, harm);
    tone::film(dice, canvas);
    optics::lens(dice, canvas, harm);
    optics::grain(dice, canvas, harm);
    for pixel in &mut canvas.pixels {
        *pixel = pixel.clamp(glam::Vec3::ZERO, glam::Vec3::ONE);
    }
    if dice.random_bool(0.5) {
        let quality = dice.random_range(if harm < 1.0 { 60..=95 } else { 15..=90 });
        *canvas = optics::jpeg(canvas, quality);
    }
}

//! Exposure, contrast, colour casts, black-and-white and faded films: one pixel at a time.

use glam::Vec3;
use rand::Rng;

use crate::Canvas;
use crate::world::{Dice, colour};

/// Exposure, contrast and white balance; `harm` 0..1 tells how far they may be off.
pub(super) fn exposure(dice: &mut Dice, canvas: &mut Canvas, harm: f32) {
    let mut off = |share: f64, low: f32, high: f32| {
        if dice.random_bool(share) { 1.0 + harm * dice.random_range(low..high) } else { 1.0 }
    };
    let gain = off(0.4, -0.4, 0.35);
    let contrast = off(0.4, -0.45, 0.5);
    let lift = off(0.3, -0.12, 0.12) - 1.0;
    let gamma = off(0.3, -0.3, 0.4);
    let balance = if dice.random_bool(0.35) { cast(dice, 0.2 * harm) } else { Vec3::ONE };
    for pixel in &mut canvas.pixels {
        let toned = (*pixel * gain * balance).max(Vec3::ZERO).powf(gamma);
        *pixel = (toned - 0.5) * contrast + 0.5 + lift;
    }
}

fn cast(dice: &mut Dice, reach: f32) -> Vec3 {
    Vec3::from_array(std::array::from_fn(|_| 1.0 + dice.random_range(-reach..reach)))
}

/// Black-and-white, sepia, tinted, faded or vivid.
pub(super) fn film(dice: &mut Dice, canvas: &mut Canvas) {
    let (saturation, paper, ink) = match dice.random_range(0..100) {
        0..12 => (0.0, Vec3::ONE, Vec3::ZERO),
        12..20 => {
            let tint = colour::hsv(dice.random_range(0.05..0.14), dice.random_range(0.1..0.5), 1.0);
            (0.0, tint, tint * dice.random_range(0.0..0.15))
        }
        20..22 => (0.0, colour::hsv(dice.random(), 0.3, 1.0), Vec3::splat(0.03)),
        22..31 => {
            let paper = cast(dice, 0.1) * dice.random_range(0.85..1.0);
            (dice.random_range(0.2..0.8), paper, cast(dice, 0.4) * dice.random_range(0.05..0.25))
        }
        31..44 => (dice.random_range(0.3..1.8), Vec3::ONE, Vec3::ZERO),
        _ => return,
    };
    for pixel in &mut canvas.pixels {
        let grey = Vec3::splat(colour::luma(*pixel));
        *pixel = ink + (paper - ink) * (grey + (*pixel - grey) * saturation);
    }
}

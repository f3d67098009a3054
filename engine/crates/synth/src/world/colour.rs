//! Colours by chance, in display-referred sRGB.

use glam::Vec3;
use rand::Rng;
use rand::seq::IndexedRandom;

use super::Dice;

/// Luma of a colour, with the weights of Rec. 601.
pub(crate) fn luma(colour: Vec3) -> f32 {
    colour.dot(Vec3::new(0.299, 0.587, 0.114))
}

/// A colour of hue, saturation and value, all 0..1.
pub(crate) fn hsv(hue: f32, saturation: f32, value: f32) -> Vec3 {
    let channel = |shift: f32| {
        let k = (shift + hue * 6.0).rem_euclid(6.0);
        value * (1.0 - saturation * k.min(4.0 - k).clamp(0.0, 1.0))
    };
    Vec3::new(channel(5.0), channel(3.0), channel(1.0))
}

/// Any colour, as things made by people have them: greys and browns more often than brights.
pub(crate) fn any(dice: &mut Dice) -> Vec3 {
    let saturation = match dice.random_range(0..10) {
        0..3 => dice.random_range(0.0..0.08),
        3..8 => dice.random_range(0.08..0.5),
        _ => dice.random_range(0.5..1.0),
    };
    let hue = if dice.random_bool(0.4) { dice.random_range(0.0..0.14) } else { dice.random() };
    hsv(hue, saturation, dice.random_range(0.04f32..1.0))
}

/// A colour near another.
pub(crate) fn near(dice: &mut Dice, colour: Vec3, spread: f32) -> Vec3 {
    let light = 1.0 + dice.random_range(-spread..=spread);
    let tint = Vec3::from_array(std::array::from_fn(|_| dice.random_range(-spread..=spread))) * 0.4;
    (colour * (light + tint)).clamp(Vec3::ZERO, Vec3::ONE)
}

/// Human skin, from pale to very dark.
pub(crate) fn skin(dice: &mut Dice) -> Vec3 {
    let tones = [
        Vec3::new(0.95, 0.80, 0.71),
        Vec3::new(0.87, 0.66, 0.53),
        Vec3::new(0.70, 0.48, 0.35),
        Vec3::new(0.47, 0.30, 0.21),
        Vec3::new(0.26, 0.16, 0.11),
    ];
    let at: f32 = dice.random_range(0.0..tones.len() as f32 - 1.001);
    let tone = tones[at as usize].lerp(tones[at as usize + 1], at.fract());
    near(dice, tone, 0.12)
}

/// Animals' coats: black, brown, fawn, red, grey, cream and white.
pub(crate) fn fur(dice: &mut Dice) -> Vec3 {
    let coats = [
        Vec3::new(0.08, 0.07, 0.07),
        Vec3::new(0.24, 0.15, 0.10),
        Vec3::new(0.42, 0.27, 0.16),
        Vec3::new(0.62, 0.43, 0.26),
        Vec3::new(0.78, 0.47, 0.22),
        Vec3::new(0.80, 0.67, 0.50),
        Vec3::new(0.45, 0.44, 0.44),
        Vec3::new(0.66, 0.65, 0.64),
        Vec3::new(0.92, 0.89, 0.84),
    ];
    let coat = *coats.choose(dice).expect("a coat");
    near(dice, coat, 0.15)
}

/// What grows: greens, with straw and autumn among them.
pub(crate) fn leaf(dice: &mut Dice) -> Vec3 {
    let hue = if dice.random_bool(0.75) {
        dice.random_range(0.17..0.38)
    } else {
        dice.random_range(0.02..0.17)
    };
    hsv(hue, dice.random_range(0.15..0.75), dice.random_range(0.1f32..0.7))
}

/// Wood, earth and stone.
pub(crate) fn earth(dice: &mut Dice) -> Vec3 {
    hsv(
        dice.random_range(0.03..0.13),
        dice.random_range(0.05..0.6),
        dice.random_range(0.12f32..0.8),
    )
}

/// Skies by day and in the evening.
pub(crate) fn sky(dice: &mut Dice) -> Vec3 {
    let hue = if dice.random_bool(0.8) {
        dice.random_range(0.52..0.66)
    } else {
        dice.random_range(0.0..0.12)
    };
    hsv(hue, dice.random_range(0.02..0.7), dice.random_range(0.35f32..1.0))
}

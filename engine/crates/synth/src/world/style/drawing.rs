//! Pictures of few tones or of lines: cartoons, posters, engravings.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::flow;
use crate::Canvas;
use crate::world::material::ease;
use crate::world::{Dice, colour, filter, noise};

/// Few flat tones a channel.
pub(super) fn posterise(dice: &mut Dice, canvas: &mut Canvas) {
    let tones = dice.random_range(3..9) as f32;
    for pixel in &mut canvas.pixels {
        *pixel = (*pixel * tones).floor().min(Vec3::splat(tones - 1.0)) / (tones - 1.0);
    }
}

/// Flat colours in even light, with outlines where brightness steps (differences of Gaussians, after
/// Winnemöller's XDoG, 2011).
pub(super) fn cartoon(dice: &mut Dice, canvas: &mut Canvas) {
    let size = canvas.width as f32 / 128.0;
    filter::blur(canvas, dice.random_range(0.6..1.2) * size);
    let tones = dice.random_range(3.0..7.0f32);
    let vivid = dice.random_range(0.8..1.8);
    let outlines = dice.random_bool(0.75).then(|| outlines(dice, canvas, size));
    let flat = dice.random_range(0.5..1.0);
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let luma = colour::luma(*pixel).max(0.02);
        let level = (luma * tones).floor();
        let step = (level + ease(0.35, 0.65, luma * tones - level)) / tones;
        let toned = *pixel * (1.0 + flat * (step / luma - 1.0));
        let grey = Vec3::splat(colour::luma(toned));
        *pixel = grey + (toned - grey) * vivid;
        if let Some(lines) = &outlines {
            *pixel *= 1.0 - lines[index];
        }
    }
}

fn outlines(dice: &mut Dice, canvas: &Canvas, size: f32) -> Vec<f32> {
    let luma: Vec<f32> = canvas.pixels.iter().map(|pixel| colour::luma(*pixel)).collect();
    let (mut fine, mut coarse) = (luma.clone(), luma);
    let width = dice.random_range(0.5..1.0) * size;
    filter::blur_plane(&mut fine, canvas.width, width);
    filter::blur_plane(&mut coarse, canvas.width, width * 1.6);
    let (gain, weight) = (dice.random_range(25.0..70.0), dice.random_range(0.5..1.0));
    let line =
        |(fine, coarse): (&f32, &f32)| weight * ((coarse - fine - 0.008) * gain).clamp(0.0, 1.0);
    fine.iter().zip(&coarse).map(line).collect()
}

/// Ink lines that swell where it is dark, bent a little along the forms.
pub(super) fn engraving(dice: &mut Dice, canvas: &mut Canvas) {
    let size = canvas.width as f32 / 128.0;
    let width = canvas.width;
    filter::blur(canvas, 0.5 * size);
    let luma: Vec<f32> = canvas.pixels.iter().map(|pixel| colour::luma(*pixel)).collect();
    let edges = flow::slopes(&luma, width);
    let pitch = dice.random_range(2.2..4.0) * size;
    let way = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::PI));
    let (seed, bend) = (dice.random::<u32>(), dice.random_range(0.0..6.0));
    let (ink, paper) =
        (colour::any(dice) * 0.25, colour::near(dice, Vec3::new(0.93, 0.9, 0.82), 0.1));
    let kept = dice.random_range(0.0..0.5);
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32);
        let sway = bend * noise::smooth(seed, px * (0.05 / size)) + 2.0 * luma[index];
        let hatch =
            |way: Vec2| 0.5 + 0.5 * ((px.dot(way) / pitch + sway) * std::f32::consts::TAU).sin();
        let cross = if luma[index] < 0.35 { hatch(way.perp()) } else { 1.0 };
        let light = luma[index] * 1.15 - 2.0 * edges[index].length();
        let white = ease(-0.2, 0.2, light - (1.0 - hatch(way).min(cross)) * 0.9);
        *pixel = ink.lerp(paper, white).lerp(*pixel, kept);
    }
}

//! What lenses, sensors, scanners and compressors do.

use glam::{Vec2, Vec3};
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

use crate::Canvas;
use crate::world::{Dice, filter, noise};

/// Blur, shake, sharpening, lost resolution and dark corners; `harm` 0..1 tells how often.
pub(super) fn lens(dice: &mut Dice, canvas: &mut Canvas, harm: f32) {
    let fate = dice.random_range(0.0..100.0) / harm;
    match fate as u32 {
        0..16 => filter::blur(canvas, dice.random_range(0.3..1.7)),
        16..21 => shake(dice, canvas),
        21..36 => coarsen(dice, canvas),
        36..52 => sharpen(dice, canvas),
        _ => {}
    }
    if dice.random_bool(0.12) {
        vignette(canvas, dice.random_range(0.2..0.8));
    }
}

fn shake(dice: &mut Dice, canvas: &mut Canvas) {
    let step = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::PI))
        * dice.random_range(0.3..1.1);
    *canvas = mapped(canvas, |source, px| {
        (-3..=3).map(|tap| filter::sample(source, px + step * tap as f32)).sum::<Vec3>() / 7.0
    });
}

/// Down and up again, as small pictures are shown large.
fn coarsen(dice: &mut Dice, canvas: &mut Canvas) {
    let share = dice.random_range(0.22..0.8);
    let small = |size: usize| ((size as f32 * share) as usize).max(8);
    let reduced = filter::resized(canvas, small(canvas.width), small(canvas.height));
    *canvas = filter::resized(&reduced, canvas.width, canvas.height);
}

fn sharpen(dice: &mut Dice, canvas: &mut Canvas) {
    let amount = dice.random_range(0.3..1.4);
    let mut blurred = canvas.clone();
    filter::blur(&mut blurred, dice.random_range(0.7..1.5));
    for (pixel, soft) in canvas.pixels.iter_mut().zip(&blurred.pixels) {
        *pixel += (*pixel - *soft) * amount;
    }
}

fn vignette(canvas: &mut Canvas, strength: f32) {
    let (width, size) = (canvas.width, canvas.width as f32);
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let at =
            Vec2::new((index % width) as f32, (index / width) as f32) / size - Vec2::splat(0.5);
        *pixel *= 1.0 - strength * at.length_squared() * 1.6;
    }
}

/// Noise of a sensor or grain of a film, which has a size; `harm` 0..1 tells how strong.
pub(super) fn grain(dice: &mut Dice, canvas: &mut Canvas, harm: f32) {
    if dice.random_bool(0.55) {
        return;
    }
    let strength = dice.random_range(0.02f32..1.0).powi(2) * 0.07 * harm;
    let (seed, size) = (dice.random::<u32>(), dice.random_range(0.35..1.1));
    let is_film = dice.random_bool(0.4);
    let share = if dice.random_bool(0.5) { 0.0 } else { 0.6 };
    let width = canvas.width;
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32);
        let grey: f32 = if is_film {
            3.0 * (noise::smooth(seed, px * size) + noise::smooth(seed ^ 1, px * size * 1.9) - 1.0)
        } else {
            StandardNormal.sample(dice)
        };
        let mut speck = Vec3::splat(grey);
        if share > 0.0 {
            speck += share * Vec3::from_array(std::array::from_fn(|_| StandardNormal.sample(dice)));
        }
        *pixel += speck * strength;
    }
}

/// Through a JPEG file and back.
pub(super) fn jpeg(canvas: &Canvas, quality: u8) -> Canvas {
    let bytes: Vec<u8> = canvas.to_rgb8();
    let (width, height) = (canvas.width as u32, canvas.height as u32);
    let picture =
        RgbImage::from_raw(width, height, bytes).expect("as many bytes as pixels ask for");
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, quality)
        .encode_image(&picture)
        .expect("memory takes a small file");
    let decoded = image::load_from_memory_with_format(&file, ImageFormat::Jpeg)
        .expect("what was just written");
    let pixels = decoded
        .to_rgb8()
        .pixels()
        .map(|pixel| Vec3::from(pixel.0.map(f32::from)) / 255.0)
        .collect();
    Canvas { width: canvas.width, height: canvas.height, pixels }
}

/// A picture whose every pixel is asked of another.
pub(super) fn mapped(canvas: &Canvas, at: impl Fn(&Canvas, Vec2) -> Vec3) -> Canvas {
    let pixels = (0..canvas.pixels.len()).map(|index| {
        at(canvas, Vec2::new((index % canvas.width) as f32, (index / canvas.width) as f32))
    });
    Canvas { width: canvas.width, height: canvas.height, pixels: pixels.collect() }
}

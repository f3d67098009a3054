//! From linear light to the finished picture.

use super::{
    canvas::{HEIGHT, WIDTH},
    noise::bell,
};
use glam::{Vec2, Vec3};

/// Glow, tone curve, vignette and sRGB.
pub(super) fn develop(pixels: &[Vec3]) -> Vec<u8> {
    let glow = blurred(pixels, 9);
    let mut bytes = Vec::with_capacity(pixels.len() * 3);
    for (n, (&pixel, &glow)) in pixels.iter().zip(&glow).enumerate() {
        let at = Vec2::new((n % WIDTH) as f32 / WIDTH as f32, (n / WIDTH) as f32 / HEIGHT as f32);
        let vignette = 0.62 + 0.38 * bell(at.distance(Vec2::new(0.5, 0.42)), 0.72);
        let light = (pixel * 0.93 + glow * 0.07) * vignette;
        // A soft shoulder keeps the highlights' colour.
        let toned = Vec3::ONE - (-light * 1.22).exp();
        let graded = toned.lerp(toned * toned * (Vec3::splat(3.0) - 2.0 * toned), 0.22);
        bytes.extend(graded.to_array().map(|channel| (srgb(channel) * 255.0).round() as u8));
    }
    bytes
}

fn srgb(linear: f32) -> f32 {
    let linear = linear.clamp(0.0, 1.0);
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

/// Two box blurs.
fn blurred(pixels: &[Vec3], radius: usize) -> Vec<Vec3> {
    let across = box_blur(pixels, WIDTH, radius);
    let down = box_blur(&transposed(&across, WIDTH), HEIGHT, radius);
    transposed(&down, HEIGHT)
}

fn box_blur(pixels: &[Vec3], width: usize, radius: usize) -> Vec<Vec3> {
    let mut blurred = Vec::with_capacity(pixels.len());
    for row in pixels.chunks(width) {
        for x in 0..width {
            let window = &row[x.saturating_sub(radius)..(x + radius + 1).min(width)];
            blurred.push(window.iter().sum::<Vec3>() / window.len() as f32);
        }
    }
    blurred
}

fn transposed(pixels: &[Vec3], width: usize) -> Vec<Vec3> {
    let height = pixels.len() / width;
    (0..pixels.len()).map(|n| pixels[(n % height) * width + n / height]).collect()
}

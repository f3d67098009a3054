//! Smoothing and resampling of pictures and planes.

use std::ops::{Add, Mul, Sub};

use glam::{Vec2, Vec3};

use crate::Canvas;

/// What can be averaged: a colour or a number.
pub(crate) trait Value:
    Copy + Default + Add<Output = Self> + Sub<Output = Self> + Mul<f32, Output = Self>
{
}
impl Value for f32 {}
impl Value for Vec3 {}

/// Gaussian blur of a picture.
pub(crate) fn blur(canvas: &mut Canvas, sigma_px: f32) {
    let width = canvas.width;
    blur_plane(&mut canvas.pixels, width, sigma_px);
}

/// Gaussian blur of a plane: by its kernel where that is short, else by three box blurs (the central limit
/// theorem makes them a Gaussian), whose width is the nearest that whole boxes have.
pub(crate) fn blur_plane<T: Value>(plane: &mut Vec<T>, width: usize, sigma_px: f32) {
    if sigma_px < 0.15 || plane.is_empty() {
        return;
    }
    let height = plane.len() / width;
    if sigma_px < 1.8 {
        let kernel = gaussian(sigma_px);
        let turned = convolved_across(plane, width, &kernel);
        *plane = convolved_across(&turned, height, &kernel);
    } else {
        // Three boxes of half-width r have variance r(r + 1).
        let reach = ((sigma_px * sigma_px + 0.25).sqrt() - 0.5).round().max(1.0) as usize;
        let smooth = |plane: &[T], width| {
            let twice = boxed_across(&boxed_across(plane, width, reach), width, reach);
            transposed(&boxed_across(&twice, width, reach), width)
        };
        let turned = smooth(plane, width);
        *plane = smooth(&turned, height);
    }
}

/// Means over squares of 2·reach + 1 pixels a side.
pub(crate) fn box_blur<T: Value>(plane: &[T], width: usize, reach: usize) -> Vec<T> {
    let turned = transposed(&boxed_across(plane, width, reach), width);
    let height = plane.len() / width;
    transposed(&boxed_across(&turned, height, reach), height)
}

fn gaussian(sigma: f32) -> Vec<f32> {
    let reach = (sigma * 2.6).ceil() as i32;
    let weights: Vec<f32> =
        (-reach..=reach).map(|x| (-0.5 * (x as f32 / sigma).powi(2)).exp()).collect();
    let sum: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// Convolves along rows and turns rows to columns, so that two calls blur both ways.
fn convolved_across<T: Value>(plane: &[T], width: usize, kernel: &[f32]) -> Vec<T> {
    let height = plane.len() / width;
    let reach = kernel.len() / 2;
    let mut turned = vec![T::default(); plane.len()];
    let mut padded = vec![T::default(); width + 2 * reach];
    for (y, row) in plane.chunks_exact(width).enumerate() {
        padded[reach..reach + width].copy_from_slice(row);
        padded[..reach].fill(row[0]);
        padded[reach + width..].fill(row[width - 1]);
        for x in 0..width {
            let window = &padded[x..x + kernel.len()];
            turned[x * height + y] = window
                .iter()
                .zip(kernel)
                .fold(T::default(), |sum, (value, weight)| sum + *value * *weight);
        }
    }
    turned
}

fn boxed_across<T: Value>(plane: &[T], width: usize, reach: usize) -> Vec<T> {
    let mut out = vec![T::default(); plane.len()];
    let share = 1.0 / (2 * reach + 1) as f32;
    for (row, smoothed) in plane.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
        let value = |x: isize| row[x.clamp(0, width as isize - 1) as usize];
        let mut sum =
            (-(reach as isize)..=reach as isize).fold(T::default(), |sum, x| sum + value(x));
        for (x, smooth) in smoothed.iter_mut().enumerate() {
            *smooth = sum * share;
            let (gone, come) = (x as isize - reach as isize, x as isize + reach as isize + 1);
            sum = sum + value(come) - value(gone);
        }
    }
    out
}

fn transposed<T: Value>(plane: &[T], width: usize) -> Vec<T> {
    let height = plane.len() / width;
    let mut turned = vec![T::default(); plane.len()];
    for (y, row) in plane.chunks_exact(width).enumerate() {
        for (x, value) in row.iter().enumerate() {
            turned[x * height + y] = *value;
        }
    }
    turned
}

/// The colour between pixels, bilinear; the border goes on for ever.
pub(crate) fn sample(canvas: &Canvas, px: Vec2) -> Vec3 {
    let last = Vec2::new(canvas.width as f32 - 1.0, canvas.height as f32 - 1.0);
    let px = px.clamp(Vec2::ZERO, last);
    let (x, y) = (px.x as usize, px.y as usize);
    let (right, below) = ((x + 1).min(canvas.width - 1), (y + 1).min(canvas.height - 1));
    let part = px.fract();
    let at = |x: usize, y: usize| canvas.pixels[y * canvas.width + x];
    at(x, y).lerp(at(right, y), part.x).lerp(at(x, below).lerp(at(right, below), part.x), part.y)
}

/// Another size, by bilinear samples of a picture blurred enough not to alias.
pub(crate) fn resized(canvas: &Canvas, width: usize, height: usize) -> Canvas {
    let ratio = Vec2::new(canvas.width as f32 / width as f32, canvas.height as f32 / height as f32);
    let mut source = canvas.clone();
    if ratio.max_element() > 1.0 {
        blur(&mut source, 0.45 * ratio.max_element());
    }
    let pixels = (0..width * height).map(|index| {
        let px = Vec2::new((index % width) as f32 + 0.5, (index / width) as f32 + 0.5);
        sample(&source, px * ratio - Vec2::splat(0.5))
    });
    Canvas { width, height, pixels: pixels.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blur_keeps_the_sum_and_spreads_as_asked() {
        for sigma in [0.8, 3.5, 6.0] {
            let width = 65;
            let mut plane = vec![0.0f32; width * width];
            plane[32 * width + 32] = 1.0;
            blur_plane(&mut plane, width, sigma);
            let sum: f32 = plane.iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "σ {sigma} has sum {sum}");
            let spread: f32 = plane
                .iter()
                .enumerate()
                .map(|(at, v)| v * ((at % width) as f32 - 32.0).powi(2))
                .sum();
            assert!((spread.sqrt() / sigma - 1.0).abs() < 0.15, "σ {sigma} is {}", spread.sqrt());
        }
    }
}

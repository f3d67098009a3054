//! Oil, watercolour and the smooth skin of retouched pictures.

use glam::{Vec2, Vec3};
use rand::Rng;

use super::flow;
use crate::Canvas;
use crate::world::material::ease;
use crate::world::{Dice, colour, filter, noise};

/// Patches of paint with bristles and relief, varnish, and sometimes cracks.
pub(super) fn oil(dice: &mut Dice, canvas: &mut Canvas) {
    let size = canvas.width as f32 / 128.0;
    patches(canvas, (dice.random_range(1.0..2.6) * size).round() as usize);
    let ways = flow::along_edges(canvas, 2.5 * size);
    let (seed, fine) = (dice.random::<u32>(), dice.random_range(0.35..0.9) / size);
    let relief = smeared(canvas.width, &ways, |px| noise::smooth(seed, px * fine));
    // Most paint lies thin.
    let body = 1.6 * dice.random_range(0.0f32..1.0).powi(3);
    let light = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU));
    for (pixel, slope) in canvas.pixels.iter_mut().zip(flow::slopes(&relief, canvas.width)) {
        *pixel *= 1.0 + body * slope.dot(light);
    }
    if dice.random_bool(0.6) {
        let varnish = Vec3::new(1.0, dice.random_range(0.82..1.0), dice.random_range(0.55..0.95));
        canvas.pixels.iter_mut().for_each(|pixel| *pixel *= varnish);
    }
    if dice.random_bool(0.3) {
        craquelure(dice, canvas);
    }
}

/// Values smeared along the ways, as line integral convolution does (Cabral and Leedom 1993).
fn smeared(width: usize, ways: &[Vec2], at: impl Fn(Vec2) -> f32) -> Vec<f32> {
    let height = ways.len() / width;
    let way_at = |px: Vec2| {
        let x = (px.x.round().max(0.0) as usize).min(width - 1);
        let y = (px.y.round().max(0.0) as usize).min(height - 1);
        ways[y * width + x]
    };
    let smear = |index: usize| {
        let start = Vec2::new((index % width) as f32, (index / width) as f32);
        let mut sum = at(start);
        for side in [-1.0, 1.0] {
            let (mut px, mut last) = (start, way_at(start) * side);
            for _ in 0..4 {
                let way = way_at(px);
                last = if way.dot(last) < 0.0 { -way } else { way };
                px += last * 1.3;
                sum += at(px);
            }
        }
        sum / 9.0
    };
    (0..ways.len()).map(smear).collect()
}

/// The Kuwahara filter (1976): of four squares that meet at a pixel, the mean of the most even one.
fn patches(canvas: &mut Canvas, reach: usize) {
    let reach = reach.max(1);
    let width = canvas.width;
    let luma: Vec<f32> = canvas.pixels.iter().map(|pixel| colour::luma(*pixel)).collect();
    let squares: Vec<f32> = luma.iter().map(|value| value * value).collect();
    let [means, spreads] = [luma, squares].map(|plane| filter::box_blur(&plane, width, reach));
    let colours = filter::box_blur(&canvas.pixels, width, reach);
    let uneven: Vec<f32> =
        means.iter().zip(&spreads).map(|(mean, spread)| spread - mean * mean).collect();
    let height = canvas.height;
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let (x, y) = (index % width, index / width);
        let (left, right) = (x.saturating_sub(reach), (x + reach).min(width - 1));
        let (top, bottom) = (y.saturating_sub(reach), (y + reach).min(height - 1));
        let squares = [(left, top), (right, top), (left, bottom), (right, bottom)]
            .map(|(x, y)| y * width + x);
        let best = squares.into_iter().min_by(|a, b| uneven[*a].total_cmp(&uneven[*b]));
        *pixel = colours[best.unwrap_or(index)];
    }
}

/// Fine dark cracks between old plates of paint.
fn craquelure(dice: &mut Dice, canvas: &mut Canvas) {
    let (seed, width) = (dice.random::<u32>(), canvas.width);
    let scale = dice.random_range(8.0..22.0) / width as f32;
    let depth = dice.random_range(0.1..0.5);
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32) * scale;
        let bent = px + 0.4 * Vec2::splat(noise::fractal(seed ^ 1, px * 2.0, 2));
        let cell = noise::cell(seed, bent);
        *pixel *= 1.0 - depth * ease(0.07, 0.0, cell.next - cell.near);
    }
}

/// Thin paint: flat washes, pigment gathered at edges, paper shining through.
pub(super) fn watercolour(dice: &mut Dice, canvas: &mut Canvas) {
    let size = canvas.width as f32 / 128.0;
    patches(canvas, (dice.random_range(1.0..2.2) * size).round() as usize);
    let width = canvas.width;
    let luma: Vec<f32> = canvas.pixels.iter().map(|pixel| colour::luma(*pixel)).collect();
    let edges = flow::slopes(&luma, width);
    let (seed, rim) = (dice.random::<u32>(), dice.random_range(1.0..4.0));
    let (tooth, bleed) = (dice.random_range(0.0..0.25), dice.random_range(0.1..0.5));
    let thin = dice.random_range(0.6..0.95);
    for (index, (pixel, edge)) in canvas.pixels.iter_mut().zip(edges).enumerate() {
        let px = Vec2::new((index % width) as f32, (index / width) as f32) / size;
        let flow = noise::fractal(seed, px * 0.05, 3) - 0.5;
        let paper = noise::smooth(seed ^ 1, px * 0.6) - 0.5;
        let density = thin * (1.0 + rim * edge.length() + 2.0 * bleed * flow + tooth * paper);
        *pixel = Vec3::ONE - (Vec3::ONE - *pixel) * density.max(0.0);
    }
}

/// Skin without pores, as noise reduction and retouching leave it: each pixel the mean of its neighbours of
/// like colour (Tomasi and Manduchi's bilateral filter, 1998).
pub(super) fn smooth(dice: &mut Dice, canvas: &mut Canvas) {
    let likeness = dice.random_range(15.0..60.0);
    let stride = if dice.random_bool(0.5) { 1 } else { 2 };
    let (width, height) = (canvas.width as i32, canvas.height as i32);
    let source = canvas.pixels.clone();
    for (index, pixel) in canvas.pixels.iter_mut().enumerate() {
        let (x, y) = (index as i32 % width, index as i32 / width);
        let (mut sum, mut weights) = (Vec3::ZERO, 0.0);
        for dy in -2..=2 {
            for dx in -2..=2 {
                let (column, row) =
                    ((x + dx * stride).clamp(0, width - 1), (y + dy * stride).clamp(0, height - 1));
                let other = source[(row * width + column) as usize];
                let weight =
                    1.0 / (1.0 + likeness * likeness * (other - source[index]).length_squared());
                sum += other * weight;
                weights += weight;
            }
        }
        *pixel = sum / weights;
    }
}

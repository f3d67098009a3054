//! Finding the iris: the circle in the opening of an eye over which brightness jumps the most.
//!
//! This is Daugman's integro-differential operator ("High confidence visual recognition of persons
//! by a test of statistical independence", 1993) with a low quantile in place of the mean, so that most
//! of the arc must agree and no catch light decides, and with only the arc between the lids.

use super::opening::{Axes, Opening};
use super::patch::{blurred, colour_at, filled, luma, quantile, sampled};
use crate::Grid;
use glam::Vec2;
use image::RgbaImage;
use std::f32::consts::TAU;

/// Directions in which the rim is probed.
const DIRECTIONS: usize = 96;
/// A rim seen in fewer directions than this says nothing.
const FEWEST_DIRECTIONS: usize = 16;
/// Radii of human irises, in interocular distances (11.7 ± 0.5 mm to 63 mm, with room for children
/// and painters).
const RADIUS_IOD: (f32, f32) = (0.075, 0.125);
/// The jump that 1 − this share of the rim exceeds is what counts.
const AGREEMENT: f32 = 0.3;
/// Grey levels that a step of the centre and a change of the radius by its own size must gain.
const STEP_COST: f32 = 0.25;
const RADIUS_COST: f32 = 12.0;

/// A circle in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Circle {
    pub(crate) centre_px: Vec2,
    pub(crate) radius_px: f32,
}

/// The circle of the iris near a first guess, seen through the opening of the source.
pub(crate) fn find(
    picture: &RgbaImage,
    axes: &Axes,
    opening: &Opening,
    guess: Circle,
    iod_px: f32,
) -> Circle {
    let radius_px = guess.radius_px.clamp(RADIUS_IOD.0 * iod_px, RADIUS_IOD.1 * iod_px);
    let guess = Circle { radius_px, ..guess };
    let reach = Vec2::splat(1.3 * radius_px + 0.05 * iod_px);
    // At least a few steps to a radius, and no more than the search can tell apart.
    let step_px = (iod_px / 320.0).max(1.0);
    let grey = filled(guess.centre_px - reach, guess.centre_px + reach, step_px, |p| {
        luma(colour_at(picture, p))
    });
    let rim = Rim {
        grey: blurred(&grey, 0.008 * iod_px + 0.5),
        half_width_px: 0.012 * iod_px,
        inset_px: 0.014 * iod_px,
        axes,
        opening,
    };
    let step = 0.008 * iod_px;
    let mut best = (f32::NEG_INFINITY, guess);
    for (dx, dy) in (-4..=4).flat_map(|x| (-3..=3).map(move |y| (x as f32, y as f32))) {
        for growth in [0.86, 0.93, 1.0, 1.07, 1.14_f32] {
            let circle = Circle {
                centre_px: guess.centre_px + Vec2::new(dx, dy) * step,
                radius_px: radius_px * growth,
            };
            let cost = STEP_COST * dx.hypot(dy) + RADIUS_COST * (growth - 1.0).abs();
            let score = rim.contrast(circle).map_or(f32::NEG_INFINITY, |jump| jump - cost);
            if score > best.0 {
                best = (score, circle);
            }
        }
    }
    best.1
}

/// What a circle is judged by.
struct Rim<'a> {
    grey: Grid<f32>,
    half_width_px: f32,
    inset_px: f32,
    axes: &'a Axes,
    opening: &'a Opening,
}

impl Rim<'_> {
    /// How much brighter it is outside of a circle than inside, grey levels, scaled down where
    /// little of the circle is seen; `None` where too little is.
    fn contrast(&self, circle: Circle) -> Option<f32> {
        let jumps: Vec<f32> = (0..DIRECTIONS)
            .filter_map(|k| {
                let direction = Vec2::from_angle(k as f32 / DIRECTIONS as f32 * TAU);
                let at = |r: f32| circle.centre_px + direction * r;
                let outer = at(circle.radius_px + self.half_width_px);
                let inner = at(circle.radius_px - self.half_width_px);
                self.is_seen(outer).then(|| self.brightness(outer) - self.brightness(inner))
            })
            .collect();
        let seen = jumps.len();
        let jump = (seen >= FEWEST_DIRECTIONS).then(|| quantile(jumps, AGREEMENT))??;
        Some(jump * (seen as f32 / DIRECTIONS as f32).sqrt())
    }

    fn is_seen(&self, point_px: Vec2) -> bool {
        let p = self.axes.local(point_px);
        let (upper, lower) = self.opening.heights_px(p.x);
        p.y > upper + self.inset_px && p.y < lower - self.inset_px
    }

    fn brightness(&self, point_px: Vec2) -> f32 {
        sampled(&self.grey, point_px)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::opening::COLUMNS;
    use glam::Mat3;
    use image::Rgba;

    #[test]
    fn a_shifted_guess_finds_the_disc() {
        let iod_px = 140.0;
        let truth = Circle { centre_px: Vec2::new(80.0, 61.0), radius_px: 14.0 };
        let picture = RgbaImage::from_fn(160, 120, |x, y| {
            let away = Vec2::new(x as f32, y as f32).distance(truth.centre_px);
            let grey = 60.0 + 140.0 * (away - truth.radius_px + 0.5).clamp(0.0, 1.0);
            Rgba([grey as u8, grey as u8, grey as u8, 255])
        });
        let axes = Axes::new(Vec2::new(80.0, 60.0), Mat3::IDENTITY);
        let opening = Opening {
            first_px: -35.0,
            step_px: 70.0 / (COLUMNS - 1) as f32,
            upper_px: [-12.0; COLUMNS],
            lower_px: [12.0; COLUMNS],
        };
        for (dx, dy, radius_px) in [(0.0, 0.0, 14.0), (3.0, -2.0, 13.0), (-4.0, 2.0, 15.5)] {
            let guess = Circle { centre_px: truth.centre_px + Vec2::new(dx, dy), radius_px };
            let found = find(&picture, &axes, &opening, guess, iod_px);
            assert!(found.centre_px.distance(truth.centre_px) < 1.5, "{guess:?}: {found:?}");
            assert!((found.radius_px - truth.radius_px).abs() < 1.2, "{guess:?}: {found:?}");
        }
    }
}

//! Draws shapes on a layer, in the coordinates of the thing drawn.

use glam::{Vec2, Vec3, Vec4};

use super::noise;
use super::shape::Shape;
use crate::Layer;

/// Where a thing lies in the picture: its own coordinates (x right, y down, its size about one unit) are
/// turned, scaled and moved there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Its origin, pixels.
    pub at_px: Vec2,
    /// Pixels a unit.
    pub unit_px: f32,
    /// Clockwise turn, radians.
    pub turn: f32,
}

impl Place {
    /// From the thing's own coordinates to pixels.
    pub(crate) fn px(&self, local: Vec2) -> Vec2 {
        self.at_px + Vec2::from_angle(self.turn).rotate(local) * self.unit_px
    }

    /// From pixels to the thing's own coordinates.
    pub(crate) fn local(&self, px: Vec2) -> Vec2 {
        Vec2::from_angle(-self.turn).rotate(px - self.at_px) / self.unit_px
    }
}

/// How a shape's edge looks, in the thing's units.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Edge {
    /// Width of the fade from inside to outside; at least a pixel is always taken.
    pub soft: f32,
    /// How far tufts stand out and notches cut in.
    pub rough: f32,
    /// Tufts a unit.
    pub grain: f32,
}

impl Edge {
    /// A clean edge.
    pub(crate) const CLEAN: Self = Self { soft: 0.0, rough: 0.0, grain: 0.0 };

    /// A blurred edge.
    pub(crate) fn soft(soft: f32) -> Self {
        Self { soft, ..Self::CLEAN }
    }
}

/// Draws on a layer at a place.
pub(crate) struct Pen<'a> {
    /// What is drawn on.
    pub layer: &'a mut Layer,
    /// Where the thing drawn lies.
    pub place: Place,
}

impl Pen<'_> {
    /// Fills a shape with one colour.
    pub(crate) fn flat(&mut self, shape: &Shape, colour: Vec3) {
        self.fill(shape, Edge::CLEAN, |_| colour.extend(1.0));
    }

    /// Fills a shape; `paint` gives colour and alpha (not premultiplied) at a place in the thing's units.
    pub(crate) fn fill(&mut self, shape: &Shape, edge: Edge, paint: impl Fn(Vec2) -> Vec4) {
        let fade = edge.soft.max(1.0 / self.place.unit_px);
        let Some((columns, rows)) = self.reach(shape, fade + edge.rough) else { return };
        for y in rows {
            for x in columns.clone() {
                let local = self.place.local(Vec2::new(x as f32, y as f32));
                let mut distance = shape.distance(local);
                if edge.rough > 0.0 && distance.abs() < 2.0 * edge.rough {
                    distance +=
                        edge.rough * 2.0 * (noise::fractal(91, local * edge.grain, 2) - 0.5);
                }
                let cover = (0.5 - distance / fade).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let colour = paint(local);
                    lay(
                        &mut self.layer.pixels[y * self.layer.width + x],
                        colour.truncate(),
                        colour.w * cover,
                    );
                }
            }
        }
    }

    /// The pixels that a shape can touch.
    fn reach(
        &self,
        shape: &Shape,
        margin: f32,
    ) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>)> {
        let [low, high] = shape.bounds();
        let (low, high) = (low - Vec2::splat(margin), high + Vec2::splat(margin));
        let corners = [low, Vec2::new(high.x, low.y), high, Vec2::new(low.x, high.y)]
            .map(|corner| self.place.px(corner));
        let first = corners.into_iter().reduce(Vec2::min)?.floor().max(Vec2::ZERO);
        let size = Vec2::new(self.layer.width as f32, self.layer.height as f32);
        let last = (corners.into_iter().reduce(Vec2::max)?.ceil() + Vec2::ONE).min(size);
        let touches = first.x < last.x && first.y < last.y;
        touches.then_some((first.x as usize..last.x as usize, first.y as usize..last.y as usize))
    }
}

fn lay(under: &mut Vec4, colour: Vec3, alpha: f32) {
    *under = *under * (1.0 - alpha) + (colour * alpha).extend(alpha);
}

/// Light from one side on a thing drawn flat, as if it bulged.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lamp {
    /// Towards the light, unit length; x right, y down, z to the eye.
    pub towards: Vec3,
    /// Share of light that comes from everywhere.
    pub ambient: f32,
}

impl Lamp {
    /// Light on a ball, at a place in units of its radius from its middle.
    pub(crate) fn on_ball(&self, at: Vec2) -> f32 {
        let depth = (1.0 - at.length_squared()).max(0.0).sqrt();
        self.on(at.extend(depth).normalize_or_zero())
    }

    /// Light on a surface that faces along `normal`.
    pub(crate) fn on(&self, normal: Vec3) -> f32 {
        self.ambient + (1.0 - self.ambient) * normal.dot(self.towards).max(0.0) * 1.25
    }
}

//! A sheet of paint over the face: brows, freckles, creases and stubble, laid on the head at rest as seen
//! from the front, where the rig's proportions are known.

use glam::{Vec2, Vec3, Vec4};

/// The part of the head at rest that the sheet covers.
const LEAST_DM: Vec2 = Vec2::new(-0.85, 6.0);
const MOST_DM: Vec2 = Vec2::new(0.85, 8.1);

/// Premultiplied linear colours with opacity.
pub(crate) struct Paint {
    width: usize,
    height: usize,
    pub(crate) texels_per_dm: f32,
    texels: Vec<Vec4>,
}

impl Paint {
    /// A clear sheet for a picture with so many pixels a decimetre.
    pub(crate) fn clear(px_per_dm: f32) -> Self {
        let texels_per_dm = (px_per_dm * 2.0).clamp(24.0, 140.0);
        let size = (MOST_DM - LEAST_DM) * texels_per_dm;
        let (width, height) = (size.x as usize + 2, size.y as usize + 2);
        Self { width, height, texels_per_dm, texels: vec![Vec4::ZERO; width * height] }
    }

    fn to_texels(&self, at_dm: Vec2) -> Vec2 {
        (at_dm - LEAST_DM) * self.texels_per_dm
    }

    /// Texels within a box around two points, at least one each way.
    fn texels_around(
        &self,
        ends: [Vec2; 2],
        reach: Vec2,
    ) -> impl Iterator<Item = (usize, Vec2)> + use<> {
        let (width, height) = (self.width, self.height);
        let least = (ends[0].min(ends[1]) - reach).max(Vec2::ZERO);
        let most = (ends[0].max(ends[1]) + reach).max(Vec2::NEG_ONE);
        let x = least.x.ceil() as usize..((most.x + 1.0) as usize).min(width);
        let y = least.y.ceil() as usize..((most.y + 1.0) as usize).min(height);
        y.flat_map(move |y| x.clone().map(move |x| (y * width + x, Vec2::new(x as f32, y as f32))))
    }

    fn over(&mut self, texel: usize, colour: Vec3, opacity: f32) {
        let under = &mut self.texels[texel];
        *under = *under * (1.0 - opacity) + (colour * opacity).extend(opacity);
    }

    /// A straight stroke with soft edges.
    pub(crate) fn stroke(&mut self, ends_dm: [Vec2; 2], width_dm: f32, colour: Vec3, opacity: f32) {
        let [from, to] = ends_dm.map(|at| self.to_texels(at));
        let half = (width_dm * self.texels_per_dm * 0.5).max(0.5);
        let along = to - from;
        for (texel, at) in self.texels_around([from, to], Vec2::splat(half + 0.5)) {
            let t = ((at - from).dot(along) / along.length_squared().max(1e-6)).clamp(0.0, 1.0);
            let away = at.distance(from + along * t);
            let cover = (half + 0.5 - away).clamp(0.0, 1.0);
            if cover > 0.0 {
                self.over(texel, colour, opacity * cover);
            }
        }
    }

    /// A soft spot with half axes.
    pub(crate) fn dab(&mut self, at_dm: Vec2, half_dm: Vec2, colour: Vec3, opacity: f32) {
        let at = self.to_texels(at_dm);
        let half = (half_dm * self.texels_per_dm).max(Vec2::splat(0.6));
        for (texel, place) in self.texels_around([at, at], half) {
            let away = ((place - at) / half).length_squared();
            if away < 1.0 {
                self.over(texel, colour, opacity * (1.0 - away));
            }
        }
    }

    /// Lays `opacity(place at rest)` of a colour over everything in a box.
    pub(crate) fn wash(&mut self, area_dm: [Vec2; 2], colour: Vec3, opacity: impl Fn(Vec2) -> f32) {
        let ends = area_dm.map(|at| self.to_texels(at));
        for (texel, at) in self.texels_around(ends, Vec2::ZERO) {
            let share = opacity(at / self.texels_per_dm + LEAST_DM);
            if share > 0.0 {
                self.over(texel, colour, share);
            }
        }
    }

    /// The paint at a place of the head at rest, premultiplied.
    pub(crate) fn at(&self, at_dm: Vec2) -> Vec4 {
        let at = self.to_texels(at_dm);
        if !(at.x >= 0.0 && at.y >= 0.0) {
            return Vec4::ZERO;
        }
        let (x, y) = (at.x as usize, at.y as usize);
        if x + 1 >= self.width || y + 1 >= self.height {
            return Vec4::ZERO;
        }
        let row = |y: usize| {
            let (a, b) = (self.texels[y * self.width + x], self.texels[y * self.width + x + 1]);
            a.lerp(b, at.x.fract())
        };
        row(y).lerp(row(y + 1), at.y.fract())
    }
}

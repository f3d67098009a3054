//! The opening between two lines of the face: between the lids of an eye, or between the lips.
//!
//! An opening is described in columns across a flat frame that leans as the head does, so that a
//! mask, a height above a lid, or the place of a shadow is one look-up and a subtraction: the
//! shaders do exactly what [`Opening::cover`] does.

use glam::{Mat3, Vec2, Vec3};
use risorius_rig::{LidLines, LipLines};

/// Opening of an opening. A lid line has 47 vertices; this keeps every bend.
pub(crate) const COLUMNS: usize = 64;

/// A flat frame in the picture: u along the head's own left-right axis, v across it, downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Axes {
    pub(crate) origin_px: Vec2,
    /// Unit vector of u, towards the right of the picture.
    pub(crate) along: Vec2,
}

impl Axes {
    /// The frame at a point of a head that is seen turned by `view_from_rig`.
    pub(crate) fn new(origin_px: Vec2, view_from_rig: Mat3) -> Self {
        let left = view_from_rig * Vec3::X;
        Self { origin_px, along: Vec2::new(left.x, -left.y).try_normalize().unwrap_or(Vec2::X) }
    }

    /// As the shaders have it: origin, then the direction of u.
    pub(crate) fn to_array(self) -> [f32; 4] {
        [self.origin_px.x, self.origin_px.y, self.along.x, self.along.y]
    }

    /// From picture to frame, pixels.
    pub(crate) fn local(&self, point_px: Vec2) -> Vec2 {
        let p = point_px - self.origin_px;
        Vec2::new(p.dot(self.along), p.dot(self.along.perp()))
    }

    /// From frame to picture, pixels.
    pub(crate) fn picture(&self, local_px: Vec2) -> Vec2 {
        self.origin_px + self.along * local_px.x + self.along.perp() * local_px.y
    }
}

/// The two lines of an opening as lists of vertices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'a> {
    pub(crate) upper: &'a [u32],
    pub(crate) lower: &'a [u32],
}

impl<'a> From<&'a LidLines> for Lines<'a> {
    fn from(lids: &'a LidLines) -> Self {
        Self { upper: &lids.upper, lower: &lids.lower }
    }
}

impl<'a> From<&'a LipLines> for Lines<'a> {
    fn from(lips: &'a LipLines) -> Self {
        Self { upper: &lips.upper, lower: &lips.lower }
    }
}

/// A line of a face in a frame, sorted by u.
#[derive(Clone, Debug)]
pub(crate) struct Polyline(Vec<Vec2>);

impl Polyline {
    /// The line through some vertices; `None` where there are none.
    pub(crate) fn new(axes: &Axes, vertices: &[u32], vertices_px: &[Vec3]) -> Option<Self> {
        let point = |&v: &u32| vertices_px.get(v as usize).map(|p| axes.local(p.truncate()));
        let mut points: Vec<Vec2> = vertices.iter().filter_map(point).collect();
        points.sort_by(|a, b| a.x.total_cmp(&b.x));
        (!points.is_empty()).then_some(Self(points))
    }

    /// The smallest and the largest u.
    pub(crate) fn span(&self) -> (f32, f32) {
        (self.0[0].x, self.0[self.0.len() - 1].x)
    }

    /// The height of the line over u, held beyond its ends.
    pub(crate) fn height(&self, u: f32) -> f32 {
        let after = self.0.partition_point(|p| p.x <= u);
        match (after.checked_sub(1).map(|k| self.0[k]), self.0.get(after)) {
            (Some(a), Some(b)) => a.y + (b.y - a.y) * (u - a.x) / (b.x - a.x),
            (Some(end), None) => end.y,
            (None, _) => self.0[0].y,
        }
    }
}

/// An opening as heights over evenly spaced columns between its corners, in the pixels of a frame.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Opening {
    /// u of the first column.
    pub(crate) first_px: f32,
    /// From a column to the next.
    pub(crate) step_px: f32,
    /// v of the upper line.
    pub(crate) upper_px: [f32; COLUMNS],
    /// v of the lower line.
    pub(crate) lower_px: [f32; COLUMNS],
}

impl Opening {
    /// The opening between two lines of vertices; `None` where the lines share no column.
    pub(crate) fn new(axes: &Axes, lines: Lines<'_>, vertices_px: &[Vec3]) -> Option<Self> {
        let upper = Polyline::new(axes, lines.upper, vertices_px)?;
        let lower = Polyline::new(axes, lines.lower, vertices_px)?;
        let first_px = upper.span().0.max(lower.span().0);
        let width_px = upper.span().1.min(lower.span().1) - first_px;
        let step_px = width_px / (COLUMNS - 1) as f32;
        let u = |k: usize| first_px + k as f32 * step_px;
        (width_px > 0.0).then(|| Self {
            first_px,
            step_px,
            upper_px: std::array::from_fn(|k| upper.height(u(k))),
            lower_px: std::array::from_fn(|k| lower.height(u(k))),
        })
    }

    /// The opening if it is no wider or taller than that: a failed fit must not ask for huge layers.
    pub(crate) fn no_wider_than(self, most_px: f32) -> Option<Self> {
        let (low, high) = self.bounds_px();
        let size = high - low;
        (size.is_finite() && size.max_element() <= most_px).then_some(self)
    }

    /// u of a column.
    pub(crate) fn u_px(&self, column: usize) -> f32 {
        self.first_px + column as f32 * self.step_px
    }

    /// Width from corner to corner.
    pub(crate) fn width_px(&self) -> f32 {
        self.step_px * (COLUMNS - 1) as f32
    }

    fn column_before(&self, u_px: f32) -> usize {
        let place = (u_px - self.first_px) / self.step_px;
        (place.max(0.0) as usize).min(COLUMNS - 2)
    }

    /// The two lines over u, held beyond the corners.
    pub(crate) fn heights_px(&self, u_px: f32) -> (f32, f32) {
        let place = ((u_px - self.first_px) / self.step_px).clamp(0.0, (COLUMNS - 1) as f32);
        let k = self.column_before(u_px);
        let mix = |line: &[f32; COLUMNS]| line[k] + (line[k + 1] - line[k]) * (place - k as f32);
        (mix(&self.upper_px), mix(&self.lower_px))
    }

    /// How much of the pixel at a point of the frame is between the lines, 0..1; none where they
    /// touch. This is the CPU twin of `cover_between` in `shaders/opening.wgsl`.
    #[cfg(test)]
    pub(crate) fn cover(&self, point_px: Vec2) -> f32 {
        let (upper, lower) = self.heights_px(point_px.x);
        let k = self.column_before(point_px.x);
        // Across a steep line a step sideways leaves it as fast as one up or down.
        let across = |line: &[f32; COLUMNS]| {
            let slope = (line[k + 1] - line[k]) / self.step_px;
            (1.0 + slope * slope).sqrt().recip()
        };
        let below_upper = (point_px.y - upper) * across(&self.upper_px);
        let above_lower = (lower - point_px.y) * across(&self.lower_px);
        let between = (below_upper.min(0.5) + above_lower.min(0.5)).clamp(0.0, 1.0);
        let ramp = |inside_px: f32| (inside_px + 0.5).clamp(0.0, 1.0);
        let end = self.first_px + self.width_px();
        between * ramp(point_px.x - self.first_px) * ramp(end - point_px.x)
    }

    /// The tallest distance between the lines; negative where they cross everywhere.
    pub(crate) fn gap_px(&self) -> f32 {
        let gaps = self.upper_px.iter().zip(&self.lower_px).map(|(u, l)| l - u);
        gaps.fold(f32::NEG_INFINITY, f32::max)
    }

    /// The box of the opening in its frame: smallest and largest u and v.
    pub(crate) fn bounds_px(&self) -> (Vec2, Vec2) {
        let heights = || self.upper_px.iter().chain(&self.lower_px).copied();
        let top = heights().fold(f32::INFINITY, f32::min);
        let bottom = heights().fold(f32::NEG_INFINITY, f32::max);
        let end = self.first_px + self.width_px();
        (Vec2::new(self.first_px, top), Vec2::new(end, bottom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A lens 40 px wide and 20 px tall, as five vertices a line.
    fn lens() -> (Vec<Vec3>, LidLines) {
        let line = |sign: f32| {
            (0..5).map(move |k| {
                let t = k as f32 / 4.0;
                Vec3::new(100.0 + 40.0 * t, 50.0 + sign * 40.0 * t * (1.0 - t), 0.0)
            })
        };
        let vertices = line(-1.0).chain(line(1.0)).collect();
        (vertices, LidLines { upper: (0..5).collect(), lower: (5..10).collect() })
    }

    #[test]
    fn the_mask_is_full_inside_empty_outside_and_half_on_the_edge() {
        let (vertices, lids) = lens();
        let axes = Axes::new(Vec2::new(120.0, 50.0), Mat3::IDENTITY);
        let columns =
            Opening::new(&axes, Lines::from(&lids), &vertices).expect("the lines share columns");
        for (point, expect) in [
            ((120.0, 50.0), 1.0),
            ((120.0, 40.0), 0.5),
            ((120.0, 60.0), 0.5),
            ((120.0, 38.0), 0.0),
            ((90.0, 50.0), 0.0),
            ((110.0, 44.0), 1.0),
            ((110.0, 41.0), 0.0),
        ] {
            let cover = columns.cover(axes.local(Vec2::from(point)));
            assert!((cover - expect).abs() < 0.1, "{point:?}: {cover}");
        }
        assert!((columns.gap_px() - 20.0).abs() < 0.3);
    }

    #[test]
    fn a_leaning_head_has_the_same_opening() {
        let (vertices, lids) = lens();
        let lean = Mat3::from_rotation_z(-0.4);
        let turned: Vec<Vec3> = vertices
            .iter()
            .map(|p| {
                let q = lean * Vec3::new(p.x, -p.y, 0.0);
                Vec3::new(q.x, -q.y, 0.0)
            })
            .collect();
        let upright = Axes::new(Vec2::ZERO, Mat3::IDENTITY);
        let leaning = Axes::new(Vec2::ZERO, lean);
        let a =
            Opening::new(&upright, Lines::from(&lids), &vertices).expect("the lines share columns");
        let b =
            Opening::new(&leaning, Lines::from(&lids), &turned).expect("the lines share columns");
        for k in 0..COLUMNS {
            assert!((a.upper_px[k] - b.upper_px[k]).abs() < 1e-2);
            assert!((a.lower_px[k] - b.lower_px[k]).abs() < 1e-2);
        }
        let there_and_back = leaning.picture(leaning.local(Vec2::new(3.0, 4.0)));
        assert!(there_and_back.distance(Vec2::new(3.0, 4.0)) < 1e-4);
    }

    #[test]
    fn lines_without_a_common_column_are_no_opening() {
        let axes = Axes::new(Vec2::ZERO, Mat3::IDENTITY);
        let nothing = LidLines::default();
        assert_eq!(Opening::new(&axes, Lines::from(&nothing), &[]), None);
        let (vertices, _) = lens();
        let thin = LidLines { upper: vec![1], lower: vec![6] };
        assert_eq!(Opening::new(&axes, Lines::from(&thin), &vertices), None);
    }
}

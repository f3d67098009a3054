//! Regular sample points over a part of the picture, and what the mesh shows at them.

use crate::Grid;
use glam::{Vec2, Vec3};

/// Where the samples of a grid lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lattice {
    pub(super) origin_px: Vec2,
    pub(super) step_px: f32,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// A sample that a triangle covers: a weighted mean of three vertices is seen there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) sample: usize,
    pub(super) vertices: [u32; 3],
    pub(super) weights: [f32; 3],
}

impl Hit {
    /// The value seen at the sample.
    pub(super) fn mix<T>(&self, value_of_vertex: impl Fn(usize) -> T) -> T
    where
        T: std::ops::Mul<f32, Output = T> + std::ops::Add<Output = T>,
    {
        let [a, b, c] = self.vertices.map(|vertex| value_of_vertex(vertex as usize));
        a * self.weights[0] + b * self.weights[1] + c * self.weights[2]
    }
}

impl Lattice {
    /// Samples over a rectangle of pixels (x, y, width, height), the outermost on or just beyond its
    /// border, at least 2 × 2 and at most `most` in each direction.
    pub(super) fn over([x, y, width, height]: [u32; 4], step_px: f32, most: usize) -> Self {
        let longest = width.max(height) as f32;
        let step_px = step_px.max(longest / (most - 1) as f32);
        let samples = |length: u32| (length as f32 / step_px).ceil() as usize + 1;
        Self {
            origin_px: Vec2::new(x as f32, y as f32) - 0.5,
            step_px,
            width: samples(width).clamp(2, most),
            height: samples(height).clamp(2, most),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.width * self.height
    }

    /// Picture position of a sample, pixels.
    pub(super) fn at_px(&self, sample: usize) -> Vec2 {
        let (column, row) = (sample % self.width, sample / self.width);
        self.origin_px + Vec2::new(column as f32, row as f32) * self.step_px
    }

    /// The samples in a rectangle of the picture, pixels.
    pub(super) fn near(&self, low_px: Vec2, high_px: Vec2) -> impl Iterator<Item = usize> + use<> {
        let most = Vec2::new((self.width - 1) as f32, (self.height - 1) as f32);
        let low = ((low_px - self.origin_px) / self.step_px).ceil().max(Vec2::ZERO);
        let high = ((high_px - self.origin_px) / self.step_px).floor().min(most);
        let [columns, rows] = [(low.x, high.x), (low.y, high.y)]
            .map(|(from, to)| if from <= to { from as usize..to as usize + 1 } else { 0..0 });
        let width = self.width;
        rows.flat_map(move |row| columns.clone().map(move |column| row * width + column))
    }

    /// A grid of these samples.
    pub(super) fn grid<T>(&self, values: Vec<T>) -> Grid<T> {
        debug_assert_eq!(values.len(), self.len());
        let Self { origin_px, step_px, width, height } = *self;
        Grid { origin_px, step_px, width, height, values }
    }

    /// The nearest of `triangles` at each sample that any of them covers; z grows towards the viewer.
    pub(super) fn rasterise(&self, points_px: &[Vec3], triangles: &[[u32; 3]]) -> Vec<Hit> {
        let mut nearest: Vec<Option<(f32, Hit)>> = vec![None; self.len()];
        for &vertices in triangles {
            let corners = vertices.map(|vertex| points_px[vertex as usize]);
            self.for_each_covered(corners, |sample, weights| {
                let z = (0..3).map(|k| corners[k].z * weights[k]).sum::<f32>();
                if nearest[sample].as_ref().is_none_or(|(other, _)| z > *other) {
                    nearest[sample] = Some((z, Hit { sample, vertices, weights }));
                }
            });
        }
        nearest.into_iter().flatten().map(|(_, hit)| hit).collect()
    }

    /// Calls `visit` with each sample in a triangle and its barycentric weights.
    fn for_each_covered(&self, corners: [Vec3; 3], mut visit: impl FnMut(usize, [f32; 3])) {
        let [a, b, c] = corners.map(|corner| (corner.truncate() - self.origin_px) / self.step_px);
        let doubled_area = (b - a).perp_dot(c - a);
        if doubled_area.abs() < 1e-9 || !doubled_area.is_finite() {
            return;
        }
        let corner_px = corners.map(Vec3::truncate);
        let low_px = corner_px[0].min(corner_px[1]).min(corner_px[2]);
        let high_px = corner_px[0].max(corner_px[1]).max(corner_px[2]);
        for sample in self.near(low_px, high_px) {
            let p = Vec2::new((sample % self.width) as f32, (sample / self.width) as f32);
            let at_b = (p - a).perp_dot(c - a) / doubled_area;
            let at_c = (b - a).perp_dot(p - a) / doubled_area;
            let weights = [1.0 - at_b - at_c, at_b, at_c];
            if weights.iter().all(|&weight| weight >= -1e-6) {
                visit(sample, weights);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lattice;
    use glam::Vec3;

    #[test]
    fn nearest_triangle_wins_and_weights_find_the_sample() {
        let lattice = Lattice::over([0, 0, 10, 10], 1.0, 64);
        let points = [
            Vec3::new(-1.0, -1.0, 0.0),
            Vec3::new(30.0, -1.0, 0.0),
            Vec3::new(-1.0, 30.0, 0.0),
            Vec3::new(2.2, 2.2, 5.0),
            Vec3::new(6.2, 2.2, 5.0),
            Vec3::new(2.2, 6.2, 5.0),
        ];
        let hits = lattice.rasterise(&points, &[[3, 4, 5], [0, 1, 2]]);
        assert_eq!(hits.len(), lattice.len());
        for hit in &hits {
            let seen = hit.mix(|vertex| points[vertex]);
            assert!(seen.truncate().distance(lattice.at_px(hit.sample)) < 1e-3);
        }
        assert!(hits.iter().any(|hit| hit.vertices == [3, 4, 5]));
    }
}

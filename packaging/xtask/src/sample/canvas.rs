//! The picture while it is drawn: linear colour and depth, several samples a pixel.

use glam::{Mat3, Vec2, Vec3};

/// Samples a pixel along each axis.
pub(super) const SAMPLES: usize = 3;
/// Size of the finished picture, pixels.
pub(super) const WIDTH: usize = 768;
/// Size of the finished picture, pixels.
pub(super) const HEIGHT: usize = 960;

/// Weak perspective from rig space to the picture.
pub(super) struct Camera {
    pub(super) view_from_rig: Mat3,
    pub(super) centre_dm: Vec3,
    pub(super) scale_px_per_dm: f32,
    pub(super) centre_px: Vec2,
}

impl Camera {
    /// x, y in pixels, z in decimetres towards the viewer.
    pub(super) fn project(&self, point_dm: Vec3) -> Vec3 {
        let view = self.view_from_rig * (point_dm - self.centre_dm);
        Vec3::new(
            self.centre_px.x + self.scale_px_per_dm * view.x,
            self.centre_px.y - self.scale_px_per_dm * view.y,
            view.z,
        )
    }

    /// The point at a pixel and depth.
    pub(super) fn unproject(&self, pixel: Vec2, depth_dm: f32) -> Vec3 {
        let flat = (pixel - self.centre_px) / self.scale_px_per_dm;
        self.view_from_rig.transpose() * Vec3::new(flat.x, -flat.y, depth_dm) + self.centre_dm
    }

    /// The same in samples, for drawing.
    pub(super) fn to_samples(&self, point_dm: Vec3) -> Vec3 {
        let at = self.project(point_dm);
        let samples = SAMPLES as f32;
        Vec3::new((at.x + 0.5) * samples - 0.5, (at.y + 0.5) * samples - 0.5, at.z)
    }
}

/// Colour and depth of every sample.
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) colour: Vec<Vec3>,
    pub(super) depth_dm: Vec<f32>,
}

impl Canvas {
    pub(super) fn new() -> Self {
        let (width, height) = (WIDTH * SAMPLES, HEIGHT * SAMPLES);
        Self {
            width,
            height,
            colour: vec![Vec3::ZERO; width * height],
            depth_dm: vec![f32::MIN; width * height],
        }
    }

    /// The centre of a sample in pixels of the finished picture.
    pub(super) fn pixel_of(x: usize, y: usize) -> Vec2 {
        (Vec2::new(x as f32, y as f32) + 0.5) / SAMPLES as f32 - 0.5
    }

    /// Paints a tapering stroke from `a` to `b` (samples; z is depth) where it is not hidden.
    pub(super) fn stroke(&mut self, a: Vec3, b: Vec3, width: Vec2, colour: Vec3, opacity: f32) {
        let (from, to) = (a.truncate(), b.truncate());
        let reach = width.max_element() * 0.5 + 0.5;
        let least = (from.min(to) - reach).floor().max(Vec2::ZERO);
        let most = (from.max(to) + reach).ceil();
        let along = to - from;
        let length_squared = along.length_squared().max(1e-6);
        for y in least.y as usize..(most.y.max(0.0) as usize).min(self.height) {
            for x in least.x as usize..(most.x.max(0.0) as usize).min(self.width) {
                let at = Vec2::new(x as f32, y as f32);
                let t = ((at - from).dot(along) / length_squared).clamp(0.0, 1.0);
                let distance = at.distance(from + along * t);
                let half = (width.x + (width.y - width.x) * t) * 0.5;
                let cover = (half + 0.5 - distance).clamp(0.0, 1.0) * half.min(0.5) * 2.0 * opacity;
                let depth = a.z + (b.z - a.z) * t;
                let sample = y * self.width + x;
                if cover > 0.02 && depth > self.depth_dm[sample] {
                    self.colour[sample] = self.colour[sample].lerp(colour, cover.min(1.0));
                    if cover > 0.6 && opacity >= 1.0 {
                        self.depth_dm[sample] = depth;
                    }
                }
            }
        }
    }

    /// The mean of the samples of each pixel.
    pub(super) fn pixels(&self) -> Vec<Vec3> {
        let mut pixels = vec![Vec3::ZERO; WIDTH * HEIGHT];
        for (sample, colour) in self.colour.iter().enumerate() {
            let (x, y) = (sample % self.width / SAMPLES, sample / self.width / SAMPLES);
            // Bright samples are held down, so that a glint does not make a jagged edge.
            pixels[y * WIDTH + x] += colour.min(Vec3::splat(2.5)) / (SAMPLES * SAMPLES) as f32;
        }
        pixels
    }
}

/// Calls `paint(sample x, y, weights, depth)` for each sample of a triangle given in samples.
pub(super) fn each_sample(
    [a, b, c]: [Vec3; 3],
    (width, height): (usize, usize),
    mut paint: impl FnMut(usize, usize, [f32; 3], f32),
) {
    let area = (b - a).truncate().perp_dot((c - a).truncate());
    if area.abs() < 1e-9 {
        return;
    }
    let least = a.min(b).min(c).truncate().ceil().max(Vec2::ZERO);
    let most = a.max(b).max(c).truncate().floor();
    if most.x < 0.0 || most.y < 0.0 {
        return;
    }
    for y in least.y as usize..=(most.y as usize).min(height - 1) {
        for x in least.x as usize..=(most.x as usize).min(width - 1) {
            let at = Vec2::new(x as f32, y as f32);
            let weight_b = (at - a.truncate()).perp_dot((c - a).truncate()) / area;
            let weight_c = (b - a).truncate().perp_dot(at - a.truncate()) / area;
            let weights = [1.0 - weight_b - weight_c, weight_b, weight_c];
            if weights.iter().all(|&weight| weight >= -1e-5) {
                let depth = a.z * weights[0] + b.z * weights[1] + c.z * weights[2];
                paint(x, y, weights, depth);
            }
        }
    }
}

//! What a distant lamp reaches.

use super::raster::each_sample;
use glam::{Mat3, Vec3};

/// Samples a side of the map.
const MAP: usize = 128;
/// A surface does not shadow itself nearer than this.
const BIAS_DM: f32 = 0.04;

/// Depths as a distant lamp sees them (Williams 1978).
pub(crate) struct ShadowMap {
    map_from_space: Mat3,
    centre_dm: Vec3,
    samples_per_dm: f32,
    depth_dm: Vec<f32>,
}

impl ShadowMap {
    /// An empty map of the ball around `centre_dm`, seen from the unit direction `toward`.
    pub(crate) fn new(toward: Vec3, centre_dm: Vec3, radius_dm: f32) -> Self {
        let side = toward.any_orthonormal_vector();
        Self {
            map_from_space: Mat3::from_cols(side, toward.cross(side), toward).transpose(),
            centre_dm,
            samples_per_dm: MAP as f32 * 0.5 / radius_dm,
            depth_dm: vec![f32::MIN; MAP * MAP],
        }
    }

    /// Lets triangles stand in the light.
    pub(crate) fn cast(&mut self, vertices_dm: &[Vec3], triangles: &[[u32; 3]]) {
        let seen: Vec<Vec3> = vertices_dm.iter().map(|&at| self.to_map(at)).collect();
        for corners in triangles {
            let corners = corners.map(|vertex| seen[vertex as usize]);
            each_sample(corners, (MAP, MAP), |x, y, _, depth| {
                let known = &mut self.depth_dm[y * MAP + x];
                *known = known.max(depth);
            });
        }
    }

    /// How much of the lamp reaches a point, 0..1: the mean of the four samples around it (percentage-
    /// closer filtering, Reeves et al. 1987).
    pub(crate) fn reach(&self, at_dm: Vec3) -> f32 {
        let at = self.to_map(at_dm);
        let last = MAP as f32 - 2.0;
        if !(0.0..last).contains(&at.x) || !(0.0..last).contains(&at.y) {
            return 1.0;
        }
        let (x, y) = (at.x as usize, at.y as usize);
        let (tx, ty) = (at.x.fract(), at.y.fract());
        let lit =
            |x: usize, y: usize| f32::from(u8::from(self.depth_dm[y * MAP + x] < at.z + BIAS_DM));
        let row = |y| lit(x, y) + (lit(x + 1, y) - lit(x, y)) * tx;
        row(y) + (row(y + 1) - row(y)) * ty
    }

    fn to_map(&self, at_dm: Vec3) -> Vec3 {
        let at = self.map_from_space * (at_dm - self.centre_dm);
        let middle = MAP as f32 * 0.5;
        Vec3::new(at.x * self.samples_per_dm + middle, at.y * self.samples_per_dm + middle, at.z)
    }
}

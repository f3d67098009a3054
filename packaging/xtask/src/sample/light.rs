//! Soft studio light: many small lamps, each with a shadow map.

use super::canvas::each_sample;
use glam::{Mat3, Vec3};

/// Size of a shadow map and the ball that it covers, rig space.
const MAP: usize = 320;
const BALL_CENTRE_DM: Vec3 = Vec3::new(0.0, 6.6, 0.3);
const BALL_RADIUS_DM: f32 = 2.7;
/// A surface does not shadow itself nearer than this.
const BIAS_DM: f32 = 0.035;

/// A distant lamp.
struct Lamp {
    toward: Vec3,
    radiance: Vec3,
    is_key: bool,
    map_from_rig: Mat3,
    depth: Vec<f32>,
}

/// All lamps.
pub(super) struct Studio {
    lamps: Vec<Lamp>,
    /// Towards the middle of the key and of the rim light.
    pub(super) key: Vec3,
    pub(super) rim: Vec3,
}

/// What reaches a point.
#[derive(Clone, Copy, Default)]
pub(super) struct Light {
    /// Light per albedo.
    pub(super) irradiance: Vec3,
    /// Share of the key light that reaches the point, 0..1.
    pub(super) key: f32,
}

impl Studio {
    /// Hangs the lamps around a head; `occluders` cast the shadows.
    pub(super) fn new(view_from_rig: Mat3, occluders: &[[Vec3; 3]]) -> Self {
        let rig_from_view = view_from_rig.transpose();
        let direction = |x, y, z| rig_from_view * Vec3::new(x, y, z).normalize();
        let key = direction(-0.60, 0.70, 0.66);
        let rim = direction(0.86, 0.28, -0.42);
        let mut lamps = Vec::new();
        let mut hang = |toward: Vec3, radiance: Vec3, is_key| {
            lamps.push(Lamp::new(toward, radiance, is_key, occluders));
        };
        for toward in disc(key, 0.30, 30) {
            hang(toward, Vec3::new(1.0, 0.86, 0.70) * 2.55 / 30.0, true);
        }
        for toward in disc(rim, 0.22, 10) {
            hang(toward, Vec3::new(0.72, 0.88, 1.0) * 1.5 / 10.0, false);
        }
        for toward in sphere(70) {
            let view = view_from_rig * toward;
            let sky = Vec3::new(0.50, 0.56, 0.66) * (0.55 + 0.45 * view.y);
            let ground = Vec3::new(0.42, 0.28, 0.20) * (0.5 - 0.5 * view.y);
            let fill = Vec3::new(0.40, 0.40, 0.44) * (view.x * 0.8 + view.z * 0.6).max(0.0);
            hang(toward, (sky + ground + fill) * 0.74 / 70.0, false);
        }
        Self { lamps, key, rim }
    }

    /// The light at a point of a surface.
    pub(super) fn at(&self, point_dm: Vec3, normal: Vec3) -> Light {
        let mut light = Light::default();
        let (mut key, mut keys) = (0.0, 0.0);
        for lamp in &self.lamps {
            let cosine = normal.dot(lamp.toward);
            keys += f32::from(u8::from(lamp.is_key));
            if cosine > 0.0 && lamp.reaches(point_dm + normal * 0.02) {
                light.irradiance += lamp.radiance * cosine;
                key += f32::from(u8::from(lamp.is_key));
            }
        }
        light.key = key / f32::max(keys, 1.0);
        light
    }
}

impl Lamp {
    fn new(toward: Vec3, radiance: Vec3, is_key: bool, occluders: &[[Vec3; 3]]) -> Self {
        let side = toward.any_orthonormal_vector();
        let map_from_rig = Mat3::from_cols(side, toward.cross(side), toward).transpose();
        let mut lamp =
            Self { toward, radiance, is_key, map_from_rig, depth: vec![f32::MIN; MAP * MAP] };
        for triangle in occluders {
            let corners = triangle.map(|corner| lamp.to_map(corner));
            let depth = &mut lamp.depth;
            each_sample(corners, (MAP, MAP), |x, y, _, z| {
                let known = &mut depth[y * MAP + x];
                *known = known.max(z);
            });
        }
        lamp
    }

    fn to_map(&self, point_dm: Vec3) -> Vec3 {
        let at = self.map_from_rig * (point_dm - BALL_CENTRE_DM);
        let scale = MAP as f32 * 0.5 / BALL_RADIUS_DM;
        Vec3::new(at.x * scale + MAP as f32 * 0.5, at.y * scale + MAP as f32 * 0.5, at.z)
    }

    fn reaches(&self, point_dm: Vec3) -> bool {
        let at = self.to_map(point_dm);
        let inside = |n: f32| n >= 0.0 && n < MAP as f32 - 1.0;
        if !inside(at.x) || !inside(at.y) {
            return true;
        }
        self.depth[(at.y.round() as usize) * MAP + at.x.round() as usize] < at.z + BIAS_DM
    }
}

/// Directions spread over a disc of an angular radius around a middle (Vogel's spiral).
fn disc(middle: Vec3, radius: f32, count: usize) -> impl Iterator<Item = Vec3> {
    let (a, b) = middle.any_orthonormal_pair();
    (0..count).map(move |n| {
        let angle = n as f32 * 2.399_963;
        let reach = radius * ((n as f32 + 0.5) / count as f32).sqrt();
        (middle + (a * angle.cos() + b * angle.sin()) * reach).normalize()
    })
}

/// Directions spread over the sphere (Fibonacci's lattice).
fn sphere(count: usize) -> impl Iterator<Item = Vec3> {
    (0..count).map(move |n| {
        let y = 1.0 - 2.0 * (n as f32 + 0.5) / count as f32;
        let ring = (1.0 - y * y).sqrt();
        let angle = n as f32 * 2.399_963;
        Vec3::new(ring * angle.cos(), y, ring * angle.sin())
    })
}

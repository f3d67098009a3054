//! Repeatable randomness: a small generator and smooth value noise.

use glam::{IVec3, Vec3};

/// PCG32 (O'Neill 2014): the same seed gives the same picture.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        random.unit();
        random
    }

    /// Uniform in 0..1.
    pub(super) fn unit(&mut self) -> f32 {
        let state = self.0;
        self.0 =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (((state >> 18) ^ state) >> 27) as u32;
        (mixed.rotate_right((state >> 59) as u32) >> 8) as f32 / (1 << 24) as f32
    }

    /// Uniform in −1..1.
    pub(super) fn signed(&mut self) -> f32 {
        self.unit() * 2.0 - 1.0
    }
}

fn lattice(at: IVec3) -> f32 {
    let mut hash = (at.x as u32).wrapping_mul(0x8DA6_B343)
        ^ (at.y as u32).wrapping_mul(0xD816_3841)
        ^ (at.z as u32).wrapping_mul(0xCB1A_B31F);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash = (hash ^ (hash >> 12)).wrapping_mul(0x297A_2D39);
    ((hash ^ (hash >> 15)) >> 8) as f32 / (1 << 24) as f32
}

/// Value noise in −1..1 with features of about one unit.
pub(super) fn noise(at: Vec3) -> f32 {
    let cell = at.floor();
    let t = at - cell;
    let t = t * t * (Vec3::splat(3.0) - 2.0 * t);
    let cell = cell.as_ivec3();
    let corner = |x, y, z| lattice(cell + IVec3::new(x, y, z));
    let row = |y, z| corner(0, y, z) + (corner(1, y, z) - corner(0, y, z)) * t.x;
    let plane = |z| row(0, z) + (row(1, z) - row(0, z)) * t.y;
    (plane(0) + (plane(1) - plane(0)) * t.z) * 2.0 - 1.0
}

/// Three octaves of [`noise`].
pub(super) fn cloud(at: Vec3) -> f32 {
    (noise(at) + 0.5 * noise(at * 2.03 + 17.0) + 0.25 * noise(at * 4.01 + 31.0)) / 1.75
}

/// 0 at `from`, 1 at `to`, smooth in between; `from` may be the larger.
pub(super) fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A bell of width `width` around 0.
pub(super) fn bell(x: f32, width: f32) -> f32 {
    (-(x / width).powi(2)).exp()
}

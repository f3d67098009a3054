//! Smooth randomness in space, and the curves that masks are made of.

use glam::{IVec3, Vec3};

/// An integer hash (Wang's mixing of a lattice point) as a number 0..1.
pub(crate) fn hash(at: IVec3) -> f32 {
    let mut hash = (at.x as u32).wrapping_mul(0x8DA6_B343)
        ^ (at.y as u32).wrapping_mul(0xD816_3841)
        ^ (at.z as u32).wrapping_mul(0xCB1A_B31F);
    hash = (hash ^ (hash >> 15)).wrapping_mul(0x2C1B_3C6D);
    hash = (hash ^ (hash >> 12)).wrapping_mul(0x297A_2D39);
    ((hash ^ (hash >> 15)) >> 8) as f32 / (1 << 24) as f32
}

/// Value noise in −1..1 with features of about one unit.
pub(crate) fn noise(at: Vec3) -> f32 {
    let cell = Vec3::new(floor(at.x), floor(at.y), floor(at.z));
    let t = at - cell;
    let t = t * t * (Vec3::splat(3.0) - 2.0 * t);
    let cell = cell.as_ivec3();
    let corner = |x, y, z| hash(cell + IVec3::new(x, y, z));
    let row = |y, z| corner(0, y, z) + (corner(1, y, z) - corner(0, y, z)) * t.x;
    let plane = |z| row(0, z) + (row(1, z) - row(0, z)) * t.y;
    (plane(0) + (plane(1) - plane(0)) * t.z) * 2.0 - 1.0
}

/// `f32::floor` for small numbers; the standard one is a library call on a processor without SSE 4.1.
fn floor(x: f32) -> f32 {
    let whole = x as i32 as f32;
    if whole > x { whole - 1.0 } else { whole }
}

/// 0 at `from`, 1 at `to`, smooth in between; `from` may be the larger.
pub(crate) fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// A bell of width `width` around 0.
pub(crate) fn bell(x: f32, width: f32) -> f32 {
    (-(x / width).powi(2)).exp()
}

/// Value noise in the plane, −1..1, with features of about one unit.
pub(crate) fn noise2(x: f32, y: f32) -> f32 {
    let (cx, cy) = (floor(x), floor(y));
    let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
    let (tx, ty) = (smooth(x - cx), smooth(y - cy));
    let corner = |dx: i32, dy: i32| hash(IVec3::new(cx as i32 + dx, cy as i32 + dy, 77));
    let row = |dy| corner(0, dy) + (corner(1, dy) - corner(0, dy)) * tx;
    (row(0) + (row(1) - row(0)) * ty) * 2.0 - 1.0
}

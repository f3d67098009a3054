//! Noise over the plane: a pure function of a seed and a place, so that any pixel can be asked alone.

use glam::{IVec2, Vec2};

/// A well-mixed number for a lattice point (the finaliser of MurmurHash3, Appleby 2011).
fn hash(seed: u32, at: IVec2) -> u32 {
    let mut mixed = seed
        ^ (at.x as u32).wrapping_mul(0x9E37_79B1)
        ^ (at.y as u32).wrapping_mul(0x85EB_CA77).rotate_left(13);
    mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x85EB_CA6B);
    mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xC2B2_AE35);
    mixed ^ (mixed >> 16)
}

/// A number in 0..1 for a lattice point.
pub(crate) fn speck(seed: u32, at: IVec2) -> f32 {
    (hash(seed, at) >> 8) as f32 / (1 << 24) as f32
}

/// Smooth noise in 0..1 whose bumps are about one unit wide.
pub(crate) fn smooth(seed: u32, at: Vec2) -> f32 {
    let floor = at.floor();
    let part = at - floor;
    let ease = part * part * (Vec2::splat(3.0) - 2.0 * part);
    let corner = floor.as_ivec2();
    let row = |dy| {
        let left = speck(seed, corner + IVec2::new(0, dy));
        let right = speck(seed, corner + IVec2::new(1, dy));
        left + (right - left) * ease.x
    };
    let (top, bottom) = (row(0), row(1));
    top + (bottom - top) * ease.y
}

/// Noise in 0..1 with detail at every scale: `octaves` layers, each twice as fine and half as strong.
pub(crate) fn fractal(seed: u32, at: Vec2, octaves: u32) -> f32 {
    let (mut sum, mut weights, mut weight, mut place) = (0.0, 0.0, 1.0, at);
    for octave in 0..octaves {
        sum += weight * smooth(seed.wrapping_add(octave * 7919), place);
        weights += weight;
        weight *= 0.5;
        // Turned a little each time, so that the lattices never line up.
        place = Vec2::new(0.8, 0.6).rotate(place) * 2.0;
    }
    sum / weights
}

/// Where a place lies among scattered seeds, one in each unit square (Worley 1996).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// Distance to the nearest seed.
    pub near: f32,
    /// Distance to the second nearest; equal to `near` on a border between cells.
    pub next: f32,
    /// From the place to the nearest seed.
    pub to_seed: Vec2,
    /// A number in 0..1 that is the cell's own.
    pub tone: f32,
}

/// The cell of scattered seeds that holds a place.
pub(crate) fn cell(seed: u32, at: Vec2) -> Cell {
    let home = at.floor().as_ivec2();
    let mut found = Cell { near: f32::MAX, next: f32::MAX, to_seed: Vec2::ZERO, tone: 0.0 };
    for dy in -1..=1 {
        for dx in -1..=1 {
            let square = home + IVec2::new(dx, dy);
            let within = Vec2::new(speck(seed, square), speck(seed ^ 0x5bd1, square));
            let to_seed = square.as_vec2() + within - at;
            let distance = to_seed.length();
            if distance < found.near {
                let tone = speck(seed ^ 0xa3c5, square);
                found = Cell { near: distance, next: found.near, to_seed, tone };
            } else if distance < found.next {
                found.next = distance;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_stays_in_its_range_and_is_smooth() {
        for step in 0..4000 {
            let at = Vec2::new(step as f32 * 0.037 - 70.0, 40.0 - step as f32 * 0.021);
            let here = smooth(5, at);
            assert!((0.0..=1.0).contains(&here));
            assert!((0.0..=1.0).contains(&fractal(5, at, 5)));
            assert!((smooth(5, at + Vec2::splat(1e-3)) - here).abs() < 0.01);
            let cell = cell(5, at);
            assert!(cell.near <= cell.next && cell.near < 1.5);
        }
    }
}

//! Lid and lip lines cut from closed rings.

use crate::{Part, Ring};
use glam::Vec3;

/// Cuts a ring at its two ends in x: the upper and the lower line, each ascending in x, both with the ends.
///
/// The ring has at least one vertex.
pub(crate) fn upper_and_lower(ring: &[u32], vertices_dm: &[Vec3]) -> (Vec<u32>, Vec<u32>) {
    let x = |&n: &usize| vertices_dm[ring[n] as usize].x;
    let ends = |a: &usize, b: &usize| x(a).total_cmp(&x(b));
    let first = (0..ring.len()).min_by(ends).unwrap_or_default();
    let last = (0..ring.len()).max_by(ends).unwrap_or_default();
    let count = ring.len();
    let forwards: Vec<u32> = (0..=(last + count - first) % count)
        .map(|n| ring[(first + n) % count])
        .collect();
    let backwards: Vec<u32> = (0..=(first + count - last) % count)
        .map(|n| ring[(first + count - n) % count])
        .collect();
    let height = |line: &[u32]| {
        line.iter().map(|&v| vertices_dm[v as usize].y).sum::<f32>() / line.len() as f32
    };
    if height(&forwards) > height(&backwards) {
        (forwards, backwards)
    } else {
        (backwards, forwards)
    }
}

/// Vertices of the skin that can be reached from `seed` without crossing `banks`, and the banks themselves.
pub(crate) fn between(
    seed: &Ring,
    banks: [&Ring; 2],
    vertices: usize,
    triangles: &[[u32; 3]],
    part_of_triangle: &[Part],
) -> Vec<u32> {
    let mut inside = vec![false; vertices];
    let mut bank = vec![false; vertices];
    seed.iter()
        .for_each(|&vertex| inside[vertex as usize] = true);
    banks
        .into_iter()
        .flatten()
        .for_each(|&vertex| bank[vertex as usize] = true);
    let skin: Vec<[u32; 3]> = triangles
        .iter()
        .zip(part_of_triangle)
        .filter(|&(_, &part)| part == Part::Skin)
        .map(|(&t, _)| t)
        .collect();
    let mut growing = true;
    while growing {
        growing = false;
        for corners in &skin {
            if corners
                .iter()
                .any(|&vertex| inside[vertex as usize] && !bank[vertex as usize])
            {
                for &vertex in corners {
                    growing |= !std::mem::replace(&mut inside[vertex as usize], true);
                }
            }
        }
    }
    (0..vertices as u32)
        .filter(|&vertex| inside[vertex as usize] || bank[vertex as usize])
        .collect()
}

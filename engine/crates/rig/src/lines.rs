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
    let forwards: Vec<u32> =
        (0..=(last + count - first) % count).map(|n| ring[(first + n) % count]).collect();
    let backwards: Vec<u32> =
        (0..=(first + count - last) % count).map(|n| ring[(first + count - n) % count]).collect();
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
    let mut bank = vec![false; vertices];
    banks.into_iter().flatten().for_each(|&vertex| bank[vertex as usize] = true);
    let mut neighbours = vec![Vec::new(); vertices];
    let parts = triangles.iter().zip(part_of_triangle);
    for (corners, _) in parts.filter(|&(_, &part)| part == Part::Skin) {
        for &vertex in corners {
            neighbours[vertex as usize].extend(corners);
        }
    }
    let mut inside = bank.clone();
    let mut edge: Vec<u32> = seed.clone();
    while let Some(vertex) = edge.pop() {
        let is_new = !std::mem::replace(&mut inside[vertex as usize], true);
        if is_new {
            edge.extend(&neighbours[vertex as usize]);
        }
    }
    (0..vertices as u32).filter(|&vertex| inside[vertex as usize]).collect()
}

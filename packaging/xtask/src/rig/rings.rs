//! Closed edge loops of the base mesh around the left eye and the mouth.

use super::{
    RigTaskError,
    source::{BaseMesh, source_error},
};
use std::collections::{BTreeMap, BTreeSet};

/// A loop of base-mesh vertices.
pub(super) struct Ring {
    pub(super) name: String,
    pub(super) vertices: Vec<u32>,
}

/// The first edge of each loop around the left eye, outermost first. The loop that starts at 6784 is
/// the lid margin; the two after it lie inside of the lids.
const EYE: [(u32, u32); 11] = [
    (6898, 6902),
    (6897, 6893),
    (6888, 6892),
    (6862, 6863),
    (11508, 11503),
    (6788, 6789),
    (6786, 6787),
    (11465, 11466),
    (6784, 6785),
    (13352, 13353),
    (7747, 7748),
];

/// The same around the mouth: the border of the red, two loops across it, where the lips touch, and
/// one inside.
const MOUTH: [(u32, u32); 5] = [(405, 406), (412, 413), (414, 415), (418, 419), (420, 421)];

/// The margins that separate outer skin from what lies inside, and a loop on the inner side of each.
pub(super) const LID_MARGIN: (&str, &str) = ("eye/6784", "eye/13352");
pub(super) const LIP_CONTACT: (&str, &str) = ("mouth/418", "mouth/420");

/// Follows each loop from its first edge.
pub(super) fn trace(base: &BaseMesh) -> Result<Vec<Ring>, RigTaskError> {
    let tracer = Tracer::new(base);
    let eye = EYE.iter().map(|&edge| ("eye", edge));
    let mouth = MOUTH.iter().map(|&edge| ("mouth", edge));
    eye.chain(mouth)
        .map(|(place, (first, second))| {
            let name = format!("{place}/{first}");
            let vertices = tracer.follow(first, second);
            let vertices = vertices.ok_or_else(|| {
                source_error("base.obj", &format!("the loop {name} is not closed"))
            })?;
            Ok(Ring { name, vertices })
        })
        .collect()
}

struct Tracer {
    neighbours: BTreeMap<u32, BTreeSet<u32>>,
    faces_of_edge: BTreeMap<(u32, u32), Vec<usize>>,
}

impl Tracer {
    fn new(base: &BaseMesh) -> Self {
        let mut tracer = Self { neighbours: BTreeMap::new(), faces_of_edge: BTreeMap::new() };
        for (n, face) in base.faces.iter().enumerate().filter(|(_, face)| face.group == "body") {
            let mut corners = face.corners.clone();
            corners.dedup();
            for k in 0..corners.len() {
                let (a, b) = (corners[k], corners[(k + 1) % corners.len()]);
                tracer.neighbours.entry(a).or_default().insert(b);
                tracer.neighbours.entry(b).or_default().insert(a);
                tracer.faces_of_edge.entry((a.min(b), a.max(b))).or_default().push(n);
            }
        }
        tracer
    }

    /// Goes straight on at every vertex of four edges until it is back.
    fn follow(&self, first: u32, second: u32) -> Option<Vec<u32>> {
        let mut ring = vec![first, second];
        loop {
            let (previous, here) = (ring[ring.len() - 2], ring[ring.len() - 1]);
            let behind = self.faces(previous, here);
            let around = self.neighbours.get(&here).filter(|around| around.len() == 4)?;
            let next = *around.iter().find(|&&next| {
                next != previous && self.faces(here, next).iter().all(|face| !behind.contains(face))
            })?;
            if next == first {
                return Some(ring);
            }
            if ring.contains(&next) {
                return None;
            }
            ring.push(next);
        }
    }

    fn faces(&self, a: u32, b: u32) -> &[usize] {
        self.faces_of_edge.get(&(a.min(b), a.max(b))).map_or(&[], Vec::as_slice)
    }
}

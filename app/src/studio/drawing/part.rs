//! The part of the performance that is to be drawn again.

use super::super::run_command::hundredth;
use risorius_engine::{Document, Retake};
use risorius_face::Region;

/// A shorter part is taken for a slip of the hand, seconds.
const SHORTEST_SECS: f32 = 0.08;

/// A span of time and parts of the face.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// From when to when, seconds; none while none is chosen.
    pub span_secs: Option<(f32, f32)>,
    /// The parts of the face.
    pub regions: Vec<Region>,
}

impl Default for Part {
    fn default() -> Self {
        use Region::{Brow, Eye, Gaze, Head, Mouth, Nose};
        Self { span_secs: None, regions: vec![Brow, Eye, Nose, Mouth, Head, Gaze] }
    }
}

impl Part {
    /// The span between two times in any order, within a duration; none where it is too short.
    pub(crate) fn between(&self, a_secs: f32, b_secs: f32, duration_secs: f32) -> Self {
        let held = |secs: f32| hundredth(secs.clamp(0.0, duration_secs));
        let (from, to) = (held(a_secs.min(b_secs)), held(a_secs.max(b_secs)));
        let span_secs = (to - from >= SHORTEST_SECS).then_some((from, to));
        Self { span_secs, ..self.clone() }
    }

    /// The same with a part of the face more, or less.
    pub(crate) fn toggled(&self, region: Region) -> Self {
        let mut regions = self.regions.clone();
        match regions.iter().position(|&other| other == region) {
            Some(place) => drop(regions.remove(place)),
            None => regions.push(region),
        }
        regions.sort();
        Self { regions, ..self.clone() }
    }

    /// The document's retakes and one of this part with a seed that none of them has; none where
    /// nothing is chosen.
    pub(crate) fn redrawn(&self, document: &Document) -> Option<Vec<Retake>> {
        let (from_secs, to_secs) = self.span_secs.filter(|_| !self.regions.is_empty())?;
        let seeds = document.retakes.iter().map(|retake| retake.seed);
        let newest = seeds.fold(document.settings.seed, u64::max);
        let regions = self.regions.clone();
        let retake = Retake { from_secs, to_secs, regions, seed: newest.wrapping_add(1) };
        Some(document.retakes.iter().cloned().chain([retake]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_in_order_inside_and_long_enough() {
        for (a, b, expect) in [
            (1.0, 2.0, Some((1.0, 2.0))),
            (2.0, 1.0, Some((1.0, 2.0))),
            (-1.0, 9.0, Some((0.0, 4.0))),
            (1.0, 1.05, None),
            (5.0, 6.0, None),
            (f32::NAN, f32::NAN, None),
        ] {
            assert_eq!(Part::default().between(a, b, 4.0).span_secs, expect, "{a} to {b}");
        }
    }

    #[test]
    fn each_retake_has_a_seed_of_its_own() {
        let mut document = Document::default();
        let part = Part { span_secs: Some((0.5, 1.0)), ..Part::default() };
        for _ in 0..3 {
            document.retakes = part.redrawn(&document).unwrap();
        }
        let seeds: Vec<_> = document.retakes.iter().map(|retake| retake.seed).collect();
        assert_eq!(seeds, [2, 3, 4]);
        let nowhere = Part { regions: Vec::new(), ..part };
        assert_eq!(nowhere.redrawn(&document), None);
    }
}

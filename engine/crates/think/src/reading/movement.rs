//! Parts of the face and how they move: "the corners of her mouth twitch upward".

use crate::lexicon::{Lexicon, Shape};
use risorius_face::{Region, Side, Unit};

/// A part that words name.
#[derive(Clone, Copy, Debug)]
pub(super) struct PartAt {
    pub(super) at: usize,
    pub(super) part: usize,
    pub(super) is_moved: bool,
}

impl PartAt {
    /// What of the face it stands for, where a feeling shows in it.
    pub(super) fn region(&self) -> Option<Region> {
        Lexicon::get().parts[self.part].region
    }
}

/// A motion that words name.
#[derive(Clone, Copy, Debug)]
pub(super) struct MotionAt {
    pub(super) at: usize,
    pub(super) motion: usize,
    pub(super) strength: f32,
}

/// A movement that they make together.
pub(super) struct Movement {
    part: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) units: Vec<Unit>,
    pub(super) strength: f32,
    pub(super) shape: Shape,
}

/// Pairs each motion with the nearest part that can move so; a part before wins over one as near
/// after it. `side_at` gives the side that words near a place name, for turns of the head and gaze.
pub(super) fn pair(
    parts: &mut [PartAt],
    motions: &[MotionAt],
    side_near: impl Fn(usize) -> Option<Side>,
) -> Vec<Movement> {
    let lexicon = Lexicon::get();
    let mut movements: Vec<Movement> = Vec::new();
    for motion in motions {
        let (name, shape) = &lexicon.motions[motion.motion];
        let distance = |part: &PartAt| (part.at.abs_diff(motion.at), part.at > motion.at);
        let units_of =
            |part: &PartAt| lexicon.moves(&lexicon.parts[part.part].name, name, side_near(part.at));
        let nearest = parts
            .iter_mut()
            .filter(|part| units_of(part).is_some())
            .min_by_key(|part| distance(part));
        if let Some(part) = nearest
            && let Some(units) = units_of(part)
        {
            part.is_moved = true;
            movements.push(Movement {
                part: part.at,
                first: part.at.min(motion.at),
                last: part.at.max(motion.at),
                units: units.to_vec(),
                strength: motion.strength,
                shape: *shape,
            });
        }
    }
    lend_shapes(&mut movements);
    movements
}

/// "Twitches upward" is one movement: the way of the one and the shape of the other.
fn lend_shapes(movements: &mut Vec<Movement>) {
    let brief: Vec<(usize, Shape)> = movements
        .iter()
        .filter(|movement| movement.shape != Shape::Held)
        .map(|movement| (movement.part, movement.shape))
        .collect();
    for (part, shape) in brief {
        let is_held = |m: &Movement| m.part == part && m.shape == Shape::Held;
        if movements.iter().any(is_held) {
            movements.retain(|movement| movement.part != part || is_held(movement));
            movements.iter_mut().filter(|m| is_held(m)).for_each(|m| m.shape = shape);
        }
    }
}

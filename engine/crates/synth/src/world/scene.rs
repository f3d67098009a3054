//! Training samples of the detector: whole pictures with some faces or none.

use glam::Vec2;
use rand::Rng;

use super::body;
use super::crop::dice;
use super::measure::{Measured, points_dm, roll};
use super::{Dice, background, filter, mount, negative, occlude, style};
use crate::head::{Drawn, Frame, LabelPoint, Person, draw};
use crate::{Canvas, Layer};

/// Pixels a side.
pub const SCENE_PX: usize = 256;
/// The most faces that one scene holds.
pub const FACES_MAX: usize = 6;

/// Faces must show at least this share of their landmarks to count …
const SEEN_TO_COUNT: f32 = 0.6;
/// … and are gone when they show less than this; between the two a detector may find them or not.
const SEEN_TO_EXIST: f32 = 0.15;
/// Smaller faces may be found or not.
const LEAST_COUNTED_PX: f32 = 11.0;

/// A face in a scene.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FaceLabel {
    /// Whether it is to be found; if not it may be found or not.
    pub counts: bool,
    /// Least and greatest x and y of its landmarks, pixels; may reach out of the picture.
    pub box_px: [Vec2; 2],
    /// The person's left and right eye, tip of the nose, left and right corner of the mouth, pixels.
    pub five_px: [Vec2; 5],
    /// Clockwise turn of the line from eyes to mouth, degrees.
    pub roll_deg: f32,
}

/// Scene number `index` of the set that a seed makes, with its faces.
pub fn scene(seed: u64, index: u64) -> (Canvas, Vec<FaceLabel>) {
    let mut dice = dice(seed ^ 0x5CE9E, index);
    let mut canvas = background::paint(&mut dice, SCENE_PX, SCENE_PX);
    let wanted = heights(&mut dice);
    if wanted.is_empty() || dice.random_bool(0.3) {
        negatives(&mut dice, &mut canvas);
    }
    let mut faces = Vec::new();
    for height_px in &wanted {
        let face = add_person(&mut dice, &mut canvas, &mut faces, *height_px, wanted.len() == 1);
        faces.push(face);
    }
    things_before(&mut dice, &mut canvas, &mut faces);
    if dice.random_bool(0.2) {
        occlude::light(&mut dice, &mut canvas);
    }
    style::apply(&mut dice, &mut canvas);
    (canvas, faces.iter().filter_map(Seen::label).collect())
}

/// Heights of the faces' boxes, small ones first since they stand behind.
fn heights(dice: &mut Dice) -> Vec<f32> {
    let mut log_uniform = |least: f32, most: f32| dice.random_range(least.ln()..most.ln()).exp();
    let portrait = log_uniform(0.12 * SCENE_PX as f32, 0.6 * SCENE_PX as f32);
    let any = log_uniform(12.0, 230.0);
    match dice.random_range(0..100) {
        0..15 => Vec::new(),
        15..60 => vec![portrait],
        60..74 => vec![any],
        _ => {
            let base = dice.random_range(14f32.ln()..90f32.ln()).exp();
            let spread = if dice.random_bool(0.6) { 1.3f32 } else { 4.0 };
            let count = dice.random_range(2..=FACES_MAX);
            let one = |_| base * dice.random_range(-spread.ln()..spread.ln()).exp();
            let mut heights: Vec<f32> =
                (0..count).map(one).map(|height| height.clamp(12.0, 150.0)).collect();
            heights.sort_by(f32::total_cmp);
            heights
        }
    }
}

fn negatives(dice: &mut Dice, canvas: &mut Canvas) {
    let mut layer = Layer::empty(SCENE_PX, SCENE_PX);
    for _ in 0..if dice.random_bool(0.6) { 1 } else { dice.random_range(2..5) } {
        let place = negative::place(dice, SCENE_PX, 9.0, 130.0);
        negative::draw(dice, &mut layer, place);
    }
    canvas.lay(&layer);
}

/// A face with which of its landmarks are still seen.
struct Seen {
    points: Vec<LabelPoint>,
    face: Measured,
}

impl Seen {
    /// Takes away what a layer covers.
    fn cover(&mut self, layer: &Layer, shift_px: Vec2) {
        for point in &mut self.points {
            point.is_visible &= layer.alpha_at(point.at_px - shift_px) < 0.6;
        }
    }

    fn label(&self) -> Option<FaceLabel> {
        let seen = self.points.iter().filter(|point| point.is_visible).count() as f32
            / self.points.len() as f32;
        let [low, high] = self.face.bounds;
        let counts = seen >= SEEN_TO_COUNT && (high - low).y >= LEAST_COUNTED_PX;
        (seen >= SEEN_TO_EXIST).then(|| FaceLabel {
            counts,
            box_px: self.face.bounds,
            five_px: self.face.five(),
            roll_deg: self.face.roll().to_degrees(),
        })
    }
}

/// Draws a person whose face is that high, over whom is there already.
fn add_person(
    dice: &mut Dice,
    canvas: &mut Canvas,
    others: &mut [Seen],
    height_px: f32,
    is_alone: bool,
) -> Seen {
    let mut person = Person::random(dice);
    if dice.random_bool(0.25) {
        let upright = Measured::of(&points_dm(&person));
        roll(&mut person, dice.random_range(-45.0f32..45.0).to_radians() - upright.roll());
    }
    let [low, high] = Measured::of(&points_dm(&person)).bounds;
    let px_per_dm = height_px / (high.y - low.y);
    let middle_px = stand(dice, others, height_px, is_alone);
    let (drawn, frame, first) =
        in_patch(&person, middle_px - (low + high) / 2.0 * px_per_dm, px_per_dm);
    if dice.random_bool(0.85) {
        let below = body::draw(dice, &drawn.layer, &frame, drawn.labels.pose_deg.z);
        canvas.lay_at(&below, first.x as usize, first.y as usize);
        others.iter_mut().for_each(|other| other.cover(&below, first));
    }
    canvas.lay_at(&drawn.layer, first.x as usize, first.y as usize);
    others.iter_mut().for_each(|other| other.cover(&drawn.layer, first));
    let picture = Vec2::splat(SCENE_PX as f32 - 0.5);
    let moved = |point: &LabelPoint| {
        let at_px = point.at_px + first;
        let is_inside = at_px.cmpgt(Vec2::splat(-0.5)).all() && at_px.cmplt(picture).all();
        // A landmark that the head itself hides still counts as seen: the face is there.
        LabelPoint { at_px, is_visible: is_inside }
    };
    let points: Vec<LabelPoint> = drawn.labels.points.iter().map(moved).collect();
    let places: Vec<Vec2> = points.iter().map(|point| point.at_px).collect();
    Seen { points, face: Measured::of(&places) }
}

/// Draws a person on the only part of the picture that they can take; gives its frame and first pixel too.
fn in_patch(person: &Person, centre_px: Vec2, px_per_dm: f32) -> (Drawn, Frame, Vec2) {
    let size = Vec2::splat(SCENE_PX as f32);
    let first = (centre_px - Vec2::new(4.0, 2.6) * px_per_dm).floor().clamp(Vec2::ZERO, size - 2.0);
    let last = (centre_px + Vec2::new(4.0, 16.0) * px_per_dm).ceil().clamp(first + 2.0, size);
    let frame = Frame {
        width: (last - first).x as usize,
        height: (last - first).y as usize,
        centre_px: centre_px - first,
        px_per_dm,
    };
    (draw(person, &frame), frame, first)
}

/// Where a face's middle is put: portraits near the middle of the picture, groups apart from each other as
/// far as a few throws find room.
fn stand(dice: &mut Dice, others: &[Seen], height_px: f32, is_alone: bool) -> Vec2 {
    let size = SCENE_PX as f32;
    let margin = if dice.random_bool(0.12) { -0.1 } else { 0.55 } * height_px;
    let mut throw = || {
        let across = if is_alone && dice.random_bool(0.75) { 0.2 } else { 0.5 };
        let x = size * (0.5 + dice.random_range(-across..across));
        let y = if is_alone {
            size * dice.random_range(0.18..0.62)
        } else {
            dice.random_range(0.0..size)
        };
        Vec2::new(x, y).clamp(
            Vec2::splat(margin.min(size / 2.0)),
            Vec2::splat((size - margin).max(size / 2.0)),
        )
    };
    let room = |at: &Vec2| {
        let gap = |other: &Seen| {
            let [low, high] = other.face.bounds;
            at.distance((low + high) / 2.0) / (height_px + high.y - low.y)
        };
        others.iter().map(gap).fold(f32::MAX, f32::min)
    };
    let throws: Vec<Vec2> = (0..4).map(|_| throw()).collect();
    if others.is_empty() {
        return throws[0];
    }
    throws.into_iter().max_by(|a, b| room(a).total_cmp(&room(b))).expect("four throws")
}

/// Things that hide faces, and the picture's mount.
fn things_before(dice: &mut Dice, canvas: &mut Canvas, faces: &mut [Seen]) {
    let mut layer = Layer::empty(SCENE_PX, SCENE_PX);
    for face in faces.iter() {
        if dice.random_bool(0.12) {
            let skin = filter::sample(canvas, face.face.crop_centre());
            occlude::draw(dice, &mut layer, face.face.place(), skin);
        }
    }
    if dice.random_bool(0.1) {
        mount::draw(dice, &mut layer, 0.25);
    }
    faces.iter_mut().for_each(|face| face.cover(&layer, Vec2::ZERO));
    canvas.lay(&layer);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_that_count_are_in_the_picture() {
        let mut counted = 0;
        for index in 0..20 {
            let (canvas, faces) = scene(2, index);
            assert_eq!(canvas.pixels.len(), SCENE_PX * SCENE_PX);
            assert!(faces.len() <= FACES_MAX);
            for face in faces.iter().filter(|face| face.counts) {
                let [low, high] = face.box_px;
                let middle = (low + high) / 2.0;
                assert!(
                    middle.cmpge(Vec2::ZERO).all() && middle.cmplt(Vec2::splat(256.0)).all(),
                    "{face:?}"
                );
                assert!((LEAST_COUNTED_PX..260.0).contains(&(high.y - low.y)), "{face:?}");
                assert!(face.roll_deg.abs() < 60.0, "{face:?}");
                counted += 1;
            }
        }
        assert!(counted > 12, "only {counted} faces in 20 scenes");
    }

    #[test]
    fn a_patch_shows_what_the_whole_picture_would() {
        let person = Person::random(&mut dice(8, 1));
        let centre_px = Vec2::new(150.25, 90.5);
        let whole = Frame { width: SCENE_PX, height: SCENE_PX, centre_px, px_per_dm: 22.0 };
        let whole = draw(&person, &whole);
        let (patch, _, first) = in_patch(&person, centre_px, 22.0);
        assert!(first.x > 0.0 && first.y > 0.0, "the patch starts at {first}");
        for (point, expected) in patch.labels.points.iter().zip(&whole.labels.points) {
            assert!((point.at_px + first).distance(expected.at_px) < 1e-3);
        }
        let at = |px: Vec2| whole.layer.colour_at(px);
        for five in Measured::of(&points(&patch)).five() {
            let (here, there) = (patch.layer.colour_at(five), at(five + first));
            assert!(
                here.zip(there).is_some_and(|(here, there)| here.distance(there) < 0.02),
                "{here:?} {there:?}"
            );
        }
    }

    #[test]
    fn left_and_right_are_the_persons() {
        let faces = (0..12).flat_map(|index| scene(6, index).1);
        for face in faces.filter(|face| face.roll_deg.abs() < 30.0) {
            let [left_eye, right_eye, _, left_corner, right_corner] = face.five_px;
            assert!(left_eye.x > right_eye.x && left_corner.x > right_corner.x, "{face:?}");
        }
    }

    fn points(drawn: &Drawn) -> Vec<Vec2> {
        drawn.labels.points.iter().map(|point| point.at_px).collect()
    }
}

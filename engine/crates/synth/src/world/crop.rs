//! Training samples of the landmark network: one face fills a square picture, or none does.

use glam::{Vec2, Vec3};
use rand::{Rng, SeedableRng};

use super::measure::{Measured, points_dm, roll};
use super::pen::Place;
use super::{Dice, background, filter, mount, negative, occlude, style};
use crate::head::{Frame, LabelPoint, Person, draw};
use crate::{Canvas, Layer};

/// Pixels a side.
pub const CROP_PX: usize = 128;

/// What a crop shows.
#[derive(Clone, Debug, PartialEq)]
pub struct CropLabel {
    /// The face; none on pictures of other things, of half a face or of one at a wrong scale.
    pub face: Option<CropFace>,
}

/// A face in a crop.
#[derive(Clone, Debug, PartialEq)]
pub struct CropFace {
    /// In the order of [`point_keys`](crate::head::point_keys), pixels of the crop. A point counts as visible
    /// if it lies in the picture and neither the head nor a thing before it hides it.
    pub points: Vec<LabelPoint>,
    /// Yaw, pitch, roll, degrees, with the signs of [`risorius_face::Channel`].
    pub pose_deg: Vec3,
    /// Intensities 0..1 in the order of [`unit_keys`](crate::head::unit_keys).
    pub units: Vec<f32>,
}

/// Crop number `index` of the set that a seed makes.
pub fn crop(seed: u64, index: u64) -> (Canvas, CropLabel) {
    let mut dice = dice(seed, index);
    match dice.random_range(0..100) {
        0..5 => (without_person(&mut dice), CropLabel { face: None }),
        5..8 => {
            let miss = near_miss(&mut dice);
            let (canvas, _) = with_person(&mut dice, miss);
            (canvas, CropLabel { face: None })
        }
        _ => {
            let hit = Aim::hit(&mut dice);
            let (canvas, face) = with_person(&mut dice, hit);
            (canvas, CropLabel { face: Some(face) })
        }
    }
}

/// The chances of one sample: no other sample has a part in them.
pub(crate) fn dice(seed: u64, index: u64) -> Dice {
    Dice::seed_from_u64(
        seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ index.wrapping_mul(0xD1B5_4A32_D192_ED03),
    )
}

/// How the square is laid on the face.
#[derive(Clone, Copy, Debug)]
struct Aim {
    /// Of the middle, shares of the side.
    shift: Vec2,
    /// Of the side.
    scale: f32,
    /// Clockwise roll that is left in the crop, radians.
    roll: f32,
}

impl Aim {
    /// As a tracker lays it, or, less often, as the first guess of a detector does.
    fn hit(dice: &mut Dice) -> Self {
        let (shift, roll) = if dice.random_bool(0.15) { (0.15, 35.0f32) } else { (0.07, 15.0) };
        Self {
            shift: Vec2::new(dice.random_range(-shift..shift), dice.random_range(-shift..shift)),
            scale: dice.random_range(0.8f32.ln()..1.25f32.ln()).exp(),
            roll: dice.random_range(-roll..roll).to_radians(),
        }
    }
}

/// Half a face, a piece of one, or one much too small.
fn near_miss(dice: &mut Dice) -> Aim {
    let aim = Aim::hit(dice);
    match dice.random_range(0..3) {
        0 => {
            let way = Vec2::from_angle(dice.random_range(0.0..std::f32::consts::TAU));
            Aim { shift: way * dice.random_range(0.5..0.75), ..aim }
        }
        1 => Aim { scale: dice.random_range(0.2..0.36), ..aim },
        _ => Aim { scale: dice.random_range(2.8..4.5), ..aim },
    }
}

fn without_person(dice: &mut Dice) -> Canvas {
    let mut canvas = background::paint(dice, CROP_PX, CROP_PX);
    if dice.random_bool(0.8) {
        let mut layer = Layer::empty(CROP_PX, CROP_PX);
        let place = negative::place(dice, CROP_PX, 26.0, 72.0);
        let middle = Vec2::splat(CROP_PX as f32 / 2.0);
        negative::draw(dice, &mut layer, Place { at_px: middle.lerp(place.at_px, 0.5), ..place });
        canvas.lay(&layer);
    }
    finish(dice, &mut canvas);
    canvas
}

fn with_person(dice: &mut Dice, aim: Aim) -> (Canvas, CropFace) {
    let mut canvas = background::paint(dice, CROP_PX, CROP_PX);
    let (person, frame) = placed(dice, aim);
    if dice.random_bool(0.07) {
        neighbour(dice, &mut canvas, frame);
    }
    let drawn = draw(&person, &frame);
    canvas.lay(&drawn.layer);
    let at_px: Vec<Vec2> = drawn.labels.points.iter().map(|point| point.at_px).collect();
    let before = things_before(dice, &canvas, &Measured::of(&at_px));
    canvas.lay(&before);
    finish(dice, &mut canvas);
    let see = |point: &LabelPoint| LabelPoint {
        is_visible: point.is_visible
            && frame.contains(point.at_px)
            && before.alpha_at(point.at_px) < 0.6,
        ..*point
    };
    let points = drawn.labels.points.iter().map(see).collect();
    (canvas, CropFace { points, pose_deg: drawn.labels.pose_deg, units: drawn.labels.units })
}

/// A person, rolled and framed as the aim says.
fn placed(dice: &mut Dice, aim: Aim) -> (Person, Frame) {
    let mut person = Person::random(dice);
    let points_dm = points_dm(&person);
    let upright = Measured::of(&points_dm);
    let turn = aim.roll - upright.roll();
    roll(&mut person, turn);
    let centre_dm = Vec2::from_angle(turn).rotate(upright.crop_centre());
    let half_px = CROP_PX as f32 / 2.0;
    let px_per_dm = half_px / (upright.crop_half_side() * aim.scale);
    let middle_px = Vec2::splat(half_px - 0.5) + aim.shift * CROP_PX as f32;
    let frame = Frame {
        width: CROP_PX,
        height: CROP_PX,
        centre_px: middle_px - centre_dm * px_per_dm,
        px_per_dm,
    };
    (person, frame)
}

/// Somebody else at the picture's edge, as in pictures of groups.
fn neighbour(dice: &mut Dice, canvas: &mut Canvas, frame: Frame) {
    let side = if dice.random_bool(0.5) { 1.0 } else { -1.0 };
    let away_dm = Vec2::new(side * dice.random_range(1.7..2.6), dice.random_range(-0.8..0.8));
    let centre_px = frame.centre_px + away_dm * frame.px_per_dm;
    let px_per_dm = frame.px_per_dm * dice.random_range(0.7..1.1);
    canvas.lay(&draw(&Person::random(dice), &Frame { centre_px, px_per_dm, ..frame }).layer);
}

/// Hands, veils and more before some faces, mounts around some pictures.
fn things_before(dice: &mut Dice, canvas: &Canvas, face: &Measured) -> Layer {
    let mut layer = Layer::empty(CROP_PX, CROP_PX);
    if dice.random_bool(0.22) {
        let skin = filter::sample(canvas, face.crop_centre());
        occlude::draw(dice, &mut layer, face.place(), skin);
    }
    if dice.random_bool(0.05) {
        mount::draw(dice, &mut layer, 0.4);
    }
    layer
}

fn finish(dice: &mut Dice, canvas: &mut Canvas) {
    if dice.random_bool(0.16) {
        occlude::light(dice, canvas);
    }
    style::apply(dice, canvas);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_depends_on_seed_and_number_alone() {
        for index in [0, 7] {
            assert_eq!(crop(3, index), crop(3, index));
            assert_ne!(crop(3, index).0, crop(4, index).0);
        }
    }

    #[test]
    fn the_square_lies_on_the_face_as_aimed() {
        for index in 0..8 {
            let mut dice = dice(11, index);
            let aim = Aim::hit(&mut dice);
            let (person, frame) = placed(&mut dice, aim);
            let points: Vec<Vec2> =
                draw(&person, &frame).labels.points.iter().map(|point| point.at_px).collect();
            let face = Measured::of(&points);
            let middle = Vec2::splat(63.5) + aim.shift * 128.0;
            assert!(
                face.crop_centre().distance(middle) < 0.05,
                "{} is not at {middle}",
                face.crop_centre()
            );
            assert!((face.crop_half_side() * aim.scale - 64.0).abs() < 0.05);
            assert!((face.roll() - aim.roll).abs() < 1e-3);
        }
    }

    #[test]
    fn what_is_hidden_is_not_visible() {
        let faces = (0..12).filter_map(|index| crop(5, index).1.face);
        for point in faces.flat_map(|face| face.points) {
            let inside = point.at_px.cmpge(Vec2::splat(-0.5)).all()
                && point.at_px.cmplt(Vec2::splat(127.5)).all();
            assert!(inside || !point.is_visible, "{} is outside", point.at_px);
        }
    }
}

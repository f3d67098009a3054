//! What the data sets' contracts measure of a face: its crop frame, its five points, its box.

use std::sync::OnceLock;

use glam::Vec2;

use super::pen::Place;
use crate::head::{Frame, Person, point_keys, points_px};

/// Which of the landmarks are what.
struct Places {
    left_lids: Vec<usize>,
    right_lids: Vec<usize>,
    outer_lips: Vec<usize>,
    nose_tip: usize,
    left_corner: usize,
    right_corner: usize,
}

fn places() -> &'static Places {
    static PLACES: OnceLock<Places> = OnceLock::new();
    PLACES.get_or_init(|| {
        let of = |names: [&str; 2]| -> Vec<usize> {
            let is_one = |key: &(&str, usize)| names.contains(&key.0);
            point_keys()
                .iter()
                .enumerate()
                .filter(|(_, key)| is_one(key))
                .map(|(index, _)| index)
                .collect()
        };
        let last = |name| *of([name, name]).last().expect("a group of landmarks that the rig has");
        let first = |name| of([name, name])[0];
        Places {
            left_lids: of(["left_eye_upper", "left_eye_lower"]),
            right_lids: of(["right_eye_upper", "right_eye_lower"]),
            outer_lips: of(["lips_upper_outer", "lips_lower_outer"]),
            nose_tip: last("nose_bridge"),
            // Lips run from the person's right to the left.
            left_corner: last("lips_upper_outer"),
            right_corner: first("lips_upper_outer"),
        }
    })
}

/// Where a person's landmarks are seen from the middle of the head, at a pixel a decimetre.
pub(crate) fn points_dm(person: &Person) -> Vec<Vec2> {
    let speck = Frame { width: 2, height: 2, centre_px: Vec2::ZERO, px_per_dm: 1.0 };
    points_px(person, &speck)
}

/// Rolls a person's head clockwise in the picture, radians; its landmarks turn around the head's middle.
pub(crate) fn roll(person: &mut Person, clockwise: f32) {
    person.pose.turn_deg.z += clockwise.to_degrees();
}

/// A face's landmarks, in the order of [`point_keys`], by what they measure; any units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measured {
    pub(crate) left_eye: Vec2,
    pub(crate) right_eye: Vec2,
    pub(crate) mouth: Vec2,
    nose_tip: Vec2,
    corners: [Vec2; 2],
    /// Least and greatest x and y of all landmarks.
    pub(crate) bounds: [Vec2; 2],
}

impl Measured {
    pub(crate) fn of(points: &[Vec2]) -> Self {
        let places = places();
        let mean = |of: &[usize]| of.iter().map(|&at| points[at]).sum::<Vec2>() / of.len() as f32;
        Self {
            left_eye: mean(&places.left_lids),
            right_eye: mean(&places.right_lids),
            mouth: mean(&places.outer_lips),
            nose_tip: points[places.nose_tip],
            corners: [points[places.left_corner], points[places.right_corner]],
            bounds: points
                .iter()
                .fold([Vec2::MAX, Vec2::MIN], |[low, high], at| [low.min(*at), high.max(*at)]),
        }
    }

    /// Left and right eye, tip of the nose, left and right corner of the mouth.
    pub(crate) fn five(&self) -> [Vec2; 5] {
        [self.left_eye, self.right_eye, self.nose_tip, self.corners[0], self.corners[1]]
    }

    fn between_eyes(&self) -> Vec2 {
        (self.left_eye + self.right_eye) / 2.0
    }

    /// Clockwise turn of the line from the eyes to the mouth, radians; 0 upright.
    pub(crate) fn roll(&self) -> f32 {
        let down = self.mouth - self.between_eyes();
        (-down.x).atan2(down.y)
    }

    /// Middle of the crop's square.
    pub(crate) fn crop_centre(&self) -> Vec2 {
        self.between_eyes().lerp(self.mouth, 0.35)
    }

    /// A place on the face for things before it: a unit is half of the face's height.
    pub(crate) fn place(&self) -> Place {
        let [low, high] = self.bounds;
        Place {
            at_px: (low + high) / 2.0,
            unit_px: ((high.y - low.y) / 2.0).max(1.0),
            turn: self.roll(),
        }
    }

    /// Half the side of the crop's square.
    pub(crate) fn crop_half_side(&self) -> f32 {
        let across = self.left_eye.distance(self.right_eye);
        1.6 * across.max(0.95 * self.mouth.distance(self.between_eyes()))
    }
}

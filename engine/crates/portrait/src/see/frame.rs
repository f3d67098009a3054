//! The square in which the landmark network sees a face.

use glam::Vec2;
use risorius_rig::Landmarks;

/// Pixels a side of the picture that the landmark network takes.
pub(super) const CROP_PX: usize = 128;

/// How far the centre is from the eyes towards the mouth.
const CENTRE_BELOW_EYES: f32 = 0.35;
/// Half of the side, in interocular distances …
const HALF_SIDE_IOD: f32 = 1.6;
/// … or in this much of the distance from eyes to mouth: that holds for faces seen from the side too.
const IOD_OF_EYES_TO_MOUTH: f32 = 0.95;

/// A square on a picture, rolled with the face: from the eyes to the mouth is straight down in it.
///
/// With E between the eyes and M the centre of the mouth, its centre is E + 0.35·(M − E) and half its side
/// 1.6·max(|eye − eye|, 0.95·|M − E|), as the training crops are framed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Pixels of the picture; (0, 0) is the centre of the top-left pixel.
    pub centre: Vec2,
    /// Half of its side, pixels of the picture.
    pub half_side: f32,
    /// Clockwise turn on the picture, radians; the person's tilt towards the left shoulder.
    pub roll: f32,
}

impl Frame {
    /// The frame of a face whose landmarks are known; `None` without eyes and lips, or if they are in one spot.
    pub fn of_landmarks(landmarks: &Landmarks) -> Option<Self> {
        let mean = |names: &[&str]| {
            let points = || names.iter().filter_map(|name| landmarks.groups.get(*name)).flatten();
            (points().count() > 0).then(|| points().sum::<Vec2>() / points().count() as f32)
        };
        let eyes = [
            mean(&["left_eye_upper", "left_eye_lower"])?,
            mean(&["right_eye_upper", "right_eye_lower"])?,
        ];
        Self::of_eyes_and_mouth(eyes, mean(&["lips_upper_outer", "lips_lower_outer"])?)
    }

    /// The frame of a face of which the detector gave left eye, right eye, nose and both mouth corners.
    pub fn of_five(five: &[Vec2; 5]) -> Option<Self> {
        let [left_eye, right_eye, _, left_corner, right_corner] = *five;
        Self::of_eyes_and_mouth([left_eye, right_eye], (left_corner + right_corner) / 2.0)
    }

    fn of_eyes_and_mouth([left, right]: [Vec2; 2], mouth: Vec2) -> Option<Self> {
        let eyes = (left + right) / 2.0;
        let down = mouth - eyes;
        let iod = left.distance(right).max(IOD_OF_EYES_TO_MOUTH * down.length());
        let frame = Self {
            centre: eyes + CENTRE_BELOW_EYES * down,
            half_side: HALF_SIDE_IOD * iod,
            roll: Vec2::Y.angle_to(down),
        };
        frame.is_usable().then_some(frame)
    }

    /// The frame of an upright face that fills a box (left, top, width, height in pixels), from chin to
    /// forehead. The factors are means over the training faces.
    pub fn in_box([left, top, width, height]: [f32; 4]) -> Option<Self> {
        let frame = Self {
            centre: Vec2::new(left + width / 2.0, top + height / 2.0),
            half_side: (0.78 * width + 0.63 * height) / 2.0,
            roll: 0.0,
        };
        frame.is_usable().then_some(frame)
    }

    fn is_usable(&self) -> bool {
        self.centre.is_finite() && self.roll.is_finite() && (0.5..1e6).contains(&self.half_side)
    }

    /// The same square scaled by `scale` and turned clockwise by `turn` radians about its centre.
    pub(super) fn scaled_and_turned(&self, scale: f32, turn: f32) -> Self {
        Self { half_side: self.half_side * scale, roll: self.roll + turn, ..*self }
    }

    /// Where a place of the crop (fractions of its side, (0, 0) its top-left corner) is on the picture, pixels.
    pub(super) fn picture_from_crop(&self, place: Vec2) -> Vec2 {
        self.centre + Vec2::from_angle(self.roll).rotate((place * 2.0 - 1.0) * self.half_side)
    }

    /// Its side, pixels of the picture.
    pub(super) fn side(&self) -> f32 {
        2.0 * self.half_side
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eyes_lie_level_and_the_mouth_below_in_the_frame_of_a_rolled_face() {
        let upright = [(80.0, 50.0), (40.0, 50.0), (60.0, 70.0), (72.0, 90.0), (48.0, 90.0)];
        for roll in [-2.5f32, -0.6, 0.0, 0.4, 3.0] {
            let five = upright.map(|(x, y)| Vec2::from_angle(roll).rotate(Vec2::new(x, y)));
            let frame = Frame::of_five(&five).expect("a face");
            assert!((frame.roll - roll).abs() < 1e-5 && (frame.half_side - 64.0).abs() < 1e-3);
            let eyes = frame.picture_from_crop(Vec2::new(0.5, 0.5 - 0.35 * 40.0 / 128.0));
            assert!(eyes.distance((five[0] + five[1]) / 2.0) < 1e-3);
        }
    }

    #[test]
    fn what_is_no_face_has_no_frame() {
        assert_eq!(Frame::of_five(&[Vec2::ONE; 5]), None);
        assert_eq!(Frame::of_five(&[Vec2::NAN; 5]), None);
        assert_eq!(Frame::of_landmarks(&Landmarks::default()), None);
        for bounds in [[0.0; 4], [0.0, 0.0, -5.0, -9.0], [f32::INFINITY, 0.0, 1.0, 1.0]] {
            assert_eq!(Frame::in_box(bounds), None);
        }
    }
}

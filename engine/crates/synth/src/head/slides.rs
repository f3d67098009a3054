//! Where face trackers put a landmark, against where the rig has it.
//!
//! Measured with a face tracker on forty of these heads, drawn at rest from the front: the median of
//! (tracker − label) for each point, left and right averaged, where it was above 2 % of the interocular
//! distance. Real pictures are compared with such trackers.

use glam::Vec2;

/// The slides of half of the oval, from the middle of the forehead over the person's left cheek to
/// the chin; decimetres of the head at rest, outwards and up.
const OVAL_DM: [(f32, f32); 19] = [
    (0.0, -0.062),
    (-0.023, -0.061),
    (-0.019, -0.065),
    (-0.008, -0.052),
    (0.0, -0.029),
    (0.005, -0.007),
    (0.009, 0.005),
    (0.012, 0.008),
    (0.019, 0.015),
    (0.025, 0.022),
    (0.026, 0.027),
    (0.021, 0.032),
    (0.018, 0.034),
    (0.018, 0.037),
    (0.023, 0.032),
    (0.021, 0.020),
    (0.016, 0.006),
    (0.011, 0.0),
    (0.0, -0.010),
];

/// Up along the bridge of the nose.
const BRIDGE_DM: [f32; 7] = [0.0, 0.012, 0.018, 0.018, 0.015, 0.0, 0.0];

/// The inner corner of an eye, towards the nose.
const INNER_CORNER_DM: f32 = 0.006;
const INNER_CORNER: usize = 8;

/// How far a point of a group is moved on the head at rest, decimetres.
pub(crate) fn of(group: &str, n: usize) -> Vec2 {
    match group {
        "face_oval" if n < OVAL_DM.len() => Vec2::from(OVAL_DM[n]),
        "face_oval" => Vec2::from(OVAL_DM[(36 - n) % OVAL_DM.len()]) * Vec2::new(-1.0, 1.0),
        "nose_bridge" => Vec2::new(0.0, BRIDGE_DM[n % BRIDGE_DM.len()]),
        "left_eye_upper" | "left_eye_lower" if n == INNER_CORNER => {
            Vec2::new(-INNER_CORNER_DM, 0.0)
        }
        "right_eye_upper" | "right_eye_lower" if n == INNER_CORNER => {
            Vec2::new(INNER_CORNER_DM, 0.0)
        }
        _ => Vec2::ZERO,
    }
}

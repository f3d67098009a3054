//! Where face trackers put a landmark, against where the rig has it.
//!
//! Measured with a face tracker on forty of these heads, drawn at rest from the front: the median of
//! (tracker − label) for each point, left and right averaged, where it was above 2 % of the interocular
//! distance. Real pictures are compared with such trackers.

use glam::Vec2;
use risorius_rig::REST_IOD_DM;

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

/// What is left between the labels and face trackers on real pictures, once the points have slid: the
/// median over eleven portraits (seven photographs, four paintings) of where a tracker has a point,
/// less where a network has it that had learnt labels without these shifts. Hundredths of the
/// interocular distance towards the person's left and up, for half of each group; lids and the inner
/// line of the lips move sideways only, so that what is closed stays closed.
const OVAL_SHIFTS: [(f32, f32); 19] = [
    (0.0, -4.1),
    (-0.4, -3.9),
    (-0.3, -2.7),
    (-0.4, -0.4),
    (-0.3, 0.9),
    (2.4, 5.8),
    (2.9, 4.7),
    (0.8, 5.8),
    (0.1, 6.4),
    (0.7, 7.3),
    (0.7, 4.6),
    (2.5, 7.4),
    (-1.7, -0.7),
    (-0.4, 0.5),
    (0.1, 1.0),
    (0.9, 1.3),
    (1.2, 1.3),
    (-0.6, 1.0),
    (0.0, 2.3),
];
const NOSE_BASE_SHIFTS: [(f32, f32); 3] = [(0.9, 0.6), (0.9, -2.6), (0.0, 0.1)];
const UPPER_LIP_SHIFTS: [(f32, f32); 6] =
    [(4.0, 0.0), (4.8, -1.7), (4.8, -1.7), (3.4, -1.5), (0.8, -1.5), (0.0, -1.6)];
const LOWER_LIP_SHIFTS: [(f32, f32); 6] =
    [(4.0, 0.0), (4.2, 0.4), (3.0, -0.1), (2.2, -0.7), (1.8, -0.9), (0.0, -0.8)];
const INNER_LIP_SHIFTS: [(f32, f32); 6] =
    [(3.6, 0.0), (3.3, 0.0), (3.2, 0.0), (2.6, 0.0), (1.3, 0.0), (0.0, 0.0)];
/// From the outer to the inner corner of the left eye.
const EYE_SHIFTS: [f32; 9] = [-1.8, -1.8, -1.7, -1.7, -1.8, -1.8, -0.9, -0.2, 0.3];

/// How far the label of a point lies from the place on the mesh that it slid to: decimetres along the
/// head's axes, towards the person's left and up.
pub(crate) fn shift_dm(group: &str, n: usize) -> Vec2 {
    let shift = match group {
        "chin" => Vec2::from(OVAL_SHIFTS[18]),
        "face_oval" if n < OVAL_SHIFTS.len() => Vec2::from(OVAL_SHIFTS[n]),
        "face_oval" => Vec2::from(OVAL_SHIFTS[(36 - n) % OVAL_SHIFTS.len()]) * MIRRORED,
        "nose_base" => of_half(&NOSE_BASE_SHIFTS, n),
        "lips_upper_outer" => of_half(&UPPER_LIP_SHIFTS, n),
        "lips_lower_outer" => of_half(&LOWER_LIP_SHIFTS, n),
        "lips_upper_inner" | "lips_lower_inner" => of_half(&INNER_LIP_SHIFTS, n),
        "left_eye_upper" | "left_eye_lower" => Vec2::new(EYE_SHIFTS[n % 9], 0.0),
        "right_eye_upper" | "right_eye_lower" => Vec2::new(-EYE_SHIFTS[n % 9], 0.0),
        _ => Vec2::ZERO,
    };
    shift * 0.01 * REST_IOD_DM
}

const MIRRORED: Vec2 = Vec2::new(-1.0, 1.0);

/// The shift of a point in a group that runs from the person's right to the left, of which the right
/// half is known.
fn of_half(half: &[(f32, f32)], n: usize) -> Vec2 {
    let last = 2 * (half.len() - 1);
    if n < half.len() {
        Vec2::from(half[n])
    } else {
        Vec2::from(half[last.saturating_sub(n)]) * MIRRORED
    }
}

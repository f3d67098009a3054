//! Named facial landmarks in a picture.

use glam::Vec2;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Points of one group in their order, pixels.
pub type Group = Vec<Vec2>;

/// Facial landmarks of one face, by group; left and right are the person's.
///
/// Groups and their number of points: `face_oval` 36, `{right,left}_eye_{upper,lower}` 9,
/// `{right,left}_brow_{upper,lower}` 5, `{right,left}_iris_centre` 1, `{right,left}_iris_edge` 4,
/// `lips_{upper,lower}_{outer,inner}` 11, `nose_bridge` 7, `nose_base` 5, `chin` 1. Lists of 68
/// points give fewer points a group; a group may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Landmarks {
    /// Size of the picture that the points were read from, pixels.
    pub size: (u32, u32),
    /// Points by group name.
    pub groups: BTreeMap<String, Group>,
}

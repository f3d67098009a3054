//! The procedural part of the brow units: a frontalis or corrugator pull as a field over the skin.
//!
//! A point is told by `u`, how far it lies along the brow (0 at the brow's head, 1 at its tail), and
//! `v`, its height above the brow in decimetres. A field is a pull in fractions of the interocular
//! distance, times a weight along the brow, times a mask that fades up the forehead, down to the
//! upper lid, and around the temple.

use crate::{
    REST_IOD_DM, RigError,
    ease::{cosine_fall, interpolate, smoothstep},
};
use glam::{Vec2, Vec3};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Where the fields act at all.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrowMask {
    forehead_reach_dm: f32,
    lid_fade: [f32; 2],
    least_lid_gap_dm: f32,
    front_depth_dm: [f32; 2],
    temple_fade: [f32; 2],
}

/// One field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrowField {
    /// Pull away from the midline and up.
    pull_iod: [f32; 2],
    along: Along,
    /// Drop the part of the pull along the normal, so that the skin slides over the skull.
    #[serde(default)]
    slide: bool,
    /// Fade the pull to nothing between the brow's head and the midline.
    #[serde(default)]
    still_midline: bool,
}

/// Weight along the brow.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Along {
    /// Strongest at the brow's head, gone at `reach`; falls to `midline` within `medial` towards the midline.
    Head { reach: f32, midline: f32, medial: f32 },
    /// A Gaussian.
    Bump { centre: f32, width: f32 },
    /// Falls by `slope` a unit of `u` and fades out between the two of `fade`.
    Slope { slope: f32, fade: [f32; 2] },
}

/// The lines that the fields are measured from, on the left half, ascending x.
pub(crate) struct BrowLines {
    pub(crate) brow: Vec<Vec2>,
    pub(crate) upper_lid: Vec<Vec2>,
}

/// A vertex as the fields see it.
struct Place {
    u: f32,
    mask: f32,
    /// 0 on the midline, 1 from the brow's head outwards.
    lateral: f32,
    side: f32,
    normal: Vec3,
}

/// The skin as the fields see it; `None` where a vertex is out of their reach.
pub(crate) struct BrowSpace {
    places: Vec<Option<Place>>,
}

impl BrowMask {
    /// # Errors
    /// A fade that ends where it begins, or a number that is not finite.
    pub(crate) fn check(&self) -> Result<(), RigError> {
        let fades = [self.lid_fade, self.front_depth_dm, self.temple_fade];
        check(
            fades.iter().all(|[from, to]| finite(from - to) && from != to),
            "a fade needs two different numbers",
        )?;
        let lengths = [self.forehead_reach_dm, self.least_lid_gap_dm];
        check(
            lengths.iter().all(|&length| finite(length) && length > 0.0),
            "lengths must be above 0",
        )
    }
}

impl BrowField {
    /// # Errors
    /// A width, reach or fade of nothing, or a number that is not finite.
    pub(crate) fn check(&self) -> Result<(), RigError> {
        check(self.pull_iod.iter().all(|&pull| finite(pull)), "pull_iod must be below 1000")?;
        let sound = match self.along {
            Along::Head { reach, midline, medial } => {
                reach > 0.0 && medial > 0.0 && finite(midline + reach + medial)
            }
            Along::Bump { centre, width } => width > 0.0 && finite(centre + width),
            Along::Slope { slope, fade } => fade[0] != fade[1] && finite(slope + fade[0] + fade[1]),
        };
        check(sound, "a reach or width must be above 0, and a fade needs two different numbers")
    }

    /// Displacements of the whole skin, both sides, one a vertex.
    pub(crate) fn evaluate(&self, space: &BrowSpace) -> Vec<Vec3> {
        space
            .places
            .iter()
            .map(|place| place.as_ref().map_or(Vec3::ZERO, |place| self.at(place)))
            .collect()
    }

    fn at(&self, place: &Place) -> Vec3 {
        let strength = self.along.weight(place.u) * place.mask * REST_IOD_DM;
        let outwards = if self.still_midline { place.side * place.lateral } else { place.side };
        let pull = Vec3::new(self.pull_iod[0] * outwards, self.pull_iod[1], 0.0) * strength;
        if self.slide { pull - place.normal * pull.dot(place.normal) } else { pull }
    }
}

impl Along {
    fn weight(&self, u: f32) -> f32 {
        match *self {
            Self::Head { reach, midline, medial } => {
                let inside = if u < 0.0 {
                    midline + (1.0 - midline) * (1.0 + u / medial).clamp(0.0, 1.0)
                } else {
                    1.0
                };
                cosine_fall(u, reach) * inside
            }
            Self::Bump { centre, width } => (-((u - centre) / width).powi(2)).exp(),
            Self::Slope { slope, fade } => {
                (1.0 - slope * u.max(0.0)).clamp(0.0, 1.0) * smoothstep(fade[1], fade[0], u)
            }
        }
    }
}

impl BrowSpace {
    /// Reads the place of each vertex; `in_reach` tells the skin from eyes, teeth and the rest.
    pub(crate) fn new(
        rest_dm: &[Vec3],
        normals: &[Vec3],
        in_reach: impl Fn(usize) -> bool,
        lines: &BrowLines,
        mask: &BrowMask,
    ) -> Self {
        let place = |(vertex, &at): (usize, &Vec3)| {
            let place = place(at, normals[vertex], lines, mask);
            (in_reach(vertex) && place.mask > 0.0).then_some(place)
        };
        Self { places: rest_dm.iter().enumerate().map(place).collect() }
    }
}

fn place(at: Vec3, normal: Vec3, lines: &BrowLines, mask: &BrowMask) -> Place {
    let x = at.x.abs();
    let (head, tail) = (lines.brow[0].x, lines.brow[lines.brow.len() - 1].x);
    let u = (x - head) / (tail - head);
    let brow_y = interpolate(&lines.brow, x);
    let v = at.y - brow_y;
    let lid_gap = (brow_y - interpolate(&lines.upper_lid, x)).max(mask.least_lid_gap_dm);
    let vertical = if v > 0.0 {
        cosine_fall(v, mask.forehead_reach_dm)
    } else {
        smoothstep(mask.lid_fade[0], mask.lid_fade[1], v / lid_gap)
    };
    let front = smoothstep(mask.front_depth_dm[0], mask.front_depth_dm[1], at.z);
    let temple = smoothstep(mask.temple_fade[1], mask.temple_fade[0], u);
    Place {
        u,
        mask: vertical * front * temple,
        lateral: (x / head).clamp(0.0, 1.0),
        side: if at.x == 0.0 { 0.0 } else { at.x.signum() },
        normal,
    }
}

/// The fields by name.
pub(crate) type BrowFields = BTreeMap<String, BrowField>;

fn finite(number: f32) -> bool {
    number.abs() < 1e3
}

fn check(sound: bool, problem: &'static str) -> Result<(), RigError> {
    if sound { Ok(()) } else { Err(RigError::BrowField { problem }) }
}

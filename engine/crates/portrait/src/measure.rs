//! How far found landmarks are from reference ones.

use crate::landmarks::centre_of;
use glam::Vec2;
use risorius_rig::Landmarks;
use std::collections::BTreeMap;
use std::fmt;

/// A region of the face, in the order of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// Margins of the lids.
    Lids,
    /// Centres and edges of the irises.
    Irises,
    /// Brows.
    Brows,
    /// Lips, outer and inner.
    Lips,
    /// Bridge and base of the nose.
    Nose,
    /// The outline of the face with the chin. Where it runs is partly a matter of definition.
    Outline,
}

impl Region {
    /// All regions in the order of tables.
    pub const ALL: [Self; 6] =
        [Self::Lids, Self::Irises, Self::Brows, Self::Lips, Self::Nose, Self::Outline];

    /// The region of a landmark group.
    pub fn of(group: &str) -> Option<Self> {
        match group {
            "face_oval" | "chin" => Some(Self::Outline),
            _ if group.contains("_iris_") => Some(Self::Irises),
            _ if group.contains("_eye_") => Some(Self::Lids),
            _ if group.contains("_brow_") => Some(Self::Brows),
            _ if group.starts_with("lips_") => Some(Self::Lips),
            _ if group.starts_with("nose_") => Some(Self::Nose),
            _ => None,
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Lids => "lids",
            Self::Irises => "irises",
            Self::Brows => "brows",
            Self::Lips => "lips",
            Self::Nose => "nose",
            Self::Outline => "outline",
        })
    }
}

/// Mean distances between found and reference points, as shares of the interocular distance (between
/// the mean points of the reference's lids).
#[derive(Clone, Debug, PartialEq)]
pub struct LandmarkErrors {
    /// Over all points.
    pub all: f32,
    /// Over all points but the outline.
    pub inner: f32,
    /// Over the points of each region that both have.
    pub regions: BTreeMap<Region, f32>,
}

impl LandmarkErrors {
    /// Compares point by point the groups that both have in the same length; `None` if there is none,
    /// or if the reference has no eyes.
    pub fn between(found: &Landmarks, reference: &Landmarks) -> Option<Self> {
        let iod_px = interocular_px(reference)?;
        let mut regions: BTreeMap<Region, Mean> = BTreeMap::new();
        for (name, expected) in &reference.groups {
            let same = found.groups.get(name).filter(|points| points.len() == expected.len());
            let (Some(region), Some(points)) = (Region::of(name), same) else { continue };
            let mean = regions.entry(region).or_default();
            for (point, expected) in points.iter().zip(expected) {
                mean.add(point.distance(*expected) / iod_px);
            }
        }
        let over = |counts: &dyn Fn(Region) -> bool| {
            let counted = regions.iter().filter(|(region, _)| counts(**region));
            counted.fold(Mean::default(), |sum, (_, mean)| sum.and(mean)).value()
        };
        Some(Self {
            all: over(&|_| true)?,
            inner: over(&|region| region != Region::Outline)?,
            regions: regions.iter().filter_map(|(&r, mean)| Some((r, mean.value()?))).collect(),
        })
    }
}

/// Distance between the mean points of both eyes' lids, pixels.
pub fn interocular_px(face: &Landmarks) -> Option<f32> {
    let eye = |side: &str| {
        centre_of(&face.groups, |name| name.starts_with(side) && name.contains("_eye_"))
    };
    let between: Vec2 = eye("left")? - eye("right")?;
    Some(between.length()).filter(|&px| px > 0.0)
}

#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f32,
    count: usize,
}

impl Mean {
    fn add(&mut self, value: f32) {
        self.sum += value;
        self.count += 1;
    }

    fn and(self, other: &Self) -> Self {
        Self { sum: self.sum + other.sum, count: self.count + other.count }
    }

    fn value(&self) -> Option<f32> {
        (self.count > 0).then(|| self.sum / self.count as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eyes 100 px apart, a nose and an outline of two points each.
    fn face() -> Landmarks {
        let points = |a: (f32, f32), b: (f32, f32)| vec![Vec2::from(a), Vec2::from(b)];
        Landmarks {
            size: (300, 300),
            groups: [
                ("right_eye_upper", points((90.0, 100.0), (110.0, 100.0))),
                ("left_eye_upper", points((190.0, 100.0), (210.0, 100.0))),
                ("nose_bridge", points((150.0, 110.0), (150.0, 150.0))),
                ("face_oval", points((80.0, 200.0), (220.0, 200.0))),
            ]
            .map(|(name, group)| (name.to_owned(), group))
            .into(),
        }
    }

    #[test]
    fn errors_are_shares_of_the_interocular_distance() {
        let mut found = face();
        for point in found.groups.get_mut("nose_bridge").unwrap() {
            point.y += 4.0;
        }
        found.groups.get_mut("face_oval").unwrap()[0].x -= 16.0;
        let errors = LandmarkErrors::between(&found, &face()).unwrap();
        let close = |value: f32, expect: f32| assert!((value - expect).abs() < 1e-6, "{value}");
        close(errors.regions[&Region::Lids], 0.0);
        close(errors.regions[&Region::Nose], 0.04);
        close(errors.regions[&Region::Outline], 0.08);
        close(errors.inner, 0.08 / 6.0);
        close(errors.all, 0.24 / 8.0);
    }

    #[test]
    fn a_reference_without_eyes_measures_nothing() {
        let mut blind = face();
        blind.groups.remove("left_eye_upper");
        assert_eq!(LandmarkErrors::between(&face(), &blind), None);
    }
}

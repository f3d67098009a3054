//! Brings a face of a landmark file into a picture and looks whether it can belong there.

use super::{FaceLandmarks, LandmarkError, layout};
use glam::Vec2;
use risorius_rig::{Group, Landmarks};
use std::collections::BTreeMap;

/// No coordinate beyond this: the points are fractions of the picture's size, not pixels.
const FRACTION_LIMIT: f32 = 2.0;

/// Aspect ratios closer than this are the same picture at another size.
const SAME_ASPECT: f64 = 0.01;

/// Eyes (or brows) nearer to each other than this are one point, pixels.
const MIN_EYE_DISTANCE_PX: f32 = 2.0;

impl FaceLandmarks {
    /// The landmarks in pixels of a picture of `size`; points read from the same picture at another
    /// size are scaled. Groups with unknown names are dropped.
    ///
    /// # Errors
    /// Another aspect ratio, wrong numbers of points, points that are not finite or that lie outside
    /// the picture by more than its size, eyes at the same place, no known group at all.
    pub fn in_picture(&self, size: (u32, u32)) -> Result<Landmarks, LandmarkError> {
        let mut groups = self.groups.clone();
        groups.retain(|name, points| layout::group_counts(name).is_some() && !points.is_empty());
        if groups.is_empty() {
            return Err(LandmarkError::NoFace);
        }
        check_counts(&groups)?;
        let scale = self.scale_into(&groups, size)?;
        groups.values_mut().flatten().for_each(|point| *point *= scale);
        check_positions(&groups, size)?;
        check_eyes(&groups)?;
        Ok(Landmarks { size, groups })
    }

    fn scale_into(
        &self,
        groups: &BTreeMap<String, Group>,
        size: (u32, u32),
    ) -> Result<Vec2, LandmarkError> {
        let picture = Vec2::new(size.0 as f32, size.1 as f32);
        if groups.values().flatten().all(|point| point.abs().max_element() <= FRACTION_LIMIT) {
            return Ok(picture);
        }
        let Some(landmarks) = self.size.filter(|&own| own != size) else {
            return Ok(Vec2::ONE);
        };
        let aspect = |(width, height): (u32, u32)| f64::from(width) / f64::from(height.max(1));
        if landmarks.0 == 0 || (aspect(landmarks) / aspect(size) - 1.0).abs() > SAME_ASPECT {
            return Err(LandmarkError::SizeMismatch { landmarks, picture: size });
        }
        Ok(picture / Vec2::new(landmarks.0 as f32, landmarks.1 as f32))
    }
}

fn check_counts(groups: &BTreeMap<String, Group>) -> Result<(), LandmarkError> {
    for (group, points) in groups {
        if let Some((full, sparse)) = layout::group_counts(group)
            && layout::positions_in_group(group, points.len()).is_none()
        {
            let (group, found) = (group.clone(), points.len());
            return Err(LandmarkError::WrongGroupCount { group, found, full, sparse });
        }
    }
    Ok(())
}

fn check_positions(
    groups: &BTreeMap<String, Group>,
    size: (u32, u32),
) -> Result<(), LandmarkError> {
    let picture = Vec2::new(size.0 as f32, size.1 as f32);
    for (group, points) in groups {
        for (index, point) in points.iter().enumerate() {
            let (group, number) = (group.clone(), index + 1);
            if !point.is_finite() {
                return Err(LandmarkError::NotFinite { group, point: number });
            }
            if point.cmplt(-picture).any() || point.cmpgt(2.0 * picture).any() {
                let Vec2 { x, y } = *point;
                return Err(LandmarkError::FarOutside { group, point: number, x, y, size });
            }
        }
    }
    Ok(())
}

fn check_eyes(groups: &BTreeMap<String, Group>) -> Result<(), LandmarkError> {
    for part in ["_eye_", "_brow_"] {
        let centre =
            |side: &str| centre_of(groups, |name| name.starts_with(side) && name.contains(part));
        if let (Some(left), Some(right)) = (centre("left"), centre("right"))
            && left.distance(right) < MIN_EYE_DISTANCE_PX
        {
            return Err(LandmarkError::EyesCoincide);
        }
    }
    Ok(())
}

/// The mean of the points of all groups whose name is wanted.
pub(crate) fn centre_of(
    groups: &BTreeMap<String, Group>,
    wanted: impl Fn(&str) -> bool,
) -> Option<Vec2> {
    let points: Vec<Vec2> = groups
        .iter()
        .filter(|(name, _)| wanted(name))
        .flat_map(|(_, points)| points)
        .copied()
        .collect();
    (!points.is_empty()).then(|| points.iter().sum::<Vec2>() / points.len() as f32)
}

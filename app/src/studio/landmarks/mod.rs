//! A face's landmarks under the hand: the handles that can be taken, the lines that they stand on,
//! and how the points of a line follow. Plain geometry in pixels of the picture; no widgets.

mod grip;
mod handle;
mod line;

pub(crate) use grip::{Grip, Pulled};
pub(crate) use handle::{HANDLES, Handle};

use egui::{Pos2, Vec2, pos2, vec2};
use risorius_engine::Landmarks;
use std::collections::BTreeMap;
use std::ops::Range;

/// The points of all groups in a row.
struct Points {
    px: Vec<Pos2>,
    of_group: BTreeMap<String, Range<usize>>,
}

impl Points {
    fn of(landmarks: &Landmarks) -> Self {
        let mut points = Self { px: Vec::new(), of_group: BTreeMap::new() };
        for (name, group) in &landmarks.groups {
            let start = points.px.len();
            points.px.extend(group.iter().map(|point| pos2(point.x, point.y)));
            points.of_group.insert(name.clone(), start..points.px.len());
        }
        points
    }

    /// Where a group's points are; nowhere if it is missing.
    fn group(&self, name: &str) -> Range<usize> {
        self.of_group.get(name).cloned().unwrap_or(0..0)
    }

    /// The middle of an eye: the mean of its lids' points.
    fn eye_centre(&self, side: &str) -> Option<Pos2> {
        let lids = ["upper", "lower"].map(|lid| self.group(&format!("{side}_eye_{lid}")));
        let count = lids.iter().map(Range::len).sum::<usize>();
        let sum = lids.into_iter().flatten().fold(Vec2::ZERO, |sum, i| sum + self.px[i].to_vec2());
        (count > 0).then(|| (sum / count as f32).to_pos2())
    }

    /// From the middle of the right eye to that of the left, pixels. Where an eye is missing, level
    /// and about as long as on a face of this width.
    fn across_px(&self) -> Vec2 {
        const SHARE_OF_WIDTH: f32 = 0.45;
        match (self.eye_centre("right"), self.eye_centre("left")) {
            (Some(right), Some(left)) if right.distance(left) > 0.0 => left - right,
            _ => vec2(SHARE_OF_WIDTH * self.width_px().max(1.0), 0.0),
        }
    }

    fn width_px(&self) -> f32 {
        let of = |fold: fn(f32, f32) -> f32| self.px.iter().map(|p| p.x).reduce(fold);
        of(f32::max).zip(of(f32::min)).map_or(0.0, |(most, least)| most - least)
    }
}

#[cfg(test)]
mod tests;

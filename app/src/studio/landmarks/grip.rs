//! What follows a handle.

use super::line::{Line, fading, lines};
use super::{HANDLES, Handle, Points};
use egui::Vec2;
use risorius_engine::Landmarks;

/// How far a handle pulls along its own line, interocular distances.
const REACH_ON_LINE: f32 = 1.0;
/// How far it pulls at the skin around, interocular distances.
const REACH_AROUND: f32 = 0.25;
/// How much the skin around follows at most, of the way of the handle.
const SHARE_AROUND: f32 = 0.3;

/// What a pull takes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pulled {
    /// What belongs to the handle.
    Handle,
    /// That, and the same on the other side of the face, as in a mirror.
    Both,
    /// All points.
    Face,
}

/// A hand on a handle: what is to be known of the face when it was taken, to move it however often.
pub(crate) struct Grip {
    start: Landmarks,
    /// How far each point follows the handle, 0..1.
    follow: Vec<f32>,
    /// How far each follows the handle's partner.
    follow_partner: Vec<f32>,
    /// From the right of the face to its left.
    across: Vec2,
}

impl Grip {
    /// Takes a handle of a face.
    pub(crate) fn new(start: &Landmarks, handle: &Handle) -> Self {
        let points = Points::of(start);
        let lines = lines(&points);
        let follow = follow_of(&points, &lines, handle);
        let mut follow_partner = match handle.partner() {
            Some(partner) => follow_of(&points, &lines, partner),
            None => vec![0.0; points.px.len()],
        };
        for point in handle.points(&points) {
            follow_partner[point] = 0.0; // The handle stays under the pointer.
        }
        let across = points.across_px().normalized();
        Self { start: start.clone(), follow, follow_partner, across }
    }

    /// The face after the handle was moved by some pixels.
    pub(crate) fn moved(&self, by_px: Vec2, pulled: Pulled) -> Landmarks {
        let mirrored_px = by_px - 2.0 * by_px.dot(self.across) * self.across;
        let mut landmarks = self.start.clone();
        let shares = self.follow.iter().zip(&self.follow_partner);
        for (point, (&share, &share_partner)) in landmarks.groups.values_mut().flatten().zip(shares)
        {
            let by = match pulled {
                Pulled::Handle => share * by_px,
                Pulled::Both => share * by_px + share_partner * mirrored_px,
                Pulled::Face => by_px,
            };
            point.x += by.x;
            point.y += by.y;
        }
        landmarks
    }
}

/// How far each point follows a handle: along the handle's own lines up to the next handles, which
/// stay, and a little in the skin around them.
fn follow_of(points: &Points, lines: &[Line], handle: &Handle) -> Vec<f32> {
    let held: Vec<usize> = handle.points(points).collect();
    let others: Vec<usize> = HANDLES
        .iter()
        .filter(|other| other.label != handle.label)
        .flat_map(|other| other.points(points))
        .collect();
    let iod_px = points.across_px().length();
    let mut follow = vec![0.0; points.px.len()];
    let mut own = vec![false; points.px.len()];
    let mut is_skin = true;
    for line in lines {
        let has = |stop: &Vec<usize>, some: &[usize]| stop.iter().any(|point| some.contains(point));
        let Some(at) = line.stops.iter().position(|stop| has(stop, &held)) else { continue };
        let fixed = |stop: usize| has(&line.stops[stop], &others);
        let shares = line.follow(points, at, fixed, REACH_ON_LINE * iod_px);
        for (stop, share) in line.stops.iter().zip(shares) {
            for &point in stop {
                (follow[point], own[point]) = (share, true);
            }
        }
        is_skin &= line.is_skin;
    }
    let centre = held.first().map(|&point| points.px[point]);
    if let Some(centre) = centre.filter(|_| is_skin) {
        for &point in
            lines.iter().filter(|line| line.is_skin).flat_map(|line| line.stops.iter().flatten())
        {
            if !own[point] {
                let share = points.px[point].distance(centre) / (REACH_AROUND * iod_px);
                follow[point] = SHARE_AROUND * fading(share);
            }
        }
    }
    follow
}

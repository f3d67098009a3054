//! Lips that are pressed (AU24) or sucked in (AU28) meet, however far the portrait or the jaw parts them;
//! so do those of a face at rest.

use super::columns::Columns;
use super::ramp::{left_share, smoothstep};
use glam::Vec3;
use risorius_face::{Row, Side};
use risorius_rig::{Part, Rig};

/// Columns over the width of the mouth: ±0.4 dm in steps of 0.01 dm.
const COLUMNS: usize = 81;
const HALF_WIDTH_DM: f32 = 0.4;
/// The gap is averaged over this many columns, so that the corners close softly.
const SMOOTHED_COLUMNS: usize = 9;
/// Shares of the gap that the lips take: the lower one is the looser.
const UPPER_SHARE: f32 = 0.35;
const LOWER_SHARE: f32 = 0.65;
/// Rounds until lips that meet leave no gap that can be seen.
const MEETING_ROUNDS: usize = 4;

/// How the lips are brought together.
#[derive(Clone, Debug)]
pub(super) struct Lips {
    upper: Vec<u32>,
    lower: Vec<u32>,
    /// For each upper line vertex, the lower line under it.
    lower_under_upper: Columns,
    /// For each of the [`COLUMNS`], its place along the upper line.
    line_at_column: Columns,
    followers: Vec<Follower>,
    /// For each follower, its place among the columns.
    column_at_follower: Columns,
}

#[derive(Clone, Copy, Debug)]
struct Follower {
    vertex: u32,
    /// Rise as a share of the gap; negative for the upper lip.
    rise: f32,
    left_share: f32,
}

impl Lips {
    /// `None` where the rig has no lip lines.
    pub(super) fn new(rig: &Rig) -> Option<Self> {
        let (upper, lower) = (rig.lips_inner.upper.clone(), rig.lips_inner.lower.clone());
        if upper.is_empty() || lower.is_empty() {
            return None;
        }
        let rest_x =
            |v: &[u32]| -> Vec<f32> { v.iter().map(|&v| rig.rest_dm[v as usize].x).collect() };
        let (upper_x, lower_x) = (rest_x(&upper), rest_x(&lower));
        let lower_under_upper = Columns::new(&lower_x, upper_x.iter().copied());
        let columns_x: Vec<f32> = (0..COLUMNS)
            .map(|k| HALF_WIDTH_DM * (2.0 * k as f32 / (COLUMNS - 1) as f32 - 1.0))
            .collect();
        let line_at_column = Columns::new(&upper_x, columns_x.iter().copied());
        let followers = followers(rig, &upper, &lower, &lower_under_upper);
        let follower_x = followers.iter().map(|f| rig.rest_dm[f.vertex as usize].x);
        let column_at_follower = Columns::new(&columns_x, follower_x);
        Some(Self {
            upper,
            lower,
            lower_under_upper,
            line_at_column,
            followers,
            column_at_follower,
        })
    }

    /// Closes what gap there is by as much as the row presses or sucks the lips.
    pub(super) fn close(&self, row: &Row, vertices_dm: &mut [Vec3]) {
        let [left, right] =
            [Side::Left, Side::Right].map(|side| row.unit(24, side).max(row.unit(28, side)));
        if left <= 0.0 && right <= 0.0 {
            return;
        }
        self.approach(left, right, vertices_dm);
    }

    /// Closes what gap there is.
    pub(super) fn meet(&self, vertices_dm: &mut [Vec3]) {
        // Each round leaves only what the smoothing of the gap keeps from the corners.
        for _ in 0..MEETING_ROUNDS {
            self.approach(1.0, 1.0, vertices_dm);
        }
    }

    /// Closes a share of the gap on the person's left and right.
    fn approach(&self, left: f32, right: f32, vertices_dm: &mut [Vec3]) {
        let gap_dm = self.gap_by_column(vertices_dm);
        for (k, follower) in self.followers.iter().enumerate() {
            let closure = right + (left - right) * follower.left_share;
            vertices_dm[follower.vertex as usize].y +=
                closure * follower.rise * self.column_at_follower.value(k, &gap_dm);
        }
    }

    fn gap_by_column(&self, vertices_dm: &[Vec3]) -> Vec<f32> {
        let lower_y: Vec<f32> = self.lower.iter().map(|&v| vertices_dm[v as usize].y).collect();
        let line_gap: Vec<f32> = self
            .upper
            .iter()
            .enumerate()
            .map(|(k, &v)| {
                (vertices_dm[v as usize].y - self.lower_under_upper.value(k, &lower_y)).max(0.0)
            })
            .collect();
        let sharp: Vec<f32> =
            (0..COLUMNS).map(|k| self.line_at_column.value(k, &line_gap)).collect();
        let reach = SMOOTHED_COLUMNS / 2;
        (0..COLUMNS)
            .map(|k| {
                let window = &sharp[k.saturating_sub(reach)..(k + reach + 1).min(COLUMNS)];
                window.iter().sum::<f32>() / window.len() as f32
            })
            .collect()
    }
}

/// Every skin vertex that goes with a lip. Which lip is told on the half-open jaw: with the mouth shut
/// both lips lie on each other.
fn followers(
    rig: &Rig,
    upper: &[u32],
    lower: &[u32],
    lower_under_upper: &Columns,
) -> Vec<Follower> {
    let mut parted_dm = rig.rest_dm.clone();
    if let Some(jaw_open) = rig.units.get(&(27, Side::Both)) {
        jaw_open.add_to(&mut parted_dm, 0.5);
    }
    let lower_y: Vec<f32> = lower.iter().map(|&v| parted_dm[v as usize].y).collect();
    let middle_y: Vec<f32> = upper
        .iter()
        .enumerate()
        .map(|(k, &v)| 0.5 * (parted_dm[v as usize].y + lower_under_upper.value(k, &lower_y)))
        .collect();
    let upper_x: Vec<f32> = upper.iter().map(|&v| rig.rest_dm[v as usize].x).collect();
    let middle_at = Columns::new(&upper_x, rig.rest_dm.iter().map(|p| p.x));
    let distance_dm = |point: Vec3, line: &[u32]| {
        line.iter().map(|&v| point.distance(rig.rest_dm[v as usize])).fold(f32::INFINITY, f32::min)
    };
    let mut followers = Vec::new();
    for (vertex, &part) in rig.part_of_vertex.iter().enumerate() {
        if !matches!(part, Part::Skin | Part::MouthInterior) {
            continue;
        }
        let rest = rig.rest_dm[vertex];
        let rise = if parted_dm[vertex].y > middle_at.value(vertex, &middle_y) {
            -UPPER_SHARE * (1.0 - smoothstep(0.03, 0.26, distance_dm(rest, upper)))
        } else {
            LOWER_SHARE * (1.0 - smoothstep(0.06, 0.50, distance_dm(rest, lower)))
        };
        if rise != 0.0 {
            followers.push(Follower {
                vertex: vertex as u32,
                rise,
                left_share: left_share(rest.x),
            });
        }
    }
    followers
}

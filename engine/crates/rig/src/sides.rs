//! Telling the left half of a movement from the right.

use crate::{RigError, Shape, ease::smoothstep};
use glam::Vec3;
use risorius_face::Side;
use serde::Deserialize;

/// A displacement below this is nothing: a thousandth of a millimetre.
const NEGLIGIBLE_DM: f32 = 1e-5;

/// Where one side ends and the other begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SideSplit {
    /// Half the width over which a shape of the whole face is split into left and right.
    half_width_dm: f32,
    /// How far the shape of one side may reach over the midline: untouched up to the first, gone at
    /// the second.
    reach_over_dm: [f32; 2],
}

/// The split at each vertex.
pub(crate) struct SideMasks {
    /// Share of a shape of the whole face that is the left's.
    leftness: Vec<f32>,
    /// Share of a left shape that stays with the left, and the same for the right.
    left_keeps: Vec<f32>,
    right_keeps: Vec<f32>,
}

/// Sums of displacements, one a vertex.
pub(crate) struct Pot {
    pub(crate) left: Vec<Vec3>,
    pub(crate) right: Vec<Vec3>,
    /// Shapes of the whole face, still to be split.
    pub(crate) whole: Vec<Vec3>,
}

impl SideSplit {
    pub(crate) fn check(&self) -> Result<(), RigError> {
        let [full, gone] = self.reach_over_dm;
        let sound = self.half_width_dm > 0.0 && full >= 0.0 && gone > full;
        if sound && self.half_width_dm.max(gone) < 10.0 {
            return Ok(());
        }
        let problem = "half_width_dm and reach_over_dm must rise from 0 and stay below 10";
        Err(RigError::Sides { problem })
    }
}

impl SideMasks {
    pub(crate) fn new(rest_dm: &[Vec3], split: &SideSplit) -> Self {
        let mask = |weight: &dyn Fn(f32) -> f32| rest_dm.iter().map(|at| weight(at.x)).collect();
        let [full, gone] = split.reach_over_dm;
        Self {
            leftness: mask(&|x| smoothstep(-split.half_width_dm, split.half_width_dm, x)),
            left_keeps: mask(&|x| smoothstep(-gone, -full, x)),
            right_keeps: mask(&|x| smoothstep(gone, full, x)),
        }
    }
}

impl Pot {
    pub(crate) fn new(vertices: usize) -> Self {
        let empty = vec![Vec3::ZERO; vertices];
        Self { left: empty.clone(), right: empty.clone(), whole: empty }
    }

    /// Weakens the movement of each vertex to a share.
    pub(crate) fn scale(&mut self, share_of_vertex: impl Fn(usize) -> f32) {
        for sums in [&mut self.left, &mut self.right, &mut self.whole] {
            for (n, sum) in sums.iter_mut().enumerate() {
                *sum *= share_of_vertex(n);
            }
        }
    }

    /// A left and a right shape. What one side's shape does beyond its reach goes to the other
    /// side's, unless `carries_both_sides`; so the two together are always the same sum.
    pub(crate) fn sides(&self, masks: &SideMasks, carries_both_sides: bool) -> Vec<(Side, Shape)> {
        let split = |n: usize| {
            let (left, right) = (self.left[n], self.right[n]);
            let (left_keeps, right_keeps) = if carries_both_sides {
                (1.0, 1.0)
            } else {
                (masks.left_keeps[n], masks.right_keeps[n])
            };
            let leftness = masks.leftness[n];
            [
                left * left_keeps + right * (1.0 - right_keeps) + self.whole[n] * leftness,
                right * right_keeps + left * (1.0 - left_keeps) + self.whole[n] * (1.0 - leftness),
            ]
        };
        let vertices = 0..self.whole.len();
        vec![
            (Side::Left, sparse(vertices.clone().map(|n| split(n)[0]))),
            (Side::Right, sparse(vertices.map(|n| split(n)[1]))),
        ]
    }

    /// One shape of both sides.
    pub(crate) fn both(&self) -> Vec<(Side, Shape)> {
        let sums = self.left.iter().zip(&self.right).zip(&self.whole);
        let sum = sums.map(|((&left, &right), &whole)| left + right + whole);
        vec![(Side::Both, sparse(sum))]
    }
}

fn sparse(deltas_dm: impl Iterator<Item = Vec3>) -> Shape {
    let moves = |delta: &Vec3| delta.abs().max_element() > NEGLIGIBLE_DM;
    let (vertices, deltas_dm) = (0u32..).zip(deltas_dm).filter(|(_, delta)| moves(delta)).unzip();
    Shape { vertices, deltas_dm }
}

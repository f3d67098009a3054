//! Lids: a blink closes each column of the opening exactly, whatever the identity and the other units.

use super::columns::Columns;
use super::muscles::gaze_up_share;
use glam::Vec3;
use risorius_face::{Row, Side};
use risorius_rig::{LidLines, Rig, Shape};

/// Columns in which the closure shape brings the lids together by less cannot say how much of it is
/// needed; they follow their neighbours.
const LEAST_APPROACH_DM: f32 = 0.012;
/// Lids press a little beyond touching, so that no light shows between them.
const PRESS: f32 = 1.02;
/// Most that the closure shape is stretched by, for eyes far wider than the rig's.
const MOST_STRETCH: f32 = 3.0;

/// One eye's lids.
#[derive(Clone, Debug)]
pub(super) struct Lids {
    side: Side,
    lines: LidLines,
    closure: Shape,
    /// For each upper margin vertex, the lower margin under it.
    lower_under_upper: Columns,
    /// Positions in `lines.upper` whose closure is known, and how far it goes there.
    measured: Vec<(usize, f32)>,
    /// For each vertex of `closure`, where it stands between the measured columns.
    stretch_at: Columns,
}

impl Lids {
    /// The lids of one side; `None` where the rig has no closure for it.
    pub(super) fn new(rig: &Rig, side: Side) -> Option<Self> {
        let lines = if side == Side::Left { &rig.left_lids } else { &rig.right_lids };
        let closure = rig.units.get(&(43, side))?;
        if lines.upper.is_empty() || lines.lower.is_empty() {
            return None;
        }
        let rest_x = |vertices: &[u32]| -> Vec<f32> {
            vertices.iter().map(|&vertex| rig.rest_dm[vertex as usize].x).collect()
        };
        let upper_x = rest_x(&lines.upper);
        let lower_under_upper = Columns::new(&rest_x(&lines.lower), upper_x.iter().copied());

        let mut delta_y = vec![0.0; rig.rest_dm.len()];
        for (&vertex, delta) in closure.vertices.iter().zip(&closure.deltas_dm) {
            delta_y[vertex as usize] = delta.y;
        }
        let lower_delta: Vec<f32> = lines.lower.iter().map(|&v| delta_y[v as usize]).collect();
        let measured: Vec<(usize, f32)> = (0..lines.upper.len())
            .map(|k| {
                (k, lower_under_upper.value(k, &lower_delta) - delta_y[lines.upper[k] as usize])
            })
            .filter(|&(_, approach_dm)| approach_dm > LEAST_APPROACH_DM)
            .collect();
        if measured.is_empty() {
            return None;
        }
        let knots_x: Vec<f32> = measured.iter().map(|&(k, _)| upper_x[k]).collect();
        let stretch_at = Columns::new(&knots_x, rest_x(&closure.vertices));
        Some(Self {
            side,
            lines: lines.clone(),
            closure: closure.clone(),
            lower_under_upper,
            measured,
            stretch_at,
        })
    }

    /// How far the row closes this eye, 0 open as it is to 1 shut. Tightening (AU7), raised cheeks (AU6)
    /// and looking down narrow it too.
    pub(super) fn closure(&self, row: &Row) -> f32 {
        let blink = row.unit(43, self.side);
        let narrowing = 0.22 * row.unit(7, self.side) + 0.10 * row.unit(6, self.side);
        let narrowed = (blink + narrowing * (1.0 - blink)).clamp(0.0, 1.0);
        narrowed + (1.0 - narrowed) * 0.38 * (-gaze_up_share(row)).clamp(0.0, 1.0)
    }

    /// Closes the lids by `closure` of the gap that stands open now, column by column.
    pub(super) fn close(&self, closure: f32, vertices_dm: &mut [Vec3]) {
        if closure <= 0.0 {
            return;
        }
        let lower_y: Vec<f32> =
            self.lines.lower.iter().map(|&v| vertices_dm[v as usize].y).collect();
        let stretch: Vec<f32> = self
            .measured
            .iter()
            .map(|&(k, approach_dm)| {
                let upper_y = vertices_dm[self.lines.upper[k] as usize].y;
                let gap_dm = upper_y - self.lower_under_upper.value(k, &lower_y);
                (gap_dm / approach_dm).clamp(0.0, MOST_STRETCH)
            })
            .collect();
        for (k, (&vertex, &delta)) in
            self.closure.vertices.iter().zip(&self.closure.deltas_dm).enumerate()
        {
            vertices_dm[vertex as usize] +=
                delta * (closure * PRESS * self.stretch_at.value(k, &stretch));
        }
    }
}

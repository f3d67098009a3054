//! The side on which something happens.

use risorius_face::{Side, Unit};

/// Units on the side that the words name. One-sided ones are written for the left and mirrored.
pub(super) fn on_side(units: &[Unit], side: Option<Side>, one_sided: bool) -> Vec<Unit> {
    let place = |unit: &Unit| match (side, unit.side) {
        _ if !unit.au.info().sided => Side::Both,
        (Some(Side::Right), Side::Left) if one_sided => Side::Right,
        (Some(Side::Right), Side::Right) if one_sided => Side::Left,
        (Some(Side::Both), _) if one_sided => Side::Both,
        (Some(side), _) if !one_sided => side,
        (_, own) => own,
    };
    units.iter().map(|unit| Unit { side: place(unit), ..*unit }).collect()
}

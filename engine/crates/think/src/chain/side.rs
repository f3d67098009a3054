//! The side on which something happens.

use crate::lexicon::Act;
use crate::reading::Mention;
use risorius_face::{Au, Side, Unit};

/// Turns of head and eyes, and those the other way.
const MIRRORED: [(u8, u8); 3] = [(51, 52), (55, 56), (61, 62)];

/// How much stronger the leading side of an uneven movement is than usual, and the other.
const LEADING: f32 = 1.2;
const FOLLOWING: f32 = 0.6;

/// Units on the side that the words name. One-sided ones are written for the
/// left and mirrored.
pub(super) fn on_side(units: &[Unit], mention: &Mention, one_sided: bool) -> Vec<Unit> {
    let place = |unit: &Unit| match (mention.side, unit.side) {
        _ if !unit.au.info().sided => Side::Both,
        (Some(Side::Right), Side::Left) if one_sided => Side::Right,
        (Some(Side::Right), Side::Right) if one_sided => Side::Left,
        (Some(Side::Both), _) if one_sided => Side::Both,
        (Some(side), _) if !one_sided => side,
        (_, own) => own,
    };
    let placed = units.iter().map(|unit| Unit { side: place(unit), ..*unit });
    let placed: Vec<Unit> = placed.collect();
    match mention.leading_side {
        Some(leading) => placed.iter().flat_map(|unit| uneven(unit, leading)).collect(),
        None => placed,
    }
}

/// The same for an act, whose turns of head and eyes are written for the left.
pub(super) fn act_on_side(units: &[Unit], mention: &Mention, act: &Act) -> Vec<Unit> {
    let placed = on_side(units, mention, act.one_sided);
    match mention.side {
        Some(Side::Right) => placed.into_iter().map(mirrored).collect(),
        _ => placed,
    }
}

/// A turn the other way; anything else as it is.
fn mirrored(unit: Unit) -> Unit {
    let code = unit.au.code();
    let other = MIRRORED.iter().find_map(|&(a, b)| match code {
        _ if code == a => Some(b),
        _ if code == b => Some(a),
        _ => None,
    });
    other.map_or(unit, |other| Unit { au: Au::of(other), ..unit })
}

/// A unit of both sides, stronger on one.
fn uneven(unit: &Unit, leading: Side) -> Vec<Unit> {
    if unit.side != Side::Both || !unit.au.info().sided {
        return vec![*unit];
    }
    let other = if leading == Side::Right { Side::Left } else { Side::Right };
    let at = |side: Side, by: f32| {
        let intensity = (unit.intensity * by).min(unit.au.info().risky_from);
        Unit { side, intensity, ..*unit }
    };
    vec![at(leading, LEADING), at(other, FOLLOWING)]
}

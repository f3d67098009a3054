//! The portrait with its own expression removed.

use super::FaceLayout;
use glam::Vec3;
use risorius_face::Unit;

/// Lids stay as the portrait has them: what is behind lowered ones cannot be known.
const LIDS_CLOSED: u8 = 43;

/// A head without `units`, which it shows, and with lips that meet.
pub(super) fn without(face: &FaceLayout, units: &[Unit], vertices_dm: &[Vec3]) -> Vec<Vec3> {
    let mut neutral_dm = vertices_dm.to_vec();
    for unit in units.iter().filter(|unit| unit.au.code() != LIDS_CLOSED) {
        if let Some(shape) = face.rig.units.get(&(unit.au.code(), unit.side)) {
            shape.add_to(&mut neutral_dm, -unit.intensity);
        }
    }
    if let Some(lips) = face.lips.as_ref().filter(|_| parts_lips(units)) {
        lips.meet(&mut neutral_dm);
    }
    neutral_dm
}

/// Whether the expression can part lips; a gap that is none of it comes from a poor fit.
fn parts_lips(units: &[Unit]) -> bool {
    units.iter().any(|unit| matches!(unit.au.code(), 12 | 25..=27))
}

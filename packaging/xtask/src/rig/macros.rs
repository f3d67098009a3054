//! Taking the motion of the head as a whole out of whole-body shapes.

use super::cage::Cage;
use glam::{DMat3, DVec3};
use risorius_rig::Part;
use std::collections::BTreeSet;

/// Face and skull, without the neck, decimetres.
const CORE_ABOVE_DM: f64 = 6.2;

/// The displacement that is left when the shaped head is laid onto the head at rest by a similarity
/// (least squares over the core).
pub(super) fn without_motion(cage: &Cage, deltas_dm: &[DVec3]) -> Vec<DVec3> {
    let rest = cage.rest_dm();
    let shaped: Vec<DVec3> =
        rest.iter().zip(deltas_dm).map(|(&vertex, &delta)| vertex + delta).collect();
    let skin = cage.faces.iter().filter(|face| face.part <= Part::MouthInterior);
    let skin: BTreeSet<u16> = skin.flat_map(|face| face.corners).collect();
    let core: Vec<usize> = skin
        .into_iter()
        .map(usize::from)
        .filter(|&vertex| rest[vertex].y > CORE_ABOVE_DM)
        .collect();
    let mean =
        |points: &[DVec3]| core.iter().map(|&n| points[n]).sum::<DVec3>() / core.len() as f64;
    let (rest_mean, shaped_mean) = (mean(rest), mean(&shaped));
    let pairs = || core.iter().map(|&n| (rest[n] - rest_mean, shaped[n] - shaped_mean));
    let spread =
        |points: &mut dyn Iterator<Item = DVec3>| points.map(DVec3::length_squared).sum::<f64>();
    let scale = (spread(&mut pairs().map(|(rest, _)| rest))
        / spread(&mut pairs().map(|(_, shaped)| shaped)))
    .sqrt();
    let covariance = pairs().fold(DMat3::ZERO, |sum, (rest, shaped)| {
        sum + DMat3::from_cols(rest * shaped.x, rest * shaped.y, rest * shaped.z)
    });
    let rotation = nearest_rotation(covariance);
    let laid = |shaped: &DVec3| rotation * (*shaped - shaped_mean) * scale + rest_mean;
    shaped.iter().map(laid).zip(rest).map(|(laid, &rest)| laid - rest).collect()
}

/// The orthogonal factor of a matrix with positive determinant, by Newton's iteration
/// Q ← (Q + Q⁻ᵀ) / 2 (Higham 1986).
fn nearest_rotation(matrix: DMat3) -> DMat3 {
    let mut rotation = matrix * (1.0 / matrix.determinant().cbrt());
    for _ in 0..30 {
        rotation = (rotation + rotation.inverse().transpose()) * 0.5;
    }
    rotation
}

//! The mouth of a head at rest: lips that meet.

use super::model::Model;
use glam::Vec3;
use risorius_face::Side;

/// Brings the lips of a head at rest together, which many identities part a little, by so much less
/// than nothing of the rig's unit that parts them.
pub(super) fn meet_lips(model: &Model, vertices_dm: &mut [Vec3]) {
    let gap_dm = lip_gap_dm(model, vertices_dm);
    let mut parted = vertices_dm.to_vec();
    let add = |vertices_dm: &mut [Vec3], amount: f32| {
        for at in [Side::Left, Side::Right] {
            model.rig.units[&(25, at)].add_to(vertices_dm, amount);
        }
    };
    add(&mut parted, 1.0);
    let opened_dm = lip_gap_dm(model, &parted) - gap_dm;
    add(vertices_dm, -(gap_dm / opened_dm.max(1e-3)).clamp(0.0, 0.5));
}

/// Height of the opening between the lips, in the middle.
fn lip_gap_dm(model: &Model, vertices_dm: &[Vec3]) -> f32 {
    let middle = |group: &str| {
        let points = &model.attachments[group];
        points[points.len() / 2].at(vertices_dm).y
    };
    middle("lips_upper_inner") - middle("lips_lower_inner")
}

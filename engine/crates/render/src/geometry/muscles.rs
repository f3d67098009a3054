//! Action units as displacements of the rig.

use super::FaceLayout;
use glam::Vec3;
use risorius_face::{CHANNELS, Channel, Row, Side};
use risorius_rig::Part;

/// How much of a full brow lowering remains beside a full inner brow raise is 1 − this: the frontalis
/// holds the medial brow against the corrugator (AU1+4).
const INNER_RAISE_AGAINST_LOWERING: f32 = 0.55;
/// A full nose wrinkle (AU9) lowers the brow by this much already; a brow can only come down once.
const LOWERING_IN_NOSE_WRINKLE: f32 = 0.35;
/// How far the tongue sinks with a full mouth stretch, so that it stays in the lower jaw.
const TONGUE_SINK_DM: Vec3 = Vec3::new(0.0, -0.10, -0.05);
/// How far the tip of a fully shown tongue (AU19) comes out and hangs down, beyond its shape.
const TONGUE_OUT_DM: f32 = 0.35;
const TONGUE_HANG_DM: f32 = 0.12;
/// Share of the look-up and look-down shapes that a full gaze brings to the lids. Looking down lowers
/// the upper lid mostly by closing it, hence half.
const LIDS_FOLLOW_UP: f32 = 0.9;
const LIDS_FOLLOW_DOWN: f32 = 0.45;

/// Moves `vertices_dm` by every muscle of the row but those that close lids and lips, which depend on
/// the gap that the others leave.
pub(super) fn contract(face: &FaceLayout, row: &Row, vertices_dm: &mut [Vec3]) {
    let rig = &face.rig;
    for (channel, &value) in CHANNELS.iter().zip(&row.0) {
        let &Channel::Unit(au, side) = channel else {
            continue;
        };
        if value == 0.0 || au.code() == 43 {
            continue;
        }
        let weight = match au.code() {
            4 => {
                value
                    * (1.0 - INNER_RAISE_AGAINST_LOWERING * row.unit(1, side))
                    * (1.0 - LOWERING_IN_NOSE_WRINKLE * row.unit(9, side))
            }
            _ => value,
        };
        if let Some(shape) = rig.units.get(&(au.code(), side)) {
            shape.add_to(vertices_dm, weight);
        }
    }
    let gaze_up = gaze_up_share(row);
    let (code, weight) = if gaze_up > 0.0 {
        (63, LIDS_FOLLOW_UP * gaze_up)
    } else {
        (64, -LIDS_FOLLOW_DOWN * gaze_up)
    };
    if weight != 0.0 {
        for side in [Side::Left, Side::Right, Side::Both] {
            if let Some(shape) = rig.units.get(&(code, side)) {
                shape.add_to(vertices_dm, weight);
            }
        }
    }
    move_tongue(face, row, vertices_dm);
}

/// Vertical gaze as a share of its range: −1 down to 1 up.
pub(super) fn gaze_up_share(row: &Row) -> f32 {
    row.get(Channel::GazeY) / Channel::GazeY.range().1
}

fn move_tongue(face: &FaceLayout, row: &Row, vertices_dm: &mut [Vec3]) {
    let jaw = 0.5 * row.unit(26, Side::Both) + row.unit(27, Side::Both);
    let shown = row.unit(19, Side::Both);
    if jaw == 0.0 && shown == 0.0 {
        return;
    }
    let lips_z = face.mean_lip_z(vertices_dm);
    for &vertex in &face.tongue_vertices {
        debug_assert_eq!(face.rig.part_of_vertex[vertex as usize], Part::Tongue);
        let point = &mut vertices_dm[vertex as usize];
        // Only what is already near the lips comes out; the root stays.
        let out = ((point.z - lips_z) / 0.3 + 0.6).clamp(0.0, 1.0) * shown;
        *point +=
            TONGUE_SINK_DM * jaw + Vec3::new(0.0, -TONGUE_HANG_DM * out * out, TONGUE_OUT_DM * out);
    }
}

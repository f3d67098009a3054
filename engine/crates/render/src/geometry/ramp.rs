//! Soft steps.

/// 0 up to `from`, 1 from `to` on, an S-curve (3t² − 2t³) between; `from` may be above `to`.
pub(super) fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// How much a point at `x_dm` of the rest head belongs to the person's left half: 0..1, over 0.18 dm
/// about the middle, as the rig's shapes are split.
pub(super) fn left_share(x_dm: f32) -> f32 {
    smoothstep(-0.09, 0.09, x_dm)
}

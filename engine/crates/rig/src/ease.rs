//! Soft steps.

/// 0 at `from`, 1 at `to`, smooth in between; `from` may be the larger.
pub(crate) fn smoothstep(from: f32, to: f32, x: f32) -> f32 {
    let t = ((x - from) / (to - from)).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// 1 at 0 and below, 0 at `reach` and above, half a cosine in between.
pub(crate) fn cosine_fall(x: f32, reach: f32) -> f32 {
    0.5 * (1.0 + (std::f32::consts::PI * (x / reach).clamp(0.0, 1.0)).cos())
}

/// Height of the line through `points` (ascending x, at least one) at `x`, constant outside.
pub(crate) fn interpolate(points: &[glam::Vec2], x: f32) -> f32 {
    let after = points.partition_point(|point| point.x <= x);
    if after == 0 {
        return points[0].y;
    }
    let Some(right) = points.get(after) else {
        return points[after - 1].y;
    };
    let left = points[after - 1];
    left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
}

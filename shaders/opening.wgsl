// Openings of the face: between two lids, or between the lips. `engine/crates/render/src/prepare/
// opening.rs` is the CPU twin and says what an opening is.
//
// Axes are a point in the picture (xy) and the unit vector of u (zw); v is across it, downwards.

const COLUMNS: u32 = 64u;

fn local_from_picture(axes: vec4<f32>, position_px: vec2<f32>) -> vec2<f32> {
    let p = position_px - axes.xy;
    return vec2<f32>(dot(p, axes.zw), dot(p, vec2<f32>(-axes.w, axes.z)));
}

fn picture_from_local(axes: vec4<f32>, local_px: vec2<f32>) -> vec2<f32> {
    return axes.xy + axes.zw * local_px.x + vec2<f32>(-axes.w, axes.z) * local_px.y;
}

// Where u stands among the columns, 0 to COLUMNS − 1; `grid` is the first column's u and the step.
fn column_of(u_px: f32, grid: vec2<f32>) -> f32 {
    return clamp((u_px - grid.x) / grid.y, 0.0, f32(COLUMNS - 1u));
}

// A ramp one pixel wide over an edge.
fn ramp(inside_px: f32) -> f32 {
    return clamp(inside_px + 0.5, 0.0, 1.0);
}

// How much of a pixel lies between an upper and a lower line, none where they touch. `heights` are
// the lines' v over the pixel's u, `slopes` their change of v a pixel.
fn cover_between(
    local_px: vec2<f32>,
    heights: vec2<f32>,
    slopes: vec2<f32>,
    grid: vec2<f32>,
) -> f32 {
    let end = grid.x + grid.y * f32(COLUMNS - 1u);
    // Across a steep line a step sideways leaves it as fast as one up or down.
    let inside = vec2<f32>(local_px.y - heights.x, heights.y - local_px.y) * inverseSqrt(1.0 + slopes * slopes);
    let between = clamp(min(inside.x, 0.5) + min(inside.y, 0.5), 0.0, 1.0);
    return between * ramp(local_px.x - grid.x) * ramp(end - local_px.x);
}

// Corner number 0..5 of two triangles over a box in axes.
fn box_corner(index: u32, low: vec2<f32>, high: vec2<f32>) -> vec2<f32> {
    let right = index == 1u || index == 2u || index == 4u;
    let bottom = index == 2u || index == 4u || index == 5u;
    return select(low, high, vec2<bool>(right, bottom));
}

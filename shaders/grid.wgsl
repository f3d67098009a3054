// A grid of values over a part of the picture, drawn in rectangular blocks of its samples: those in
// which nothing happens are left out. It is put in front of the passes that read such a grid.

struct GridPlace {
    // Picture position of sample (0, 0), pixels.
    origin_px: vec2<f32>,
    // Distance between samples, pixels.
    step_px: f32,
};

@group(1) @binding(0) var<uniform> grid: GridPlace;
// One or two values a sample.
@group(1) @binding(1) var grid_values: texture_2d<f32>;

// Picture position of one of the six vertices of a block, given as first sample x, y, last sample x, y.
fn block_corner(index: u32, block: vec4<f32>) -> vec2<f32> {
    let is_right = index == 1u || index == 3u || index == 4u;
    let is_below = index == 2u || index == 4u || index == 5u;
    let sample = mix(block.xy, block.zw, vec2<f32>(f32(is_right), f32(is_below)));
    return grid.origin_px + sample * grid.step_px;
}

// The values at a picture position, bilinear, held at the grid's edge.
fn grid_at(position_px: vec2<f32>) -> vec2<f32> {
    let place = (position_px - grid.origin_px) / grid.step_px;
    let last = vec2<i32>(textureDimensions(grid_values)) - 1;
    let first = vec2<i32>(floor(place));
    let low = clamp(first, vec2<i32>(0), last);
    let high = clamp(first + 1, vec2<i32>(0), last);
    let share = fract(place);
    let top = mix(grid_value(low.x, low.y), grid_value(high.x, low.y), share.x);
    let bottom = mix(grid_value(low.x, high.y), grid_value(high.x, high.y), share.x);
    return mix(top, bottom, share.y);
}

fn grid_value(x: i32, y: i32) -> vec2<f32> {
    return textureLoad(grid_values, vec2<i32>(x, y), 0).rg;
}

// Multiplies the canvas by the light and shade of wrinkles, in the blocks of the grid that have any.

struct WrinkleGrid {
    // Picture position of sample (0, 0), pixels.
    origin_px: vec2<f32>,
    // Distance between samples, pixels.
    step_px: f32,
};

@group(1) @binding(0) var<uniform> grid: WrinkleGrid;
// Factors on sRGB values, one a sample.
@group(1) @binding(1) var factors: texture_2d<f32>;

struct Varying {
    @builtin(position) position: vec4<f32>,
};

// A block as first sample x, y, last sample x, y; six vertices, two triangles.
@vertex
fn vertex(@builtin(vertex_index) index: u32, @location(0) block: vec4<f32>) -> Varying {
    let is_right = index == 1u || index == 3u || index == 4u;
    let is_below = index == 2u || index == 4u || index == 5u;
    let corner = vec2<f32>(f32(is_right), f32(is_below));
    let sample = mix(block.xy, block.zw, corner);
    return Varying(clip_from_picture(grid.origin_px + sample * grid.step_px, 0.0));
}

// The blend is canvas · colour + canvas · alpha: what is above 1 goes into the colour, the rest into
// alpha, and a factor of 1 leaves the canvas as it is.
@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let position = (picture_from_fragment(in.position) - grid.origin_px) / grid.step_px;
    let factor = factor_at(position);
    return vec4<f32>(vec3<f32>(max(factor - 1.0, 0.0)), min(factor, 1.0));
}

fn factor_at(position: vec2<f32>) -> f32 {
    let last = vec2<i32>(textureDimensions(factors)) - 1;
    let first = vec2<i32>(floor(position));
    let low = clamp(first, vec2<i32>(0), last);
    let high = clamp(first + 1, vec2<i32>(0), last);
    let top = mix(factor_of(low.x, low.y), factor_of(high.x, low.y), fract(position.x));
    let bottom = mix(factor_of(low.x, high.y), factor_of(high.x, high.y), fract(position.x));
    return mix(top, bottom, fract(position.y));
}

fn factor_of(x: i32, y: i32) -> f32 {
    return textureLoad(factors, vec2<i32>(x, y), 0).r;
}

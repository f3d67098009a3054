// Multiplies the canvas by the light and shade of wrinkles: the grid's first value is a factor on
// sRGB values.

struct Varying {
    @builtin(position) position: vec4<f32>,
};

@vertex
fn vertex(@builtin(vertex_index) index: u32, @location(0) block: vec4<f32>) -> Varying {
    return Varying(clip_from_picture(block_corner(index, block), 0.0));
}

// The blend is canvas · colour + canvas · alpha: what is above 1 goes into the colour, the rest into
// alpha, and a factor of 1 leaves the canvas as it is.
@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let factor = grid_at(picture_from_fragment(in.position)).x;
    return vec4<f32>(vec3<f32>(max(factor - 1.0, 0.0)), min(factor, 1.0));
}

// A picture pulled along a field: what lies around the face, and at the end the turn of the whole
// head. The grid holds from how far away each place comes, pixels; no offset shows the picture bit
// for bit.

// What is pulled: the source, or the canvas for the turn of the head.
@group(2) @binding(0) var image: texture_2d<f32>;

struct Varying {
    @builtin(position) position: vec4<f32>,
};

// Behind all skin.
const FAR_PX: f32 = -1.0e9;

@vertex
fn vertex(@builtin(vertex_index) index: u32, @location(0) block: vec4<f32>) -> Varying {
    return Varying(clip_from_picture(block_corner(index, block), FAR_PX));
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let position_px = picture_from_fragment(in.position);
    return bicubic(image, texel_from_picture(position_px + grid_at(position_px)));
}

// Draws the front of the face: triangles that show the source from somewhere else. Each vertex says
// where it stands and from how far away its picture comes, so that no offset shows the source bit
// for bit.

// The source; while an expression is removed, with its lips mended.
@group(1) @binding(0) var image: texture_2d<f32>;

struct Vertex {
    // Picture x, y, and z towards the viewer, pixels.
    @location(0) position_px: vec3<f32>,
    // From here to the place that is shown, pixels.
    @location(1) offset_px: vec2<f32>,
    // Factor on sRGB values.
    @location(2) relight: f32,
};

struct Varying {
    @builtin(position) position: vec4<f32>,
    @location(0) offset_px: vec2<f32>,
    @location(1) relight: f32,
};

@vertex
fn vertex(in: Vertex) -> Varying {
    return Varying(clip_from_picture(in.position_px.xy, in.position_px.z), in.offset_px, in.relight);
}

@fragment
fn fragment(in: Varying) -> @location(0) vec4<f32> {
    let shown_px = picture_from_fragment(in.position) + in.offset_px;
    let colour = bicubic(image, texel_from_picture(shown_px));
    return vec4<f32>(colour.rgb * in.relight, colour.a);
}

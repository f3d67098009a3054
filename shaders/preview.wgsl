// The preview in the window: the canvas, and on it the portrait. One cheap pass of its own because
// egui's shader filters in software on some drivers and takes five times as long.

struct Placing {
    // Corners of the picture in the view, 0..1: left, top, right, bottom.
    picture: vec4<f32>,
    // Behind the picture, sRGB values as they are.
    canvas: vec4<f32>,
    // Half the distance between two pixels of the view, in coordinates of the picture.
    half_pixel: vec2<f32>,
    padding: vec2<f32>,
}

struct Corner {
    @builtin(position) position: vec4<f32>,
    @location(0) view: vec2<f32>,
}

@group(0) @binding(0) var<uniform> placing: Placing;
@group(0) @binding(1) var portrait: texture_2d<f32>;
@group(0) @binding(2) var bilinear: sampler;

// One triangle that covers the view.
@vertex
fn vs_view(@builtin(vertex_index) index: u32) -> Corner {
    let view = vec2<f32>(f32((index << 1u) & 2u), f32(index & 2u));
    return Corner(vec4<f32>(view.x * 2.0 - 1.0, 1.0 - view.y * 2.0, 0.0, 1.0), view);
}

fn picture_from_view(view: vec2<f32>) -> vec2<f32> {
    return (view - placing.picture.xy) / (placing.picture.zw - placing.picture.xy);
}

// The texture holds sRGB values with straight alpha; the window takes sRGB values too.
fn over_canvas(color: vec4<f32>, at: vec2<f32>) -> vec4<f32> {
    let inside = all(at >= vec2<f32>(0.0)) && all(at < vec2<f32>(1.0));
    let cover = select(0.0, color.a, inside);
    return vec4<f32>(mix(placing.canvas.rgb, color.rgb, cover), 1.0);
}

// The picture at its size or larger.
@fragment
fn fs_single(in: Corner) -> @location(0) vec4<f32> {
    let at = picture_from_view(in.view);
    return over_canvas(textureSampleLevel(portrait, bilinear, at, 0.0), at);
}

// A smaller picture: four samples inside the pixel, or fine lines would break up.
@fragment
fn fs_shrunk(in: Corner) -> @location(0) vec4<f32> {
    let at = picture_from_view(in.view);
    let d = placing.half_pixel * 0.5;
    let sum = textureSampleLevel(portrait, bilinear, at + vec2<f32>(-d.x, -d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, at + vec2<f32>(d.x, -d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, at + vec2<f32>(-d.x, d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, at + vec2<f32>(d.x, d.y), 0.0);
    return over_canvas(sum * 0.25, at);
}

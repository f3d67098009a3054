// The preview in the window: the canvas, and on it the portrait. One cheap pass of its own because
// egui's shader filters in software on some drivers and takes five times as long.

struct Placing {
    // Behind the picture, sRGB values as they are.
    canvas: vec4<f32>,
    // The part of the picture in the viewport, 0..1: left, top, right, bottom.
    part: vec4<f32>,
    // Half the distance between two pixels of the window, in coordinates of the picture.
    half_pixel: vec2<f32>,
    padding: vec2<f32>,
}

struct Corner {
    @builtin(position) position: vec4<f32>,
    // Where in the picture, from its left top, 0..1.
    @location(0) at: vec2<f32>,
}

@group(0) @binding(0) var<uniform> placing: Placing;
@group(0) @binding(1) var portrait: texture_2d<f32>;
@group(0) @binding(2) var bilinear: sampler;

// One triangle that covers the viewport.
@vertex
fn vs_view(@builtin(vertex_index) index: u32) -> Corner {
    let at = vec2<f32>(f32((index << 1u) & 2u), f32(index & 2u));
    let in_picture = mix(placing.part.xy, placing.part.zw, at);
    return Corner(vec4<f32>(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0), in_picture);
}

// The texture holds sRGB values with straight alpha; the window takes sRGB values too.
fn over_canvas(color: vec4<f32>) -> vec4<f32> {
    return vec4<f32>(mix(placing.canvas.rgb, color.rgb, color.a), 1.0);
}

@fragment
fn fs_canvas() -> @location(0) vec4<f32> {
    return placing.canvas;
}

// The picture at its size or larger.
@fragment
fn fs_single(in: Corner) -> @location(0) vec4<f32> {
    return over_canvas(textureSampleLevel(portrait, bilinear, in.at, 0.0));
}

// A smaller picture: four samples inside the pixel, or fine lines would break up.
@fragment
fn fs_shrunk(in: Corner) -> @location(0) vec4<f32> {
    let d = placing.half_pixel * 0.5;
    let sum = textureSampleLevel(portrait, bilinear, in.at + vec2<f32>(-d.x, -d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, in.at + vec2<f32>(d.x, -d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, in.at + vec2<f32>(-d.x, d.y), 0.0)
        + textureSampleLevel(portrait, bilinear, in.at + vec2<f32>(d.x, d.y), 0.0);
    return over_canvas(sum * 0.25);
}

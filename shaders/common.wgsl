// What every pass shares; it is put in front of each pass's own file.
//
// Picture space: pixels, x right, y down, (0, 0) the centre of the top-left pixel of the picture.
// The canvas covers the region [origin_px, origin_px + size_px) of the picture, one texel a pixel.
// Colours are sRGB-encoded values 0..1 with straight alpha, in every texture.

struct Globals {
    // The first pixel of the region, picture space.
    origin_px: vec2<f32>,
    // Size of the region, pixels.
    size_px: vec2<f32>,
    // Interocular distance, pixels.
    iod_px: f32,
};

// Whether the picture has transparent parts: a constant, so that opaque pictures do not pay for it.
override transparent: bool = false;

@group(0) @binding(0) var<uniform> globals: Globals;
// The source picture's region.
@group(0) @binding(1) var source: texture_2d<f32>;
// Linear, held at the edge.
@group(0) @binding(2) var linear_sampler: sampler;

// Clip position of a picture position; `z_px` towards the viewer, as much as 4 interocular
// distances before or behind the picture plane.
fn clip_from_picture(position_px: vec2<f32>, z_px: f32) -> vec4<f32> {
    let unit = (position_px - globals.origin_px + 0.5) / globals.size_px;
    let depth = clamp(0.5 - z_px / (8.0 * globals.iod_px), 0.0, 1.0);
    return vec4<f32>(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, depth, 1.0);
}

// Picture position of a fragment, from @builtin(position).
fn picture_from_fragment(fragment: vec4<f32>) -> vec2<f32> {
    return fragment.xy - 0.5 + globals.origin_px;
}

// Texel position (0 = the first texel's centre) of a picture position in `source`.
fn texel_from_picture(position_px: vec2<f32>) -> vec2<f32> {
    return position_px - globals.origin_px;
}

// Texture coordinate 0..1 of a picture position in `source` or any texture of the region's size.
fn uv_from_picture(position_px: vec2<f32>) -> vec2<f32> {
    return (texel_from_picture(position_px) + 0.5) / globals.size_px;
}

// Weights of the four taps of Catmull–Rom's interpolating cubic (Keys 1981, a = −1/2) at `t` past
// the second tap; exactly (0, 1, 0, 0) at t = 0.
fn catmull_rom(t: f32) -> vec4<f32> {
    let t2 = t * t;
    let t3 = t2 * t;
    return vec4<f32>(
        -0.5 * t3 + t2 - 0.5 * t,
        1.5 * t3 - 2.5 * t2 + 1.0,
        -1.5 * t3 + 2.0 * t2 + 0.5 * t,
        0.5 * t3 - 0.5 * t2,
    );
}

// A texture of the region's size, at a texel position, by Catmull–Rom's cubic; held at the edge.
// Transparent texels do not bleed their colour: colours are weighted by alpha.
fn bicubic(image: texture_2d<f32>, texel: vec2<f32>) -> vec4<f32> {
    let last = vec2<i32>(textureDimensions(image)) - 1;
    let first = vec2<i32>(floor(texel)) - 1;
    let weight_x = catmull_rom(fract(texel.x));
    let weight_y = catmull_rom(fract(texel.y));
    let x = clamp(vec4<i32>(0, 1, 2, 3) + first.x, vec4<i32>(0), vec4<i32>(last.x));
    let y = clamp(vec4<i32>(0, 1, 2, 3) + first.y, vec4<i32>(0), vec4<i32>(last.y));
    return straight(
        weight_y.x * tap_row(image, x, y.x, weight_x) + weight_y.y * tap_row(image, x, y.y, weight_x)
            + weight_y.z * tap_row(image, x, y.z, weight_x) + weight_y.w * tap_row(image, x, y.w, weight_x),
    );
}

fn tap_row(image: texture_2d<f32>, x: vec4<i32>, y: i32, weight: vec4<f32>) -> vec4<f32> {
    return weight.x * tap(image, x.x, y) + weight.y * tap(image, x.y, y)
        + weight.z * tap(image, x.z, y) + weight.w * tap(image, x.w, y);
}

// Transparent texels count this little, so that a place where all are keeps its colour.
const LEAST_ALPHA: f32 = 1.0 / 1024.0;

// One texel, premultiplied where the picture has transparency.
fn tap(image: texture_2d<f32>, x: i32, y: i32) -> vec4<f32> {
    let colour = textureLoad(image, vec2<i32>(x, y), 0);
    if transparent {
        let alpha = max(colour.a, LEAST_ALPHA);
        return vec4<f32>(colour.rgb * alpha, alpha);
    }
    return colour;
}

fn straight(colour: vec4<f32>) -> vec4<f32> {
    if transparent {
        return vec4<f32>(colour.rgb / max(colour.a, 0.5 * LEAST_ALPHA), colour.a);
    }
    return colour;
}

// Luminance of sRGB-encoded values (BT.601 weights, as for grey pictures).
fn grey(colour: vec3<f32>) -> f32 {
    return dot(colour, vec3<f32>(0.299, 0.587, 0.114));
}

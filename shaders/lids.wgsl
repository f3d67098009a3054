// The skin of one upper lid as it comes out of its fold, its line of lashes, and the lashes over the
// cheek. Heights are above the posed margin of the upper lid.

struct Lid {
    axes: vec4<f32>,
    // The box that can change, in axes: smallest u, v, largest u, v.
    bounds: vec4<f32>,
    // First column's u, step.
    grid: vec2<f32>,
    // Middle of the ball in axes.
    middle: vec2<f32>,
    // Corner of the skin's texture over (u, height), and texture coordinates a pixel.
    place: vec4<f32>,
    // The direction in which the head looks, view space; then how much of all this is shown, 0..1.
    facing: vec4<f32>,
    // Light as spherical harmonics; the tenth number is +1 where u grows towards the temple, else −1.
    light: array<vec4<f32>, 3>,
    // A column: v of the margin; how far it came down; from u here to u in the source; unused. Pixels.
    margin: array<vec4<f32>, COLUMNS>,
    // A column: height where the source's skin begins to show, and where nothing else does; how far
    // the margin came down. Pixels, smoothed over the columns.
    fade: array<vec4<f32>, COLUMNS>,
};

@group(1) @binding(0) var<uniform> lid: Lid;
// Skin over (u, height); alpha is how dark the source's lashes are there.
@group(1) @binding(1) var skin: texture_2d<f32>;

struct Fragment {
    @builtin(position) position: vec4<f32>,
};

@vertex
fn vertex(@builtin(vertex_index) index: u32) -> Fragment {
    let corner = box_corner(index, lid.bounds.xy, lid.bounds.zw);
    return Fragment(clip_from_picture(picture_from_local(lid.axes, corner), 0.0));
}

fn skin_at(u_px: f32, height_px: f32) -> vec4<f32> {
    let uv = (vec2<f32>(u_px, height_px) - lid.place.xy) * lid.place.zw;
    return textureSampleLevel(skin, linear_sampler, uv, 0.0);
}

fn light_on(n: vec3<f32>) -> f32 {
    let a = lid.light[0];
    let b = lid.light[1];
    let sum = a.x + a.y * n.x + a.z * n.y + a.w * n.z + b.x * n.x * n.y + b.y * n.y * n.z
        + b.z * (3.0 * n.z * n.z - 1.0) + b.w * n.x * n.z + lid.light[2].x * (n.x * n.x - n.y * n.y);
    return max(sum, 0.08 * a.x);
}

// Change of light on the lid, which is round over the ball, against flat skin; on sRGB values.
fn roundness(local: vec2<f32>) -> f32 {
    let off = (local - lid.middle) / (0.26 * globals.iod_px);
    let tilt = lid.axes.zw * off.x + vec2<f32>(-lid.axes.w, lid.axes.z) * off.y;
    let normal = normalize(lid.facing.xyz + vec3<f32>(tilt.x, -tilt.y, 0.0));
    return pow(clamp(light_on(normal) / light_on(lid.facing.xyz), 0.5, 1.35), 0.45);
}

// A bell of width `width` around 0.
fn bell(x: f32, width: f32) -> f32 {
    let t = x / width;
    return exp(-t * t);
}

fn source_grey(position_px: vec2<f32>) -> f32 {
    return grey(textureSampleLevel(source, linear_sampler, uv_from_picture(position_px), 0.0).rgb);
}

// How far lashes beside the outer corner, which the source shows above the corner and which went down
// with the lid, are to be covered: where it is dark there.
fn temple_lashes(position_px: vec2<f32>, skin_colour: vec3<f32>, height: f32, from_outer: f32) -> f32 {
    let r = 0.025 * globals.iod_px;
    let seen = 0.25 * (source_grey(position_px + vec2<f32>(r, r)) + source_grey(position_px - vec2<f32>(r, r))
        + source_grey(position_px + vec2<f32>(r, -r)) + source_grey(position_px - vec2<f32>(r, -r)));
    let darkness = 1.0 - seen / max(grey(skin_colour), 0.05);
    let beside = (1.0 - smoothstep(0.08, 0.24, from_outer)) * smoothstep(-0.22, -0.04, from_outer);
    let above = smoothstep(-0.02, 0.02, height) * (1.0 - smoothstep(0.08, 0.17, height));
    return smoothstep(0.0, 0.2, darkness) * beside * above * lid.facing.w;
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let position = picture_from_fragment(in.position);
    let local = local_from_picture(lid.axes, position);
    let place = column_of(local.x, lid.grid);
    let k = min(u32(place), COLUMNS - 2u);
    let column = mix(lid.margin[k], lid.margin[k + 1u], place - f32(k));
    let fade = mix(lid.fade[k], lid.fade[k + 1u], place - f32(k)).xyz;
    let iod = globals.iod_px;
    let height_px = column.x - local.y;
    let height = height_px / iod;
    let came_down = column.y / iod;
    let u = local.x + column.z;

    // Skin.
    let width = lid.grid.y * f32(COLUMNS - 1u);
    let from_first = (local.x - lid.grid.x) / width;
    let inner_outer = select(vec2<f32>(from_first, 1.0 - from_first), vec2<f32>(1.0 - from_first, from_first), lid.light[2].y < 0.0);
    let ends = smoothstep(-0.02, 0.18, inner_outer.x) * smoothstep(-0.02, 0.10, inner_outer.y);
    let unrolled = smoothstep(0.004, 0.034, fade.z / iod) * lid.facing.w;
    let made = skin_at(u, max(height_px, 0.0)).rgb;
    let unfolded = (1.0 - smoothstep(fade.x, fade.y, height_px)) * unrolled * ends;
    let skin_cover = ramp(height_px) * (1.0 - (1.0 - unfolded) * (1.0 - temple_lashes(position, made, height, inner_outer.y)));
    let fold = 1.0 - 0.10 * bell(height - came_down - 0.045, 0.022) * clamp(came_down / 0.1, 0.0, 1.0);
    let root = 1.0 - 0.12 * bell(height, 0.03);
    let skin_colour = made * roundness(local) * fold * root;

    // The line of the lashes, and the lashes below it, as dark as the source's own.
    let lash_ends = smoothstep(0.0, 0.25, inner_outer.x) * smoothstep(-0.10, 0.02, inner_outer.y);
    let shown = lash_ends * max(smoothstep(0.0, 0.05, came_down), 1.0 - smoothstep(0.0, 0.06, inner_outer.y)) * lid.facing.w;
    let darkest = max(skin_at(u, 0.0).a, skin_at(u, 0.012 * iod).a);
    let thickness = 0.006 + 0.007 * clamp(inner_outer.x, 0.0, 1.0);
    let line = 0.88 * bell(height, max(thickness, 0.7 / iod));
    let below = max(-height, 0.0);
    let hairs = skin_at(u, below * 1.1 * iod).a * clamp(1.0 - below / 0.065, 0.0, 1.0) * (1.0 - ramp(height_px)) * 0.75;
    let lash_cover = max(line, hairs) * shown;
    // Painted eyes may have no lashes: then the line is only the shade between the lids.
    let lash_colour = made * mix(0.72, 0.24, smoothstep(0.05, 0.55, darkest));

    let cover = 1.0 - (1.0 - skin_cover) * (1.0 - lash_cover);
    let premultiplied = skin_colour * skin_cover * (1.0 - lash_cover) + lash_colour * lash_cover;
    return vec4<f32>(premultiplied / max(cover, 1e-4), cover);
}

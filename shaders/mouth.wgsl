// What is between the posed lips: the drawn inside of the mouth in the lips' shadow and with the
// picture's grain, and over it what the source itself shows of its mouth, which is fixed to the skull.

struct Mouth {
    axes: vec4<f32>,
    // The opening's box in axes: smallest u, v, largest u, v.
    bounds: vec4<f32>,
    // The box of the drawn inside in axes: smallest u, v, size.
    box_px: vec4<f32>,
    // First column's u, step; posed, then in the source.
    grid: vec4<f32>,
    // How much all this covers 0..1; how much of the source's own mouth is kept 0..1; saturation.
    amount: vec4<f32>,
    // Factor a channel from the chosen colours to the picture's light.
    exposure: vec4<f32>,
    // v of upper and lower lip, posed (xy) over `grid.xy` and in the source (zw) over `grid.zw`.
    columns: array<vec4<f32>, COLUMNS>,
};

@group(1) @binding(0) var<uniform> mouth: Mouth;
@group(1) @binding(1) var inside: texture_2d<f32>;

struct Fragment {
    @builtin(position) position: vec4<f32>,
};

@vertex
fn vertex(@builtin(vertex_index) index: u32) -> Fragment {
    let corner = box_corner(index, mouth.bounds.xy - 1.0, mouth.bounds.zw + 1.0);
    return Fragment(clip_from_picture(picture_from_local(mouth.axes, corner), 0.0));
}

// Both lips over u, between columns.
fn columns_at(u_px: f32, grid: vec2<f32>) -> vec4<f32> {
    let place = column_of(u_px, grid);
    let k = min(u32(place), COLUMNS - 2u);
    return mix(mouth.columns[k], mouth.columns[k + 1u], place - f32(k));
}

fn slopes_at(u_px: f32, grid: vec2<f32>) -> vec2<f32> {
    let k = min(u32(column_of(u_px, grid)), COLUMNS - 2u);
    return (mouth.columns[k + 1u].xy - mouth.columns[k].xy) / grid.y;
}

fn source_at(local: vec2<f32>) -> vec3<f32> {
    let uv = uv_from_picture(picture_from_local(mouth.axes, local));
    return textureSampleLevel(source, linear_sampler, uv, 0.0).rgb;
}

// Back and forth over 0 to `length`.
fn folded(x: f32, length: f32) -> f32 {
    return abs(fract(x / (2.0 * length)) * 2.0 - 1.0) * length;
}

// Grain of the chin: what it differs by from its surroundings.
fn grain(local: vec2<f32>) -> vec3<f32> {
    let iod = globals.iod_px;
    let at = vec2<f32>(folded(local.x, 0.2 * iod) - 0.1 * iod, 0.26 * iod + folded(local.y, 0.1 * iod));
    let r = max(1.5, 0.014 * iod);
    let around = source_at(at + vec2<f32>(r, 0.0)) + source_at(at - vec2<f32>(r, 0.0))
        + source_at(at + vec2<f32>(0.0, r)) + source_at(at - vec2<f32>(0.0, r));
    return clamp(source_at(at) - 0.25 * around, vec3<f32>(-0.04), vec3<f32>(0.04));
}

const GUM: vec3<f32> = vec3<f32>(0.60, 0.34, 0.35);

// The source's own mouth at a place: colour, and how much it is to be believed. Above what it shows
// its teeth go on a little and end in gum.
fn own_mouth(local: vec2<f32>) -> vec4<f32> {
    let iod = globals.iod_px;
    let grid = mouth.grid.zw;
    let end = grid.x + grid.y * f32(COLUMNS - 1u);
    let u = clamp(local.x, grid.x + 2.0, end - 2.0);
    let beside = abs(local.x - u);
    let lips = columns_at(u, grid).zw;
    let top = lips.x + 1.5;
    let over = max(top - local.y, 0.0);
    let within = smoothstep(-0.5, 1.5, lips.y - local.y) * (1.0 - smoothstep(0.0, 0.06 * iod, beside));
    // What is above the source's opening mirrors what is below its edge.
    let reflected = top + min(over, 0.45 * max(lips.y - lips.x - 3.0, 0.0)) * 0.6;
    let v = select(local.y, reflected, over > 0.0);
    let own = source_at(vec2<f32>(u, v));
    let gum = mix(vec3<f32>(grey(GUM)), GUM, mouth.amount.z) * mouth.exposure.rgb;
    let raised = smoothstep(0.035 * iod, 0.075 * iod, over);
    let colour = mix(own * (1.0 - 0.25 * smoothstep(0.0, 0.08 * iod, over)), gum, raised * 0.85);
    return vec4<f32>(colour, within * mouth.amount.y);
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let local = local_from_picture(mouth.axes, picture_from_fragment(in.position));
    let iod = globals.iod_px;
    let grid = mouth.grid.xy;
    let lips = columns_at(local.x, grid).xy;
    let cover = cover_between(local, lips, slopes_at(local.x, grid), grid);

    let uv = (local - mouth.box_px.xy) / mouth.box_px.zw;
    let drawn = textureSampleLevel(inside, linear_sampler, uv, 0.0).rgb;
    let end = grid.x + grid.y * f32(COLUMNS - 1u);
    let below_upper = (local.y - lips.x) / iod;
    let above_lower = (lips.y - local.y) / iod;
    let to_corner = min(local.x - grid.x, end - local.x) / iod;
    let nearest = min(min(below_upper, above_lower), 0.7 * to_corner);
    let corners = 0.72 + 0.28 * smoothstep(-0.01, 0.04, nearest);
    let lip_shadow = 0.66 + 0.34 * smoothstep(-0.01, 0.10, below_upper);
    let shaded = drawn * corners * lip_shadow + grain(local) * 0.6;

    let own = own_mouth(local);
    return vec4<f32>(mix(shaded, own.rgb, own.a), cover * mouth.amount.x);
}

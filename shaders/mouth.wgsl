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
    // Colour of the line between pressed lips.
    contact: vec4<f32>,
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

// The drawn inside over one pixel: four taps, because it has up to four texels a pixel.
fn drawn_at(uv: vec2<f32>) -> vec4<f32> {
    let quarter = 0.25 / mouth.box_px.zw;
    let turned = vec2<f32>(quarter.x, -quarter.y);
    return 0.25 * (textureSampleLevel(inside, linear_sampler, uv + quarter, 0.0)
        + textureSampleLevel(inside, linear_sampler, uv - quarter, 0.0)
        + textureSampleLevel(inside, linear_sampler, uv + turned, 0.0)
        + textureSampleLevel(inside, linear_sampler, uv - turned, 0.0));
}

// Lips that press on each other leave a soft dark line, which also hides the steps of the mesh's edge.
// Lips that the source parts bring no such line of their own.
fn contact_line(local: vec2<f32>, lips: vec2<f32>, to_corner_iod: f32) -> f32 {
    let source_lips = columns_at(local.x, mouth.grid.zw).zw;
    let parted = smoothstep(0.02, 0.06, (source_lips.y - source_lips.x) / globals.iod_px);
    let pressed = 1.0 - smoothstep(0.0, 1.5, lips.y - lips.x);
    let width = mix(1.1, max(1.3, 0.012 * globals.iod_px), parted);
    let away = (local.y - 0.5 * (lips.x + lips.y)) / width;
    return mix(0.5, 0.8, parted) * mouth.amount.x * pressed * exp(-away * away) * smoothstep(0.0, 0.05, to_corner_iod);
}

const GUM: vec3<f32> = vec3<f32>(0.80, 0.53, 0.51);

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
    // Gum reaches further down between two teeth, where it is darker.
    let between = clamp(1.0 - grey(own) / (0.85 * grey(mouth.exposure.rgb)), 0.0, 1.0);
    let raised = smoothstep(0.020, 0.046, over / iod + 0.04 * between * step(0.001, over));
    let shade = 1.0 - 0.22 * smoothstep(0.03 * iod, 0.12 * iod, over);
    let colour = mix(own, gum, raised * 0.88) * shade;
    let corner = min(local.x - grid.x, end - local.x) / iod;
    return vec4<f32>(colour * (1.0 - 0.6 * raised * (1.0 - smoothstep(0.0, 0.14, corner))), within * mouth.amount.y);
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let local = local_from_picture(mouth.axes, picture_from_fragment(in.position));
    let iod = globals.iod_px;
    let grid = mouth.grid.xy;
    let lips = columns_at(local.x, grid).xy;
    let cover = cover_between(local, lips, slopes_at(local.x, grid), grid);

    let uv = (local - mouth.box_px.xy) / mouth.box_px.zw;
    let drawn = drawn_at(uv);
    let end = grid.x + grid.y * f32(COLUMNS - 1u);
    let below_upper = (local.y - lips.x) / iod;
    let above_lower = (lips.y - local.y) / iod;
    let to_corner = min(local.x - grid.x, end - local.x) / iod;
    let nearest = min(min(below_upper, above_lower), 0.7 * to_corner);
    let corners = 0.55 + 0.45 * smoothstep(-0.01, 0.07, nearest);
    let lip_shadow = 0.78 + 0.22 * smoothstep(-0.01, 0.07, below_upper);
    // Where the edge of the tongue shares a pixel with the dark behind it, it is not yet the tongue.
    let tongue_out = smoothstep(0.4, 1.0, drawn.a);
    let shaded = drawn.rgb * mix(corners * lip_shadow, 1.0, tongue_out) + grain(local) * 0.6;

    let own = own_mouth(local);
    let colour = mix(shaded, own.rgb, own.a * (1.0 - tongue_out));
    let shown = max(cover * mouth.amount.x, tongue_out);
    let line = contact_line(local, lips, to_corner);
    return vec4<f32>(mix(colour, mouth.contact.rgb, line * (1.0 - shown)), max(shown, line));
}

// The ball of one eye between its posed lids: the white, the iris that turns with the gaze, and the
// catch light that stays behind. Where nothing moved it is the source.

struct Eye {
    axes: vec4<f32>,
    // The opening's box in axes: smallest u, v, largest u, v.
    bounds: vec4<f32>,
    // First column's u, step.
    grid: vec2<f32>,
    // Centre of the iris in axes.
    iris: vec2<f32>,
    // How far the iris moves, pixels in axes; then its foreshortening along u and v.
    gaze: vec4<f32>,
    // Top left corner of the layers in the picture, and texture coordinates a pixel.
    place: vec4<f32>,
    // 1 where the gaze rests, 1 where the lids rest.
    rest: vec2<f32>,
    // v of upper and lower margin, posed (xy) and in the source (zw), a column.
    columns: array<vec4<f32>, COLUMNS>,
};

@group(1) @binding(0) var<uniform> eye: Eye;
@group(1) @binding(1) var white: texture_2d<f32>;
// The iris; alpha is its cover.
@group(1) @binding(2) var disc: texture_2d<f32>;
@group(1) @binding(3) var glint: texture_2d<f32>;

// The cornea stands out of the ball: its reflection moves by this share of the way of the pupil.
const GLINT_SHARE: f32 = 0.45;
// Just below the source's upper lid, from the second of these distances (interocular) up to the first,
// the layers show less and less of the source, as in prepare/eyes.rs.
const MADE_BELOW_LID: vec2<f32> = vec2<f32>(0.012, 0.05);

struct Fragment {
    @builtin(position) position: vec4<f32>,
};

@vertex
fn vertex(@builtin(vertex_index) index: u32) -> Fragment {
    let corner = box_corner(index, eye.bounds.xy - 1.0, eye.bounds.zw + 1.0);
    return Fragment(clip_from_picture(picture_from_local(eye.axes, corner), 0.0));
}

fn layer_uv(position_px: vec2<f32>) -> vec2<f32> {
    return (position_px - eye.place.xy) * eye.place.zw;
}

// Dimming by lids at distances in interocular distances, as in prepare/eyes.rs.
fn lid_shadow(above: f32, below: f32) -> f32 {
    return (1.0 - 0.38 * exp(-max(above, 0.0) / 0.055)) * (1.0 - 0.08 * exp(-max(below, 0.0) / 0.02));
}

fn shadow_between(v_px: f32, lids: vec2<f32>) -> f32 {
    return lid_shadow((v_px - lids.x) / globals.iod_px, (lids.y - v_px) / globals.iod_px);
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let position = picture_from_fragment(in.position);
    let local = local_from_picture(eye.axes, position);
    let place = column_of(local.x, eye.grid);
    let k = min(u32(place), COLUMNS - 2u);
    let before = eye.columns[k];
    let change = eye.columns[k + 1u] - before;
    let lids = before + change * (place - f32(k));
    let cover = cover_between(local, lids.xy, change.xy / eye.grid.y, eye.grid);

    // The iris turns in place: find what of it is seen here.
    let from_iris = (local - eye.iris - eye.gaze.xy) / eye.gaze.zw;
    let on_disc = eye.iris + from_iris;
    let disc_colour = textureSampleLevel(disc, linear_sampler, layer_uv(picture_from_local(eye.axes, on_disc)), 0.0);
    let white_colour = textureSampleLevel(white, linear_sampler, layer_uv(position), 0.0).rgb;
    let glint_local = local - eye.gaze.xy * GLINT_SHARE;
    let glint_colour = textureSampleLevel(glint, linear_sampler, layer_uv(picture_from_local(eye.axes, glint_local)), 0.0).rgb;

    // The layers hold the source's shadow of the lids: replace it by that of the posed lids. The
    // part of the iris that was under a lid has none.
    let shadow = shadow_between(local.y, lids.xy);
    let source_shadow = shadow_between(local.y, lids.zw);
    let disc_below = smoothstep(MADE_BELOW_LID.x, MADE_BELOW_LID.y, (on_disc.y - lids.z) / globals.iod_px);
    let disc_above = smoothstep(-0.005, 0.01, (lids.w - on_disc.y) / globals.iod_px);
    let disc_shadow = mix(1.0, shadow_between(on_disc.y, lids.zw), min(disc_below, disc_above));
    let relit_white = white_colour * clamp(shadow / source_shadow, 0.6, 1.6);
    let relit_disc = disc_colour.rgb * clamp(shadow / disc_shadow, 0.6, 1.3);
    let ball = mix(relit_white, relit_disc + glint_colour, disc_colour.a);

    // What the source shows of a resting eye is better than any layer, but for the dark edge and the
    // shade of an upper lid that has gone up from there.
    let raised = smoothstep(0.0, 0.03 * globals.iod_px, lids.z - lids.x);
    let edge_px = vec2<f32>(-0.5, 0.75) + raised * MADE_BELOW_LID * globals.iod_px;
    let seen = min(smoothstep(edge_px.x, edge_px.y, local.y - lids.z), smoothstep(-0.5, 0.75, lids.w - local.y));
    let kept = eye.rest.x * max(seen, eye.rest.y);
    let source_colour = textureSampleLevel(source, linear_sampler, uv_from_picture(position), 0.0).rgb;
    let relit_source = source_colour * clamp(shadow / source_shadow, 0.6, 1.6);
    return vec4<f32>(mix(ball, relit_source, kept), cover);
}

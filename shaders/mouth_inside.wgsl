// The inside of the mouth, drawn into a picture of its own: the lining, both rows of teeth, the
// tongue. Alpha is how much of it is out in front of the lips. Colours were chosen under the light of a usual photograph and take on the portrait's.

struct Inside {
    // The layer's box in the mouth's axes: smallest u, v, size.
    box_px: vec4<f32>,
    // Factor a channel from the chosen colours to the picture's light; then its saturation.
    exposure: vec4<f32>,
    // Colour of the lips, sRGB 0..1; then their height towards the viewer, pixels.
    lips: vec4<f32>,
    // Interocular distance, pixels; pixels a decimetre; width of a texel, decimetres.
    scale: vec4<f32>,
};

@group(1) @binding(0) var<uniform> inside: Inside;

struct Vertex {
    // u, v in the mouth's axes, and z towards the viewer, pixels.
    @location(0) position: vec3<f32>,
    // View space.
    @location(1) normal: vec3<f32>,
    // Length along the row of teeth, or across the tongue, from the middle; for teeth the distance
    // from the biting edge, decimetres; then the kind: 0 lining, 1 upper teeth, 2 lower teeth, 3 tongue;
    // for teeth how far they face out of the mouth, −1 to 1.
    @location(2) rest: vec4<f32>,
};

struct Fragment {
    @builtin(position) position: vec4<f32>,
    @location(0) normal: vec3<f32>,
    @location(1) rest: vec4<f32>,
    // Distance behind the lips, decimetres.
    @location(2) depth: f32,
};

@vertex
fn vertex(in: Vertex) -> Fragment {
    let unit = (in.position.xy - inside.box_px.xy) / inside.box_px.zw;
    let near = clamp(0.5 - in.position.z / (8.0 * inside.scale.x), 0.0, 1.0);
    let behind = (inside.lips.w - in.position.z) / inside.scale.y;
    return Fragment(vec4<f32>(unit.x * 2.0 - 1.0, 1.0 - unit.y * 2.0, near, 1.0), in.normal, in.rest, behind);
}

fn bell(x: f32, width: f32) -> f32 {
    let t = x / width;
    return exp(-t * t);
}

const CAVITY: vec3<f32> = vec3<f32>(0.118, 0.055, 0.071);
const TOOTH: vec3<f32> = vec3<f32>(0.925, 0.886, 0.808);
const GUM: vec3<f32> = vec3<f32>(0.698, 0.424, 0.439);
const TONGUE: vec3<f32> = vec3<f32>(0.745, 0.408, 0.424);

// Where one tooth ends and the next begins along the row, decimetres: widths of 8.8, 6.8, 7.6 and
// 6.8 mm above and 5.5, 6, 7 and 7 mm below (Wheeler's Dental Anatomy), the first at the middle.
const UPPER_GAPS: array<f32, 7> = array<f32, 7>(0.0, 0.088, 0.156, 0.232, 0.300, 0.370, 0.460);
const LOWER_GAPS: array<f32, 7> = array<f32, 7>(0.0, 0.055, 0.115, 0.185, 0.255, 0.325, 0.420);

// Teeth that face out of the mouth less than this are their inner side.
const INNER_SIDE: f32 = -0.15;

// Distance along the row to the nearest gap.
fn to_gap(along: f32, upper: bool) -> f32 {
    var nearest = 1.0;
    for (var k = 0u; k < 7u; k++) {
        let gap = select(LOWER_GAPS[k], UPPER_GAPS[k], upper);
        nearest = min(nearest, abs(abs(along) - gap));
    }
    return nearest;
}

// The lips' inner side near them, the dark of the throat far behind; it turns dark where it turns away.
fn lining(depth: f32, normal: vec3<f32>, exposure: vec3<f32>) -> vec3<f32> {
    let near = pow(1.0 - clamp(depth / 0.22, 0.0, 1.0), 1.5) * smoothstep(0.0, 0.55, abs(normal.z));
    return mix(CAVITY * exposure, inside.lips.rgb * vec3<f32>(0.88, 0.76, 0.76), near);
}

fn teeth(in: Fragment, normal: vec3<f32>, exposure: vec3<f32>) -> vec3<f32> {
    let upper = in.rest.z < 1.5;
    let gap = to_gap(in.rest.x, upper);
    let edge = in.rest.y;
    // No line thinner than a texel.
    let texel = inside.scale.z;
    let line = bell(gap, max(0.006, 0.7 * texel)) * clamp(edge / 0.02, 0.25, 1.0);
    let rounded = bell(gap, 0.020) * clamp(1.0 - edge / 0.026, 0.0, 1.0);
    let gum_height = select(0.095, 0.110, upper) - select(0.006, 0.011, upper) * cos(min(gap / 0.035, 1.0) * 3.14159);
    let gum = smoothstep(gum_height - 0.008 - texel, gum_height + 0.008 + texel, edge);
    // The cheeks leave the side teeth in the dark.
    let corridor = 1.0 - smoothstep(0.20, 0.36, abs(in.rest.x));
    let bulge = 0.90 + 0.10 * clamp(gap / 0.03, 0.0, 1.0);
    let facing = clamp(normal.z, 0.0, 1.0);
    // Further back it is darker; a wet highlight where the row faces the viewer.
    let shade = clamp(1.12 - in.depth * 0.8, 0.22, 1.05) * (0.76 + 0.24 * facing) * bulge
        * (1.0 - 0.20 * line * (1.0 - gum)) + 0.08 * pow(facing, 12.0);
    let colour = mix(TOOTH * shade, GUM * shade * 0.9, gum) * exposure;
    return mix(CAVITY * exposure, colour, corridor * (1.0 - 0.7 * rounded));
}

fn tongue(in: Fragment, normal: vec3<f32>, exposure: vec3<f32>) -> vec3<f32> {
    let up = clamp(0.8 * normal.z + 0.5 * normal.y, 0.0, 1.0);
    let wet = 0.12 * pow(clamp(normal.z, 0.0, 1.0), 24.0);
    let groove = 1.0 - 0.16 * bell(in.rest.x, 0.025);
    let colour = (TONGUE * (0.5 + 0.5 * up) * groove + wet) * exposure;
    // Its root lies in the dark, and its sides roll into it.
    let lit = (1.0 - smoothstep(0.08, 0.60, in.depth)) * smoothstep(0.0, 0.75, normal.z);
    return mix(CAVITY * exposure, colour, lit);
}

@fragment
fn fragment(in: Fragment) -> @location(0) vec4<f32> {
    let exposure = inside.exposure.rgb;
    let normal = normalize(in.normal);
    var colour = lining(in.depth, normal, exposure);
    // Only a tongue comes out between the lips.
    var out = 0.0;
    if in.rest.z > 2.5 {
        colour = tongue(in, normal, exposure);
        out = smoothstep(-0.03, 0.04, -in.depth);
    } else if in.rest.z > 0.5 {
        // The far row of a turned head would be seen from within, across the tongue: a bright slab.
        if in.rest.w < INNER_SIDE || normal.z < 0.0 {
            discard;
        }
        colour = teeth(in, normal, exposure);
    } else if normal.z < 0.0 {
        // So would the far cheek, from outside.
        discard;
    }
    let sum = vec3<f32>(grey(colour));
    return vec4<f32>(mix(sum, colour, inside.exposure.w), out);
}

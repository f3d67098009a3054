//! Triangles to samples.

use glam::Vec3;

/// Calls `draw(x, y, weights, depth)` for every sample whose centre a triangle covers; whole numbers are
/// centres. Either winding is drawn; corners are (x, y, depth).
pub(crate) fn each_sample(
    corners: [Vec3; 3],
    (width, height): (usize, usize),
    mut draw: impl FnMut(usize, usize, [f32; 3], f32),
) {
    let [a, b, c] = corners;
    let twice_area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let least = a.min(b).min(c).max(Vec3::splat(0.0));
    let most = a.max(b).max(c);
    let (last_x, last_y) = (most.x.min(width as f32 - 1.0), most.y.min(height as f32 - 1.0));
    // Not-a-number fails every comparison here.
    if !(twice_area.abs() > 1e-9 && least.x <= last_x && least.y <= last_y) {
        return;
    }
    let scale = 1.0 / twice_area;
    let step_b = (c.y - a.y) * scale;
    let step_c = -(b.y - a.y) * scale;
    let (first_x, past_x) = (least.x.ceil() as usize, last_x as usize + 1);
    for y in least.y.ceil() as usize..last_y as usize + 1 {
        let dy = y as f32 - a.y;
        let row_b = -dy * (c.x - a.x) * scale;
        let row_c = dy * (b.x - a.x) * scale;
        for x in first_x..past_x {
            let dx = x as f32 - a.x;
            let weight_b = row_b + dx * step_b;
            let weight_c = row_c + dx * step_c;
            let weight_a = 1.0 - weight_b - weight_c;
            if weight_a >= -1e-5 && weight_b >= -1e-5 && weight_c >= -1e-5 {
                let depth = a.z * weight_a + b.z * weight_b + c.z * weight_c;
                draw(x, y, [weight_a, weight_b, weight_c], depth);
            }
        }
    }
}

//! A painted backdrop.

use super::{
    canvas::{Canvas, HEIGHT, WIDTH},
    noise::{bell, cloud, noise},
};
use glam::{Vec2, Vec3};

/// Fills the canvas with broad brushwork: dark at the edges, a glow beside the sitter.
pub(super) fn paint(canvas: &mut Canvas) {
    let size = Vec2::new(WIDTH as f32, HEIGHT as f32);
    for y in 0..canvas.height {
        for x in 0..canvas.width {
            let at = Canvas::pixel_of(x, y) / size;
            canvas.colour[y * canvas.width + x] = colour(at);
        }
    }
}

fn colour(at: Vec2) -> Vec3 {
    let place = Vec3::new(at.x, at.y * 1.25, 0.0);
    let bend = Vec3::new(cloud(place * 2.2), cloud(place * 2.2 + 50.0), 0.0) * 0.35;
    let direction = Vec2::from_angle(0.9 + 0.8 * noise(place * 1.6));
    let along = direction.dot(at);
    let across = direction.perp_dot(at);
    let bristles = noise(Vec3::new(along * 7.0, across * 70.0, 3.0)) * 0.5
        + noise(Vec3::new(along * 16.0, across * 180.0, 8.0)) * 0.3;
    let dabs = cloud((place + bend) * 3.4);
    let glow = bell(at.distance(Vec2::new(0.80, 0.40)), 0.52);
    let dark = Vec3::new(0.050, 0.040, 0.034);
    let light = Vec3::new(0.30, 0.225, 0.150);
    let cool = Vec3::new(0.075, 0.105, 0.110);
    let base = dark.lerp(light, (glow * 0.85 + 0.10 * dabs).clamp(0.0, 1.0));
    base.lerp(cool, (0.16 - 0.40 * dabs).clamp(0.0, 0.6)) * (1.0 + 0.055 * bristles)
}

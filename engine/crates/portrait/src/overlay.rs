//! The overlay: landmarks and the fitted head's feature lines on a copy of the picture.

use glam::Vec2;
use image::RgbaImage;
use risorius_rig::{Fit, Rig};

/// Feature lines of the head.
const LINE_COLOUR: [f32; 3] = [64.0, 220.0, 255.0];

/// Landmarks.
const DOT_COLOUR: [f32; 3] = [255.0, 196.0, 0.0];

/// Groups of points on the mesh that are drawn as lines; lids and lips have finer lines of their own.
const ATTACHED_LINES: [&str; 7] = [
    "left_brow_upper",
    "left_brow_lower",
    "right_brow_upper",
    "right_brow_lower",
    "nose_bridge",
    "nose_base",
    OUTLINE,
];

const OUTLINE: &str = "face_oval";

/// Draws lids, lips, brows, nose and outline of the fitted head as lines, the landmarks it was fitted to
/// as dots. Where the fit is good the dots lie on the lines.
pub fn overlay(picture: &RgbaImage, fit: &Fit, rig: &Rig) -> RgbaImage {
    let mut drawing = picture.clone();
    let thickness = (fit.iod_px() * 0.008).max(1.0);
    for line in feature_lines(fit, rig) {
        for ends in line.windows(2) {
            stroke(&mut drawing, ends[0], ends[1], thickness, LINE_COLOUR);
        }
    }
    for &point in fit.landmarks.groups.values().flatten() {
        stroke(&mut drawing, point, point, 2.2 * thickness, DOT_COLOUR);
    }
    drawing
}

/// Lids and lips from the mesh's own lines, brows, nose and outline through their landmarks on it.
fn feature_lines(fit: &Fit, rig: &Rig) -> Vec<Vec<Vec2>> {
    let seen = |point| fit.project(point).truncate();
    let vertices = |line: &Vec<u32>| -> Vec<Vec2> {
        line.iter().map(|&vertex| seen(fit.vertices_dm[vertex as usize])).collect()
    };
    let lids =
        [&rig.left_lids, &rig.right_lids].into_iter().flat_map(|lids| [&lids.upper, &lids.lower]);
    let lips =
        [&rig.lips_outer, &rig.lips_inner].into_iter().flat_map(|lips| [&lips.upper, &lips.lower]);
    let mut lines: Vec<Vec<Vec2>> = lids.chain(lips).map(vertices).collect();
    for name in ATTACHED_LINES {
        let attachments = rig.attachments.get(name).into_iter().flatten();
        // Only the outline is a ring.
        let closing = attachments.clone().take(usize::from(name == OUTLINE));
        lines.push(attachments.chain(closing).map(|at| seen(at.at(&fit.vertices_dm))).collect());
    }
    lines
}

/// A line with round ends and soft edges; ends at one place make a dot.
fn stroke(drawing: &mut RgbaImage, from: Vec2, to: Vec2, thickness: f32, colour: [f32; 3]) {
    let reach = thickness / 2.0 + 0.5;
    let last = Vec2::new(drawing.width() as f32 - 1.0, drawing.height() as f32 - 1.0);
    let low = (from.min(to) - reach).floor().max(Vec2::ZERO);
    let high = (from.max(to) + reach).ceil().min(last);
    // Empty where the line lies outside of the picture; `as` takes a number that is not finite to 0.
    for y in low.y as u32..(high.y + 1.0).max(0.0) as u32 {
        for x in low.x as u32..(high.x + 1.0).max(0.0) as u32 {
            let distance = distance_to_segment(Vec2::new(x as f32, y as f32), from, to);
            blend(drawing.get_pixel_mut(x, y), colour, (reach - distance).clamp(0.0, 1.0));
        }
    }
}

fn distance_to_segment(point: Vec2, from: Vec2, to: Vec2) -> f32 {
    let along = to - from;
    let share = ((point - from).dot(along) / along.length_squared().max(1e-12)).clamp(0.0, 1.0);
    point.distance(from + along * share)
}

fn blend(pixel: &mut image::Rgba<u8>, colour: [f32; 3], coverage: f32) {
    for (channel, new) in pixel.0.iter_mut().zip(colour) {
        *channel = (f32::from(*channel) + (new - f32::from(*channel)) * coverage).round() as u8;
    }
    pixel.0[3] = pixel.0[3].max((255.0 * coverage).round() as u8);
}

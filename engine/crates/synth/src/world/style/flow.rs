//! Along which way the forms of a picture run: brush strokes follow it.

use glam::Vec2;

use crate::Canvas;
use crate::world::{colour, filter};

/// Unit vectors along edges, a pixel each: the minor axis of the smoothed structure tensor (Brox et al. 2006).
pub(super) fn along_edges(canvas: &Canvas, sigma_px: f32) -> Vec<Vec2> {
    let luma: Vec<f32> = canvas.pixels.iter().map(|pixel| colour::luma(*pixel)).collect();
    let slopes = slopes(&luma, canvas.width);
    let mut tensors = [(); 3].map(|()| Vec::with_capacity(slopes.len()));
    for slope in &slopes {
        tensors[0].push(slope.x * slope.x);
        tensors[1].push(slope.x * slope.y);
        tensors[2].push(slope.y * slope.y);
    }
    tensors.iter_mut().for_each(|plane| filter::blur_plane(plane, canvas.width, sigma_px));
    let [xx, xy, yy] = tensors;
    let way = |index: usize| {
        // Half the angle of the tensor's deviator points across edges.
        let across = 0.5 * (2.0 * xy[index]).atan2(xx[index] - yy[index]);
        Vec2::from_angle(across).perp()
    };
    (0..slopes.len()).map(way).collect()
}

/// Differences to the neighbours, a pixel each.
pub(super) fn slopes(plane: &[f32], width: usize) -> Vec<Vec2> {
    let height = plane.len() / width;
    let at = |x: usize, y: usize| plane[y.min(height - 1) * width + x.min(width - 1)];
    let slope = |index: usize| {
        let (x, y) = (index % width, index / width);
        let across = at(x + 1, y) - at(x.saturating_sub(1), y);
        let down = at(x, y + 1) - at(x, y.saturating_sub(1));
        Vec2::new(across, down) / 2.0
    };
    (0..plane.len()).map(slope).collect()
}

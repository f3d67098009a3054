//! A field as triangles: its cells that move, with a vertex a sample.

use super::warp::WarpVertex;
use crate::Field;
use glam::Vec2;

/// Offsets shorter than this cannot change an 8-bit pixel: the steepest edge, 255 levels a pixel,
/// changes by an eighth of a level.
const STILL_PX: f32 = 0.0005;

/// Vertices and triangles of the cells of a field that has moved.
#[derive(Default)]
pub(super) struct Lattice {
    /// A vertex for each sample.
    pub vertices: Vec<WarpVertex>,
    /// Two triangles for each cell with a sample that moves.
    pub triangles: Vec<[u32; 3]>,
}

impl Lattice {
    /// Cuts a field into triangles at the depth of the picture's far end. `region_px` (x, y, width,
    /// height) is filled: the outer samples are held out to its edge.
    pub(super) fn of(field: &Field, region_px: [u32; 4]) -> Self {
        if field.width < 2 || field.height < 2 {
            return Self::default();
        }
        let [x, y, width, height] = region_px.map(|value| value as f32);
        let columns = samples_px(field.origin_px.x, field.step_px, field.width, x, width);
        let rows = samples_px(field.origin_px.y, field.step_px, field.height, y, height);
        let mut vertices = Vec::with_capacity(field.values.len());
        for (values, &y_px) in field.values.chunks_exact(field.width).zip(&rows) {
            vertices.extend(
                values
                    .iter()
                    .zip(&columns)
                    .map(|(offset_px, &x_px)| WarpVertex {
                        position_px: [x_px, y_px, f32::MIN],
                        offset_px: offset_px.to_array(),
                        relight: 1.0,
                    }),
            );
        }
        Self {
            vertices,
            triangles: moved_cells(field),
        }
    }
}

/// Positions of the samples of one axis; the first and last reach the edges of the region.
fn samples_px(origin: f32, step: f32, count: usize, start: f32, size: f32) -> Vec<f32> {
    let mut samples: Vec<f32> = (0..count).map(|k| origin + k as f32 * step).collect();
    samples[0] = samples[0].min(start - 0.5);
    samples[count - 1] = samples[count - 1].max(start + size - 0.5);
    samples
}

fn moved_cells(field: &Field) -> Vec<[u32; 3]> {
    let moved: Vec<bool> = field.values.iter().map(|offset| moves(*offset)).collect();
    let width = field.width;
    let mut triangles = Vec::new();
    for row in 0..field.height - 1 {
        for column in 0..width - 1 {
            let a = row * width + column;
            let corners = [a, a + 1, a + width, a + width + 1];
            if corners.iter().any(|&corner| moved[corner]) {
                let [a, b, c, d] = corners.map(|corner| corner as u32);
                triangles.extend([[a, c, b], [b, c, d]]);
            }
        }
    }
    triangles
}

fn moves(offset_px: Vec2) -> bool {
    offset_px.abs().max_element() > STILL_PX
}

//! A field as triangles: its cells that move, with a vertex a sample.

use super::warp::WarpVertex;
use crate::Field;

/// Offsets shorter than this cannot change an 8-bit pixel: the steepest edge, 255 levels a pixel,
/// changes by an eighth of a level.
const STILL_PX: f32 = 0.0005;

/// Vertices and triangles of the cells of a field that has moved.
#[derive(Default)]
pub(super) struct Lattice {
    /// A vertex for each sample, and a border of held ones.
    pub vertices: Vec<WarpVertex>,
    /// Two triangles for each cell with a corner that moves.
    pub triangles: Vec<[u32; 3]>,
}

impl Lattice {
    /// Cuts a field into triangles at the depth of the picture's far end. Where it ends before
    /// `region_px` (x, y, width, height) does, its outer samples are held out to the edge.
    pub(super) fn of(field: &Field, region_px: [u32; 4]) -> Self {
        if field.width == 0 || field.height == 0 {
            return Self::default();
        }
        let [x, y, width, height] = region_px.map(|value| value as f32);
        let columns = lines(field.origin_px.x, field.step_px, field.width, x, width);
        let rows = lines(field.origin_px.y, field.step_px, field.height, y, height);
        let mut vertices = Vec::with_capacity(columns.len() * rows.len());
        for &(y_px, row) in &rows {
            vertices.extend(columns.iter().map(|&(x_px, column)| WarpVertex {
                position_px: [x_px, y_px, f32::MIN],
                offset_px: field.values[row * field.width + column].to_array(),
                relight: 1.0,
            }));
        }
        let triangles = moved_cells(&vertices, columns.len());
        Self { vertices, triangles }
    }
}

/// Where the lines of one axis stand, pixels, and the sample that each shows: one for each sample,
/// and one at each edge of the region that they do not reach.
fn lines(origin: f32, step: f32, count: usize, start: f32, size: f32) -> Vec<(f32, usize)> {
    let (first_edge, last_edge) = (start - 0.5, start + size - 0.5);
    let last = origin + (count - 1) as f32 * step;
    let before = (first_edge < origin).then_some((first_edge, 0));
    let after = (last < last_edge).then_some((last_edge, count - 1));
    let samples = (0..count).map(|sample| (origin + sample as f32 * step, sample));
    before.into_iter().chain(samples).chain(after).collect()
}

fn moved_cells(vertices: &[WarpVertex], width: usize) -> Vec<[u32; 3]> {
    let moves = |vertex: &WarpVertex| vertex.offset_px.iter().any(|px| px.abs() > STILL_PX);
    let moved: Vec<bool> = vertices.iter().map(moves).collect();
    let mut triangles = Vec::new();
    for row in 1..moved.len() / width {
        for column in 1..width {
            let d = row * width + column;
            let corners = [d - width - 1, d - width, d - 1, d];
            if corners.iter().any(|&corner| moved[corner]) {
                let [a, b, c, d] = corners.map(|corner| corner as u32);
                triangles.extend([[a, c, b], [b, c, d]]);
            }
        }
    }
    triangles
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_reach_the_edges_of_the_region() {
        let within = [(9.5, 0), (10.0, 0), (14.0, 1), (18.0, 2), (19.5, 2)];
        assert_eq!(lines(10.0, 4.0, 3, 10.0, 10.0), within);
        assert_eq!(lines(9.0, 8.0, 3, 10.0, 10.0), [(9.0, 0), (17.0, 1), (25.0, 2)]);
        assert_eq!(lines(10.0, 8.0, 1, 10.0, 4.0), [(9.5, 0), (10.0, 0), (13.5, 0)]);
    }
}

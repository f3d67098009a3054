//! Contact sheets, to look at what networks are trained on.

use glam::{Vec2, Vec3};
use rayon::prelude::*;

use super::crop::{CROP_PX, crop, dice};
use super::pen::Place;
use super::scene::{SCENE_PX, scene};
use super::{filter, negative};
use crate::{Canvas, Layer};

const SEEN: Vec3 = Vec3::new(0.2, 1.0, 0.3);
const HIDDEN: Vec3 = Vec3::new(1.0, 0.25, 0.2);
const COUNTED: Vec3 = Vec3::new(1.0, 0.9, 0.1);

/// Crops in rows of eight at twice their size; landmarks green, hidden ones red, none where there is no face.
/// Every second crop is left without, to judge the picture.
pub fn crop_sheet(seed: u64, count: u64) -> Canvas {
    let cell = |index: u64| {
        let (canvas, label) = crop(seed, index);
        let mut large = filter::resized(&canvas, CROP_PX * 2, CROP_PX * 2);
        let points = label.face.iter().flat_map(|face| &face.points).filter(|_| index % 2 == 1);
        for point in points {
            dot(&mut large, point.at_px * 2.0 + 0.5, if point.is_visible { SEEN } else { HIDDEN });
        }
        if label.face.is_none() {
            rectangle(&mut large, [Vec2::ZERO, Vec2::splat(2.0 * CROP_PX as f32 - 1.0)], HIDDEN);
        }
        large
    };
    tiled(&(0..count).into_par_iter().map(cell).collect::<Vec<_>>(), 8)
}

/// Scenes in rows of five; boxes and five points yellow, those of faces to ignore red.
pub fn scene_sheet(seed: u64, count: u64) -> Canvas {
    let cell = |index: u64| {
        let (mut canvas, faces) = scene(seed, index);
        for face in faces {
            let colour = if face.counts { COUNTED } else { HIDDEN };
            rectangle(&mut canvas, face.box_px, colour);
            face.five_px.iter().for_each(|point| dot(&mut canvas, *point, colour));
        }
        rectangle(&mut canvas, [Vec2::ZERO, Vec2::splat(SCENE_PX as f32 - 1.0)], Vec3::ZERO);
        canvas
    };
    tiled(&(0..count).into_par_iter().map(cell).collect::<Vec<_>>(), 5)
}

/// Things that are no faces, in rows of eight, on plain ground.
pub fn thing_sheet(seed: u64, count: u64) -> Canvas {
    let cell = |index: u64| {
        let mut dice = dice(seed, index);
        let mut canvas = Canvas::filled(SCENE_PX, SCENE_PX, Vec3::new(0.55, 0.6, 0.62));
        let mut layer = Layer::empty(SCENE_PX, SCENE_PX);
        let at_px = Vec2::splat(SCENE_PX as f32 / 2.0);
        negative::draw(&mut dice, &mut layer, Place { at_px, unit_px: 70.0, turn: 0.0 });
        canvas.lay(&layer);
        canvas
    };
    tiled(&(0..count).into_par_iter().map(cell).collect::<Vec<_>>(), 8)
}

fn tiled(cells: &[Canvas], columns: usize) -> Canvas {
    let side = cells.first().map_or(1, |cell| cell.width);
    let mut sheet =
        Canvas::filled(side * columns, side * cells.len().div_ceil(columns).max(1), Vec3::ONE);
    for (index, cell) in cells.iter().enumerate() {
        let (left, top) = (index % columns * side, index / columns * side);
        for (y, row) in cell.pixels.chunks_exact(side).enumerate() {
            let start = (top + y) * sheet.width + left;
            sheet.pixels[start..start + side].copy_from_slice(row);
        }
    }
    sheet
}

fn dot(canvas: &mut Canvas, at: Vec2, colour: Vec3) {
    let at = at.round().as_ivec2();
    for (dx, dy) in [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)] {
        put(canvas, at.x + dx, at.y + dy, colour);
    }
}

fn rectangle(canvas: &mut Canvas, [low, high]: [Vec2; 2], colour: Vec3) {
    let (low, high) = (low.round().as_ivec2(), high.round().as_ivec2());
    for x in low.x..=high.x {
        put(canvas, x, low.y, colour);
        put(canvas, x, high.y, colour);
    }
    for y in low.y..=high.y {
        put(canvas, low.x, y, colour);
        put(canvas, high.x, y, colour);
    }
}

fn put(canvas: &mut Canvas, x: i32, y: i32, colour: Vec3) {
    let inside = (0..canvas.width as i32).contains(&x) && (0..canvas.height as i32).contains(&y);
    if inside {
        canvas.pixels[y as usize * canvas.width + x as usize] = colour;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_lands_on_the_pixel_whose_centre_is_its_place() {
        let mut canvas = Canvas::filled(8, 8, Vec3::ZERO);
        dot(&mut canvas, Vec2::new(3.2, 4.9), Vec3::ONE);
        let lit: Vec2 = (0..64)
            .filter(|index| canvas.pixels[*index] == Vec3::ONE)
            .map(|index| Vec2::new((index % 8) as f32, (index / 8) as f32))
            .sum();
        assert_eq!(lit / 5.0, Vec2::new(3.0, 5.0));
    }
}

//! What pictures are painted on.

use glam::{Vec3, Vec4};

/// An opaque picture in display-referred sRGB, 0..1 a channel, row by row from the top.
///
/// Sizes are those of training samples, some hundred pixels a side. Positions on it are pixels, x right,
/// y down, with (0, 0) the *centre* of the top-left pixel, as everywhere in the project.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width · height` colours.
    pub pixels: Vec<Vec3>,
}

impl Canvas {
    /// A canvas of one colour.
    pub fn filled(width: usize, height: usize, colour: Vec3) -> Self {
        Self { width, height, pixels: vec![colour; width * height] }
    }

    /// Lays a layer of the same size over the picture.
    ///
    /// # Panics
    /// If the sizes differ.
    pub fn lay(&mut self, layer: &Layer) {
        assert_eq!((self.width, self.height), (layer.width, layer.height), "one size");
        for (under, over) in self.pixels.iter_mut().zip(&layer.pixels) {
            *under = *under * (1.0 - over.w) + over.truncate();
        }
    }
}

/// A picture with coverage: colours in display-referred sRGB, premultiplied by their alpha.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Pixels a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width · height` premultiplied colours with alpha, 0..1.
    pub pixels: Vec<Vec4>,
}

impl Layer {
    /// Nothing at all.
    pub fn empty(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![Vec4::ZERO; width * height] }
    }
}

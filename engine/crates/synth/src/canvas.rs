//! What pictures are painted on.

use glam::{Vec2, Vec3, Vec4};

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

    /// Red, green and blue bytes, row by row.
    pub fn to_rgb8(&self) -> Vec<u8> {
        let byte = |channel: f32| (channel.clamp(0.0, 1.0) * 255.0).round() as u8;
        self.pixels.iter().flat_map(|pixel| pixel.to_array().map(byte)).collect()
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

    /// Lays a layer over a part of the picture whose first pixel is at (`left`, `top`); what reaches out is
    /// left away.
    pub fn lay_at(&mut self, layer: &Layer, left: usize, top: usize) {
        let columns = layer.width.min(self.width.saturating_sub(left));
        let rows = layer
            .pixels
            .chunks_exact(layer.width)
            .zip(self.pixels.chunks_exact_mut(self.width).skip(top));
        for (overs, unders) in rows {
            for (under, over) in unders[left..].iter_mut().zip(&overs[..columns]) {
                *under = *under * (1.0 - over.w) + over.truncate();
            }
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

    /// How much it covers at a place, 0..1; nothing outside.
    pub fn alpha_at(&self, at_px: Vec2) -> f32 {
        let (x, y) = (at_px.x.round(), at_px.y.round());
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
        if is_inside { self.pixels[y as usize * self.width + x as usize].w } else { 0.0 }
    }

    /// The colour at a place that is covered; none outside or where little covers.
    pub fn colour_at(&self, at_px: Vec2) -> Option<Vec3> {
        let (x, y) = (at_px.x.round(), at_px.y.round());
        let is_inside = x >= 0.0 && y >= 0.0 && x < self.width as f32 && y < self.height as f32;
        let pixel = is_inside.then(|| self.pixels[y as usize * self.width + x as usize])?;
        (pixel.w > 0.5).then(|| pixel.truncate() / pixel.w)
    }
}

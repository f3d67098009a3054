//! The turn of the head: the finished canvas, pulled as a whole.

use super::{Scene, field::Pulled};
use crate::{Field, Gpu};

/// Draws the canvas into the final texture where the turn moves it.
pub(crate) struct Head(Pulled);

impl Head {
    /// A turn that reads `canvas`.
    pub(crate) fn new(scene: &Scene, canvas: &wgpu::Texture) -> Self {
        Self(Pulled::new(scene, "head", canvas, None))
    }

    /// Uploads the turn.
    pub(crate) fn update(&mut self, gpu: &Gpu, turn: &Field) {
        self.0.set(gpu, turn);
    }

    /// Draws it; group 0 is set.
    pub(crate) fn draw(&self, target: &mut wgpu::RenderPass<'_>) {
        self.0.draw(target);
    }
}

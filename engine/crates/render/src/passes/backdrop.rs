//! The picture around the face, pulled along by what the face does.

use super::{Frame, Pass, Scene, depth, field::Pulled};
use crate::Gpu;

/// Draws behind the skin: where skin is nearer, nothing is sampled.
pub(crate) struct Backdrop(Pulled);

impl Backdrop {
    /// The backdrop of a scene.
    pub(crate) fn new(scene: &Scene) -> Self {
        let behind_skin = depth(wgpu::CompareFunction::LessEqual, false);
        Self(Pulled::new(scene, "backdrop", &scene.source, Some(behind_skin)))
    }
}

impl Pass for Backdrop {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        self.0.set(gpu, &frame.posed.backdrop);
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        self.0.draw(canvas);
    }
}

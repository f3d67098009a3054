//! Wrinkles: light and shade multiplied onto everything drawn so far.

use super::blocks::{BLOCK_LAYOUT, GridBlocks};
use super::{CANVAS_FORMAT, Frame, Material, Pass, Scene, depth_ignored};
use crate::Gpu;

const SHADER: &str = concat!(
    include_str!("../../../../../shaders/grid.wgsl"),
    include_str!("../../../../../shaders/wrinkles.wgsl")
);

/// Canvas · colour + canvas · alpha; the canvas keeps its own alpha.
const MULTIPLY: wgpu::BlendState = wgpu::BlendState {
    color: wgpu::BlendComponent {
        src_factor: wgpu::BlendFactor::Dst,
        dst_factor: wgpu::BlendFactor::SrcAlpha,
        operation: wgpu::BlendOperation::Add,
    },
    alpha: wgpu::BlendComponent {
        src_factor: wgpu::BlendFactor::Zero,
        dst_factor: wgpu::BlendFactor::One,
        operation: wgpu::BlendOperation::Add,
    },
};

/// The wrinkles of a frame.
pub(crate) struct Wrinkles {
    pipeline: wgpu::RenderPipeline,
    factors: GridBlocks,
}

impl Wrinkles {
    /// The wrinkles of a scene; none yet.
    pub(crate) fn new(scene: &Scene) -> Self {
        let factors = GridBlocks::new(scene);
        let pipeline = scene.pipeline(&Material {
            label: "wrinkles",
            shader: SHADER,
            groups: &[factors.layout()],
            buffers: &[Some(BLOCK_LAYOUT)],
            blend: Some(MULTIPLY),
            target: CANVAS_FORMAT,
            depth: Some(depth_ignored()),
        });
        Self { pipeline, factors }
    }
}

impl Pass for Wrinkles {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        match &frame.posed.wrinkles {
            Some(grid) => self.factors.set(gpu, grid, None, |&factor| factor != 1.0),
            None => self.factors.clear(),
        }
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        canvas.set_pipeline(&self.pipeline);
        self.factors.draw(canvas);
    }
}

//! A picture pulled along a field: what the backdrop and the turn of the head have in common.

use super::blocks::{BLOCK_LAYOUT, GridBlocks};
use super::{CANVAS_FORMAT, Material, Scene, image};
use crate::{Field, Gpu};

const SHADER: &str = concat!(
    include_str!("../../../../../shaders/grid.wgsl"),
    include_str!("../../../../../shaders/field.wgsl")
);

/// Offsets shorter than this cannot change an 8-bit pixel: the steepest edge, 255 levels a pixel,
/// changes by an eighth of a level.
const STILL_PX: f32 = 0.0005;

/// Draws a picture pulled along a field, where it moves.
pub(super) struct Pulled {
    pipeline: wgpu::RenderPipeline,
    image: wgpu::BindGroup,
    grid: GridBlocks,
    region_px: [u32; 4],
}

impl Pulled {
    /// Nothing yet of `image`, a texture of the region's size.
    pub(super) fn new(
        scene: &Scene,
        label: &str,
        image: &wgpu::Texture,
        depth: Option<wgpu::DepthStencilState>,
    ) -> Self {
        let grid = GridBlocks::new(scene);
        let image_layout = image::layout(&scene.gpu);
        let pipeline = scene.pipeline(&Material {
            label,
            shader: SHADER,
            groups: &[grid.layout(), &image_layout],
            buffers: &[Some(BLOCK_LAYOUT)],
            blend: None,
            target: CANVAS_FORMAT,
            depth,
        });
        let image = image::group(&scene.gpu, &image_layout, image);
        Self { pipeline, image, grid, region_px: scene.stage.region_px }
    }

    /// Sets the field, in picture pixels.
    pub(super) fn set(&mut self, gpu: &Gpu, field: &Field) {
        let moves = |offset_px: &glam::Vec2| offset_px.abs().max_element() > STILL_PX;
        self.grid.set(gpu, field, Some(self.region_px), moves);
    }

    /// Draws it; group 0 is set.
    pub(super) fn draw(&self, target: &mut wgpu::RenderPass<'_>) {
        target.set_pipeline(&self.pipeline);
        target.set_bind_group(2, &self.image, &[]);
        self.grid.draw(target);
    }
}

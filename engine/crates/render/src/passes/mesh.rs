//! Triangles that show a picture from somewhere else: see `shaders/skin.wgsl`.

use super::{CANVAS_FORMAT, Material, Scene, buffer::GrowingBuffer, image};
use crate::Gpu;

const SHADER: &str = include_str!("../../../../../shaders/skin.wgsl");

/// A vertex as `Vertex` in `shaders/skin.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct MeshVertex {
    /// Picture x, y, and z towards the viewer, pixels.
    pub position_px: [f32; 3],
    /// From here to the place that is shown, pixels.
    pub offset_px: [f32; 2],
    /// Factor on sRGB values.
    pub relight: f32,
}

/// Triangles and the picture they show.
pub(super) struct Mesh {
    pipeline: wgpu::RenderPipeline,
    image: wgpu::BindGroup,
    vertices: GrowingBuffer,
    indices: GrowingBuffer,
    index_count: u32,
}

impl Mesh {
    /// An empty mesh that shows `image`, a texture of the region's size.
    pub(super) fn new(
        scene: &Scene,
        label: &str,
        image: &wgpu::Texture,
        depth: Option<wgpu::DepthStencilState>,
    ) -> Self {
        let layout = image::layout(&scene.gpu);
        let attributes = wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x2, 2 => Float32];
        let pipeline = scene.pipeline(&Material {
            label,
            shader: SHADER,
            groups: &[&layout],
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<MeshVertex>() as u64,
                step_mode: wgpu::VertexStepMode::Vertex,
                attributes: &attributes,
            })],
            blend: None,
            target: CANVAS_FORMAT,
            depth,
        });
        Self {
            pipeline,
            image: image::group(&scene.gpu, &layout, image),
            vertices: GrowingBuffer::new(wgpu::BufferUsages::VERTEX),
            indices: GrowingBuffer::new(wgpu::BufferUsages::INDEX),
            index_count: 0,
        }
    }

    /// Sets the vertices.
    pub(super) fn set_vertices(&mut self, gpu: &Gpu, vertices: &[MeshVertex]) {
        self.vertices.write(gpu, bytemuck::cast_slice(vertices));
    }

    /// Sets the triangles.
    pub(super) fn set_triangles(&mut self, gpu: &Gpu, triangles: &[[u32; 3]]) {
        self.index_count = 3 * triangles.len() as u32;
        self.indices.write(gpu, bytemuck::cast_slice(triangles));
    }

    /// Draws the triangles; group 0 is set.
    pub(super) fn draw(&self, target: &mut wgpu::RenderPass<'_>) {
        let (Some(vertices), Some(indices)) = (&self.vertices.buffer, &self.indices.buffer) else {
            return;
        };
        if self.index_count == 0 {
            return;
        }
        target.set_pipeline(&self.pipeline);
        target.set_bind_group(1, &self.image, &[]);
        target.set_vertex_buffer(0, vertices.slice(..));
        target.set_index_buffer(indices.slice(..), wgpu::IndexFormat::Uint32);
        target.draw_indexed(0..self.index_count, 0, 0..1);
    }
}

//! Triangles that show a picture from somewhere else: what the skin, the backdrop and the turn of
//! the head have in common.

use super::{CANVAS_FORMAT, Material, Scene};
use crate::Gpu;

const SHADER: &str = include_str!("../../../../../shaders/warp.wgsl");

/// A vertex as `Vertex` in `shaders/warp.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct WarpVertex {
    /// Picture x, y, and z towards the viewer, pixels.
    pub position_px: [f32; 3],
    /// From here to the place that is shown, pixels.
    pub offset_px: [f32; 2],
    /// Factor on sRGB values.
    pub relight: f32,
}

/// A mesh that shows `image` from somewhere else, filled anew for each frame.
pub(super) struct WarpMesh {
    pipeline: wgpu::RenderPipeline,
    image: wgpu::BindGroup,
    vertices: GrowingBuffer,
    indices: GrowingBuffer,
    index_count: u32,
}

impl WarpMesh {
    /// An empty mesh that shows `image`, a texture of the region's size.
    pub(super) fn new(
        scene: &Scene,
        label: &str,
        image: &wgpu::Texture,
        depth: Option<wgpu::DepthStencilState>,
    ) -> Self {
        let device = &scene.gpu.device;
        let layout = image_layout(device);
        let attributes = wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x2, 2 => Float32];
        let pipeline = scene.pipeline(&Material {
            label,
            shader: SHADER,
            groups: &[&layout],
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<WarpVertex>() as u64,
                step_mode: wgpu::VertexStepMode::Vertex,
                attributes: &attributes,
            })],
            blend: None,
            target: CANVAS_FORMAT,
            depth,
        });
        let image = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some(label),
            layout: &layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::TextureView(
                    &image.create_view(&Default::default()),
                ),
            }],
        });
        Self {
            pipeline,
            image,
            vertices: GrowingBuffer::new(wgpu::BufferUsages::VERTEX),
            indices: GrowingBuffer::new(wgpu::BufferUsages::INDEX),
            index_count: 0,
        }
    }

    /// Sets the vertices.
    pub(super) fn set_vertices(&mut self, gpu: &Gpu, vertices: &[WarpVertex]) {
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

fn image_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("warped image"),
        entries: &[wgpu::BindGroupLayoutEntry {
            binding: 0,
            visibility: wgpu::ShaderStages::FRAGMENT,
            ty: wgpu::BindingType::Texture {
                sample_type: wgpu::TextureSampleType::Float { filterable: true },
                view_dimension: wgpu::TextureViewDimension::D2,
                multisampled: false,
            },
            count: None,
        }],
    })
}

/// A buffer that grows to what is written.
pub(super) struct GrowingBuffer {
    usage: wgpu::BufferUsages,
    /// `None` until something is written.
    pub buffer: Option<wgpu::Buffer>,
}

impl GrowingBuffer {
    /// An empty buffer.
    pub(super) fn new(usage: wgpu::BufferUsages) -> Self {
        Self { usage: usage | wgpu::BufferUsages::COPY_DST, buffer: None }
    }

    /// Puts `bytes` (a multiple of 4) at the start of the buffer.
    pub(super) fn write(&mut self, gpu: &Gpu, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let size = bytes.len() as u64;
        let buffer = match self.buffer.take().filter(|buffer| buffer.size() >= size) {
            Some(buffer) => buffer,
            None => gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("growing"),
                size: size.next_power_of_two(),
                usage: self.usage,
                mapped_at_creation: false,
            }),
        };
        gpu.queue.write_buffer(&buffer, 0, bytes);
        self.buffer = Some(buffer);
    }
}

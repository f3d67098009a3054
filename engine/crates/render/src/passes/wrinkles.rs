//! Wrinkles: light and shade multiplied onto everything drawn so far.

use super::{CANVAS_FORMAT, Frame, Material, Pass, Scene, depth_ignored, warp::GrowingBuffer};
use crate::{Gpu, Grid};

const SHADER: &str = include_str!("../../../../../shaders/wrinkles.wgsl");

/// Samples along a side of a block; blocks without wrinkles are not drawn.
const BLOCK: usize = 16;

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
    layout: wgpu::BindGroupLayout,
    placement: wgpu::Buffer,
    factors: Option<Factors>,
    blocks: GrowingBuffer,
    block_count: u32,
}

/// The grid's values as a texture.
struct Factors {
    texture: wgpu::Texture,
    group: wgpu::BindGroup,
}

impl Wrinkles {
    /// The wrinkles of a scene; none yet.
    pub(crate) fn new(scene: &Scene) -> Self {
        let device = &scene.gpu.device;
        let layout = layout(device);
        let attributes = wgpu::vertex_attr_array![0 => Float32x4];
        let pipeline = scene.pipeline(&Material {
            label: "wrinkles",
            shader: SHADER,
            groups: &[&layout],
            buffers: &[Some(wgpu::VertexBufferLayout {
                array_stride: size_of::<[f32; 4]>() as u64,
                step_mode: wgpu::VertexStepMode::Instance,
                attributes: &attributes,
            })],
            blend: Some(MULTIPLY),
            target: CANVAS_FORMAT,
            depth: Some(depth_ignored()),
        });
        let placement = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("wrinkle grid"),
            size: 16,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let blocks = GrowingBuffer::new(wgpu::BufferUsages::VERTEX);
        Self { pipeline, layout, placement, factors: None, blocks, block_count: 0 }
    }

    fn factors_of_size(&mut self, gpu: &Gpu, width: u32, height: u32) -> &Factors {
        let fits = |factors: &Factors| {
            (factors.texture.width(), factors.texture.height()) == (width, height)
        };
        let kept = self.factors.take().filter(fits);
        let made = || Factors::new(gpu, &self.layout, &self.placement, width, height);
        self.factors.insert(kept.unwrap_or_else(made))
    }
}

impl Pass for Wrinkles {
    fn update(&mut self, gpu: &Gpu, frame: Frame<'_>) {
        self.block_count = 0;
        let Some(grid) = &frame.posed.wrinkles else {
            return;
        };
        let blocks = wrinkled_blocks(grid);
        if blocks.is_empty() {
            return;
        }
        let placement = [grid.origin_px.x, grid.origin_px.y, grid.step_px, 0.0];
        gpu.queue.write_buffer(&self.placement, 0, bytemuck::cast_slice(&placement));
        let factors = self.factors_of_size(gpu, grid.width as u32, grid.height as u32);
        factors.write(gpu, &grid.values);
        self.blocks.write(gpu, bytemuck::cast_slice(&blocks));
        self.block_count = blocks.len() as u32;
    }

    fn draw(&self, canvas: &mut wgpu::RenderPass<'_>) {
        let (Some(factors), Some(blocks)) = (&self.factors, &self.blocks.buffer) else {
            return;
        };
        if self.block_count > 0 {
            canvas.set_pipeline(&self.pipeline);
            canvas.set_bind_group(1, &factors.group, &[]);
            canvas.set_vertex_buffer(0, blocks.slice(..));
            canvas.draw(0..6, 0..self.block_count);
        }
    }
}

impl Factors {
    fn new(
        gpu: &Gpu,
        layout: &wgpu::BindGroupLayout,
        placement: &wgpu::Buffer,
        width: u32,
        height: u32,
    ) -> Self {
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("wrinkles"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: wgpu::TextureFormat::R32Float,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&Default::default());
        let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("wrinkles"),
            layout,
            entries: &[
                wgpu::BindGroupEntry { binding: 0, resource: placement.as_entire_binding() },
                wgpu::BindGroupEntry {
                    binding: 1,
                    resource: wgpu::BindingResource::TextureView(&view),
                },
            ],
        });
        Self { texture, group }
    }

    fn write(&self, gpu: &Gpu, values: &[f32]) {
        gpu.queue.write_texture(
            self.texture.as_image_copy(),
            bytemuck::cast_slice(values),
            wgpu::TexelCopyBufferLayout {
                offset: 0,
                bytes_per_row: Some(4 * self.texture.width()),
                rows_per_image: None,
            },
            self.texture.size(),
        );
    }
}

fn layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("wrinkles"),
        entries: &[
            wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            },
            wgpu::BindGroupLayoutEntry {
                binding: 1,
                visibility: wgpu::ShaderStages::FRAGMENT,
                ty: wgpu::BindingType::Texture {
                    sample_type: wgpu::TextureSampleType::Float { filterable: false },
                    view_dimension: wgpu::TextureViewDimension::D2,
                    multisampled: false,
                },
                count: None,
            },
        ],
    })
}

/// First and last sample (x, y, x, y) of each block in which a factor differs from 1.
fn wrinkled_blocks(grid: &Grid<f32>) -> Vec<[f32; 4]> {
    let mut blocks = Vec::new();
    for top in (0..grid.height.saturating_sub(1)).step_by(BLOCK) {
        let bottom = (top + BLOCK).min(grid.height - 1);
        for left in (0..grid.width.saturating_sub(1)).step_by(BLOCK) {
            let right = (left + BLOCK).min(grid.width - 1);
            let mut rows = grid.values.chunks_exact(grid.width).take(bottom + 1).skip(top);
            if rows.any(|row| row[left..=right].iter().any(|&factor| factor != 1.0)) {
                blocks.push([left, top, right, bottom].map(|sample| sample as f32));
            }
        }
    }
    blocks
}

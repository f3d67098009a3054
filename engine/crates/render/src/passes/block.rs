//! Group 1 of the passes that repair a small part of the face: one uniform block, a few textures.

use super::upload_picture;
use crate::passes::Scene;
use crate::{Gpu, Grid};
use glam::{Vec3, Vec4};
use image::{Rgba, RgbaImage};
use std::marker::PhantomData;

/// A uniform block of type `T` at binding 0 and textures at bindings 1 and on.
pub(super) struct Block<T> {
    buffer: wgpu::Buffer,
    group: wgpu::BindGroup,
    content: PhantomData<T>,
}

/// The layout of a block with some textures.
pub(super) fn block_layout(scene: &Scene, label: &str, textures: u32) -> wgpu::BindGroupLayout {
    let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
        ty,
        count: None,
    };
    let uniform = wgpu::BindingType::Buffer {
        ty: wgpu::BufferBindingType::Uniform,
        has_dynamic_offset: false,
        min_binding_size: None,
    };
    let texture = wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: true },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    let entries: Vec<_> = std::iter::once(entry(0, uniform))
        .chain((1..=textures).map(|binding| entry(binding, texture)))
        .collect();
    scene.gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some(label),
        entries: &entries,
    })
}

impl<T: bytemuck::Pod> Block<T> {
    /// An empty block beside textures.
    pub(super) fn new(
        scene: &Scene,
        label: &str,
        layout: &wgpu::BindGroupLayout,
        textures: &[&wgpu::TextureView],
    ) -> Self {
        let device = &scene.gpu.device;
        let buffer = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some(label),
            size: size_of::<T>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let uniform = wgpu::BindGroupEntry { binding: 0, resource: buffer.as_entire_binding() };
        let entries: Vec<_> = std::iter::once(uniform)
            .chain((1..).zip(textures).map(|(binding, view)| wgpu::BindGroupEntry {
                binding,
                resource: wgpu::BindingResource::TextureView(view),
            }))
            .collect();
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some(label),
            layout,
            entries: &entries,
        });
        Self { buffer, group, content: PhantomData }
    }

    /// Replaces the block's content.
    pub(super) fn write(&self, gpu: &Gpu, content: &T) {
        gpu.queue.write_buffer(&self.buffer, 0, bytemuck::bytes_of(content));
    }

    /// The bind group.
    pub(super) fn group(&self) -> &wgpu::BindGroup {
        &self.group
    }
}

/// A grid of colours 0..255 and a fourth value 0..1 as a texture.
pub(super) fn upload_grid(scene: &Scene, label: &str, grid: &Grid<Vec4>) -> wgpu::TextureView {
    let byte = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    let picture = RgbaImage::from_fn(grid.width as u32, grid.height as u32, |x, y| {
        let v = grid.values[y as usize * grid.width + x as usize];
        Rgba([byte(v.x), byte(v.y), byte(v.z), byte(v.w * 255.0)])
    });
    upload_picture(&scene.gpu, label, &picture).create_view(&Default::default())
}

/// The same for colours alone.
pub(super) fn upload_colours(scene: &Scene, label: &str, grid: &Grid<Vec3>) -> wgpu::TextureView {
    let values = grid.values.iter().map(|colour| colour.extend(1.0)).collect();
    let Grid { origin_px, step_px, width, height, .. } = *grid;
    upload_grid(scene, label, &Grid { origin_px, step_px, width, height, values })
}

/// Where a grid's texture lies: top left corner, and texture coordinates a pixel.
pub(super) fn place_of<T>(grid: &Grid<T>) -> [f32; 4] {
    let corner = grid.origin_px - 0.5 * grid.step_px;
    let scale = |count: usize| 1.0 / (grid.step_px * count as f32);
    [corner.x, corner.y, scale(grid.width), scale(grid.height)]
}

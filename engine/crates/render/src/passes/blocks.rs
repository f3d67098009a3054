//! A grid of values on the device, drawn in blocks of its samples: see `shaders/grid.wgsl`.

use super::{Scene, buffer::GrowingBuffer};
use crate::{Gpu, Grid};

/// Cells along a side of a block. Larger blocks have fewer vertices and more pixels in which nothing
/// happens.
const BLOCK: usize = 8;

/// A vertex buffer of one block an instance.
pub(super) const BLOCK_LAYOUT: wgpu::VertexBufferLayout<'static> = wgpu::VertexBufferLayout {
    array_stride: size_of::<[f32; 4]>() as u64,
    step_mode: wgpu::VertexStepMode::Instance,
    attributes: &wgpu::vertex_attr_array![0 => Float32x4],
};

/// A value of a grid as texels hold it.
pub(super) trait GridValue: bytemuck::Pod {
    /// The texture's format.
    const FORMAT: wgpu::TextureFormat;
}

impl GridValue for f32 {
    const FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::R32Float;
}

impl GridValue for glam::Vec2 {
    const FORMAT: wgpu::TextureFormat = wgpu::TextureFormat::Rg32Float;
}

/// A grid's values and the blocks that are drawn of it.
pub(super) struct GridBlocks {
    layout: wgpu::BindGroupLayout,
    placement: wgpu::Buffer,
    values: Option<Values>,
    blocks: GrowingBuffer,
    block_count: u32,
}

/// The values as a texture, in a bind group with their placement.
struct Values {
    texture: wgpu::Texture,
    group: wgpu::BindGroup,
}

impl GridBlocks {
    /// No blocks yet.
    pub(super) fn new(scene: &Scene) -> Self {
        let device = &scene.gpu.device;
        let placement = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("grid"),
            size: 16,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let blocks = GrowingBuffer::new(wgpu::BufferUsages::VERTEX);
        Self { layout: layout(device), placement, values: None, blocks, block_count: 0 }
    }

    /// The layout of group 1.
    pub(super) fn layout(&self) -> &wgpu::BindGroupLayout {
        &self.layout
    }

    /// Draws nothing until the next grid.
    pub(super) fn clear(&mut self) {
        self.block_count = 0;
    }

    /// Takes the blocks of a grid that have a sample in which something happens. Blocks at the grid's
    /// edge are drawn out to that of `held_over_px` (x, y, width, height), if it is given.
    pub(super) fn set<T: GridValue>(
        &mut self,
        gpu: &Gpu,
        grid: &Grid<T>,
        held_over_px: Option<[u32; 4]>,
        happens: impl Fn(&T) -> bool,
    ) {
        let mut blocks = blocks(grid, happens);
        self.block_count = blocks.len() as u32;
        if blocks.is_empty() {
            return;
        }
        if let Some(region_px) = held_over_px {
            hold(&mut blocks, grid, region_px);
        }
        let placement = [grid.origin_px.x, grid.origin_px.y, grid.step_px, 0.0];
        gpu.queue.write_buffer(&self.placement, 0, bytemuck::cast_slice(&placement));
        let (width, height) = (grid.width as u32, grid.height as u32);
        let fits =
            |values: &Values| (values.texture.width(), values.texture.height()) == (width, height);
        let kept = self.values.take().filter(fits);
        let made = || Values::new(gpu, &self.layout, &self.placement, T::FORMAT, width, height);
        self.values.insert(kept.unwrap_or_else(made)).write(gpu, &grid.values);
        self.blocks.write(gpu, bytemuck::cast_slice(&blocks));
    }

    /// Draws the blocks; the pipeline and the other groups are set.
    pub(super) fn draw(&self, target: &mut wgpu::RenderPass<'_>) {
        let (Some(values), Some(blocks)) = (&self.values, &self.blocks.buffer) else {
            return;
        };
        if self.block_count > 0 {
            target.set_bind_group(1, &values.group, &[]);
            target.set_vertex_buffer(0, blocks.slice(..));
            target.draw(0..6, 0..self.block_count);
        }
    }
}

impl Values {
    fn new(
        gpu: &Gpu,
        layout: &wgpu::BindGroupLayout,
        placement: &wgpu::Buffer,
        format: wgpu::TextureFormat,
        width: u32,
        height: u32,
    ) -> Self {
        let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some("grid"),
            size: wgpu::Extent3d { width, height, depth_or_array_layers: 1 },
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format,
            usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&Default::default());
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let group = gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("grid"),
            layout,
            entries: &[
                entry(0, placement.as_entire_binding()),
                entry(1, wgpu::BindingResource::TextureView(&view)),
            ],
        });
        Self { texture, group }
    }

    fn write<T: GridValue>(&self, gpu: &Gpu, values: &[T]) {
        let layout = wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(size_of::<T>() as u32 * self.texture.width()),
            rows_per_image: None,
        };
        let (place, bytes) = (self.texture.as_image_copy(), bytemuck::cast_slice(values));
        gpu.queue.write_texture(place, bytes, layout, self.texture.size());
    }
}

fn layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
        ty,
        count: None,
    };
    let placement = wgpu::BindingType::Buffer {
        ty: wgpu::BufferBindingType::Uniform,
        has_dynamic_offset: false,
        min_binding_size: None,
    };
    let values = wgpu::BindingType::Texture {
        sample_type: wgpu::TextureSampleType::Float { filterable: false },
        view_dimension: wgpu::TextureViewDimension::D2,
        multisampled: false,
    };
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("grid"),
        entries: &[entry(0, placement), entry(1, values)],
    })
}

/// First and last sample (x, y, x, y) of each block with a sample in which something happens.
fn blocks<T>(grid: &Grid<T>, happens: impl Fn(&T) -> bool) -> Vec<[f32; 4]> {
    let mut blocks = Vec::new();
    for top in (0..grid.height.saturating_sub(1)).step_by(BLOCK) {
        let bottom = (top + BLOCK).min(grid.height - 1);
        for left in (0..grid.width.saturating_sub(1)).step_by(BLOCK) {
            let right = (left + BLOCK).min(grid.width - 1);
            let mut rows = grid.values.chunks_exact(grid.width).take(bottom + 1).skip(top);
            if rows.any(|row| row[left..=right].iter().any(&happens)) {
                blocks.push([left, top, right, bottom].map(|sample| sample as f32));
            }
        }
    }
    blocks
}

/// Draws blocks at a grid's edge out to that of a region.
fn hold<T>(blocks: &mut [[f32; 4]], grid: &Grid<T>, region_px: [u32; 4]) {
    let [x, y, width, height] = region_px.map(|value| value as f32);
    let sample = |at_px: f32, origin_px: f32| (at_px - 0.5 - origin_px) / grid.step_px;
    let last = [(grid.width - 1) as f32, (grid.height - 1) as f32];
    let first_edge = [sample(x, grid.origin_px.x), sample(y, grid.origin_px.y)];
    let last_edge = [sample(x + width, grid.origin_px.x), sample(y + height, grid.origin_px.y)];
    for block in blocks {
        for axis in 0..2 {
            if block[axis] == 0.0 {
                block[axis] = block[axis].min(first_edge[axis]);
            }
            if block[2 + axis] == last[axis] {
                block[2 + axis] = block[2 + axis].max(last_edge[axis]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{blocks, hold};
    use crate::Grid;
    use glam::Vec2;

    #[test]
    fn blocks_are_drawn_where_something_happens_and_reach_the_edges_of_the_region() {
        let mut values = vec![0.0; 20 * 12];
        values[5 * 20 + 19] = 1.0;
        let grid =
            Grid { origin_px: Vec2::new(9.5, 10.0), step_px: 2.0, width: 20, height: 12, values };
        let mut found = blocks(&grid, |&value| value != 0.0);
        assert_eq!(found, [[16.0, 0.0, 19.0, 8.0]]);
        hold(&mut found, &grid, [10, 8, 48, 60]);
        assert_eq!(found, [[16.0, -1.25, 24.0, 8.0]]);
    }
}

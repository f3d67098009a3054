//! The inside of the mouth, drawn with a depth of its own into a small texture.
//!
//! The texture is twice as fine as the picture, up to a limit, so that laying it between the lips
//! also smooths the edges of teeth and tongue.

use super::block::{Block, block_layout};
use super::dentition::{Dentition, Vertex};
use super::{CANVAS_FORMAT, DEPTH_FORMAT, Material, Scene, depth};
use crate::prepare::Mouth;
use crate::{Gpu, Posed, Stage};
use glam::{Vec2, Vec3};
use risorius_rig::{REST_IOD_DM, Rig};
use wgpu::util::DeviceExt as _;

const SHADER: &str = include_str!("../../../../../shaders/mouth_inside.wgsl");
/// Space around the source's opening that the widest posed one stays in, interocular distances:
/// beside the corners, above, below.
const SPACE_IOD: [f32; 3] = [0.35, 0.35, 1.0];
/// Texels a pixel, and at most an interocular distance.
const TEXELS_PER_PX: f32 = 2.0;
const MOST_TEXELS_IOD: f32 = 320.0;

/// `Inside` in `shaders/mouth_inside.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct InsideBlock {
    box_px: [f32; 4],
    exposure: [f32; 4],
    lips: [f32; 4],
    scale: [f32; 4],
}

/// The drawn inside of the mouth.
pub(super) struct Inside {
    /// What no row changes.
    fixed: InsideBlock,
    /// Vertices of the line where the lips touch.
    lips: Vec<u32>,
    mesh: Dentition,
    colour: wgpu::TextureView,
    depth: wgpu::TextureView,
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    pipeline: wgpu::RenderPipeline,
    block: Block<InsideBlock>,
}

impl Inside {
    /// Makes the mesh and the texture for a mouth.
    pub(super) fn new(scene: &Scene, rig: &Rig, mouth: &Mouth) -> Self {
        let device = &scene.gpu.device;
        let layout = block_layout(scene, "inside of the mouth", 0);
        let mesh = Dentition::new(rig, &scene.stage, mouth);
        let box_px = layer_box(mouth, scene.stage.iod_px);
        let per_px = TEXELS_PER_PX.min(MOST_TEXELS_IOD / scene.stage.iod_px);
        let size = layer_size(box_px, per_px, scene.gpu.max_side_px());
        let buffer = |label, contents: &[u8], usage| {
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        let at_zero = mesh.posed(mouth, &scene.stage.source_px, &[]);
        let vertex_usage = wgpu::BufferUsages::VERTEX | wgpu::BufferUsages::COPY_DST;
        Self {
            fixed: fixed_block(&scene.stage, mouth, box_px, per_px),
            lips: rig.lips_inner.upper.iter().chain(&rig.lips_inner.lower).copied().collect(),
            colour: attachment(device, "inside of the mouth", size, CANVAS_FORMAT),
            depth: attachment(device, "depth of the mouth", size, DEPTH_FORMAT),
            vertices: buffer("mouth", bytemuck::cast_slice(&at_zero), vertex_usage),
            indices: buffer(
                "mouth",
                bytemuck::cast_slice(&mesh.indices),
                wgpu::BufferUsages::INDEX,
            ),
            mesh,
            pipeline: scene.pipeline(&Material {
                label: "inside of the mouth",
                shader: SHADER,
                groups: &[&layout],
                buffers: &[Some(Vertex::LAYOUT)],
                blend: None,
                target: CANVAS_FORMAT,
                depth: Some(depth(wgpu::CompareFunction::Less, true)),
            }),
            block: Block::new(scene, "inside of the mouth", &layout, &[]),
        }
    }

    /// What was drawn.
    pub(super) fn colour(&self) -> &wgpu::TextureView {
        &self.colour
    }

    /// The texture's box in the mouth's axes: smallest u, v, size, pixels.
    pub(super) fn box_px(&self) -> [f32; 4] {
        self.fixed.box_px
    }

    /// Uploads a posed head.
    pub(super) fn update(&self, gpu: &Gpu, mouth: &Mouth, posed: &Posed) {
        let vertices = self.mesh.posed(mouth, &posed.vertices_px, &posed.normals_view);
        gpu.queue.write_buffer(&self.vertices, 0, bytemuck::cast_slice(&vertices));
        let heights = self.lips.iter().map(|&v| posed.vertices_px[v as usize].z);
        let mut block = self.fixed;
        block.lips[3] = heights.sum::<f32>() / self.lips.len().max(1) as f32;
        self.block.write(gpu, &block);
    }

    /// Draws what was uploaded.
    pub(super) fn draw(&self, encoder: &mut wgpu::CommandEncoder, scene: &Scene) {
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("inside of the mouth"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &self.colour,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations {
                    load: wgpu::LoadOp::Clear(self.cavity()),
                    store: wgpu::StoreOp::Store,
                },
            })],
            depth_stencil_attachment: Some(wgpu::RenderPassDepthStencilAttachment {
                view: &self.depth,
                depth_ops: Some(wgpu::Operations {
                    load: wgpu::LoadOp::Clear(1.0),
                    store: wgpu::StoreOp::Discard,
                }),
                stencil_ops: None,
            }),
            ..Default::default()
        });
        pass.set_pipeline(&self.pipeline);
        pass.set_bind_group(0, &scene.globals, &[]);
        pass.set_bind_group(1, self.block.group(), &[]);
        pass.set_vertex_buffer(0, self.vertices.slice(..));
        pass.set_index_buffer(self.indices.slice(..), wgpu::IndexFormat::Uint32);
        pass.draw_indexed(0..self.mesh.indices.len() as u32, 0, 0..1);
    }

    /// What is seen where no triangle is: `CAVITY` of the shader in the picture's light.
    fn cavity(&self) -> wgpu::Color {
        let [r, g, b, saturation] = self.fixed.exposure;
        let colour = Vec3::new(0.118 * r, 0.055 * g, 0.071 * b);
        let colour = Vec3::splat(colour.element_sum() / 3.0).lerp(colour, saturation);
        wgpu::Color { r: colour.x.into(), g: colour.y.into(), b: colour.z.into(), a: 0.0 }
    }
}

/// The box in the mouth's axes that every posed opening stays in.
fn layer_box(mouth: &Mouth, iod_px: f32) -> [f32; 4] {
    let [beside, above, below] = SPACE_IOD.map(|space| space * iod_px);
    let (low, high) = mouth.source.bounds_px();
    let corner = low - Vec2::new(beside, above);
    let size = high + Vec2::new(beside, below) - corner;
    [corner.x, corner.y, size.x, size.y]
}

fn layer_size(box_px: [f32; 4], per_px: f32, most: u32) -> wgpu::Extent3d {
    let side = |px: f32| ((px * per_px).ceil().max(1.0) as u32).min(most);
    wgpu::Extent3d { width: side(box_px[2]), height: side(box_px[3]), depth_or_array_layers: 1 }
}

fn fixed_block(stage: &Stage, mouth: &Mouth, box_px: [f32; 4], per_px: f32) -> InsideBlock {
    let px_per_dm = stage.iod_px / REST_IOD_DM;
    InsideBlock {
        box_px,
        exposure: mouth.exposure.extend(stage.saturation).to_array(),
        lips: (mouth.lip_rgb / 255.0).extend(0.0).to_array(),
        scale: [stage.iod_px, px_per_dm, 1.0 / (px_per_dm * per_px), 0.0],
    }
}

fn attachment(
    device: &wgpu::Device,
    label: &str,
    size: wgpu::Extent3d,
    format: wgpu::TextureFormat,
) -> wgpu::TextureView {
    let texture = device.create_texture(&wgpu::TextureDescriptor {
        label: Some(label),
        size,
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::TEXTURE_BINDING,
        view_formats: &[],
    });
    texture.create_view(&Default::default())
}

//! What all passes of one portrait share: the device, the stage, the source picture, group 0.

use super::{CANVAS_FORMAT, DEPTH_FORMAT};
use crate::{Gpu, Stage};
use image::RgbaImage;
use wgpu::util::DeviceExt as _;

const COMMON: &str = include_str!("../../../../../shaders/common.wgsl");

/// Colour over the canvas by its alpha; the canvas keeps its own alpha, which is the picture's.
pub(crate) const OVER: wgpu::BlendState = wgpu::BlendState {
    color: wgpu::BlendComponent {
        src_factor: wgpu::BlendFactor::SrcAlpha,
        dst_factor: wgpu::BlendFactor::OneMinusSrcAlpha,
        operation: wgpu::BlendOperation::Add,
    },
    alpha: wgpu::BlendComponent {
        src_factor: wgpu::BlendFactor::Zero,
        dst_factor: wgpu::BlendFactor::One,
        operation: wgpu::BlendOperation::Add,
    },
};

/// Group 0 of every pass, as `Globals` in `shaders/common.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
struct Globals {
    origin_px: [f32; 2],
    size_px: [f32; 2],
    iod_px: f32,
    padding: [f32; 3],
}

/// What all passes of one portrait share.
pub(crate) struct Scene {
    /// The device.
    pub gpu: Gpu,
    /// What is the same for every row.
    pub stage: Stage,
    /// The source picture's region, as uploaded.
    pub source: wgpu::Texture,
    /// Layout of group 0: uniform `Globals`, `source`, `linear_sampler`.
    pub globals_layout: wgpu::BindGroupLayout,
    /// Group 0.
    pub globals: wgpu::BindGroup,
    /// Whether the source has pixels that are not opaque.
    transparent: bool,
}

/// How a pass draws.
pub(crate) struct Material<'a> {
    /// Name of the pass, of no other one: its pipeline is found by it.
    pub label: &'a str,
    /// The pass's own WGSL with entry points `vertex` and `fragment`; `common.wgsl` is put before it.
    pub shader: &'a str,
    /// Layouts of groups 1 and on.
    pub groups: &'a [&'a wgpu::BindGroupLayout],
    /// Vertex buffers.
    pub buffers: &'a [Option<wgpu::VertexBufferLayout<'a>>],
    /// How the colour meets the target's; `None` replaces it.
    pub blend: Option<wgpu::BlendState>,
    /// What the target is.
    pub target: wgpu::TextureFormat,
    /// Depth test and write; `None` for targets without depth.
    pub depth: Option<wgpu::DepthStencilState>,
}

impl Scene {
    /// Uploads the region's pixels and makes group 0. `region` is the source picture cut to
    /// `stage.region_px`.
    pub(crate) fn new(gpu: &Gpu, stage: Stage, region: &RgbaImage) -> Self {
        let source = upload_picture(gpu, "source", region);
        let [x, y, width, height] = stage.region_px.map(|value| value as f32);
        let transparent = region.pixels().any(|pixel| pixel.0[3] != u8::MAX);
        let globals = Globals {
            origin_px: [x, y],
            size_px: [width, height],
            iod_px: stage.iod_px,
            padding: [0.0; 3],
        };
        let sampler = gpu.device.create_sampler(&wgpu::SamplerDescriptor {
            label: Some("linear"),
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            ..Default::default()
        });
        let globals_layout = globals_layout(gpu);
        let globals = globals_group(gpu, &globals_layout, &globals, &source, &sampler);
        Self { gpu: gpu.clone(), stage, source, globals_layout, globals, transparent }
    }

    /// A pass's pipeline.
    pub(crate) fn pipeline(&self, material: &Material<'_>) -> wgpu::RenderPipeline {
        let pipelines = &self.gpu.pipelines;
        pipelines.get(material.label, self.transparent, || self.compile(material))
    }

    fn compile(&self, material: &Material<'_>) -> wgpu::RenderPipeline {
        let device = &self.gpu.device;
        let shader = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some(material.label),
            source: wgpu::ShaderSource::Wgsl(format!("{COMMON}\n{}", material.shader).into()),
        });
        let options = wgpu::PipelineCompilationOptions {
            constants: &[("transparent", f64::from(u8::from(self.transparent)))],
            ..Default::default()
        };
        let groups: Vec<_> = std::iter::once(&self.globals_layout)
            .chain(material.groups.iter().copied())
            .map(Some)
            .collect();
        let layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
            label: Some(material.label),
            bind_group_layouts: &groups,
            immediate_size: 0,
        });
        device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(material.label),
            layout: Some(&layout),
            vertex: wgpu::VertexState {
                module: &shader,
                entry_point: Some("vertex"),
                compilation_options: options.clone(),
                buffers: material.buffers,
            },
            primitive: wgpu::PrimitiveState::default(),
            depth_stencil: material.depth.clone(),
            multisample: wgpu::MultisampleState::default(),
            fragment: Some(wgpu::FragmentState {
                module: &shader,
                entry_point: Some("fragment"),
                compilation_options: options,
                targets: &[Some(wgpu::ColorTargetState {
                    format: material.target,
                    blend: material.blend,
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}

/// A pass on the canvas whose pixels do not look at depth.
pub(crate) fn depth_ignored() -> wgpu::DepthStencilState {
    depth(wgpu::CompareFunction::Always, false)
}

/// A pass on the canvas with the given depth test.
pub(crate) fn depth(compare: wgpu::CompareFunction, write: bool) -> wgpu::DepthStencilState {
    wgpu::DepthStencilState {
        format: DEPTH_FORMAT,
        depth_write_enabled: Some(write),
        depth_compare: Some(compare),
        stencil: wgpu::StencilState::default(),
        bias: wgpu::DepthBiasState::default(),
    }
}

/// A picture as a texture that passes can read and copy.
pub(crate) fn upload_picture(gpu: &Gpu, label: &str, picture: &RgbaImage) -> wgpu::Texture {
    let texture = gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some(label),
        size: wgpu::Extent3d {
            width: picture.width(),
            height: picture.height(),
            depth_or_array_layers: 1,
        },
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: CANVAS_FORMAT,
        usage: wgpu::TextureUsages::TEXTURE_BINDING
            | wgpu::TextureUsages::COPY_SRC
            | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    });
    write_picture(gpu, &texture, picture);
    texture
}

/// Replaces the pixels of a texture with a picture of its size.
pub(crate) fn write_picture(gpu: &Gpu, texture: &wgpu::Texture, picture: &RgbaImage) {
    write_part(gpu, texture, [0, 0], picture);
}

/// Replaces a part of a texture, from a pixel at its left and top on.
pub(crate) fn write_part(
    gpu: &Gpu,
    texture: &wgpu::Texture,
    [x, y]: [u32; 2],
    picture: &RgbaImage,
) {
    let layout = wgpu::TexelCopyBufferLayout {
        offset: 0,
        bytes_per_row: Some(4 * picture.width()),
        rows_per_image: None,
    };
    let place = wgpu::TexelCopyTextureInfo {
        origin: wgpu::Origin3d { x, y, z: 0 },
        ..texture.as_image_copy()
    };
    let (width, height) = picture.dimensions();
    let size = wgpu::Extent3d { width, height, depth_or_array_layers: 1 };
    gpu.queue.write_texture(place, picture, layout, size);
}

fn globals_layout(gpu: &Gpu) -> wgpu::BindGroupLayout {
    let entry = |binding, ty| wgpu::BindGroupLayoutEntry {
        binding,
        visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
        ty,
        count: None,
    };
    gpu.device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("globals"),
        entries: &[
            entry(
                0,
                wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
            ),
            entry(
                1,
                wgpu::BindingType::Texture {
                    sample_type: wgpu::TextureSampleType::Float { filterable: true },
                    view_dimension: wgpu::TextureViewDimension::D2,
                    multisampled: false,
                },
            ),
            entry(2, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering)),
        ],
    })
}

fn globals_group(
    gpu: &Gpu,
    layout: &wgpu::BindGroupLayout,
    globals: &Globals,
    source: &wgpu::Texture,
    sampler: &wgpu::Sampler,
) -> wgpu::BindGroup {
    let uniform = gpu.device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
        label: Some("globals"),
        contents: bytemuck::bytes_of(globals),
        usage: wgpu::BufferUsages::UNIFORM,
    });
    gpu.device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("globals"),
        layout,
        entries: &[
            wgpu::BindGroupEntry { binding: 0, resource: uniform.as_entire_binding() },
            wgpu::BindGroupEntry {
                binding: 1,
                resource: wgpu::BindingResource::TextureView(
                    &source.create_view(&Default::default()),
                ),
            },
            wgpu::BindGroupEntry { binding: 2, resource: wgpu::BindingResource::Sampler(sampler) },
        ],
    })
}

//! Pictures on their canvas, painted by a pass of its own (see `shaders/preview.wgsl`).

use egui::{PaintCallbackInfo, Painter, Rect};
use egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};

/// What the pass reads; as in `shaders/preview.wgsl`.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
struct Placing {
    canvas: [f32; 4],
    part: [f32; 4],
    half_pixel: [f32; 2],
    padding: [f32; 2],
}

/// The pass with its pipelines, kept beside egui's own.
struct PreviewPass {
    canvas: wgpu::RenderPipeline,
    single: wgpu::RenderPipeline,
    shrunk: wgpu::RenderPipeline,
    layout: wgpu::BindGroupLayout,
    sampler: wgpu::Sampler,
    slots: [Slot; Layer::COUNT],
}

/// What one layer is painted with.
struct Slot {
    placing: wgpu::Buffer,
    bound: Option<(wgpu::Texture, wgpu::BindGroup)>,
}

/// The pictures that one frame can show, each with a texture and a place of its own.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Layer {
    /// The portrait.
    Portrait,
    /// Small in a corner.
    Inset,
    /// Magnified beside the hand.
    Loupe,
}

impl Layer {
    const COUNT: usize = 3;
}

/// Makes the pass ready on the window's device. Without it nothing is painted.
pub fn install(render_state: &RenderState) {
    let pass = PreviewPass::new(&render_state.device, render_state.target_format);
    render_state.renderer.write().callback_resources.insert(pass);
}

impl PreviewPass {
    fn new(device: &wgpu::Device, format: wgpu::TextureFormat) -> Self {
        let source = include_str!("../../../../shaders/preview.wgsl");
        let module = device.create_shader_module(wgpu::ShaderModuleDescriptor {
            label: Some("preview"),
            source: wgpu::ShaderSource::Wgsl(source.into()),
        });
        let layout = bind_group_layout(device);
        let pipeline = |entry| pipeline(device, &module, &layout, format, entry);
        let canvas = pipeline("fs_canvas");
        let (single, shrunk) = (pipeline("fs_single"), pipeline("fs_shrunk"));
        let sampler = device.create_sampler(&wgpu::SamplerDescriptor {
            mag_filter: wgpu::FilterMode::Linear,
            min_filter: wgpu::FilterMode::Linear,
            ..Default::default()
        });
        let slots = std::array::from_fn(|_| Slot::new(device));
        Self { canvas, single, shrunk, layout, sampler, slots }
    }

    fn bind(&mut self, device: &wgpu::Device, layer: Layer, texture: &wgpu::Texture) {
        let slot = &mut self.slots[layer as usize];
        if slot.bound.as_ref().is_some_and(|(bound, _)| bound == texture) {
            return;
        }
        let view = texture.create_view(&wgpu::TextureViewDescriptor::default());
        let entry = |binding, resource| wgpu::BindGroupEntry { binding, resource };
        let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("preview"),
            layout: &self.layout,
            entries: &[
                entry(0, slot.placing.as_entire_binding()),
                entry(1, wgpu::BindingResource::TextureView(&view)),
                entry(2, wgpu::BindingResource::Sampler(&self.sampler)),
            ],
        });
        slot.bound = Some((texture.clone(), group));
    }
}

impl Slot {
    fn new(device: &wgpu::Device) -> Self {
        let placing = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("preview placing"),
            size: size_of::<Placing>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        Self { placing, bound: None }
    }
}

fn bind_group_layout(device: &wgpu::Device) -> wgpu::BindGroupLayout {
    let entry = |binding, visibility, ty| wgpu::BindGroupLayoutEntry {
        binding,
        visibility,
        ty,
        count: None,
    };
    let fragment = wgpu::ShaderStages::FRAGMENT;
    let both = wgpu::ShaderStages::VERTEX_FRAGMENT;
    device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
        label: Some("preview"),
        entries: &[
            entry(
                0,
                both,
                wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
            ),
            entry(
                1,
                fragment,
                wgpu::BindingType::Texture {
                    sample_type: wgpu::TextureSampleType::Float { filterable: true },
                    view_dimension: wgpu::TextureViewDimension::D2,
                    multisampled: false,
                },
            ),
            entry(2, fragment, wgpu::BindingType::Sampler(wgpu::SamplerBindingType::Filtering)),
        ],
    })
}

fn pipeline(
    device: &wgpu::Device,
    module: &wgpu::ShaderModule,
    layout: &wgpu::BindGroupLayout,
    format: wgpu::TextureFormat,
    entry: &str,
) -> wgpu::RenderPipeline {
    let pipeline_layout = device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
        label: Some("preview"),
        bind_group_layouts: &[Some(layout)],
        ..Default::default()
    });
    device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
        label: Some(entry),
        layout: Some(&pipeline_layout),
        vertex: wgpu::VertexState {
            module,
            entry_point: Some("vs_view"),
            compilation_options: Default::default(),
            buffers: &[],
        },
        primitive: wgpu::PrimitiveState::default(),
        depth_stencil: None,
        multisample: wgpu::MultisampleState::default(),
        fragment: Some(wgpu::FragmentState {
            module,
            entry_point: Some(entry),
            compilation_options: Default::default(),
            targets: &[Some(format.into())],
        }),
        multiview_mask: None,
        cache: None,
    })
}

/// What one painting covers its rectangle with.
#[derive(Clone, Copy, PartialEq)]
enum Cover {
    Canvas,
    Picture,
    ShrunkPicture,
}

/// One painting.
struct Painting {
    layer: Layer,
    texture: wgpu::Texture,
    placing: Placing,
    cover: Cover,
}

/// A texture, where it stands, and what is behind it.
#[derive(Clone, Copy)]
pub(crate) struct Picture<'a> {
    /// Where all of it would stand, points.
    pub(crate) rect: Rect,
    /// Behind it.
    pub(crate) canvas: egui::Color32,
    /// What it shows.
    pub(crate) texture: &'a wgpu::Texture,
}

/// Fills a view with a picture and the canvas behind it.
pub(crate) fn add(painter: &Painter, layer: Layer, view: Rect, picture: Picture<'_>) {
    let Picture { rect: whole, canvas, texture } = picture;
    // egui holds viewports inside the window: a picture that is larger is painted in part.
    let visible = whole.intersect(view);
    let share = |point: egui::Pos2| (point - whole.min) / whole.size();
    let (min, max) = (share(visible.min), share(visible.max));
    let shown_px = whole.size() * painter.pixels_per_point();
    let placing = Placing {
        canvas: canvas.to_normalized_gamma_f32(),
        part: [min.x, min.y, max.x, max.y],
        half_pixel: [0.5 / shown_px.x, 0.5 / shown_px.y],
        padding: [0.0; 2],
    };
    let is_shrunk = shown_px.x < 0.9 * texture.width() as f32;
    let cover = if is_shrunk { Cover::ShrunkPicture } else { Cover::Picture };
    for (rect, cover) in [(view, Cover::Canvas), (visible, cover)] {
        if !rect.is_positive() {
            continue;
        }
        let painting = Painting { layer, texture: texture.clone(), placing, cover };
        painter.add(egui_wgpu::Callback::new_paint_callback(rect, painting));
    }
}

impl CallbackTrait for Painting {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &ScreenDescriptor,
        _encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(pass) = resources.get_mut::<PreviewPass>() {
            pass.bind(device, self.layer, &self.texture);
            let placing = &pass.slots[self.layer as usize].placing;
            queue.write_buffer(placing, 0, bytemuck::bytes_of(&self.placing));
        }
        Vec::new()
    }

    fn paint(
        &self,
        _info: PaintCallbackInfo,
        render_pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        let Some(pass) = resources.get::<PreviewPass>() else { return };
        let Some((_, group)) = &pass.slots[self.layer as usize].bound else { return };
        render_pass.set_pipeline(match self.cover {
            Cover::Canvas => &pass.canvas,
            Cover::Picture => &pass.single,
            Cover::ShrunkPicture => &pass.shrunk,
        });
        render_pass.set_bind_group(0, group, &[]);
        render_pass.draw(0..3, 0..1);
    }
}

//! Runs the passes of one portrait into a texture.

use crate::passes::{CANVAS_FORMAT, DEPTH_FORMAT, Frame, Head, Pass, Scene};
use crate::{Gpu, GpuError};

/// The passes of a portrait and the textures that they draw into, all of the region's size.
pub(crate) struct Renderer {
    scene: Scene,
    layers: Vec<Box<dyn Pass + Send>>,
    target: Target,
    depth: wgpu::TextureView,
    /// Made with the first turn of the head.
    turn: Option<Turn>,
}

struct Target {
    texture: wgpu::Texture,
    view: wgpu::TextureView,
}

/// The canvas that a turned head is drawn on first, and the pass that turns it.
struct Turn {
    canvas: Target,
    pass: Head,
}

impl Renderer {
    /// A renderer that draws `layers` in their order over the scene's source.
    pub(crate) fn new(scene: Scene, layers: Vec<Box<dyn Pass + Send>>) -> Self {
        let target = Target::new(&scene, "target");
        let depth = depth_view(&scene);
        Self { scene, layers, target, depth, turn: None }
    }

    /// What was drawn last.
    pub(crate) fn texture(&self) -> &wgpu::Texture {
        &self.target.texture
    }

    /// The device.
    pub(crate) fn gpu(&self) -> &Gpu {
        &self.scene.gpu
    }

    /// Draws a frame; `None` is the source as it is.
    ///
    /// # Errors
    /// What the device reports.
    pub(crate) fn draw(&mut self, frame: Option<Frame<'_>>) -> Result<(), GpuError> {
        let gpu = self.scene.gpu.clone();
        gpu.checked(|| {
            let mut encoder = gpu.device.create_command_encoder(&Default::default());
            match frame {
                None => copy(&mut encoder, &self.scene.source, &self.target.texture),
                Some(frame) => self.encode(&mut encoder, frame),
            }
            gpu.queue.submit([encoder.finish()]);
        })
    }

    /// Copies what was drawn last into a larger texture, its first pixel to `place_px`.
    ///
    /// # Errors
    /// What the device reports.
    pub(crate) fn copy_to(
        &self,
        texture: &wgpu::Texture,
        place_px: [u32; 2],
    ) -> Result<(), GpuError> {
        let gpu = &self.scene.gpu;
        let [x, y] = place_px;
        let mut place = texture.as_image_copy();
        place.origin = wgpu::Origin3d { x, y, z: 0 };
        gpu.checked(|| {
            let mut encoder = gpu.device.create_command_encoder(&Default::default());
            let drawn = &self.target.texture;
            encoder.copy_texture_to_texture(drawn.as_image_copy(), place, drawn.size());
            gpu.queue.submit([encoder.finish()]);
        })
    }

    fn encode(&mut self, encoder: &mut wgpu::CommandEncoder, frame: Frame<'_>) {
        for layer in &mut self.layers {
            layer.update(&self.scene.gpu, frame);
            layer.prepare(&self.scene, encoder);
        }
        let Some(field) = &frame.posed.head else {
            return self.draw_layers(encoder, &self.target);
        };
        let scene = &self.scene;
        let turn = self.turn.get_or_insert_with(|| Turn::new(scene));
        turn.pass.update(&scene.gpu, field);
        let turn = self.turn.as_ref().expect("it was put there above");
        self.draw_layers(encoder, &turn.canvas);
        copy(encoder, &turn.canvas.texture, &self.target.texture);
        let mut pass = begin(encoder, &self.target.view, None);
        pass.set_bind_group(0, &self.scene.globals, &[]);
        turn.pass.draw(&mut pass);
    }

    /// Starts from the source, so that what no layer draws stays as it is.
    fn draw_layers(&self, encoder: &mut wgpu::CommandEncoder, canvas: &Target) {
        copy(encoder, &self.scene.source, &canvas.texture);
        let mut pass = begin(encoder, &canvas.view, Some(&self.depth));
        pass.set_bind_group(0, &self.scene.globals, &[]);
        for layer in &self.layers {
            layer.draw(&mut pass);
        }
    }
}

impl Target {
    fn new(scene: &Scene, label: &str) -> Self {
        let texture = scene.gpu.device.create_texture(&wgpu::TextureDescriptor {
            label: Some(label),
            size: scene.source.size(),
            mip_level_count: 1,
            sample_count: 1,
            dimension: wgpu::TextureDimension::D2,
            format: CANVAS_FORMAT,
            usage: wgpu::TextureUsages::RENDER_ATTACHMENT
                | wgpu::TextureUsages::TEXTURE_BINDING
                | wgpu::TextureUsages::COPY_SRC
                | wgpu::TextureUsages::COPY_DST,
            view_formats: &[],
        });
        let view = texture.create_view(&Default::default());
        Self { texture, view }
    }
}

impl Turn {
    fn new(scene: &Scene) -> Self {
        let canvas = Target::new(scene, "canvas");
        let pass = Head::new(scene, &canvas.texture);
        Self { canvas, pass }
    }
}

fn depth_view(scene: &Scene) -> wgpu::TextureView {
    let texture = scene.gpu.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("depth"),
        size: scene.source.size(),
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: DEPTH_FORMAT,
        usage: wgpu::TextureUsages::RENDER_ATTACHMENT,
        view_formats: &[],
    });
    texture.create_view(&Default::default())
}

fn copy(encoder: &mut wgpu::CommandEncoder, from: &wgpu::Texture, to: &wgpu::Texture) {
    encoder.copy_texture_to_texture(from.as_image_copy(), to.as_image_copy(), from.size());
}

/// Begins a render pass that keeps the colours and, where there is depth, clears it to the far end.
fn begin<'a>(
    encoder: &'a mut wgpu::CommandEncoder,
    colour: &wgpu::TextureView,
    depth: Option<&wgpu::TextureView>,
) -> wgpu::RenderPass<'a> {
    encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
        label: None,
        color_attachments: &[Some(wgpu::RenderPassColorAttachment {
            view: colour,
            depth_slice: None,
            resolve_target: None,
            ops: wgpu::Operations { load: wgpu::LoadOp::Load, store: wgpu::StoreOp::Store },
        })],
        depth_stencil_attachment: depth.map(|view| wgpu::RenderPassDepthStencilAttachment {
            view,
            depth_ops: Some(wgpu::Operations {
                load: wgpu::LoadOp::Clear(1.0),
                store: wgpu::StoreOp::Discard,
            }),
            stencil_ops: None,
        }),
        ..Default::default()
    })
}

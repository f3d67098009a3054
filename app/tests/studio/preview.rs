//! The preview's own pass on a device: the picture is there, upright, on its canvas.

use crate::fake::{Stage, portrait};
use risorius_engine::{Event, PortraitInfo};

const SIDE: u32 = 64;

/// A picture of four colours: red, green over blue, white.
fn quarters(graphics: &egui_wgpu::RenderState) -> wgpu::Texture {
    let size = wgpu::Extent3d { width: SIDE, height: SIDE, depth_or_array_layers: 1 };
    let texture = graphics.device.create_texture(&wgpu::TextureDescriptor {
        label: Some("quarters"),
        size,
        mip_level_count: 1,
        sample_count: 1,
        dimension: wgpu::TextureDimension::D2,
        format: wgpu::TextureFormat::Rgba8Unorm,
        usage: wgpu::TextureUsages::TEXTURE_BINDING | wgpu::TextureUsages::COPY_DST,
        view_formats: &[],
    });
    let color = |x: u32, y: u32| match (x < SIDE / 2, y < SIDE / 2) {
        (true, true) => [255, 0, 0, 255],
        (false, true) => [0, 255, 0, 255],
        (true, false) => [0, 0, 255, 255],
        (false, false) => [255, 255, 255, 255],
    };
    let pixels: Vec<u8> = (0..SIDE * SIDE).flat_map(|i| color(i % SIDE, i / SIDE)).collect();
    let layout = wgpu::TexelCopyBufferLayout {
        offset: 0,
        bytes_per_row: Some(SIDE * 4),
        rows_per_image: None,
    };
    graphics.queue.write_texture(texture.as_image_copy(), &pixels, layout, size);
    texture
}

#[test]
fn the_picture_is_upright_on_its_canvas() {
    let (mut stage, graphics) = Stage::on_a_device();
    stage.drop_file("/portraits/her.png");
    let texture = Some(quarters(&graphics));
    let info = PortraitInfo { texture, size: (SIDE, SIDE), ..portrait("/portraits/her.png") };
    stage.say(Event::Portrait(Ok(info)));
    let image = stage.window.render().unwrap();
    let view = egui_kittest::kittest::Queryable::get_by_label(&stage.window, "Preview").rect();
    let at = |x: f32, y: f32| image.get_pixel(x as u32, y as u32).0;
    let (center, d) = (view.center(), 60.0);
    assert_eq!(at(center.x - d, center.y - d), [255, 0, 0, 255]);
    assert_eq!(at(center.x + d, center.y - d), [0, 255, 0, 255]);
    assert_eq!(at(center.x - d, center.y + d), [0, 0, 255, 255]);
    assert_eq!(at(center.x + d, center.y + d), [255, 255, 255, 255]);
    assert_eq!(at(view.left() + 3.0, view.top() + 3.0), [0x0f, 0x0f, 0x10, 255]);
}

//! Opens the studio in a window of the system.

use super::app::Studio;
use super::link::EngineLink;
use super::{StudioOptions, files::Places, preview};
use egui::ViewportBuilder;
use risorius_engine::{Engine, Gpu};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tracing_subscriber::EnvFilter;

const SIZE: [f32; 2] = [1280.0, 800.0];
const LEAST: [f32; 2] = [960.0, 600.0];

/// Opens the studio and returns when its window is closed.
///
/// # Errors
/// One line where no window can be opened.
pub fn run(options: StudioOptions) -> Result<(), String> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("error"));
    // Where the program has set up its log already, that one stays.
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let viewport = ViewportBuilder::default()
        .with_title("Risorius")
        .with_app_id("risorius")
        .with_inner_size(SIZE)
        .with_min_inner_size(LEAST)
        .with_drag_and_drop(true);
    let native = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Wgpu,
        dithering: false, // There is no gradient to smooth, and it costs every pixel.
        ..Default::default()
    };
    eframe::run_native("Risorius", native, Box::new(|context| Ok(Box::new(start(context, options)?)))).map_err(
        |error| format!("cannot open the window: {error}; on Linux it needs X11 or Wayland, and Vulkan or OpenGL (mesa-vulkan-drivers)"),
    )
}

fn start(context: &eframe::CreationContext<'_>, options: StudioOptions) -> Result<Studio, String> {
    let graphics = context.wgpu_render_state.as_ref().ok_or("the window has no wgpu device")?;
    preview::paint::install(graphics);
    let gpu = Gpu::from_existing(
        graphics.device.clone(),
        graphics.queue.clone(),
        graphics.adapter.get_info(),
    );
    let ctx = context.egui_ctx.clone();
    let playing = Arc::new(AtomicBool::new(false));
    let quiet = Arc::clone(&playing);
    let waker = Arc::new(move || {
        if !quiet.load(Ordering::Relaxed) {
            // A repaint at once would cost two frames, one soon costs one.
            ctx.request_repaint_after(Duration::from_micros(1));
        }
    });
    let engine = Engine::spawn(gpu, waker);
    let link = EngineLink::to(engine, playing).ok_or("the engine did not start")?;
    Ok(Studio::new(&context.egui_ctx, link, Places::of_system(), options.open))
}

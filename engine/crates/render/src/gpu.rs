//! The graphics device, and how its errors become values.

use crate::passes::{Pipelines, upload_picture, write_picture};
use image::RgbaImage;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A graphics device to draw on; clones share it.
#[derive(Clone, Debug)]
pub struct Gpu {
    /// What the device is.
    pub info: wgpu::AdapterInfo,
    /// Makes textures, buffers and pipelines.
    pub device: wgpu::Device,
    /// Takes work.
    pub queue: wgpu::Queue,
    pub(crate) pipelines: Pipelines,
    lost: Arc<AtomicBool>,
}

/// Why there is no graphics device, or what went wrong on it.
#[derive(Debug, thiserror::Error)]
pub enum GpuError {
    /// No adapter of any kind.
    #[error(
        "no graphics device, not even a software one ({0}); install Mesa's Vulkan drivers (mesa-vulkan-drivers) or a GPU driver"
    )]
    NoAdapter(wgpu::RequestAdapterError),
    /// The adapter gave no device.
    #[error("the graphics device {name} did not open: {source}; try RISORIUS_ADAPTER=software")]
    NoDevice {
        /// Name of the adapter.
        name: String,
        /// What wgpu says.
        source: wgpu::RequestDeviceError,
    },
    /// Out of memory.
    #[error("the graphics device is out of memory; use a smaller picture or close other programs")]
    OutOfMemory,
    /// The picture is larger than the device's textures.
    #[error(
        "a picture of {0}x{1} pixels is too large to show on this graphics device; show a smaller copy"
    )]
    TooLargeToShow(u32, u32),
    /// The device went away.
    #[error("the graphics device was lost; open it again")]
    Lost,
    /// The device refused the work.
    #[error("the graphics device refused the work: {0}; please report this")]
    Refused(String),
}

impl Gpu {
    /// Opens the best adapter without a window. `WGPU_BACKEND` narrows the choice;
    /// `RISORIUS_ADAPTER=software` takes the software renderer.
    ///
    /// # Errors
    /// Where there is no adapter, or it does not open.
    pub fn headless() -> Result<Self, GpuError> {
        // OpenGL comes last: opening it takes time and is only of use where nothing better is.
        let adapter = adapter(wgpu::Backends::PRIMARY)
            .or_else(|_| adapter(wgpu::Backends::all()))
            .map_err(GpuError::NoAdapter)?;
        let info = adapter.get_info();
        let descriptor = wgpu::DeviceDescriptor {
            label: Some("risorius"),
            required_limits: limits_of(&adapter),
            ..Default::default()
        };
        let (device, queue) = pollster::block_on(adapter.request_device(&descriptor))
            .map_err(|source| GpuError::NoDevice { name: info.name.clone(), source })?;
        device.on_uncaptured_error(Arc::new(|error| {
            tracing::error!("graphics device: {error}");
        }));
        Ok(Self::from_existing(device, queue, info))
    }

    /// Draws on a device that something else opened, such as the window's.
    pub fn from_existing(
        device: wgpu::Device,
        queue: wgpu::Queue,
        info: wgpu::AdapterInfo,
    ) -> Self {
        let lost = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&lost);
        device.set_device_lost_callback(move |reason, message| {
            flag.store(true, Ordering::Relaxed);
            if reason != wgpu::DeviceLostReason::Destroyed {
                tracing::error!("graphics device lost: {message}");
            }
        });
        Self { info, device, queue, pipelines: Pipelines::default(), lost }
    }

    /// Whether a processor draws instead of a graphics card.
    pub fn is_software(&self) -> bool {
        self.info.device_type == wgpu::DeviceType::Cpu
    }

    /// The largest side of a texture, pixels.
    pub fn max_side_px(&self) -> u32 {
        self.device.limits().max_texture_dimension_2d
    }

    /// A whole picture as a texture for a window to show: sRGB-encoded values, straight alpha.
    ///
    /// # Errors
    /// Where the picture is larger than the device's textures, or its memory.
    pub fn upload(&self, picture: &RgbaImage) -> Result<wgpu::Texture, GpuError> {
        let (width, height) = picture.dimensions();
        if width.max(height) > self.max_side_px() {
            return Err(GpuError::TooLargeToShow(width, height));
        }
        self.checked(|| upload_picture(self, "shown picture", picture))
    }

    /// Replaces what such a texture shows by a picture of the same size.
    pub fn write(&self, texture: &wgpu::Texture, picture: &RgbaImage) {
        write_picture(self, texture, picture);
    }

    /// Does work on the device and turns what it reports into an error, where wgpu would panic.
    pub(crate) fn checked<T>(&self, work: impl FnOnce() -> T) -> Result<T, GpuError> {
        let memory = self.device.push_error_scope(wgpu::ErrorFilter::OutOfMemory);
        let validation = self.device.push_error_scope(wgpu::ErrorFilter::Validation);
        let internal = self.device.push_error_scope(wgpu::ErrorFilter::Internal);
        let done = work();
        let errors = [internal, validation, memory].map(|scope| pollster::block_on(scope.pop()));
        if self.lost.load(Ordering::Relaxed) {
            return Err(GpuError::Lost);
        }
        match errors.into_iter().flatten().last() {
            None => Ok(done),
            Some(wgpu::Error::OutOfMemory { .. }) => Err(GpuError::OutOfMemory),
            Some(error) => Err(GpuError::Refused(one_line(&error.to_string()))),
        }
    }
}

/// The best adapter of some backends, within what `WGPU_BACKEND` allows.
fn adapter(backends: wgpu::Backends) -> Result<wgpu::Adapter, wgpu::RequestAdapterError> {
    let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle_from_env();
    if std::env::var_os("WGPU_BACKEND").is_none() {
        descriptor.backends = backends;
    }
    let software = std::env::var("RISORIUS_ADAPTER").is_ok_and(|kind| kind == "software");
    let request = wgpu::RequestAdapterOptions {
        power_preference: wgpu::PowerPreference::HighPerformance,
        force_fallback_adapter: software,
        ..Default::default()
    };
    pollster::block_on(wgpu::Instance::new(descriptor).request_adapter(&request))
}

/// Default limits, or WebGL 2's on old OpenGL; either way with the adapter's own texture sizes.
fn limits_of(adapter: &wgpu::Adapter) -> wgpu::Limits {
    let base = match adapter.get_info().backend {
        wgpu::Backend::Gl => wgpu::Limits::downlevel_webgl2_defaults(),
        _ => wgpu::Limits::default(),
    };
    base.using_resolution(adapter.limits())
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Textures come back as pictures, a few at a time, so that the device never waits for the reader.

use crate::{Gpu, GpuError};
use image::RgbaImage;
use std::collections::VecDeque;
use std::time::Duration;

/// How long a frame may take on the slowest device before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Copies of textures on their way back.
#[derive(Default)]
pub(crate) struct Readback {
    pending: VecDeque<Pending>,
    free: Vec<wgpu::Buffer>,
}

struct Pending {
    buffer: wgpu::Buffer,
    width: u32,
    height: u32,
    submission: wgpu::SubmissionIndex,
}

impl Readback {
    /// How many copies are on their way.
    pub(crate) fn pending(&self) -> usize {
        self.pending.len()
    }

    /// Gives up what is on its way.
    pub(crate) fn forget(&mut self) {
        self.pending.clear();
    }

    /// Begins to copy a texture of four bytes a pixel as it is after the work submitted so far.
    ///
    /// # Errors
    /// What the device reports.
    pub(crate) fn start(&mut self, gpu: &Gpu, texture: &wgpu::Texture) -> Result<(), GpuError> {
        let pending = gpu.checked(|| self.copy(gpu, texture))?;
        self.pending.push_back(pending);
        Ok(())
    }

    fn copy(&mut self, gpu: &Gpu, texture: &wgpu::Texture) -> Pending {
        let (width, height) = (texture.width(), texture.height());
        let size = u64::from(padded_row_bytes(width)) * u64::from(height);
        self.free.retain(|buffer| buffer.size() == size);
        let buffer = self.free.pop().unwrap_or_else(|| {
            gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("read-back"),
                size,
                usage: wgpu::BufferUsages::COPY_DST | wgpu::BufferUsages::MAP_READ,
                mapped_at_creation: false,
            })
        });
        let mut encoder = gpu.device.create_command_encoder(&Default::default());
        let layout = wgpu::TexelCopyBufferLayout {
            offset: 0,
            bytes_per_row: Some(padded_row_bytes(width)),
            rows_per_image: None,
        };
        let copy = wgpu::TexelCopyBufferInfo { buffer: &buffer, layout };
        encoder.copy_texture_to_buffer(texture.as_image_copy(), copy, texture.size());
        let submission = gpu.queue.submit([encoder.finish()]);
        buffer.map_async(wgpu::MapMode::Read, .., |_| ());
        Pending { buffer, width, height, submission }
    }

    /// Waits for the oldest copy.
    ///
    /// # Errors
    /// Where none was started, the device is lost, or it takes longer than a minute.
    pub(crate) fn finish(&mut self, gpu: &Gpu) -> Result<RgbaImage, GpuError> {
        let Some(Pending { buffer, width, height, submission }) = self.pending.pop_front() else {
            return Err(GpuError::Refused("nothing was drawn to read back".to_owned()));
        };
        let wait =
            wgpu::PollType::Wait { submission_index: Some(submission), timeout: Some(PATIENCE) };
        gpu.device.poll(wait).map_err(|_| GpuError::Lost)?;
        let mapped = buffer.get_mapped_range(..).map_err(|_| GpuError::Lost)?;
        let mut pixels = Vec::with_capacity(4 * width as usize * height as usize);
        for row in mapped.chunks_exact(padded_row_bytes(width) as usize) {
            pixels.extend_from_slice(&row[..4 * width as usize]);
        }
        drop(mapped);
        buffer.unmap();
        self.free.push(buffer);
        Ok(RgbaImage::from_raw(width, height, pixels).expect("each row was copied above"))
    }
}

/// Copies need rows of whole 256 bytes.
fn padded_row_bytes(width: u32) -> u32 {
    (4 * width).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT)
}

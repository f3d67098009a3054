//! Buffers whose content changes length from frame to frame.

use crate::Gpu;

/// A buffer that grows to what is written.
pub(super) struct GrowingBuffer {
    usage: wgpu::BufferUsages,
    /// `None` until something is written.
    pub buffer: Option<wgpu::Buffer>,
}

impl GrowingBuffer {
    /// An empty buffer.
    pub(super) fn new(usage: wgpu::BufferUsages) -> Self {
        Self { usage: usage | wgpu::BufferUsages::COPY_DST, buffer: None }
    }

    /// Puts `bytes` (a multiple of 4) at the start of the buffer.
    pub(super) fn write(&mut self, gpu: &Gpu, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        let size = bytes.len() as u64;
        let buffer = match self.buffer.take().filter(|buffer| buffer.size() >= size) {
            Some(buffer) => buffer,
            None => gpu.device.create_buffer(&wgpu::BufferDescriptor {
                label: Some("growing"),
                size: size.next_power_of_two(),
                usage: self.usage,
                mapped_at_creation: false,
            }),
        };
        gpu.queue.write_buffer(&buffer, 0, bytes);
        self.buffer = Some(buffer);
    }
}

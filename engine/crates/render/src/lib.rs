//! A fitted portrait and one row of a motion become a picture, on any wgpu device.
//!
//! [`Stage`] and [`Poser`] are the geometry, on the processor: a row becomes a posed head in picture
//! pixels. The passes draw it on the device. [`Actor`] joins both and gives textures or pictures.

mod actor;
mod geometry;
mod gpu;
mod passes;
mod posed;
mod prepare;
mod readback;
mod renderer;
mod working;

#[cfg(test)]
mod device_tests;
#[cfg(test)]
mod twin;

pub use actor::{Actor, Frames, RenderError};
pub use geometry::{FaceLayout, Poser};
pub use gpu::{Gpu, GpuError};
pub use posed::{Field, Grid, Posed, Stage};

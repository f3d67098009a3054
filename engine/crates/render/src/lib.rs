//! A fitted portrait and one row of a motion become a picture, on any wgpu device.

mod geometry;
mod gpu;
mod passes;
mod posed;

pub use geometry::{FaceLayout, Poser};
pub use gpu::{Gpu, GpuError};
pub use posed::{Field, Grid, Posed, Stage};

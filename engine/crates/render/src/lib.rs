//! A fitted portrait and one row of a motion become a picture, on any wgpu device.

mod posed;

pub use posed::{Field, Grid, Posed, Stage};

//! Faces that nobody has: pictures rendered from the rig with exact labels, to train the networks that
//! find faces and their landmarks. Not part of the studio; see the binary of this crate.

mod canvas;
pub mod head;
mod world;

pub use canvas::{Canvas, Layer};
pub use world::*;

//! The 3-D head: mesh, action-unit shapes, identity shapes, and a head placed on a portrait.
//!
//! Rig space: decimetres, Y up, +Z out of the face, +X to the person's left.
//! Picture space: pixels, x right, y down, (0, 0) the centre of the top-left pixel.

mod fit;
mod landmarks;
mod model;

pub use fit::Fit;
pub use landmarks::{Group, Landmarks};
pub use model::{Attachment, LidLines, LipLines, Part, Rig, Ring, Shape};

/// Distance between the centres of the eyes in the rig at rest, decimetres.
pub const REST_IOD_DM: f32 = 0.6155;

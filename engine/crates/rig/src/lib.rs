//! The 3-D head: mesh, action-unit shapes, identity shapes, and a head placed on a portrait.
//!
//! Rig space: decimetres, Y up, +Z out of the face, +X to the person's left.
//! Picture space: pixels, x right, y down, (0, 0) the centre of the top-left pixel.

mod attach;
mod brow_field;
mod ease;
mod error;
mod fit;
mod head_file;
mod identity;
mod landmarks;
mod lines;
mod load;
mod model;
mod mouth_parts;
mod normals;
mod reader;
mod recipe;
mod sides;
mod subdivision;

pub use error::RigError;
pub use fit::Fit;
pub use head_file::{CageFace, DELTA_STEP_DM, HeadFile};
pub use landmarks::{Group, Landmarks};
pub use load::{EMBEDDED_HEAD, EMBEDDED_LANDMARKS, EMBEDDED_UNITS};
pub use model::{Attachment, LidLines, LipLines, Part, Rig, Ring, Shape};
pub use normals::normals;

/// Distance between the centres of the eyes in the rig at rest, decimetres.
pub const REST_IOD_DM: f32 = 0.6155;

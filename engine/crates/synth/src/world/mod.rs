//! The world around the heads: backgrounds, things that are no faces, what hides faces, and the styles of
//! pictures; and from all of it the data sets that the networks learn from.

mod background;
mod body;
mod colour;
mod crop;
mod dataset;
mod filter;
mod material;
mod measure;
mod mount;
mod negative;
mod noise;
mod occlude;
mod pen;
mod scene;
mod shape;
mod sheet;
mod style;

pub use crop::{CROP_PX, CropFace, CropLabel, crop};
pub use dataset::{DatasetError, write_crops, write_scenes};
pub use scene::{FACES_MAX, FaceLabel, SCENE_PX, scene};
pub use sheet::{crop_sheet, scene_sheet, thing_sheet};

/// The source of all chance: the same numbers on every machine.
pub(crate) type Dice = rand_pcg::Pcg64Mcg;

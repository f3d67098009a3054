//! The geometry of a performance on the CPU: a rig fitted to a portrait and one motion row become
//! vertices, light and image fields for the passes.
//!
//! [`FaceLayout`] holds what depends on the rig alone, [`Stage`] what depends on the portrait, and
//! [`Poser`] turns rows into [`Posed`] values. Nothing here carries over from one row to the next:
//! a row gives the same result whatever was posed before it.
//!
//! [`Stage`]: crate::Stage
//! [`Posed`]: crate::Posed

mod backdrop;
mod blocks;
mod columns;
mod creases;
mod inverse;
mod lattice;
mod layout;
mod lids;
mod light;
mod lips;
mod membrane;
mod muscles;
mod neutral;
mod normals;
mod poser;
mod ramp;
mod relight;
mod skin;
mod stage;
mod turn;
mod unfold;
mod wrinkles;

pub use layout::FaceLayout;
pub use poser::Poser;

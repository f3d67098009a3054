//! Files in and out: pictures, clips, and the way both reach the disk whole or not at all.
//!
//! - [`picture`]: any common picture to upright 8-bit sRGB with straight alpha, and PNG out.
//! - [`clip`]: frames to an MP4 or to numbered PNG pictures.
//! - [`atomic`]: write beside, then rename.
//!
//! The crate knows nothing of faces but the frame rate, and it never draws.

pub mod atomic;
pub mod clip;
pub mod picture;

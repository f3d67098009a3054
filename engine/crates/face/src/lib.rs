//! The vocabulary of the face: action units, notation, cues, the muscle script and the channels of
//! a motion. Pure values: no files, no clocks, no randomness.
//!
//! A primer. The Facial Action Coding System (FACS, Ekman & Friesen 1978, revised 2002) names each
//! visible movement of the face by an *action unit* (AU): AU12 is the lip corner puller, made by
//! zygomaticus major. An intensity letter A–E says how strong it is, a prefix L or R that only the
//! person's left or right side moves, and `+` joins units that act together: `1+2+5B`, `L12B+R14C`.

mod au;
mod channels;
mod cue;
mod intensity;
mod motion;
pub mod movement;
pub mod notation;
pub mod physiology;
mod prototype;
pub mod script;

pub use au::{Au, AuInfo, Region, Side, Unit};
pub use channels::{CHANNEL_COUNT, CHANNELS, Channel, Row};
pub use cue::{Cue, Envelope};
pub use intensity::Intensity;
pub use motion::{Fps, Motion};
pub use prototype::{Prototype, Tendency};
pub use script::{Beat, Display, Item, Script};

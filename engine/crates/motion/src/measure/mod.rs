//! How good performances are: figures that anybody can measure again.
//!
//! Each file measures one thing: a pure function of motions and what was asked of them. The yardstick
//! is the physiology of motion, [`crate::prior`], in [performances that no training saw](held_out()).

mod completion;
mod envelopes;
mod features;
mod frechet;
mod held_out;
mod physiology;
mod seams;
mod stats;
mod steadiness;

pub use completion::{Agreement, agreement, core_units, difference, shown_units};
pub use envelopes::{Envelopes, envelopes};
pub use features::{FEATURE_COUNT, PIECE_FRAMES, features};
pub use frechet::{Gaussian, Space};
pub use held_out::{HeldOut, held_out, micro_expressions, told};
pub use physiology::Physiology;
pub use seams::{joins, jolts};
pub use stats::{correlation, mean, median, quantile, rms};
pub use steadiness::Steadiness;

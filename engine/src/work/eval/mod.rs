//! How well something works: figures that anybody can measure again.

mod landmarks;
mod motion;
mod think;

pub use landmarks::{EvalError, LandmarkEval, Outcome, eval_landmarks};
pub use motion::{MotionEvalError, eval_motion};
pub use think::{ThinkEvalError, eval_think};

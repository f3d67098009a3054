//! Words to muscles: from an abstract emotion, step by step, to the action units that show it.

mod thought;

pub use thought::{Remark, Thought};

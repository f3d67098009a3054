//! The engine: everything that Risorius does, with no window. Commands go in, events come out, and
//! a thread of its own does the work; the same functions serve the command line.

mod document;
mod edit;
mod engine;
mod exporter;
mod framing;
mod history;
pub mod library;
pub mod minds;
pub mod output;
mod painter;
mod preview;
pub mod project;
mod protocol;
pub mod work;
mod worker;

pub use document::{Document, PortraitRef, Retake, Settings};
pub use edit::Edit;
pub use engine::{Engine, Waker};
pub use history::{Gesture, History};
pub use minds::{Errand, ErrandNews, Mind, Thinking};
pub use protocol::{Acting, Command, Drawing, Event, ExportState, FaceInfo, PortraitInfo, View};
pub use risorius_face as face;
pub use risorius_motion::{CueRamps, Guidance, Life, MAX_STEPS, MAX_WEIGHT, Ramp, Sampling};
pub use risorius_net as net;
pub use risorius_render::{Gpu, GpuError};
pub use risorius_rig::Landmarks;
pub use risorius_think::{Remark, ReviseError, Revision, ThinkOptions, Thought, builtin, revise};

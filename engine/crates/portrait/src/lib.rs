//! A picture's face: landmarks read from a file, the head fitted to them, and what can be told of it.
//!
//! ```text
//! landmark file ─ landmarks::read ─┐
//!                                  ├▶ Landmarks of each face ─ choose_face ─▶ one ─ fit ─▶ Fit
//! picture ─ see::Seer::see ────────┘
//! ```

mod choose;
mod fitting;
pub mod landmarks;
mod measure;
mod overlay;
mod report;
pub mod see;

pub use choose::{ChooseError, FaceChoice, choose_face};
pub use fitting::{FitError, fit};
pub use landmarks::{FaceLandmarks, LandmarkError};
pub use measure::{LandmarkErrors, Region, interocular_px};
pub use overlay::overlay;
pub use report::{FaceReport, FitReport, PoseReport, UnitReport};

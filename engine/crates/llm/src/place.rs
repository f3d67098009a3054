//! Where a model computes.

use crate::LlmError;
use crate::error::first_line;
use candle_core::Device;

/// Where a model computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The processor; always there.
    #[default]
    Processor,
    /// The first NVIDIA card, in builds with the feature `cuda`, or Apple's, with `metal`.
    Graphics,
}

impl Place {
    /// The graphics card that this build is for, where there is one; else the processor.
    pub fn best() -> Self {
        if Self::Graphics.device().is_ok() { Self::Graphics } else { Self::Processor }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Processor => "processor",
            Self::Graphics => "graphics card",
        }
    }

    pub(crate) fn device(self) -> Result<Device, LlmError> {
        let device = match self {
            Self::Processor => Ok(Device::Cpu),
            Self::Graphics if cfg!(feature = "metal") => Device::new_metal(0),
            Self::Graphics => Device::new_cuda(0),
        };
        device.map_err(|error| LlmError::Place(first_line(&error)))
    }
}

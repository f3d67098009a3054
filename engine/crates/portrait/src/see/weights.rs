//! The trained weights, inside the program.

use super::SeeError;
use candle_core::{DType, Device};
use candle_nn::VarBuilder;
use serde::Deserialize;

/// Weights of the detector, as `train/detector.py` exports them.
pub(super) const DETECTOR: &[u8] = include_bytes!("../../../../../assets/see/detector.safetensors");
/// Weights of the landmark network, as `train/landmarks.py` exports them.
pub(super) const LANDMARK_NET: &[u8] =
    include_bytes!("../../../../../assets/see/landmarks.safetensors");
const LANDMARK_NET_DESCRIPTION: &str = include_str!("../../../../../assets/see/landmarks.json");

/// What the outputs of the landmark network are.
#[derive(Debug, Deserialize)]
pub(super) struct Description {
    /// Group and number in it, for each point.
    pub(super) points: Vec<(String, usize)>,
    /// FACS code and side (`left`, `right` or `both`), for each action unit.
    pub(super) units: Vec<(String, String)>,
}

impl Description {
    pub(super) fn embedded() -> Result<Self, SeeError> {
        serde_json::from_str(LANDMARK_NET_DESCRIPTION)
            .map_err(|error| SeeError::Weights(error.to_string()))
    }
}

/// Weights by name as f32 on the processor, for a network that is built with `build`.
pub(super) fn load<T>(
    file: &[u8],
    build: impl FnOnce(VarBuilder<'_>) -> candle_core::Result<T>,
) -> Result<T, SeeError> {
    let unfit = |error: candle_core::Error| {
        SeeError::Weights(error.to_string().lines().next().unwrap_or_default().to_owned())
    };
    let weights =
        VarBuilder::from_slice_safetensors(file, DType::F32, &Device::Cpu).map_err(unfit)?;
    build(weights).map_err(unfit)
}

//! The trained weights, inside the program.

use super::SeeError;
use candle_core::{DType, Device};
use candle_nn::VarBuilder;
use glam::Vec2;
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
    /// For each point the number of the one that takes its place in a mirror image.
    pub(super) mirror: Vec<usize>,
    /// For each point how far the network sets it from where landmark files have it (see
    /// `train/calibrate.py`), interocular distances along the crop's axes.
    #[serde(default)]
    pub(super) offsets_iod: Vec<Vec2>,
    /// FACS code and side (`left`, `right` or `both`), for each action unit.
    pub(super) units: Vec<(String, String)>,
}

impl Description {
    pub(super) fn embedded() -> Result<Self, SeeError> {
        let unfit = |error: serde_json::Error| SeeError::Weights(error.to_string());
        let mut description: Self =
            serde_json::from_str(LANDMARK_NET_DESCRIPTION).map_err(unfit)?;
        let count = description.points.len();
        if description.mirror.len() != count || description.mirror.iter().any(|&at| at >= count) {
            return Err(SeeError::Weights(
                "points and their mirror images differ in number".to_owned(),
            ));
        }
        // None are there until they have been measured.
        if description.offsets_iod.is_empty() {
            description.offsets_iod = vec![Vec2::ZERO; count];
        }
        if description.offsets_iod.len() != count {
            return Err(SeeError::Weights("points and their offsets differ in number".to_owned()));
        }
        Ok(description)
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

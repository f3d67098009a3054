//! A training that can be laid down and taken up again.

use crate::TrainError;
use crate::adam::{Adam, Weight};
use candle_core::{Device, Tensor};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Where a training is, beside its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Steps taken.
    pub(crate) steps: usize,
    /// Time spent, over every sitting.
    pub(crate) minutes: f64,
    /// The seed that the training was begun with.
    pub(crate) seed: u64,
    /// Performances a step.
    pub(crate) batch: usize,
}

/// One of the numbers that are kept of every weight.
type Part = fn(&mut Weight) -> &mut Vec<f32>;

/// The parts of a weight that are kept.
const PARTS: [(&str, Part); 4] = [
    ("value", |weight| &mut weight.value),
    ("first", |weight| &mut weight.first),
    ("second", |weight| &mut weight.second),
    ("average", |weight| &mut weight.average),
];

fn paths(folder: &Path) -> (PathBuf, PathBuf) {
    (folder.join("checkpoint.safetensors"), folder.join("checkpoint.json"))
}

/// Writes a checkpoint in place of the one before.
pub(crate) fn save(folder: &Path, adam: &mut Adam, place: &Place) -> Result<(), TrainError> {
    let mut tensors = HashMap::new();
    for (name, weight) in &mut adam.weights {
        for (part, of) in PARTS {
            let numbers = of(weight);
            let tensor = Tensor::from_slice(numbers, numbers.len(), &Device::Cpu)?;
            tensors.insert(format!("{part}.{name}"), tensor);
        }
    }
    let (numbers, description) = paths(folder);
    let beside = numbers.with_extension("part");
    candle_core::safetensors::save(&tensors, &beside)?;
    let text = serde_json::to_string_pretty(place).expect("numbers can be written");
    fs::rename(&beside, &numbers).map_err(TrainError::at(&numbers))?;
    fs::write(&description, text).map_err(TrainError::at(&description))
}

/// Reads a checkpoint into an optimiser of the same network.
pub(crate) fn load(folder: &Path, adam: &mut Adam) -> Result<Place, TrainError> {
    let (numbers, description) = paths(folder);
    let unfit =
        |path: &Path, message: String| TrainError::Checkpoint { path: path.to_owned(), message };
    let text = fs::read_to_string(&description).map_err(TrainError::at(&description))?;
    let place: Place =
        serde_json::from_str(&text).map_err(|error| unfit(&description, error.to_string()))?;
    let tensors = candle_core::safetensors::load(&numbers, &Device::Cpu)
        .map_err(|error| unfit(&numbers, error.to_string()))?;
    for (name, weight) in &mut adam.weights {
        for (part, of) in PARTS {
            let key = format!("{part}.{name}");
            let kept = tensors.get(&key).ok_or_else(|| unfit(&numbers, format!("no {key}")))?;
            let kept = kept.flatten_all()?.to_vec1::<f32>()?;
            let numbers_of_weight = of(weight);
            if kept.len() != numbers_of_weight.len() {
                return Err(unfit(&numbers, format!("{key} is of another network")));
            }
            *numbers_of_weight = kept;
        }
    }
    adam.steps = place.steps;
    adam.publish()?;
    Ok(place)
}

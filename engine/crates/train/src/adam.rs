//! The optimiser: AdamW (Loshchilov & Hutter 2019) with clipped gradients, and an average of the
//! weights over time, which is what is shipped.

use candle_core::backprop::GradStore;
use candle_core::{Result, Tensor, Var};
use rayon::prelude::*;
use std::collections::BTreeMap;

const FIRST_DECAY: f32 = 0.9;
const SECOND_DECAY: f32 = 0.98;
const WEIGHT_DECAY: f32 = 0.01;
const LONGEST_GRADIENT: f32 = 1.0;

/// The average forgets this slowly once it is warm.
const AVERAGE_DECAY: f32 = 0.999;

/// One weight of the network, flat, with what the optimiser remembers of it.
pub(crate) struct Weight {
    var: Var,
    pub(crate) value: Vec<f32>,
    pub(crate) first: Vec<f32>,
    pub(crate) second: Vec<f32>,
    pub(crate) average: Vec<f32>,
}

impl Weight {
    pub(crate) fn shape(&self) -> &[usize] {
        self.var.dims()
    }
}

/// A gradient: a flat one for each of the weights, in the order of their names.
pub(crate) type Pulls = Vec<Vec<f32>>;

/// The sum of gradients.
pub(crate) fn sum(parts: impl IntoIterator<Item = Pulls>) -> Pulls {
    let add = |mut all: Pulls, part: Pulls| {
        let numbers = all.iter_mut().zip(&part).flat_map(|(all, part)| all.iter_mut().zip(part));
        numbers.for_each(|(all, part)| *all += part);
        all
    };
    parts.into_iter().reduce(add).unwrap_or_default()
}

/// All weights by name.
pub(crate) struct Adam {
    pub(crate) weights: BTreeMap<String, Weight>,
    /// Steps taken.
    pub(crate) steps: usize,
}

impl Adam {
    pub(crate) fn new(vars: impl IntoIterator<Item = (String, Var)>) -> Result<Self> {
        let weight = |(name, var): (String, Var)| {
            let value = var.flatten_all()?.to_vec1::<f32>()?;
            let zeros = vec![0.0; value.len()];
            let weight =
                Weight { var, first: zeros.clone(), second: zeros, average: value.clone(), value };
            Ok((name, weight))
        };
        Ok(Self { weights: vars.into_iter().map(weight).collect::<Result<_>>()?, steps: 0 })
    }

    /// The gradient of every weight, flat.
    pub(crate) fn pulls(&self, gradients: &GradStore) -> Result<Pulls> {
        let of = |weight: &Weight| {
            let gradient = gradients.get(&weight.var);
            let gradient = gradient.expect("the network uses each of its weights");
            gradient.flatten_all()?.to_vec1::<f32>()
        };
        self.weights.values().map(of).collect()
    }

    /// One step down the gradients; gives their length.
    pub(crate) fn step(&mut self, pulls: &Pulls, rate: f32) -> Result<f32> {
        self.steps += 1;
        let square = |pull: &Vec<f32>| pull.iter().map(|&g| f64::from(g * g)).sum::<f64>();
        let length = pulls.par_iter().map(square).collect::<Vec<f64>>().iter().sum::<f64>().sqrt();
        let clip = (LONGEST_GRADIENT / (length as f32 + 1e-6)).min(1.0);
        let moves = Moves::new(self.steps, rate, clip);
        for (weight, pull) in self.weights.values_mut().zip(pulls) {
            moves.apply(weight, pull);
        }
        self.publish()?;
        Ok(length as f32)
    }

    /// Hands the values to the network.
    pub(crate) fn publish(&self) -> Result<()> {
        for weight in self.weights.values() {
            let value = Tensor::from_slice(&weight.value, weight.var.shape(), weight.var.device())?;
            weight.var.set(&value)?;
        }
        Ok(())
    }

    /// The averaged weights by name.
    pub(crate) fn averages(&self) -> Result<BTreeMap<String, Tensor>> {
        let tensor = |(name, weight): (&String, &Weight)| {
            let average =
                Tensor::from_slice(&weight.average, weight.var.shape(), weight.var.device())?;
            Ok((name.clone(), average))
        };
        self.weights.iter().map(tensor).collect()
    }
}

/// What one step does to every number.
struct Moves {
    rate: f32,
    clip: f32,
    first_scale: f32,
    second_scale: f32,
    average_decay: f32,
}

impl Moves {
    fn new(step: usize, rate: f32, clip: f32) -> Self {
        let step = step as f32;
        Self {
            rate,
            clip,
            first_scale: 1.0 / (1.0 - FIRST_DECAY.powf(step)),
            second_scale: 1.0 / (1.0 - SECOND_DECAY.powf(step)),
            average_decay: AVERAGE_DECAY.min((1.0 + step) / (10.0 + step)),
        }
    }

    fn apply(&self, weight: &mut Weight, pull: &[f32]) {
        let moments = weight.first.par_iter_mut().zip(&mut weight.second);
        let values = weight.value.par_iter_mut().zip(&mut weight.average);
        moments.zip(values).zip(pull).with_min_len(1 << 14).for_each(
            |(((first, second), (value, average)), pull)| {
                let pull = pull * self.clip;
                *first += (1.0 - FIRST_DECAY) * (pull - *first);
                *second += (1.0 - SECOND_DECAY) * (pull * pull - *second);
                let direction =
                    *first * self.first_scale / ((*second * self.second_scale).sqrt() + 1e-8);
                *value -= self.rate * (direction + WEIGHT_DECAY * *value);
                *average += (1.0 - self.average_decay) * (*value - *average);
            },
        );
    }
}

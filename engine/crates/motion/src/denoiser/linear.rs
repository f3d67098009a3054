//! A linear map with a bias.

use super::ops::{biased, biased_gelu};
use candle_core::{Result, Tensor};
use candle_nn::{Init, VarBuilder};

/// `x · weightᵀ + bias` over the last dimension.
#[derive(Debug)]
pub(super) struct Linear {
    /// The weight transposed, [from, to].
    map: Tensor,
    bias: Tensor,
}

impl Linear {
    /// Fresh weights keep the size of their input (Glorot & Bengio 2010).
    pub(super) fn new(from: usize, to: usize, weights: &VarBuilder<'_>) -> Result<Self> {
        let bound = (6.0 / (from + to) as f64).sqrt();
        Self::with_init(from, to, Init::Uniform { lo: -bound, up: bound }, weights)
    }

    /// Fresh weights let nothing through: what begins as nothing disturbs no training.
    pub(super) fn still(from: usize, to: usize, weights: &VarBuilder<'_>) -> Result<Self> {
        Self::with_init(from, to, Init::Const(0.0), weights)
    }

    fn with_init(from: usize, to: usize, init: Init, weights: &VarBuilder<'_>) -> Result<Self> {
        let weight = weights.get_with_hints((to, from), "weight", init)?;
        let bias = weights.get_with_hints(to, "bias", Init::Const(0.0))?;
        // Laid out as the product reads it, which saves a fifth of the time; while it is learnt it has
        // to stay a view of what changes.
        let map = if weight.is_variable() { weight.t()? } else { weight.t()?.contiguous()? };
        Ok(Self { map, bias })
    }

    /// [.., from] → [.., to].
    pub(super) fn forward(&self, x: &Tensor) -> Result<Tensor> {
        self.map(x, biased)
    }

    /// The same with a GELU after it.
    pub(super) fn forward_gelu(&self, x: &Tensor) -> Result<Tensor> {
        self.map(x, biased_gelu)
    }

    fn map(&self, x: &Tensor, finish: fn(&Tensor, &Tensor) -> Result<Tensor>) -> Result<Tensor> {
        let (from, to) = self.map.dims2()?;
        let rows = x.reshape(((), from))?.matmul(&self.map)?;
        let mut shape = x.dims().to_vec();
        shape[x.rank() - 1] = to;
        finish(&rows, &self.bias)?.reshape(shape)
    }
}

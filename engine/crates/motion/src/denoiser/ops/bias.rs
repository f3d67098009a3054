//! A bias added to every row.

use super::{are_ours, like, numbers, rows_of_chunk, with_numbers};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};
use pulp::Arch;
use rayon::prelude::*;

/// `rows + bias`: rows [n, c], bias [c].
pub(in crate::denoiser) fn biased(rows: &Tensor, bias: &Tensor) -> Result<Tensor> {
    if are_ours(rows) { rows.apply_op2(bias, Bias) } else { rows.broadcast_add(bias) }
}

struct Bias;

impl CustomOp2 for Bias {
    fn name(&self) -> &'static str {
        "bias"
    }

    fn cpu_fwd(
        &self,
        rows: &CpuStorage,
        rows_layout: &Layout,
        bias: &CpuStorage,
        bias_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, bias) = (numbers(rows, rows_layout)?, numbers(bias, bias_layout)?);
        let out = with_bias(rows, bias, |value| value);
        Ok((CpuStorage::F32(out), rows_layout.shape().clone()))
    }

    fn bwd(
        &self,
        _: &Tensor,
        bias: &Tensor,
        _: &Tensor,
        pull: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let of_bias = with_numbers(pull, |pull| sum_of_rows(pull, bias.elem_count()))?;
        Ok((Some(pull.clone()), Some(like(of_bias, bias)?)))
    }
}

/// `finish(row + bias)` for every number of rows as wide as the bias.
pub(super) fn with_bias(
    rows: &[f32],
    bias: &[f32],
    finish: impl Fn(f32) -> f32 + Copy + Sync,
) -> Vec<f32> {
    let (width, vectors) = (bias.len(), Arch::new());
    let mut out = vec![0.0; rows.len()];
    let tasks = width * rows_of_chunk(width);
    out.par_chunks_mut(tasks).zip(rows.par_chunks(tasks)).for_each(|(out, rows)| {
        for (out, row) in out.chunks_exact_mut(width).zip(rows.chunks_exact(width)) {
            vectors.dispatch(|| {
                for ((out, value), bias) in out.iter_mut().zip(row).zip(bias) {
                    *out = finish(value + bias);
                }
            });
        }
    });
    out
}

/// The sum of all rows of this width.
pub(super) fn sum_of_rows(rows: &[f32], width: usize) -> Vec<f32> {
    let add = |mut sums: Vec<f32>, row: &[f32]| {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        sums
    };
    // A fixed number of parts, so that the sum is the same with any number of cores.
    let part = width * rows.len().div_ceil(8 * width).max(1);
    let of_part = |part: &[f32]| part.chunks_exact(width).fold(vec![0.0; width], add);
    let parts: Vec<Vec<f32>> = rows.par_chunks(part).map(of_part).collect();
    parts.iter().fold(vec![0.0; width], |sums, part| add(sums, part))
}

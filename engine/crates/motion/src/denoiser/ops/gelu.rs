//! A bias and the activation after it.

use super::bias::{sum_of_rows, with_bias};
use super::{are_ours, exp, like, numbers, rows_of_chunk, with_numbers};
use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};
use pulp::Arch;
use rayon::prelude::*;

/// `gelu(rows + bias)`, rows [n, c], bias [c], with the tanh form of Hendrycks & Gimpel (2016).
pub(in crate::denoiser) fn biased_gelu(rows: &Tensor, bias: &Tensor) -> Result<Tensor> {
    if are_ours(rows) { rows.apply_op2(bias, BiasGelu) } else { rows.broadcast_add(bias)?.gelu() }
}

/// √(2/π) and the factor of the cube in the tanh form.
const SLOPE: f32 = 0.797_884_6;
const CUBIC: f32 = 0.044_715;

/// tanh of the inner term.
#[inline(always)]
fn bend(x: f32) -> f32 {
    let doubled = exp(2.0 * (SLOPE * (x + CUBIC * x * x * x)).clamp(-9.0, 9.0));
    (doubled - 1.0) / (doubled + 1.0)
}

#[inline(always)]
fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + bend(x))
}

#[inline(always)]
fn slope_of_gelu(x: f32) -> f32 {
    let bend = bend(x);
    let inner = SLOPE * (1.0 + 3.0 * CUBIC * x * x);
    0.5 * (1.0 + bend) + 0.5 * x * (1.0 - bend * bend) * inner
}

struct BiasGelu;

impl CustomOp2 for BiasGelu {
    fn name(&self) -> &'static str {
        "bias-gelu"
    }

    fn cpu_fwd(
        &self,
        rows: &CpuStorage,
        rows_layout: &Layout,
        bias: &CpuStorage,
        bias_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, bias) = (numbers(rows, rows_layout)?, numbers(bias, bias_layout)?);
        let out = with_bias(rows, bias, gelu);
        Ok((CpuStorage::F32(out), rows_layout.shape().clone()))
    }

    fn bwd(
        &self,
        rows: &Tensor,
        bias: &Tensor,
        _: &Tensor,
        pull: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (width, vectors) = (bias.elem_count(), Arch::new());
        let of_rows = with_numbers(rows, |rows| {
            with_numbers(bias, |bias| {
                with_numbers(pull, |pull| {
                    let mut out = vec![0.0; rows.len()];
                    let tasks = width * rows_of_chunk(width);
                    let parts = out
                        .par_chunks_mut(tasks)
                        .zip(rows.par_chunks(tasks))
                        .zip(pull.par_chunks(tasks));
                    parts.for_each(|((out, rows), pull)| {
                        let rows = rows.chunks_exact(width).zip(pull.chunks_exact(width));
                        for (out, (row, pull)) in out.chunks_exact_mut(width).zip(rows) {
                            vectors.dispatch(|| {
                                for (((out, value), pull), bias) in
                                    out.iter_mut().zip(row).zip(pull).zip(bias)
                                {
                                    *out = pull * slope_of_gelu(value + bias);
                                }
                            });
                        }
                    });
                    out
                })
            })
        })???;
        let of_bias = sum_of_rows(&of_rows, width);
        Ok((Some(like(of_rows, rows)?), Some(like(of_bias, bias)?)))
    }
}

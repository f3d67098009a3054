//! Weights of attention.

use super::{are_ours, dot, exp, like, numbers, rows_of_chunk, sum, with_numbers};
use candle_core::{CpuStorage, CustomOp1, D, Layout, Result, Shape, Tensor};
use pulp::Arch;
use rayon::prelude::*;

/// `softmax(scale · scores)` over the last dimension.
pub(in crate::denoiser) fn softmax(scores: &Tensor, scale: f32) -> Result<Tensor> {
    if are_ours(scores) {
        scores.apply_op1(Softmax { scale })
    } else {
        candle_nn::ops::softmax_last_dim(&(scores * f64::from(scale))?)
    }
}

struct Softmax {
    scale: f32,
}

impl CustomOp1 for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn cpu_fwd(&self, scores: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let scores = numbers(scores, layout)?;
        let width = layout.shape().dims().last().copied().unwrap_or(1);
        let vectors = Arch::new();
        let mut out = vec![0.0; scores.len()];
        let tasks = width * rows_of_chunk(width);
        out.par_chunks_mut(tasks).zip(scores.par_chunks(tasks)).for_each(|(out, scores)| {
            vectors.dispatch(|| {
                for (out, row) in out.chunks_exact_mut(width).zip(scores.chunks_exact(width)) {
                    let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                    for (out, score) in out.iter_mut().zip(row) {
                        *out = exp((score - highest) * self.scale);
                    }
                    let share = 1.0 / sum(out);
                    out.iter_mut().for_each(|out| *out *= share);
                }
            });
        });
        Ok((CpuStorage::F32(out), layout.shape().clone()))
    }

    fn bwd(&self, scores: &Tensor, weights: &Tensor, pull: &Tensor) -> Result<Option<Tensor>> {
        let width = scores.dim(D::Minus1)?;
        let of_scores = with_numbers(weights, |weights| {
            with_numbers(pull, |pull| {
                let mut out = vec![0.0; weights.len()];
                let tasks = width * rows_of_chunk(width);
                let given = weights.par_chunks(tasks).zip(pull.par_chunks(tasks));
                out.par_chunks_mut(tasks).zip(given).for_each(|(out, (weights, pull))| {
                    let rows = weights.chunks_exact(width).zip(pull.chunks_exact(width));
                    for (out, (weights, pull)) in out.chunks_exact_mut(width).zip(rows) {
                        let mean = dot(weights, pull);
                        for ((out, weight), pull) in out.iter_mut().zip(weights).zip(pull) {
                            *out = weight * (pull - mean) * self.scale;
                        }
                    }
                });
                out
            })
        })??;
        Ok(Some(like(of_scores, scores)?))
    }
}

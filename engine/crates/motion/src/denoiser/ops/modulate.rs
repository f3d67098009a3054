//! Layer norm whose scale and shift come from the conditions (adaptive layer norm, Peebles & Xie 2023).

use super::{are_ours, dot, like, numbers, sum, with_numbers};
use candle_core::{CpuStorage, CustomOp3, D, Layout, Result, Shape, Tensor};
use candle_nn::ops::layer_norm;
use pulp::Arch;
use rayon::prelude::*;

/// Keeps the division away from zero.
const EPSILON: f32 = 1e-6;

/// `norm(x) · (1 + scale) + shift`: x [b, t, c], shift and scale [b, c]; the norm is over c.
pub(in crate::denoiser) fn modulated(x: &Tensor, shift: &Tensor, scale: &Tensor) -> Result<Tensor> {
    if are_ours(x) {
        return x.apply_op3(shift, scale, Modulate);
    }
    let one = Tensor::ones(x.dim(D::Minus1)?, x.dtype(), x.device())?;
    let normal = layer_norm(&x.contiguous()?, &one, &one.zeros_like()?, EPSILON)?;
    normal.broadcast_mul(&(scale.unsqueeze(1)? + 1.0)?)?.broadcast_add(&shift.unsqueeze(1)?)
}

/// Mean, and one over the deviation.
#[inline(always)]
fn moments(row: &[f32]) -> (f32, f32) {
    let count = row.len() as f32;
    let mean = sum(row) / count;
    let variance = (dot(row, row) / count - mean * mean).max(0.0);
    (mean, 1.0 / (variance + EPSILON).sqrt())
}

struct Modulate;

impl CustomOp3 for Modulate {
    fn name(&self) -> &'static str {
        "modulate"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        shift: &CpuStorage,
        shift_layout: &Layout,
        scale: &CpuStorage,
        scale_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let x = numbers(x, x_layout)?;
        let (shift, scale) = (numbers(shift, shift_layout)?, numbers(scale, scale_layout)?);
        let (_, rows, width) = x_layout.shape().dims3()?;
        let mut out = vec![0.0; x.len()];
        let of_item = rows * width;
        let vectors = Arch::new();
        let items = out.par_chunks_mut(of_item).zip(x.par_chunks(of_item));
        let conditions = shift.par_chunks(width).zip(scale.par_chunks(width));
        items.zip(conditions).for_each(|((out, x), (shift, scale))| {
            vectors.dispatch(|| {
                for (out, x) in out.chunks_exact_mut(width).zip(x.chunks_exact(width)) {
                    let (mean, sharpness) = moments(x);
                    for (((out, x), scale), shift) in out.iter_mut().zip(x).zip(scale).zip(shift) {
                        *out = (x - mean) * sharpness * (1.0 + scale) + shift;
                    }
                }
            });
        });
        Ok((CpuStorage::F32(out), x_layout.shape().clone()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        shift: &Tensor,
        scale: &Tensor,
        _: &Tensor,
        pull: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (_, rows, width) = x.dims3()?;
        let of_item = rows * width;
        let mut of_x = vec![0.0; x.elem_count()];
        let (mut of_shift, mut of_scale) =
            (vec![0.0; shift.elem_count()], vec![0.0; scale.elem_count()]);
        with_numbers(x, |x| {
            with_numbers(scale, |scale| {
                with_numbers(pull, |pull| {
                    let out = of_x.par_chunks_mut(of_item);
                    let of_conditions =
                        of_shift.par_chunks_mut(width).zip(of_scale.par_chunks_mut(width));
                    let given = x.par_chunks(of_item).zip(pull.par_chunks(of_item));
                    out.zip(of_conditions).zip(given.zip(scale.par_chunks(width))).for_each(
                        |((of_x, (of_shift, of_scale)), ((x, pull), scale))| {
                            let rows = x.chunks_exact(width).zip(pull.chunks_exact(width));
                            for (of_x, (x, pull)) in of_x.chunks_exact_mut(width).zip(rows) {
                                pull_row(x, pull, scale, of_x, of_shift, of_scale);
                            }
                        },
                    );
                })
            })
        })???;
        Ok((Some(like(of_x, x)?), Some(like(of_shift, shift)?), Some(like(of_scale, scale)?)))
    }
}

/// The way back through one row; adds to the gradients of shift and scale.
fn pull_row(
    x: &[f32],
    pull: &[f32],
    scale: &[f32],
    of_x: &mut [f32],
    of_shift: &mut [f32],
    of_scale: &mut [f32],
) {
    let (mean, sharpness) = moments(x);
    let (mut along_one, mut along_normal) = (0.0, 0.0);
    for n in 0..x.len() {
        let normal = (x[n] - mean) * sharpness;
        of_shift[n] += pull[n];
        of_scale[n] += pull[n] * normal;
        of_x[n] = pull[n] * (1.0 + scale[n]);
        along_one += of_x[n];
        along_normal += of_x[n] * normal;
    }
    let count = x.len() as f32;
    let (along_one, along_normal) = (along_one / count, along_normal / count);
    for (of_x, x) in of_x.iter_mut().zip(x) {
        *of_x = sharpness * (*of_x - along_one - (x - mean) * sharpness * along_normal);
    }
}

//! A residual branch let through by a gate.

use super::{are_ours, like, numbers, with_numbers};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use rayon::prelude::*;

/// `x + gate · y`: x and y [b, t, c], gate [b, c].
pub(in crate::denoiser) fn gated(x: &Tensor, gate: &Tensor, y: &Tensor) -> Result<Tensor> {
    if are_ours(x) {
        x.apply_op3(gate, y, Gate)
    } else {
        x + y.broadcast_mul(&gate.unsqueeze(1)?)?
    }
}

struct Gate;

impl CustomOp3 for Gate {
    fn name(&self) -> &'static str {
        "gate"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        x_layout: &Layout,
        gate: &CpuStorage,
        gate_layout: &Layout,
        y: &CpuStorage,
        y_layout: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (x, y) = (numbers(x, x_layout)?, numbers(y, y_layout)?);
        let gate = numbers(gate, gate_layout)?;
        let (_, rows, width) = x_layout.shape().dims3()?;
        let mut out = vec![0.0; x.len()];
        let of_item = rows * width;
        let items =
            out.par_chunks_mut(of_item).zip(x.par_chunks(of_item)).zip(y.par_chunks(of_item));
        items.zip(gate.par_chunks(width)).for_each(|(((out, x), y), gate)| {
            let rows = x.chunks_exact(width).zip(y.chunks_exact(width));
            for (out, (x, y)) in out.chunks_exact_mut(width).zip(rows) {
                for (((out, x), y), gate) in out.iter_mut().zip(x).zip(y).zip(gate) {
                    *out = x + gate * y;
                }
            }
        });
        Ok((CpuStorage::F32(out), x_layout.shape().clone()))
    }

    fn bwd(
        &self,
        _: &Tensor,
        gate: &Tensor,
        y: &Tensor,
        _: &Tensor,
        pull: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (_, rows, width) = y.dims3()?;
        let of_item = rows * width;
        let (mut of_gate, mut of_y) = (vec![0.0; gate.elem_count()], vec![0.0; y.elem_count()]);
        with_numbers(gate, |gate| {
            with_numbers(y, |y| {
                with_numbers(pull, |pull| {
                    let out = of_y.par_chunks_mut(of_item).zip(of_gate.par_chunks_mut(width));
                    let given = y.par_chunks(of_item).zip(pull.par_chunks(of_item));
                    out.zip(given).zip(gate.par_chunks(width)).for_each(
                        |(((of_y, of_gate), (y, pull)), gate)| {
                            let rows = y.chunks_exact(width).zip(pull.chunks_exact(width));
                            for (of_y, (y, pull)) in of_y.chunks_exact_mut(width).zip(rows) {
                                for n in 0..width {
                                    of_gate[n] += pull[n] * y[n];
                                    of_y[n] = pull[n] * gate[n];
                                }
                            }
                        },
                    );
                })
            })
        })???;
        Ok((Some(pull.clone()), Some(like(of_gate, gate)?), Some(like(of_y, y)?)))
    }
}

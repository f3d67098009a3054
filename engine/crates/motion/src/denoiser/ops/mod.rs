//! Steps of a transformer that candle does in several passes over memory, each in one pass with its
//! own way back. On graphics cards, and in half precision, candle's operations take their place.
//!
//! Candle's own fused layer norm and softmax give no gradients, and its GELU takes longer than the
//! matrix product before it; with these a step of training takes a third of the time.

mod bias;
mod gate;
mod gelu;
mod modulate;
mod softmax;

pub(super) use bias::biased;
pub(super) use gate::gated;
pub(super) use gelu::biased_gelu;
pub(super) use modulate::modulated;
pub(super) use softmax::softmax;

use candle_core::{CpuStorage, DType, Layout, Result, Storage, Tensor, bail};

/// Numbers that one task works on: large enough to outweigh handing it to another core.
const CHUNK: usize = 1 << 14;

/// Whether the operations here work on a tensor.
fn are_ours(tensor: &Tensor) -> bool {
    tensor.device().is_cpu() && tensor.dtype() == DType::F32
}

/// The numbers of a contiguous f32 tensor, inside an operation.
fn numbers<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    match (storage, layout.contiguous_offsets()) {
        (CpuStorage::F32(all), Some((start, end))) => Ok(&all[start..end]),
        _ => bail!("the operation needs contiguous f32 numbers"),
    }
}

/// Reads the numbers of a tensor on the processor without copying them.
fn with_numbers<R>(tensor: &Tensor, read: impl FnOnce(&[f32]) -> R) -> Result<R> {
    let tensor = tensor.contiguous()?;
    let (storage, layout) = tensor.storage_and_layout();
    match &*storage {
        Storage::Cpu(storage) => Ok(read(numbers(storage, layout)?)),
        _ => bail!("the operation needs its numbers on the processor"),
    }
}

/// A tensor of the same shape and place.
fn like(numbers: Vec<f32>, of: &Tensor) -> Result<Tensor> {
    Tensor::from_vec(numbers, of.shape(), of.device())
}

/// Rows of `width` numbers that make about one chunk.
fn rows_of_chunk(width: usize) -> usize {
    CHUNK.div_ceil(width).max(1)
}

/// The sum over sixteen lanes, which a compiler turns into vector instructions.
#[inline(always)]
fn sum(row: &[f32]) -> f32 {
    lanes(row, |lane, &value| *lane += value)
}

/// The sum of products, over sixteen lanes.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (a_chunks, b_chunks) = (a.chunks_exact(16), b.chunks_exact(16));
    let rest: f32 = a_chunks.remainder().iter().zip(b_chunks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_chunks.zip(b_chunks) {
        for n in 0..16 {
            lanes[n] += a[n] * b[n];
        }
    }
    lanes.iter().sum::<f32>() + rest
}

#[inline(always)]
fn lanes(row: &[f32], add: impl Fn(&mut f32, &f32)) -> f32 {
    let mut lanes = [0.0f32; 16];
    let chunks = row.chunks_exact(16);
    let mut rest = 0.0;
    chunks.remainder().iter().for_each(|value| add(&mut rest, value));
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| add(lane, value));
    }
    lanes.iter().sum::<f32>() + rest
}

/// e to a power, to 2e-7 of its value: the exponent by shifting bits, the rest by a polynomial
/// (Moshier's Cephes library, `expf`). Without branches, so that sixteen go at once.
#[inline(always)]
fn exp(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0; // 1.5 · 2²³: adding it drops the fraction
    let x = x.clamp(-87.3, 88.0);
    let power = (x * std::f32::consts::LOG2_E + ROUND) - ROUND;
    let rest = x - power * 0.693_359_375 + power * 2.121_944_4e-4;
    let series =
        [1.987_569_15e-4, 1.398_199_95e-3, 8.333_451_9e-3, 4.166_579_6e-2, 1.666_666_55e-1, 0.5]
            .into_iter()
            .fold(0.0, |sum, coefficient| sum * rest + coefficient);
    (series * rest * rest + rest + 1.0) * f32::from_bits(((power as i32 + 127) << 23) as u32)
}

#[cfg(test)]
mod tests;

//! Prints how long twenty steps of one window take, seconds, as JSON: with one branch and with three.
//! `engine/crates/train/twin/denoiser.py race` runs it beside PyTorch.
#![allow(clippy::print_stdout, reason = "it is read by another program")]

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::VarBuilder;
use risorius_face::CHANNEL_COUNT;
use risorius_motion::network::{BEAT_SLOTS, Denoiser, FRAME_FEATURES, TOKEN_FEATURES, WINDOW};
use std::time::Instant;

const WEIGHTS: &[u8] = include_bytes!("../../../../assets/motion/denoiser.safetensors");

fn main() -> Result<()> {
    let weights = VarBuilder::from_slice_safetensors(WEIGHTS, DType::F32, &Device::Cpu)?;
    let net = Denoiser::new(&weights)?;
    let best = |branches| -> Result<f64> {
        let runs = (0..3).map(|_| window_secs(&net, branches)).collect::<Result<Vec<f64>>>()?;
        Ok(runs.into_iter().fold(f64::INFINITY, f64::min))
    };
    println!("{{\"1\": {}, \"3\": {}}}", best(1)?, best(3)?);
    Ok(())
}

fn window_secs(net: &Denoiser, branches: usize) -> Result<f64> {
    let some = |rows, columns| Tensor::full(0.1f32, (branches, rows, columns), &Device::Cpu);
    let (frames, beats) = (some(WINDOW, FRAME_FEATURES)?, some(BEAT_SLOTS, TOKEN_FEATURES)?);
    let mut noisy = vec![0.1f32; branches * WINDOW * CHANNEL_COUNT];
    let start = Instant::now();
    for step in 0..20 {
        let x = Tensor::from_slice(&noisy, (branches, WINDOW, CHANNEL_COUNT), &Device::Cpu)?;
        let level = Tensor::full(1.0 - step as f32 / 20.0, branches, &Device::Cpu)?;
        let clean = net.clean(&x, &frames, &beats, &level)?.flatten_all()?.to_vec1::<f32>()?;
        noisy.iter_mut().zip(clean).for_each(|(x, clean)| *x = 0.9 * *x + 0.1 * clean);
    }
    Ok(start.elapsed().as_secs_f64())
}

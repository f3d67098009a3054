//! How far a cleaned performance is from the clean one.

use crate::lesson::Batch;
use candle_core::{Device, Result, Tensor};
use risorius_motion::network::{Denoiser, Level};

/// How much the motion from frame to frame counts beside where it is: what people see first is
/// trembling (Tevet et al. 2023 weigh velocities too).
const VELOCITY: f64 = 1.0;

/// The signal-to-noise ratio past which a level counts no more: cleaning what is almost clean would
/// otherwise be all that is learnt (min-SNR weighting, Hang et al. 2023).
const HIGHEST_RATIO: f32 = 8.0;

/// The loss of a batch: a scalar with a way back, and beside it each lesson's plain squared error.
pub(crate) fn loss(net: &Denoiser, batch: &Batch) -> Result<(Tensor, Tensor)> {
    let cleaned = net.clean(&batch.noisy, &batch.frames, &batch.beats, &batch.level)?;
    let error = (&cleaned - &batch.clean)?;
    let frames = error.dim(1)?;
    let velocity = (error.narrow(1, 1, frames - 1)? - error.narrow(1, 0, frames - 1)?)?;
    let plain = error.sqr()?.mean((1, 2))?;
    let whole = (&plain + (velocity.sqr()?.mean((1, 2))? * VELOCITY)?)?;
    let weights: Vec<f32> = batch.levels.iter().map(|&level| weight(level)).collect();
    let weights = Tensor::from_vec(weights, batch.levels.len(), &Device::Cpu)?;
    Ok(((whole * weights)?.mean_all()?, plain.detach()))
}

fn weight(level: Level) -> f32 {
    let ratio = (level.signal() / level.noise().max(1e-3)).powi(2);
    (1.0 + ratio.min(HIGHEST_RATIO)) / 3.0
}

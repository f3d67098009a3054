//! The denoiser: from a noisy performance of one window to a clean one.
//!
//! A diffusion transformer (Peebles & Xie 2023) over tokens of [`PATCH`] frames. The level of noise
//! steers every block through adaptive layer norms; what is asked of each frame (cues, what is known
//! already, visemes) is given beside the noisy frame itself, so that timing is exact; the beats are
//! tokens that every frame may look at. It predicts the clean motion rather than the noise, as motion
//! diffusion does well with (Tevet et al. 2023), since rest is then a plain zero.

mod attention;
mod linear;
mod ops;
mod part;

use attention::{Block, Conditioned};
use candle_core::{DType, Result, Tensor};
use candle_nn::{Init, VarBuilder};
use linear::Linear;
use ops::modulated;
pub(crate) use part::Part;
use risorius_face::CHANNEL_COUNT;

use crate::conditions::{BEAT_SLOTS, FRAME_FEATURES, TOKEN_FEATURES};

/// Frames of a window: 5.12 s at 25 frames a second.
pub const WINDOW: usize = 128;

/// Frames of one token.
const PATCH: usize = 2;

/// Tokens of a window.
const TOKENS: usize = WINDOW / PATCH;

/// Numbers that stand for one token inside.
const WIDTH: usize = 192;

const BLOCKS: usize = 5;

/// The network. Weights named in a safetensors file; see `assets/motion/MODEL_CARD.md`.
#[derive(Debug)]
pub struct Denoiser {
    embed: Linear,
    place: Tensor,
    level_in: Linear,
    level_out: Linear,
    beat: Linear,
    slots: Tensor,
    blocks: Vec<Block>,
    last_scale: Linear,
    out: Linear,
}

impl Denoiser {
    /// The network with the weights of `weights`, or with fresh ones where it makes them.
    ///
    /// # Errors
    /// A weight is missing or of another shape.
    pub fn new(weights: &VarBuilder<'_>) -> Result<Self> {
        let learned = |name, shape| {
            weights.get_with_hints(shape, name, Init::Randn { mean: 0.0, stdev: 0.02 })
        };
        let of_token = PATCH * (CHANNEL_COUNT + FRAME_FEATURES);
        let block = |n| Block::new(WIDTH, &weights.pp(format!("blocks.{n}")));
        Ok(Self {
            embed: Linear::new(of_token, WIDTH, &weights.pp("embed"))?,
            place: learned("place", (1, TOKENS, WIDTH))?,
            level_in: Linear::new(WIDTH, WIDTH, &weights.pp("level_in"))?,
            level_out: Linear::new(WIDTH, WIDTH, &weights.pp("level_out"))?,
            beat: Linear::new(TOKEN_FEATURES, WIDTH, &weights.pp("beat"))?,
            slots: learned("slots", (1, BEAT_SLOTS, WIDTH))?,
            blocks: (0..BLOCKS).map(block).collect::<Result<_>>()?,
            last_scale: Linear::still(WIDTH, 2 * WIDTH, &weights.pp("last_scale"))?,
            out: Linear::still(WIDTH, PATCH * CHANNEL_COUNT, &weights.pp("out"))?,
        })
    }

    /// The clean motion [b, [`WINDOW`], [`CHANNEL_COUNT`]] that is under a noisy one of the same
    /// shape, both in units of `Scale`, single precision whatever that of the weights; `frames` [b, WINDOW, FRAME_FEATURES] and `beats`
    /// [b, BEAT_SLOTS, TOKEN_FEATURES] are the conditions, `level` [b] the noise level in 0..1.
    ///
    /// # Errors
    /// A tensor has another shape or lies on another device.
    pub fn clean(
        &self,
        noisy: &Tensor,
        frames: &Tensor,
        beats: &Tensor,
        level: &Tensor,
    ) -> Result<Tensor> {
        self.clean_part(noisy, frames, beats, level, &Part::whole())
    }

    /// The frames of a part of [`Self::clean`], whose arguments it takes.
    ///
    /// # Errors
    /// Those of [`Self::clean`]; another part has failed.
    pub(crate) fn clean_part(
        &self,
        noisy: &Tensor,
        frames: &Tensor,
        beats: &Tensor,
        level: &Tensor,
        part: &Part,
    ) -> Result<Tensor> {
        let (batch, precision) = (noisy.dim(0)?, self.place.dtype());
        let place = part.of_tokens(&self.place)?;
        let frames = Tensor::cat(&[part.of_frames(noisy)?, part.of_frames(frames)?], 2)?;
        let frames = frames.to_dtype(precision)?;
        let tokens = frames.reshape((batch, place.dim(1)?, ()))?;
        let mut tokens = self.embed.forward(&tokens)?.broadcast_add(&place)?;
        let conditioned = Conditioned {
            level: self.level(level)?,
            beats: self.beat.forward(&beats.to_dtype(precision)?)?.broadcast_add(&self.slots)?,
        };
        for block in &self.blocks {
            tokens = block.forward(&tokens, &conditioned, part)?;
        }
        let scale = self.last_scale.forward(&conditioned.level)?;
        let (shift, scale) = (scale.narrow(1, 0, WIDTH)?, scale.narrow(1, WIDTH, WIDTH)?);
        let tokens = modulated(&tokens, &shift.contiguous()?, &scale.contiguous()?)?;
        self.out.forward(&tokens)?.reshape((batch, (), CHANNEL_COUNT))?.to_dtype(DType::F32)
    }

    /// The noise level as sines and cosines (Vaswani et al. 2017), learned on from there: [b, width].
    fn level(&self, level: &Tensor) -> Result<Tensor> {
        let half = WIDTH / 2;
        let rate = |n: usize| 1000.0 * (-(10_000f32.ln()) * n as f32 / half as f32).exp();
        let rates: Vec<f32> = (0..half).map(rate).collect();
        let rates = Tensor::from_vec(rates, (1, half), level.device())?;
        let phases = level.unsqueeze(1)?.broadcast_mul(&rates)?;
        let waves =
            Tensor::cat(&[phases.cos()?, phases.sin()?], 1)?.to_dtype(self.place.dtype())?;
        self.level_out.forward(&self.level_in.forward(&waves)?.silu()?)?.silu()
    }
}

#[cfg(test)]
mod tests;

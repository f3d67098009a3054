//! One block of the transformer: frames look at each other, then at the beats, then each thinks alone.

use super::linear::Linear;
use super::ops::{gated, modulated, softmax};
use super::part::{Part, Seen};
use candle_core::{Result, Tensor};
use candle_nn::VarBuilder;

const HEADS: usize = 4;

/// What steers all blocks alike.
pub(super) struct Conditioned {
    /// The noise level, [b, c].
    pub(super) level: Tensor,
    /// The beats, [b, slots, c].
    pub(super) beats: Tensor,
}

/// Shift, scale and gate of one branch, each [b, c].
struct Steering {
    shift: Tensor,
    scale: Tensor,
    gate: Tensor,
}

#[derive(Debug)]
pub(super) struct Block {
    steering: Linear,
    among_frames: Attention,
    to_beats: Attention,
    widen: Linear,
    narrow: Linear,
}

impl Block {
    pub(super) fn new(width: usize, weights: &VarBuilder<'_>) -> Result<Self> {
        Ok(Self {
            steering: Linear::still(width, 9 * width, &weights.pp("steering"))?,
            among_frames: Attention::new(width, &weights.pp("among_frames"))?,
            to_beats: Attention::new(width, &weights.pp("to_beats"))?,
            widen: Linear::new(width, 4 * width, &weights.pp("widen"))?,
            narrow: Linear::new(4 * width, width, &weights.pp("narrow"))?,
        })
    }

    /// Tokens [b, t, c] → the same; `part` says which of the window's they are.
    pub(super) fn forward(
        &self,
        x: &Tensor,
        conditioned: &Conditioned,
        part: &Part,
    ) -> Result<Tensor> {
        let steering = self.steering.forward(&conditioned.level)?;
        let [frames, beats, alone] = [0, 1, 2].map(|n| Steering::nth(&steering, n));
        let (frames, beats, alone) = (frames?, beats?, alone?);
        let own = modulated(x, &frames.shift, &frames.scale)?;
        let seen = part.gather(self.among_frames.seen(&own)?)?;
        let x = gated(x, &frames.gate, &self.among_frames.forward(&own, &seen)?)?;
        let own = modulated(&x, &beats.shift, &beats.scale)?;
        let seen = self.to_beats.seen(&conditioned.beats)?;
        let x = gated(&x, &beats.gate, &self.to_beats.forward(&own, &seen)?)?;
        let own = modulated(&x, &alone.shift, &alone.scale)?;
        gated(&x, &alone.gate, &self.narrow.forward(&self.widen.forward_gelu(&own)?)?)
    }
}

impl Steering {
    /// The nth of three, out of [b, 9c].
    fn nth(all: &Tensor, n: usize) -> Result<Self> {
        let width = all.dim(1)? / 9;
        let part = |k: usize| all.narrow(1, (3 * n + k) * width, width)?.contiguous();
        Ok(Self { shift: part(0)?, scale: part(1)?, gate: part(2)? })
    }
}

#[derive(Debug)]
struct Attention {
    query: Linear,
    key: Linear,
    value: Linear,
    out: Linear,
}

impl Attention {
    fn new(width: usize, weights: &VarBuilder<'_>) -> Result<Self> {
        let linear = |name| Linear::new(width, width, &weights.pp(name));
        Ok(Self {
            query: linear("query")?,
            key: linear("key")?,
            value: linear("value")?,
            out: linear("out")?,
        })
    }

    /// What there is to see in `x` [b, s, c].
    fn seen(&self, x: &Tensor) -> Result<Seen> {
        Ok((self.key.forward(x)?, self.value.forward(x)?))
    }

    /// What each of `x` [b, t, c] gathers from what is seen, [b, s, c]: [b, t, c].
    fn forward(&self, x: &Tensor, (key, value): &Seen) -> Result<Tensor> {
        let (batch, count, width) = x.dims3()?;
        let query = in_heads(&self.query.forward(x)?)?;
        let (key, value) = (in_heads(key)?, in_heads(value)?);
        let scale = ((width / HEADS) as f32).sqrt().recip();
        let weights = softmax(&query.matmul(&key.t()?)?, scale)?;
        let gathered = weights.matmul(&value)?.reshape((batch, HEADS, count, ()))?;
        self.out.forward(&gathered.transpose(1, 2)?.contiguous()?.reshape((batch, count, width))?)
    }
}

/// [b, t, c] → [b · heads, t, c / heads].
fn in_heads(x: &Tensor) -> Result<Tensor> {
    let (batch, count, width) = x.dims3()?;
    let parted = x.reshape((batch, count, HEADS, width / HEADS))?.transpose(1, 2)?;
    parted.contiguous()?.reshape((batch * HEADS, count, width / HEADS))
}

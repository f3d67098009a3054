//! Blocks that both networks are built of; names and shapes are those of `train/layers.py`.

use candle_core::{Result, Tensor};
use candle_nn::{Conv2d, Conv2dConfig, Module, VarBuilder, conv2d};

/// A convolution, into which its batch norm has been folded, keeping height and width (over `stride`).
pub(super) fn conv(
    inputs: usize,
    outputs: usize,
    kernel: usize,
    stride: usize,
    weights: VarBuilder<'_>,
) -> Result<Conv2d> {
    let config = Conv2dConfig { stride, padding: kernel / 2, ..Default::default() };
    conv2d(inputs, outputs, kernel, config, weights)
}

/// A convolution that stands under `conv` in its unit of the training program.
fn unit(
    inputs: usize,
    outputs: usize,
    kernel: usize,
    stride: usize,
    weights: &VarBuilder<'_>,
) -> Result<Conv2d> {
    conv(inputs, outputs, kernel, stride, weights.pp("conv"))
}

/// A 3×3 convolution and a ReLU.
pub(super) struct Refine(Conv2d);

impl Refine {
    pub(super) fn load(
        inputs: usize,
        outputs: usize,
        stride: usize,
        weights: &VarBuilder<'_>,
    ) -> Result<Self> {
        Ok(Self(unit(inputs, outputs, 3, stride, weights)?))
    }
}

impl Module for Refine {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        self.0.forward(x)?.relu()
    }
}

/// Quarters the resolution of a picture.
pub(super) struct Stem([Refine; 2]);

impl Stem {
    /// The result has 32 channels.
    pub(super) fn load(weights: &VarBuilder<'_>) -> Result<Self> {
        Ok(Self([
            Refine::load(3, 16, 2, &weights.pp("0"))?,
            Refine::load(16, 32, 2, &weights.pp("2"))?,
        ]))
    }
}

impl Module for Stem {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        self.0[1].forward(&self.0[0].forward(x)?)
    }
}

/// Two 3×3 convolutions beside a shortcut.
pub(super) struct Residual {
    first: Refine,
    second: Conv2d,
}

impl Residual {
    pub(super) fn load(channels: usize, weights: &VarBuilder<'_>) -> Result<Self> {
        Ok(Self {
            first: Refine::load(channels, channels, 1, &weights.pp("first"))?,
            second: unit(channels, channels, 3, 1, &weights.pp("second"))?,
        })
    }
}

impl Module for Residual {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        (x + self.second.forward(&self.first.forward(x)?)?)?.relu()
    }
}

/// Halves the resolution, then refines with residual blocks.
pub(super) struct Stage {
    down: Refine,
    blocks: Vec<Residual>,
}

impl Stage {
    pub(super) fn load(
        inputs: usize,
        outputs: usize,
        depth: usize,
        weights: &VarBuilder<'_>,
    ) -> Result<Self> {
        let block = |number: usize| Residual::load(outputs, &weights.pp("blocks").pp(number));
        Ok(Self {
            down: Refine::load(inputs, outputs, 2, &weights.pp("down"))?,
            blocks: (0..depth).map(block).collect::<Result<_>>()?,
        })
    }
}

impl Module for Stage {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        self.blocks.iter().try_fold(self.down.forward(x)?, |x, block| block.forward(&x))
    }
}

/// Adds what deeper features know to finer ones.
pub(super) struct Merge {
    deep: Conv2d,
    fine: Conv2d,
}

impl Merge {
    pub(super) fn load(
        deep: usize,
        fine: usize,
        outputs: usize,
        weights: &VarBuilder<'_>,
    ) -> Result<Self> {
        Ok(Self {
            deep: unit(deep, outputs, 1, 1, &weights.pp("deep"))?,
            fine: unit(fine, outputs, 1, 1, &weights.pp("fine"))?,
        })
    }

    pub(super) fn forward(&self, deep: &Tensor, fine: &Tensor) -> Result<Tensor> {
        let (_, _, height, width) = fine.dims4()?;
        let deep = self.deep.forward(deep)?.upsample_nearest2d(height, width)?;
        (deep + self.fine.forward(fine)?)?.relu()
    }
}

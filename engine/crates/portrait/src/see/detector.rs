//! The network that finds faces in a picture: `Detector` of `train/detector.py`.

use super::bounds::Bounds;
use super::landmark_net::logistic;
use super::layers::{Merge, Refine, Stage, Stem, conv};
use candle_core::{Device, Result, Tensor};
use candle_nn::{Conv2d, Module, VarBuilder};
use glam::Vec2;

/// The network answers for each cell of so many pixels.
const CELL_PX: usize = 8;
/// Width and height of what it looks at are multiples of this.
pub(super) const SIZE_MULTIPLE_PX: usize = 32;
/// Sizes come as the log of their ratio to this.
const SIZE_PX: f32 = 32.0;
/// Logit of a face; shift of the centre (2), log of the size (2), five points (10).
const OUTPUTS: usize = 15;

/// What could be a face, in pixels of the picture that the network looked at; (0, 0) is its top-left *corner*.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// 0..1.
    pub(super) confidence: f32,
    /// Around all landmarks.
    pub(super) bounds: Bounds,
    /// Left eye, right eye, tip of the nose, left and right corner of the mouth.
    pub(super) five: [Vec2; 5],
}

/// The network with its weights.
pub(super) struct Detector {
    stem: Stem,
    stage8: Stage,
    stage16: Stage,
    stage32: Stage,
    merge16: Merge,
    merge8: Merge,
    refine8: Refine,
    last8: Refine,
    answer: Conv2d,
}

/// The numbers of all cells.
pub(super) struct CellAnswers {
    /// Cells a row.
    width: usize,
    /// One of [`OUTPUTS`] planes after the other, row by row.
    pub(super) values: Vec<f32>,
}

impl Detector {
    #[expect(
        clippy::needless_pass_by_value,
        reason = "builders of weights are handed over, as candle does"
    )]
    pub(super) fn load(weights: VarBuilder<'_>) -> Result<Self> {
        Ok(Self {
            stem: Stem::load(&weights.pp("stem"))?,
            stage8: Stage::load(32, 48, 1, &weights.pp("stage8"))?,
            stage16: Stage::load(48, 96, 2, &weights.pp("stage16"))?,
            stage32: Stage::load(96, 160, 2, &weights.pp("stage32"))?,
            merge16: Merge::load(160, 96, 64, &weights.pp("merge16"))?,
            merge8: Merge::load(64, 48, 48, &weights.pp("merge8"))?,
            refine8: Refine::load(48, 64, 1, &weights.pp("refine8"))?,
            last8: Refine::load(64, 64, 1, &weights.pp("last8"))?,
            answer: conv(64, OUTPUTS, 1, 1, weights.pp("answer"))?,
        })
    }

    /// Looks at a picture of 3 planes of `height` rows of `width` numbers in −1..1, both multiples of
    /// [`SIZE_MULTIPLE_PX`].
    pub(super) fn look_at(
        &self,
        planes: Vec<f32>,
        width: usize,
        height: usize,
    ) -> Result<CellAnswers> {
        let picture = Tensor::from_vec(planes, (1, 3, height, width), &Device::Cpu)?;
        let at8 = self.stage8.forward(&self.stem.forward(&picture)?)?;
        let at16 = self.stage16.forward(&at8)?;
        let merged = self.merge16.forward(&self.stage32.forward(&at16)?, &at16)?;
        let merged = self.merge8.forward(&merged, &at8)?;
        let answer = self.answer.forward(&self.last8.forward(&self.refine8.forward(&merged)?)?)?;
        Ok(CellAnswers { width: width / CELL_PX, values: answer.flatten_all()?.to_vec1()? })
    }
}

impl CellAnswers {
    /// Cells that are surer than `threshold` and than the eight around them; in the order of the picture.
    pub(super) fn candidates(&self, threshold: f32) -> Vec<Candidate> {
        let height = self.values.len() / OUTPUTS / self.width;
        let cells = (0..height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let is_peak = |&(x, y): &(usize, usize)| {
            let here = self.value(0, x, y);
            let rows = y.saturating_sub(1)..(y + 2).min(height);
            let columns = x.saturating_sub(1)..(x + 2).min(self.width);
            logistic(here) > threshold
                && rows
                    .flat_map(|y| columns.clone().map(move |x| (x, y)))
                    .all(|(x, y)| self.value(0, x, y) <= here)
        };
        cells.filter(is_peak).map(|(x, y)| self.candidate(x, y)).collect()
    }

    fn value(&self, plane: usize, x: usize, y: usize) -> f32 {
        let height = self.values.len() / OUTPUTS / self.width;
        self.values[(plane * height + y) * self.width + x]
    }

    fn candidate(&self, x: usize, y: usize) -> Candidate {
        let pair = |plane: usize| Vec2::new(self.value(plane, x, y), self.value(plane + 1, x, y));
        let centre = (Vec2::new(x as f32, y as f32) + 0.5 + pair(1)) * CELL_PX as f32;
        let size = pair(3).clamp(Vec2::splat(-4.0), Vec2::splat(4.0)).exp() * SIZE_PX;
        let mean_size = (size.x * size.y).sqrt();
        Candidate {
            confidence: logistic(self.value(0, x, y)),
            bounds: Bounds { low: centre - size / 2.0, high: centre + size / 2.0 },
            five: std::array::from_fn(|point| centre + mean_size * pair(5 + 2 * point)),
        }
    }
}

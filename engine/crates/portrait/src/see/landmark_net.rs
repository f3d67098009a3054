//! The network that sees points in a crop: `LandmarkNet` of `train/landmarks.py`.

use super::frame::CROP_PX;
use super::layers::{Merge, Refine, Residual, Stage, Stem, conv};
use candle_core::{Device, Result, Tensor};
use candle_nn::{Conv2d, Linear, Module, VarBuilder, linear};
use glam::Vec2;

/// Cells a side of a heat map.
const HEAT_CELLS: usize = 32;
/// The first and the last cell stand for what is this far outside of the crop, in its sides.
const OUTSIDE: f32 = 0.1;
/// Width of the summary that the whole crop is seen through.
const SUMMARY: usize = 192;
/// Degrees that the pose is given in.
const POSE_SCALE_DEG: f32 = 30.0;
/// In crops a face's eyes are about this far apart; errors are never told in less than this.
const LEAST_IOD: f32 = 0.2;

/// What the network says of one crop.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CropAnswer {
    /// Fractions of the crop's side from its top-left corner.
    pub(super) points: Vec<Vec2>,
    /// Log of the scale of each point's error, which has a 2-D Laplace distribution, in interocular distances.
    pub(super) log_error: Vec<f32>,
    /// Logits: face or not; pose in [`POSE_SCALE_DEG`]; then one for each action unit.
    pub(super) state: Vec<f32>,
}

impl CropAnswer {
    /// Probability that there is a face.
    pub(super) fn face_probability(&self) -> f32 {
        logistic(self.state[0])
    }

    /// Yaw, pitch, roll in the crop, degrees.
    pub(super) fn pose_deg(&self) -> [f32; 3] {
        [1, 2, 3].map(|at| self.state[at] * POSE_SCALE_DEG)
    }

    /// Intensity 0..1 of each action unit.
    pub(super) fn units(&self) -> impl Iterator<Item = f32> {
        self.state[4..].iter().map(|&logit| logistic(logit))
    }

    /// The mean distance to be expected between each point and its true place, interocular distances.
    pub(super) fn expected_errors(&self) -> impl Iterator<Item = f32> {
        // The mean of a 2-D Laplace distribution is twice its scale.
        self.log_error.iter().map(|log_error| 2.0 * log_error.exp())
    }

    /// The mean of this and what was seen in the mirror image of the same crop, point by point. `mirror` gives
    /// for each point the one that takes its place there. The state stays that of this one.
    pub(super) fn averaged_with_mirrored(mut self, mirrored: &Self, mirror: &[usize]) -> Self {
        for (number, &other) in mirror.iter().enumerate() {
            let point = mirrored.points[other];
            self.points[number] = (self.points[number] + Vec2::new(1.0 - point.x, point.y)) / 2.0;
            self.log_error[number] = (self.log_error[number] + mirrored.log_error[other]) / 2.0;
        }
        self
    }

    /// The interocular distance that errors are told in, as a fraction of the crop's side.
    pub(super) fn scale(&self, eyes: [&[usize]; 2]) -> f32 {
        let centre = |eye: &[usize]| {
            eye.iter().map(|&point| self.points[point]).sum::<Vec2>() / eye.len() as f32
        };
        centre(eyes[0]).distance(centre(eyes[1])).max(LEAST_IOD)
    }
}

pub(super) fn logistic(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// The network with its weights.
pub(super) struct LandmarkNet {
    stem: Stem,
    stage4: Residual,
    stage8: Stage,
    stage16: Stage,
    stage32: Stage,
    merge16: Merge,
    merge8: Merge,
    refine8: Refine,
    merge4: Merge,
    refine4: Refine,
    heat: Conv2d,
    summary: Linear,
    shift: Linear,
    spread: Linear,
    spread_of_heat: f32,
    state: Linear,
    /// P(points are good) = logistic(a + b · log of the mean expected error).
    calibration: [f32; 2],
}

impl LandmarkNet {
    /// Builds it for so many points and action units.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "builders of weights are handed over, as candle does"
    )]
    pub(super) fn load(points: usize, units: usize, weights: VarBuilder<'_>) -> Result<Self> {
        let calibration = weights.get(2, "calibration")?.to_vec1()?;
        Ok(Self {
            stem: Stem::load(&weights.pp("stem"))?,
            stage4: Residual::load(32, &weights.pp("stage4"))?,
            stage8: Stage::load(32, 64, 1, &weights.pp("stage8"))?,
            stage16: Stage::load(64, 128, 2, &weights.pp("stage16"))?,
            stage32: Stage::load(128, 192, 1, &weights.pp("stage32"))?,
            merge16: Merge::load(192, 128, 96, &weights.pp("merge16"))?,
            merge8: Merge::load(96, 64, 64, &weights.pp("merge8"))?,
            refine8: Refine::load(64, 64, 1, &weights.pp("refine8"))?,
            merge4: Merge::load(64, 32, 48, &weights.pp("merge4"))?,
            refine4: Refine::load(48, 48, 1, &weights.pp("refine4"))?,
            heat: conv(48, points, 1, 1, weights.pp("heat"))?,
            summary: linear(192 * 16, SUMMARY, weights.pp("summary"))?,
            shift: linear(SUMMARY, 2 * points, weights.pp("shift"))?,
            spread: linear(SUMMARY, points, weights.pp("spread"))?,
            spread_of_heat: weights.get((), "spread_of_heat")?.to_scalar()?,
            state: linear(SUMMARY, 1 + 3 + units, weights.pp("state"))?,
            calibration: [calibration[0], calibration[1]],
        })
    }

    /// Probability that the points of an answer are good: their mean error under 6 % of the interocular
    /// distance.
    pub(super) fn good_probability(&self, answer: &CropAnswer) -> f32 {
        let mean = answer.expected_errors().sum::<f32>() / answer.points.len() as f32;
        let [a, b] = self.calibration;
        logistic(a + b * mean.ln())
    }

    /// Looks at crops: for each 3 planes of [`CROP_PX`]² numbers in −1..1.
    pub(super) fn look_at(&self, crops: &[Vec<f32>]) -> Result<Vec<CropAnswer>> {
        let count = crops.len();
        let pictures =
            Tensor::from_vec(crops.concat(), (count, 3, CROP_PX, CROP_PX), &Device::Cpu)?;
        let fine = self.stage4.forward(&self.stem.forward(&pictures)?)?;
        let at8 = self.stage8.forward(&fine)?;
        let at16 = self.stage16.forward(&at8)?;
        let deep = self.stage32.forward(&at16)?;
        let merged = self.merge8.forward(&self.merge16.forward(&deep, &at16)?, &at8)?;
        let merged = self.merge4.forward(&self.refine8.forward(&merged)?, &fine)?;
        let heat = self.heat.forward(&self.refine4.forward(&merged)?)?;
        let summary = self.summary.forward(&deep.flatten_from(1)?)?.relu()?;
        let heat = heat.flatten_from(2)?.to_vec3::<f32>()?;
        let [shift, spread, state] = [&self.shift, &self.spread, &self.state]
            .map(|head| head.forward(&summary).and_then(|numbers| numbers.to_vec2::<f32>()));
        let answers = heat.iter().zip(shift?).zip(spread?).zip(state?);
        Ok(answers
            .map(|(((heat, shift), spread), state)| self.read(heat, &shift, &spread, state))
            .collect())
    }

    /// Points are where the heat is, and a shift for what it cannot reach.
    fn read(
        &self,
        heat: &[Vec<f32>],
        shift: &[f32],
        spread: &[f32],
        state: Vec<f32>,
    ) -> CropAnswer {
        let (points, log_error) = heat
            .iter()
            .zip(shift.chunks_exact(2))
            .zip(spread)
            .map(|((heat, shift), spread)| {
                let (mean, variance) = soft_argmax(heat);
                let log_error = spread + self.spread_of_heat * variance.max(1e-5).ln();
                (mean + Vec2::from_slice(shift), log_error)
            })
            .unzip();
        CropAnswer { points, log_error, state }
    }
}

/// Mean and variance of the place that a heat map (logits, row by row) tells of.
fn soft_argmax(heat: &[f32]) -> (Vec2, f32) {
    let most = heat.iter().copied().fold(f32::MIN, f32::max);
    let (mut total, mut sum, mut sum_of_squares) = (0.0, Vec2::ZERO, 0.0);
    for (row, heat) in heat.chunks_exact(HEAT_CELLS).enumerate() {
        for (column, &logit) in heat.iter().enumerate() {
            let share = (logit - most).exp();
            let place = Vec2::new(cell_place(column), cell_place(row));
            total += share;
            sum += share * place;
            sum_of_squares += share * place.length_squared();
        }
    }
    let mean = sum / total;
    (mean, sum_of_squares / total - mean.length_squared())
}

/// Where a column or row of a heat map is, as a fraction of the crop's side.
fn cell_place(number: usize) -> f32 {
    match number {
        0 => -OUTSIDE,
        _ if number == HEAT_CELLS - 1 => 1.0 + OUTSIDE,
        _ => (number as f32 + 0.5) / HEAT_CELLS as f32,
    }
}

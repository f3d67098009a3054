//! Wrinkles: folds of the skin drawn as height and lit by the portrait's own light.

use super::blocks::Blocks;
use super::creases::Crease;
use super::lattice::Lattice;
use super::layout::FaceLayout;
use crate::{Field, Grid, Stage};
use glam::{Vec2, Vec3};
use risorius_face::Row;

/// Distance between samples, interocular distances; never below a pixel.
const STEP_IOD: f32 = 0.01;
const MOST_SAMPLES: usize = 360;
/// Room around the face for skin that the row moves, interocular distances.
const MARGIN_IOD: f32 = 0.45;
/// Folds shallower than this are not drawn.
const LEAST_DEPTH: f32 = 0.02;
/// A fold's cross-section is drawn this many standard deviations wide.
const REACH: f32 = 3.0;
/// Softening of the whole relief, interocular distances.
const SOFTENING_IOD: f32 = 0.006;
/// How strongly a slope of one deep fold an interocular distance is lit, and how dark its bottom is.
const SLOPE_GAIN_IOD: f32 = 0.010;
const HOLLOW_GAIN: f32 = 0.085;
/// Lit flanks show less than shaded ones: skin is matt.
const LIT_SHARE: f32 = 0.55;
const SHADED_SHARE: f32 = 0.85;
/// Bounds of the factor on sRGB values.
const DARKEST: f32 = 0.65;
const BRIGHTEST: f32 = 1.12;

/// The creases of one portrait, drawn where the portrait shows their skin.
#[derive(Clone, Debug)]
pub(super) struct Wrinkles {
    lattice: Lattice,
    strokes: Vec<Stroke>,
    /// Change of the factor for a unit slope of the relief along x and along y, a sample.
    slope_gain: Vec2,
}

#[derive(Clone, Debug)]
struct Stroke {
    crease: Crease,
    /// Samples it touches, with the relief of a fold of depth 1 and the share of the left half.
    footprint: Vec<Touch>,
}

#[derive(Clone, Copy, Debug)]
struct Touch {
    sample: u32,
    height: f32,
    left_share: f32,
}

impl Wrinkles {
    pub(super) fn new(face: &FaceLayout, stage: &Stage) -> Self {
        let iod_px = stage.iod_px;
        let lattice =
            Lattice::over(face_box(face, stage), (STEP_IOD * iod_px).max(1.0), MOST_SAMPLES);
        let draw = |crease: &Crease| Stroke {
            footprint: footprint(crease, stage, &lattice),
            crease: crease.clone(),
        };
        Self {
            strokes: face.creases.iter().map(draw).collect(),
            slope_gain: slope_gain(stage, &lattice),
            lattice,
        }
    }

    /// The factor on sRGB values when the skin has moved as `backdrop` says; `None` where nothing folds.
    /// `strength` scales all folds.
    pub(super) fn factors(&self, row: &Row, strength: f32, backdrop: &Field) -> Option<Grid<f32>> {
        let mut relief = vec![0.0_f32; self.lattice.len()];
        let mut folded = Blocks::none(&self.lattice);
        for Stroke { crease, footprint } in &self.strokes {
            let [left, right] = crease.depth(row);
            if left.max(right) * strength <= LEAST_DEPTH {
                continue;
            }
            for touch in footprint {
                let depth = right + (left - right) * touch.left_share;
                let height = &mut relief[touch.sample as usize];
                *height = height.max(touch.height * depth);
                folded.mark(touch.sample as usize);
            }
        }
        let folded = folded.grown()?;
        let factors = self.lattice.grid(self.lit(&relief, strength, &folded));
        Some(self.moved(&factors, &folded, backdrop))
    }

    /// Factors for a relief whose height is how deep the skin lies.
    fn lit(&self, relief: &[f32], strength: f32, folded: &Blocks) -> Vec<f32> {
        let Lattice { width, height, .. } = self.lattice;
        let mut factors = vec![1.0; relief.len()];
        for k in folded.marked().flat_map(|block| folded.samples(block)) {
            let (column, row) = (k % width, k / width);
            if column == 0 || row == 0 || column + 1 == width || row + 1 == height {
                continue;
            }
            let along_x = relief[k + 1] - relief[k - 1];
            let along_y = relief[k + width] - relief[k - width];
            let light = 0.5 * Vec2::new(along_x, along_y).dot(self.slope_gain);
            let flank = light * if light > 0.0 { LIT_SHARE } else { SHADED_SHARE };
            let change = strength * (flank - HOLLOW_GAIN * relief[k]);
            factors[k] = (1.0 + change).clamp(DARKEST, BRIGHTEST);
        }
        factors
    }

    /// The factors where the skin is now: creases go with it.
    fn moved(&self, factors: &Grid<f32>, folded: &Blocks, backdrop: &Field) -> Grid<f32> {
        let mut values = vec![1.0; self.lattice.len()];
        let came_from = |sample: usize| {
            let here = self.lattice.at_px(sample);
            here + backdrop.sample(here)
        };
        for block in folded.all() {
            if folded.is_marked_at(&self.lattice, came_from(folded.middle(block))) {
                for sample in folded.samples(block) {
                    values[sample] = factors.sample(came_from(sample));
                }
            }
        }
        self.lattice.grid(values)
    }
}

/// The part of the picture that shows the face, with room to move: x, y, width, height in pixels.
fn face_box(face: &FaceLayout, stage: &Stage) -> [u32; 4] {
    let points = || face.face_vertices.iter().map(|&v| stage.source_px[v as usize].truncate());
    let margin = MARGIN_IOD * stage.iod_px;
    let low = points().fold(Vec2::INFINITY, Vec2::min) - margin;
    let high = points().fold(Vec2::NEG_INFINITY, Vec2::max) + margin;
    let [x, y, width, height] = stage.region_px;
    let span = |low: f32, high: f32, start: u32, length: u32| {
        let from = (low.max(0.0) as u32).clamp(start, start + length - 1);
        (from, (high.max(0.0) as u32).clamp(from + 1, start + length) - from)
    };
    let ((x, width), (y, height)) = (span(low.x, high.x, x, width), span(low.y, high.y, y, height));
    [x, y, width, height]
}

/// Light from the side shades a slope: the linear part of the light, relative to all of it.
fn slope_gain(stage: &Stage, lattice: &Lattice) -> Vec2 {
    let [ambient, right, up, ..] = stage.light_sh9;
    let sideways = Vec2::new(right, -up);
    let direction = sideways / (sideways.length() + 0.25 * ambient.max(1e-3));
    direction * SLOPE_GAIN_IOD * stage.iod_px / lattice.step_px
}

/// The relief of a crease of depth 1 in the portrait.
fn footprint(crease: &Crease, stage: &Stage, lattice: &Lattice) -> Vec<Touch> {
    let ideal_px = crease.width_iod.hypot(SOFTENING_IOD) * stage.iod_px;
    // A fold that is finer than the samples is drawn wider and shallower.
    let sigma_px = ideal_px.max(0.8 * lattice.step_px);
    let place = |point: Vec3| point.truncate();
    let points: Vec<Vec2> =
        crease.points.iter().map(|p| place(p.on_skin.at(&stage.source_px))).collect();
    let mut touches = std::collections::BTreeMap::<usize, Touch>::new();
    for (ends, pair) in points.windows(2).zip(crease.points.windows(2)) {
        for sample in lattice
            .near(ends[0].min(ends[1]) - REACH * sigma_px, ends[0].max(ends[1]) + REACH * sigma_px)
        {
            let (share, distance) = nearest_on_segment(lattice.at_px(sample), ends[0], ends[1]);
            let mix = |a: f32, b: f32| a + (b - a) * share;
            let fall = (-0.5 * (distance / sigma_px).powi(2)).exp() * ideal_px / sigma_px;
            let height = fall * mix(pair[0].taper, pair[1].taper);
            let left_share = mix(pair[0].left_share, pair[1].left_share);
            let touch = Touch { sample: sample as u32, height, left_share };
            let known = touches.entry(sample).or_insert(touch);
            if known.height < height {
                *known = touch;
            }
        }
    }
    touches.into_values().filter(|touch| touch.height > 0.004).collect()
}

/// How far along a segment its point nearest to `p` lies, 0..1, and how far from `p`.
fn nearest_on_segment(p: Vec2, a: Vec2, b: Vec2) -> (f32, f32) {
    let along = b - a;
    let share = ((p - a).dot(along) / along.length_squared().max(1e-12)).clamp(0.0, 1.0);
    (share, p.distance(a + along * share))
}

//! Performances by diffusion: noise is cleaned, step by step, into a motion.

mod branch;
mod compose;
mod guidance;
mod hands;
mod noise;
mod schedule;
mod solver;
mod window;

pub use guidance::{CueRamps, Guidance, MAX_WEIGHT, Ramp};
pub use hands::Hands;
pub use schedule::Level;

use crate::MotionError;
use crate::asked::Asked;
use crate::blocking::Blocking;
use crate::conditions::DENOISER_FPS;
use crate::course::smoothest;
use crate::denoiser::{Denoiser, WINDOW};
use crate::options::{Clock, Options};
use crate::prior::Visemes;
use crate::scale::{scaled, unscaled};
use crate::{Curves, Performer};
use branch::{Told, branches};
use candle_core::{DType, Device};
use candle_nn::VarBuilder;
use compose::Composer;
pub use compose::Kept;
pub(crate) use compose::LOCK_TAKES_OVER;
use risorius_face::{Beat, CHANNEL_COUNT, Motion, Row, Script};
use std::ops::ControlFlow;
use window::Window;

/// The trained weights, inside the program.
const WEIGHTS: &[u8] = include_bytes!("../../../../../assets/motion/denoiser.safetensors");

/// Frames that a window shares with the one before it: 1.12 s that it knows and goes on from.
pub const CONTEXT: usize = 28;

/// Frames over which a window hands over to the next one, which knows what is before them.
pub(crate) const HANDOVER: usize = 16;

/// From the first frame of a window to that of the next.
pub(crate) const STRIDE: usize = WINDOW - CONTEXT - HANDOVER;

/// Draws performances with the denoiser.
#[derive(Debug)]
pub struct Diffusion {
    net: Denoiser,
    device: Device,
    hands: Hands,
}

/// What is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Take<'a> {
    /// Beats and cues.
    pub script: &'a Script,
    /// Rate, seed, life and sampling.
    pub options: &'a Options,
    /// The mouth shapes of speech at [`DENOISER_FPS`]; empty without speech.
    pub speech: &'a [Visemes],
    /// What stays as it was drawn before.
    pub kept: Option<&'a Kept>,
}

/// How far a drawing is, after each step.
#[derive(Debug)]
pub struct Progress<'a> {
    /// Steps done, over all windows.
    pub done: usize,
    /// Steps in all.
    pub of: usize,
    /// The noise level that was just cleaned: from 1, the emotion, to 0, the muscles.
    pub level: f32,
    composer: &'a Composer<'a>,
    drawn: &'a [Row],
}

impl Progress<'_> {
    /// The performance as it is estimated now; what no window has reached yet is as the cues ask.
    pub fn estimate(&self) -> Motion {
        self.composer.compose(self.drawn)
    }
}

impl Diffusion {
    /// The network that the program carries, on the device that suits it best.
    ///
    /// # Errors
    /// The weights do not fit the network, or the device cannot hold them.
    pub fn embedded() -> Result<Self, MotionError> {
        Self::with_weights(WEIGHTS, &device())
    }

    /// The network with the weights of a safetensors file.
    ///
    /// # Errors
    /// As [`Self::embedded`].
    pub fn with_weights(file: &[u8], device: &Device) -> Result<Self, MotionError> {
        Self::with_precision(file, precision(device), device)
    }

    fn with_precision(file: &[u8], precision: DType, device: &Device) -> Result<Self, MotionError> {
        let weights = VarBuilder::from_slice_safetensors(file, precision, device)?;
        let net = Denoiser::new(&weights)?;
        Ok(Self { net, device: device.clone(), hands: Hands::for_window(device) })
    }

    /// Draws a performance; none if `watch`, called after every step, stopped it.
    ///
    /// # Errors
    /// The device failed.
    pub fn draw(
        &self,
        take: &Take<'_>,
        watch: &mut dyn FnMut(&Progress<'_>) -> ControlFlow<()>,
    ) -> Result<Option<Motion>, MotionError> {
        let composer = Composer::new(take);
        let sampling = take.options.sampling.held();
        let clock = Clock::at(DENOISER_FPS, take.script);
        let asked = Asked::new(&Blocking::new(take.script, take.options.seed, &clock), &clock);
        let beats: Vec<Beat> = take.script.beats().cloned().collect();
        let told = Told { beats: &beats, asked: &asked, speech: take.speech };
        if told.is_nothing() || sampling.freedom == 0.0 {
            return Ok(Some(composer.keep(Curves.perform(take.script, take.options))));
        }
        let mut drawn = composer.first_rows(&clock, &asked);
        let changes = |start: &usize| composer.changes(&clock, *start);
        let starts: Vec<usize> = window_starts(drawn.len()).filter(changes).collect();
        let of = starts.len() * sampling.steps;
        for (n, &start) in starts.iter().enumerate() {
            let known = composer.known(&clock, &asked, &drawn, start);
            let before = drawn.clone();
            let window = Window {
                net: &self.net,
                hands: &self.hands,
                device: &self.device,
                branches: &branches(&told, &known, start, &sampling.guidance),
                guidance: &sampling.guidance,
                noise: &noise::noise(take.options.seed, start, WINDOW),
                begin_with: (&scaled_window(&asked.values, start), sampling.freedom),
                steps: sampling.steps,
            };
            let finished = window.draw(&mut |step, level, clean| {
                put(&mut drawn, &before, start, clean);
                let done = n * sampling.steps + step + 1;
                watch(&Progress { done, of, level: level.0, composer: &composer, drawn: &drawn })
            })?;
            match finished {
                Some(clean) => put(&mut drawn, &before, start, &clean),
                None => return Ok(None),
            }
        }
        Ok(Some(composer.compose(&drawn)))
    }
}

/// The graphics card that this build is for, where there is one; else the processor.
fn device() -> Device {
    if cfg!(feature = "cuda") {
        Device::new_cuda(0).unwrap_or(Device::Cpu)
    } else if cfg!(feature = "metal") {
        Device::new_metal(0).unwrap_or(Device::Cpu)
    } else {
        Device::Cpu
    }
}

/// Half precision, which is what the weights are kept in, where it is quick: on graphics cards. It
/// changes a performance by 0.14 % of a channel's range at most (bf16: 0.8 %).
fn precision(device: &Device) -> DType {
    if device.is_cpu() { DType::F32 } else { DType::F16 }
}

/// The first frames of the windows that cover `frames`, each but the first beginning with context.
fn window_starts(frames: usize) -> impl Iterator<Item = usize> {
    (0..)
        .step_by(STRIDE)
        .take_while(move |&start| start == 0 || start + CONTEXT + HANDOVER < frames)
}

/// The rows of a window in the denoiser's units; rest past the last.
fn scaled_window(rows: &[Row], start: usize) -> Vec<f32> {
    let rows = rows.iter().skip(start).chain(std::iter::repeat(&Row::ZERO)).take(WINDOW);
    rows.flat_map(scaled).collect()
}

/// Writes the motion of a window over the rows from `start` on. Its context stays as it is, and over
/// the handover it takes over from what the window before drew, which `before` still holds.
fn put(rows: &mut [Row], before: &[Row], start: usize, clean: &[f32]) {
    let context = if start == 0 { 0 } else { CONTEXT };
    let clean = clean.chunks_exact(CHANNEL_COUNT).skip(context).map(unscaled);
    let places = rows.iter_mut().zip(before).skip(start + context);
    for (frame, ((row, before), clean)) in places.zip(clean).enumerate() {
        *row = clean;
        if start > 0 && frame < HANDOVER {
            let taken = smoothest((frame + 1) as f32 / (HANDOVER + 1) as f32);
            for (value, before) in row.0.iter_mut().zip(before.0) {
                *value = before + taken * (*value - before);
            }
        }
    }
}

#[cfg(test)]
mod tests;

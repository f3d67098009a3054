//! A training from its first step, or from where it was laid down, to its end.

use crate::adam::{self, Adam};
use crate::checkpoint::{self, Place};
use crate::lesson::{Batch, Lesson};
use crate::loss::loss;
use crate::recorded::Recordings;
use crate::{Cli, TrainError};
use candle_core::{DType, Device};
use candle_nn::{VarBuilder, VarMap};
use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use rayon::prelude::*;
use risorius_motion::network::{Denoiser, Hands};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

const WARM_UP_STEPS: f64 = 200.0;
const STEPS_TO_CHECKPOINT: usize = 200;
const STEPS_TO_LINE: usize = 20;

/// Lessons held back, and the levels at which each is measured.
const HELD_BACK: u64 = 48;
const MEASURED_LEVELS: [f32; 4] = [0.9, 0.6, 0.3, 0.1];

/// Seeds from here on are held back.
const HELD_BACK_SEED: u64 = 1 << 62;

pub(crate) struct Run {
    cli: Cli,
    net: Denoiser,
    adam: Adam,
    place: Place,
    recordings: Recordings,
    held_back: Vec<Batch>,
    curves: File,
    hands: Hands,
}

impl Run {
    pub(crate) fn begin(cli: Cli) -> Result<Self, TrainError> {
        fs::create_dir_all(&cli.out).map_err(TrainError::at(&cli.out))?;
        let vars = VarMap::new();
        let net = Denoiser::new(&VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu))?;
        let by_name = vars.data().lock().expect("nobody else holds the weights").clone();
        let mut adam = Adam::new(by_name)?;
        settle(&mut adam, cli.seed)?;
        let place = if cli.resume {
            checkpoint::load(&cli.out, &mut adam)?
        } else {
            Place { seed: cli.seed, batch: cli.batch, ..Place::default() }
        };
        let parameters: usize = adam.weights.values().map(|weight| weight.value.len()).sum();
        eprintln!("{parameters} parameters, step {}", place.steps);
        let path = cli.out.join("curves.csv");
        let mut curves =
            File::options().create(true).append(true).open(&path).map_err(TrainError::at(&path))?;
        if place.steps == 0 {
            writeln!(curves, "step,minutes,loss,gradient,at 0.9,at 0.6,at 0.3,at 0.1")
                .map_err(TrainError::at(&path))?;
        }
        let held_back = MEASURED_LEVELS.iter().map(|&level| {
            let lesson = |n| Lesson::new(HELD_BACK_SEED + n, level, &Recordings::default());
            Batch::new(&(0..HELD_BACK).into_par_iter().map(lesson).collect::<Vec<Lesson>>())
        });
        let held_back = held_back.collect::<candle_core::Result<_>>()?;
        let recordings =
            cli.recorded.as_deref().map_or_else(|| Ok(Recordings::default()), Recordings::read)?;
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        let hands = Hands::new(cli.threads.unwrap_or_else(cores));
        Ok(Self { cli, net, adam, place, recordings, held_back, curves, hands })
    }

    pub(crate) fn finish(mut self) -> Result<(), TrainError> {
        let (sat_down, before) = (Instant::now(), self.place.minutes);
        let (mut mean, mut gradient, mut recent) = (f32::NAN, f32::NAN, Vec::new());
        while self.place.minutes < self.cli.minutes {
            let loss;
            (loss, gradient) = self.step()?;
            recent.push(loss);
            self.place.minutes = before + sat_down.elapsed().as_secs_f64() / 60.0;
            let step = self.place.steps;
            if step.is_multiple_of(STEPS_TO_LINE) {
                mean = recent.iter().sum::<f32>() / recent.len() as f32;
                eprintln!("step {step}, {:.1} min, loss {mean:.4}", self.place.minutes);
                recent.clear();
                if step.is_multiple_of(STEPS_TO_CHECKPOINT) {
                    self.lay_down(mean, gradient)?;
                }
            }
        }
        self.lay_down(mean, gradient)
    }

    /// Loss and length of the gradient.
    fn step(&mut self) -> Result<(f32, f32), TrainError> {
        let batch = self.place.batch;
        let numbers: Vec<usize> = (0..batch).collect();
        let parts = numbers.chunks(batch.div_ceil(self.hands.count())).collect();
        let learnt = self.hands.share_out(parts, |part: &[usize]| {
            let lessons: Vec<Lesson> = part.iter().map(|&n| self.lesson(n)).collect();
            let (loss, _) = loss(&self.net, &Batch::new(&lessons)?)?;
            let share = (loss * (part.len() as f64 / batch as f64))?;
            Ok((share.to_scalar::<f32>()?, self.adam.pulls(&share.backward()?)?))
        })?;
        let (losses, pulls): (Vec<f32>, Vec<_>) = learnt.into_iter().unzip();
        let gradient = self.adam.step(&adam::sum(pulls), self.rate())?;
        self.place.steps += 1;
        Ok((losses.iter().sum(), gradient))
    }

    /// The nth lesson of this step.
    fn lesson(&self, n: usize) -> Lesson {
        let Place { steps, seed, batch, .. } = self.place;
        let seed = Pcg64Mcg::seed_from_u64(seed ^ ((steps * batch + n) as u64) << 16).random();
        // Levels of a batch lie evenly apart, which steadies the loss.
        let mut rng = Pcg64Mcg::seed_from_u64(seed);
        let level = (n as f32 + rng.random::<f32>()) / batch as f32;
        Lesson::new(seed % HELD_BACK_SEED, level, &self.recordings)
    }

    /// Up over the first steps, then down along a cosine to the end.
    fn rate(&self) -> f32 {
        let up = (self.place.steps as f64 / WARM_UP_STEPS).min(1.0);
        let share = (self.place.minutes / self.cli.minutes).min(1.0);
        let down = 0.5 + 0.5 * (share * std::f64::consts::PI).cos();
        (self.cli.rate * up * (0.01 + 0.99 * down)) as f32
    }

    /// Measures the averaged network, and writes it, the checkpoint and a line of the curves.
    fn lay_down(&mut self, mean_loss: f32, gradient: f32) -> Result<(), TrainError> {
        let averages: HashMap<_, _> = self.adam.averages()?.into_iter().collect();
        let weights = VarBuilder::from_tensors(averages.clone(), DType::F32, &Device::Cpu);
        let net = Denoiser::new(&weights)?;
        let mut line =
            format!("{},{:.2},{mean_loss:.5},{gradient:.4}", self.place.steps, self.place.minutes);
        for batch in &self.held_back {
            let (_, errors) = loss(&net, batch)?;
            line += &format!(",{:.5}", errors.mean_all()?.to_scalar::<f32>()?);
        }
        eprintln!("held back: {line}");
        let path = self.cli.out.join("curves.csv");
        writeln!(self.curves, "{line}").map_err(TrainError::at(&path))?;
        checkpoint::save(&self.cli.out, &mut self.adam, &self.place)?;
        self.export(&averages)
    }

    /// The averaged weights as the program carries them, in half precision.
    fn export(&self, averages: &HashMap<String, candle_core::Tensor>) -> Result<(), TrainError> {
        let half = |(name, tensor): (&String, &candle_core::Tensor)| {
            Ok((name.clone(), tensor.to_dtype(DType::F16)?))
        };
        let halves = averages.iter().map(half).collect::<candle_core::Result<HashMap<_, _>>>()?;
        let path: PathBuf = self.cli.out.join("denoiser.safetensors");
        let beside = path.with_extension("part");
        candle_core::safetensors::save(&halves, &beside)?;
        fs::rename(&beside, &path).map_err(TrainError::at(&path))
    }
}

/// Draws the first weights from a seed: candle's own generator on the processor has none. What begins
/// at zero stays there; matrices keep the size of their input (Glorot & Bengio 2010), the rest is small.
fn settle(adam: &mut Adam, seed: u64) -> Result<(), TrainError> {
    let mut rng = Pcg64Mcg::seed_from_u64(seed);
    for weight in adam.weights.values_mut().filter(|weight| weight.value.iter().any(|&w| w != 0.0))
    {
        let reach = match weight.shape() {
            &[to, from] => (6.0 / (from + to) as f32).sqrt(),
            _ => 0.035,
        };
        weight.value.iter_mut().for_each(|value| *value = rng.random_range(-reach..reach));
        weight.average.clone_from(&weight.value);
    }
    adam.publish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn begin(folder: &Path, threads: usize, resume: bool) -> Run {
        let cli = Cli {
            out: folder.to_owned(),
            minutes: 1.0,
            seed: 1,
            batch: 3,
            threads: Some(threads),
            rate: 1e-3,
            recorded: None,
            resume,
        };
        Run::begin(cli).expect("the folder takes files")
    }

    fn steps(run: &mut Run, count: usize) -> Vec<(f32, f32)> {
        (0..count).map(|_| run.step().expect("the processor works")).collect()
    }

    #[test]
    fn shares_of_a_batch_teach_what_the_batch_does() {
        let folder = tempfile::tempdir().expect("a place for files");
        let [one, two] = [1, 2].map(|threads| steps(&mut begin(folder.path(), threads, false), 2));
        for ((loss, gradient), (shared_loss, shared_gradient)) in one.into_iter().zip(two) {
            assert!((loss / shared_loss - 1.0).abs() < 1e-4, "{loss} {shared_loss}");
            assert!((gradient / shared_gradient - 1.0).abs() < 1e-3);
        }
    }

    #[test]
    fn a_training_goes_on_where_it_was_laid_down() {
        let folder = tempfile::tempdir().expect("a place for files");
        let mut whole = begin(folder.path(), 1, false);
        steps(&mut whole, 1);
        checkpoint::save(folder.path(), &mut whole.adam, &whole.place).expect("room for it");
        let mut resumed = begin(folder.path(), 1, true);
        assert_eq!(steps(&mut resumed, 2), steps(&mut whole, 2));
    }
}

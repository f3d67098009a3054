//! From one level of noise to a lower one, given what the clean motion looks like.
//!
//! DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): second order from the estimates of this step and
//! the last, one call of the network a step.

use super::schedule::Level;

/// Takes steps; remembers the last estimate.
#[derive(Debug, Default)]
pub(crate) struct Solver {
    last: Option<(Vec<f32>, f32)>,
}

impl Solver {
    /// Moves `x` from a level to a lower one along the estimate of the clean motion.
    pub(crate) fn step(&mut self, x: &mut [f32], clean: &[f32], from: Level, to: Level) {
        let stride = to.log_ratio() - from.log_ratio();
        let ahead = match &self.last {
            // To the clean end the stride is endless, and the estimate is the answer.
            Some((last, last_stride)) if stride.is_finite() => {
                let turn = stride / last_stride / 2.0;
                clean.iter().zip(last).map(|(now, last)| now + turn * (now - last)).collect()
            }
            _ => clean.to_vec(),
        };
        let keep = to.noise() / from.noise();
        let pull = to.signal() * -(-stride).exp_m1();
        for (x, ahead) in x.iter_mut().zip(&ahead) {
            *x = keep * *x + pull * ahead;
        }
        self.last = Some((clean.to_vec(), stride));
    }
}

#[cfg(test)]
mod tests {
    use super::super::schedule::levels;
    use super::*;

    /// Where samples of a normal distribution end, whose best estimate is known in closed form.
    fn end(x: f32, mean: f32, deviation: f32, steps: usize) -> f32 {
        let (mut x, mut solver) = (vec![x], Solver::default());
        for pair in levels(1.0, steps).windows(2) {
            let (signal, noise) = (pair[0].signal(), pair[0].noise());
            let trust = signal * deviation * deviation
                / (signal * signal * deviation * deviation + noise * noise);
            let clean = mean + trust * (x[0] - signal * mean);
            solver.step(&mut x, &[clean], pair[0], pair[1]);
        }
        x[0]
    }

    #[test]
    fn a_normal_distribution_comes_out_as_it_is() {
        // The exact path keeps a sample's distance from the mean in deviations.
        for (x, mean, deviation) in [(1.0, 3.0, 0.5), (-0.7, -1.0, 1.5), (0.2, 0.0, 0.1)] {
            let exact = mean + deviation * x;
            let (few, many) = (end(x, mean, deviation, 10), end(x, mean, deviation, 100));
            assert!((many - exact).abs() < 0.02, "{many} is not {exact}");
            assert!((few - exact).abs() < 0.15, "{few} is not {exact}");
        }
    }
}

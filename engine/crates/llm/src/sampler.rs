//! Choosing one of the allowed tokens by their scores.

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;

/// Tokens whose chance is below this part of the best one's are never chosen.
const LEAST_CHANCE: f32 = 1e-4;

/// Chooses tokens; the same seed makes the same choices.
pub(crate) struct Sampler {
    temperature: f32,
    top_p: f32,
    random: Pcg64Mcg,
    chances: Vec<(usize, f32)>,
}

impl Sampler {
    pub(crate) fn new(temperature: f32, top_p: f32, seed: u64) -> Self {
        Self { temperature, top_p, random: Pcg64Mcg::seed_from_u64(seed), chances: Vec::new() }
    }

    /// Which of the scores is chosen; scores that are no numbers are the lowest.
    ///
    /// By temperature, among the likeliest that have `top_p` of the chances together (Holtzman et
    /// al. 2020); without a temperature the best.
    pub(crate) fn choose(&mut self, scores: impl Iterator<Item = f32> + Clone) -> usize {
        let number = |score: f32| if score.is_nan() { f32::NEG_INFINITY } else { score };
        let indexed = scores.map(number).enumerate();
        let best = indexed.clone().max_by(|(_, a), (_, b)| a.total_cmp(b));
        let (best, highest) = best.unwrap_or((0, f32::NEG_INFINITY));
        let is_warm = self.temperature > 0.0;
        if !is_warm || !highest.is_finite() {
            return best;
        }
        let temperature = self.temperature;
        let chances =
            indexed.map(|(index, score)| (index, ((score - highest) / temperature).exp()));
        self.chances.clear();
        self.chances.extend(chances.filter(|(_, chance)| *chance >= LEAST_CHANCE));
        self.chances.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.draw()
    }

    /// Draws one of the sorted chances.
    fn draw(&mut self) -> usize {
        let whole: f32 = self.chances.iter().map(|(_, chance)| chance).sum();
        let mut kept = 0.0;
        let count = self.chances.iter().take_while(|(_, chance)| {
            let is_needed = kept < self.top_p.clamp(0.0, 1.0) * whole;
            kept += if is_needed { *chance } else { 0.0 };
            is_needed
        });
        let count = count.count().max(1);
        let mut left = self.random.random::<f32>() * kept;
        let drawn = self.chances[..count].iter().find(|(_, chance)| {
            left -= chance;
            left < 0.0
        });
        drawn.unwrap_or(&self.chances[0]).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f32 = f32::NAN;
    const LOW: f32 = f32::NEG_INFINITY;

    #[test]
    fn choices_follow_their_chances() {
        // (scores, temperature, top_p, how often each is chosen)
        let table: &[(&[f32], f32, f32, &[f32])] = &[
            (&[1.0, 3.0, 2.0], 0.0, 1.0, &[0.0, 1.0, 0.0]),
            (&[0.0, 0.0], 1.0, 1.0, &[0.5, 0.5]),
            (&[2.0, 1.0, 0.0], 1.0, 1.0, &[0.665, 0.245, 0.090]),
            (&[2.0, 1.0, 0.0], 0.5, 1.0, &[0.867, 0.117, 0.016]),
            (&[2.0, 1.0, 0.0], 1.0, 0.9, &[0.731, 0.269, 0.0]),
            (&[2.0, 1.0, 0.0], 1.0, 0.0, &[1.0, 0.0, 0.0]),
            (&[NAN, 1.0, LOW], 1.0, 1.0, &[0.0, 1.0, 0.0]),
            (&[30.0, 0.0], 1.0, 1.0, &[1.0, 0.0]),
            (&[5.0], 1.0, 0.5, &[1.0]),
        ];
        for (scores, temperature, top_p, expected) in table {
            let mut sampler = Sampler::new(*temperature, *top_p, 1);
            let mut counts = vec![0.0_f32; scores.len()];
            for _ in 0..4000 {
                counts[sampler.choose(scores.iter().copied())] += 1.0 / 4000.0;
            }
            for (count, expected) in counts.iter().zip(*expected) {
                assert!((count - expected).abs() < 0.025, "{scores:?}: {counts:?}");
            }
        }
    }

    #[test]
    fn no_scores_break_it() {
        let table: &[&[f32]] =
            &[&[NAN, NAN], &[LOW, LOW], &[f32::INFINITY, 0.0], &[f32::MAX, f32::MIN], &[]];
        for scores in table {
            for temperature in [0.0, 1e-9, 1.0, f32::INFINITY, NAN] {
                let mut sampler = Sampler::new(temperature, NAN, 1);
                assert!(sampler.choose(scores.iter().copied()) < scores.len().max(1));
            }
        }
    }
}

//! The few distributions that people are drawn from.

use glam::Vec3;
use rand::Rng;
use rand_distr::{Distribution, StandardNormal};

/// Random numbers as a painter asks for them.
pub(crate) trait Dice: Rng {
    /// True with a probability.
    fn chance(&mut self, probability: f32) -> bool {
        self.random::<f32>() < probability
    }

    /// Uniform between two numbers, which may be equal or reversed.
    fn between(&mut self, from: f32, to: f32) -> f32 {
        from + (to - from) * self.random::<f32>()
    }

    /// Normal with a standard deviation, cut at 2.5 of them.
    fn normal(&mut self, mean: f32, deviation: f32) -> f32 {
        let unit: f32 = StandardNormal.sample(self);
        mean + deviation * unit.clamp(-2.5, 2.5)
    }

    /// One of some values.
    fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.random_range(0..values.len())]
    }

    /// One of some values, each as likely as its weight.
    fn weigh<T: Copy>(&mut self, values: &[(f32, T)]) -> T {
        let total: f32 = values.iter().map(|&(weight, _)| weight).sum();
        let mut left = self.random::<f32>() * total;
        for &(weight, value) in values {
            left -= weight;
            if left < 0.0 {
                return value;
            }
        }
        values[values.len() - 1].1
    }

    /// A colour, now and then nearly grey.
    fn colour(&mut self) -> Vec3 {
        let vivid = Vec3::new(self.random(), self.random(), self.random());
        let grey = Vec3::splat(vivid.element_sum() / 3.0);
        vivid.lerp(grey, self.between(0.0, 1.0).sqrt())
    }
}

impl<R: Rng + ?Sized> Dice for R {}

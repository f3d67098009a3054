//! Random numbers that stay the same in every version and on every machine.

/// SplitMix64 (Steele, Lea & Flood 2014): a counter through a mixing function. Good enough to place
/// blinks, and short enough to be sure of.
#[derive(Clone, Debug)]
pub(crate) struct Rng(u64);

/// What random numbers are for. Each use draws from its own stream, so that one cannot shift another.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stream {
    Blinks = 1,
    Gaze = 2,
    Head = 3,
    Breath = 4,
    /// What happens in a performance of the prior.
    Performance = 5,
    Speech = 6,
    Posture = 7,
    /// What the denoiser begins with; the frame is the item.
    Noise = 8,
    /// How muscles carry out what they are told; the muscle's own number is the item.
    Muscles = 1_000_000,
    /// How an action unit's two sides differ; its FACS code is added.
    Asymmetry = 1000,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

impl Rng {
    /// The numbers of a seed for one use; `item` parts the uses of one stream.
    pub(crate) fn new(seed: u64, stream: Stream, item: u64) -> Self {
        let mut rng = Self(seed);
        rng.0 = rng.next() ^ (stream as u64).wrapping_add(item).wrapping_mul(GOLDEN);
        rng
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Evenly in 0..1, without 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u32 << 24) as f32
    }

    /// Evenly between two numbers.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// Whether something of this probability happens.
    pub(crate) fn chance(&mut self, probability: f32) -> bool {
        self.unit() < probability
    }

    /// Exponential with this mean.
    pub(crate) fn exponential(&mut self, mean: f32) -> f32 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// Normal with mean 0 and deviation 1 (Box & Muller 1958).
    pub(crate) fn normal(&mut self) -> f32 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f32::consts::TAU * self.unit()).cos()
    }

    /// Log-normal with this mean, and deviation `sigma` of its logarithm.
    pub(crate) fn log_normal(&mut self, mean: f32, sigma: f32) -> f32 {
        mean * (sigma * self.normal() - sigma * sigma / 2.0).exp()
    }
}

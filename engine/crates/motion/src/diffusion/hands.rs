//! Threads that go through the network side by side, each with a part of the work.

use candle_core::{Device, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::thread::{self, ScopedJoinHandle};

/// A part with fewer tokens than a quarter of a window is hardly worth a thread.
const MAX_HANDS: usize = 4;

/// Products of fewer multiplications than this stay on one core, in the whole program: on two cores the
/// network takes 1.4 times as long where its products (28 million at most) are shared out.
const SHARED_PRODUCT: usize = 1 << 25;

/// Threads that each work alone.
#[derive(Debug)]
pub struct Hands(Vec<ThreadPool>);

impl Hands {
    /// This many, or fewer where the system gives no more.
    #[must_use]
    pub fn new(count: usize) -> Self {
        gemm::set_threading_threshold(SHARED_PRODUCT);
        let hand = |_| ThreadPoolBuilder::new().num_threads(1).build().ok();
        Self((0..count).filter_map(hand).collect())
    }

    /// One for each core, or none where a graphics card does the work.
    pub(super) fn for_window(device: &Device) -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from).min(MAX_HANDS);
        Self::new(if device.is_cpu() { cores } else { 0 })
    }

    /// In how many parts work is best given.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len().max(1)
    }

    /// Does all parts, each on a thread of its own, and gives their results in order.
    ///
    /// # Errors
    /// The first of the parts'.
    pub fn share_out<T: Send, R: Send>(
        &self,
        parts: Vec<T>,
        work: impl Fn(T) -> Result<R> + Sync,
    ) -> Result<Vec<R>> {
        let work = &work;
        thread::scope(|scope| {
            let mut given: Vec<ScopedJoinHandle<'_, Result<R>>> = Vec::with_capacity(parts.len());
            for (n, part) in parts.into_iter().enumerate() {
                let hand = self.0.get(n);
                given.push(scope.spawn(move || match hand {
                    Some(hand) => hand.install(|| work(part)),
                    None => work(part),
                }));
            }
            let take = |hand: ScopedJoinHandle<'_, Result<R>>| {
                hand.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            };
            given.into_iter().map(take).collect()
        })
    }
}

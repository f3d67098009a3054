//! How far the copying or downloading of a file is, told with the time left.

use std::time::Instant;

/// How far a pack is on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Bytes that are there.
    pub done_bytes: u64,
    /// Bytes in all, once that is known.
    pub total_bytes: Option<u64>,
    /// Seconds left, once that can be told.
    pub eta_secs: Option<f32>,
}

/// Measures the speed from where it began, which is not the beginning where a download goes on.
pub(super) struct Meter {
    begun: Option<(Instant, u64)>,
}

impl Meter {
    pub(super) fn new() -> Self {
        Self { begun: None }
    }

    pub(super) fn at(&mut self, done_bytes: u64, total_bytes: Option<u64>) -> Progress {
        let (begun, from_bytes) = *self.begun.get_or_insert((Instant::now(), done_bytes));
        let came = done_bytes.saturating_sub(from_bytes);
        let left = total_bytes.map(|total| total.saturating_sub(done_bytes));
        let secs = begun.elapsed().as_secs_f32();
        let eta_secs = left.filter(|_| came > 0).map(|left| secs * left as f32 / came as f32);
        Progress { done_bytes, total_bytes, eta_secs }
    }
}

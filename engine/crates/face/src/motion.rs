//! A performance: rows of channels over time.

use crate::Row;
use serde::{Deserialize, Serialize};

/// Frames a second as a fraction, so that 30000/1001 stays exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fps {
    /// Numerator.
    pub frames: u32,
    /// Denominator, seconds.
    pub per_secs: u32,
}

impl Fps {
    /// 25 frames a second.
    pub const PAL: Self = Self { frames: 25, per_secs: 1 };

    /// Frames a second as a number.
    pub fn hz(self) -> f32 {
        self.frames as f32 / self.per_secs as f32
    }

    /// When a frame is shown, seconds.
    pub fn time_secs(self, frame: usize) -> f32 {
        (frame as f64 * f64::from(self.per_secs) / f64::from(self.frames)) as f32
    }

    /// How many frames show a duration: at least one.
    pub fn frame_count(self, duration_secs: f32) -> usize {
        ((f64::from(duration_secs) * f64::from(self.frames) / f64::from(self.per_secs)).round()
            as usize)
            .max(1)
    }
}

/// A performance: one row a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Motion {
    /// Frame rate.
    pub fps: Fps,
    /// Rows in time order.
    pub rows: Vec<Row>,
}

impl Motion {
    /// The row that is shown at a time: the frame whose span holds it, held at both ends; the true
    /// zero where there are no rows.
    pub fn at(&self, secs: f32) -> Row {
        let frame = (secs.max(0.0) * self.fps.hz() + 1e-3) as usize;
        self.rows.get(frame).or(self.rows.last()).copied().unwrap_or_default()
    }
}

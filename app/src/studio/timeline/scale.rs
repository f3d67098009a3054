//! Seconds to points and back.

use egui::{Rangef, Rect};

/// The time axis of the tracks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    /// Where the axis lies, points.
    pub(crate) x: Rangef,
    /// What it shows, seconds from 0.
    pub(crate) secs: f32,
}

impl Scale {
    /// The axis of a rectangle that shows at least a duration.
    pub(crate) fn new(rect: Rect, secs: f32) -> Self {
        Self { x: rect.x_range(), secs: secs.max(0.1) }
    }

    /// Where a time is.
    pub(crate) fn x_at(&self, secs: f32) -> f32 {
        self.x.min + self.x.span() * secs / self.secs
    }

    /// The time at a place.
    pub(crate) fn secs_at(&self, x: f32) -> f32 {
        (x - self.x.min) / self.x.span().max(1.0) * self.secs
    }

    /// Seconds between two labels of the ruler, so that they have room.
    pub(crate) fn label_step_secs(&self) -> f32 {
        const ROOM: f32 = 56.0;
        let least = self.secs_at(self.x.min + ROOM);
        [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 60.0]
            .into_iter()
            .find(|&step| step >= least)
            .unwrap_or(120.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    #[test]
    fn there_and_back() {
        let scale = Scale::new(Rect::from_min_size(pos2(100.0, 0.0), vec2(400.0, 10.0)), 8.0);
        assert_eq!(scale.x_at(2.0), 200.0);
        assert_eq!(scale.secs_at(200.0), 2.0);
        assert_eq!(scale.label_step_secs(), 2.0);
    }
}

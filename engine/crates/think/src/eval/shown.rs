//! What a script shows of each unit: how strongly, where, from when, until when.

use risorius_face::{Cue, Script, Side};

/// Intensities from which a unit counts as seen; FACS calls 0.1 a trace (A).
pub(super) const TRACE: f32 = 0.1;

/// Slack for numbers that are written to two decimals.
pub(super) const SLACK: f32 = 0.006;

/// A unit in a script.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    /// Highest intensity on the left and on the right.
    pub(super) peaks: [f32; 2],
    /// When it first begins to rise, seconds.
    pub(super) start_secs: f32,
    /// When it is last over, seconds.
    pub(super) end_secs: f32,
    /// How long it moves in all, seconds.
    pub(super) total_secs: f32,
    /// Its longest rise, seconds.
    pub(super) onset_secs: f32,
}

impl Shown {
    /// A unit by its FACS number.
    pub(super) fn of(script: &Script, code: u8) -> Self {
        let mut shown = Self { start_secs: f32::MAX, ..Self::default() };
        for cue in script.cues() {
            shown.add(cue, code);
        }
        shown
    }

    fn add(&mut self, cue: &Cue, code: u8) {
        for unit in cue.units.iter().filter(|unit| unit.au.code() == code) {
            let sides: &[usize] = match unit.side {
                Side::Left => &[0],
                Side::Right => &[1],
                Side::Both => &[0, 1],
            };
            for &side in sides {
                self.peaks[side] = self.peaks[side].max(unit.intensity);
            }
            if unit.intensity < TRACE - SLACK {
                continue;
            }
            let envelope = cue.envelope;
            self.start_secs = self.start_secs.min(envelope.start_secs);
            self.end_secs = self.end_secs.max(envelope.end_secs());
            self.total_secs += envelope.end_secs() - envelope.start_secs;
            self.onset_secs = self.onset_secs.max(envelope.onset_secs);
        }
    }

    /// The highest intensity on either side.
    pub(super) fn peak(&self) -> f32 {
        self.peaks[0].max(self.peaks[1])
    }

    /// Whether it can be seen.
    pub(super) fn appears(&self) -> bool {
        self.peak() >= TRACE - SLACK
    }
}

//! Adherence: what a cue asks of a channel, and what was drawn of it.
//!
//! What is asked is what blocking draws of the script without life: the same rise, hold and fall, where
//! cues of one channel overlap put together as an artist's curves are.

use super::stats;
use crate::asked::Asked;
use crate::blocking::Blocking;
use crate::diffusion::LOCK_TAKES_OVER;
use crate::options::{Clock, Options};
use risorius_face::{Channel, Cue, Motion, Row, Script};
use std::ops::Range;

/// A little is looked at before and after a cue, so that what comes late or stays too long counts.
const AROUND_SECS: f32 = 0.2;

/// An apex is reached this near to the largest value, as a share of it.
const NEAR_APEX: f32 = 0.02;

/// One channel of one cue over the cue's time, frame by frame, in shares of intensity 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelopes {
    /// The number of the cue in the script.
    pub cue: usize,
    /// The channel.
    pub channel: Channel,
    /// Whether the cue is locked.
    pub locked: bool,
    /// The motion's first frame that is looked at.
    pub from: usize,
    /// What is asked.
    pub asked: Vec<f32>,
    /// What was drawn.
    pub drawn: Vec<f32>,
}

/// Every channel of every cue that asks for something within the motion. Of a locked cue the frames
/// are looked at in which the lock holds; before and after it others may have the channel.
pub fn envelopes(script: &Script, options: &Options, drawn: &Motion) -> Vec<Envelopes> {
    let clock = Clock::new(script, options);
    let asked = Asked::new(&Blocking::new(script, options.seed, &clock), &clock);
    let mut all = Vec::new();
    for (number, cue) in script.cues().enumerate() {
        let frames = frames_of(cue, &clock, drawn.rows.len());
        for unit in &cue.units {
            for (channel, span) in Channel::of_unit(unit.au, unit.side) {
                let is_held = |frame: &usize| asked.locked[*frame].get(channel) > LOCK_TAKES_OVER;
                let looked_at: Vec<usize> =
                    frames.clone().filter(|frame| !cue.locked || is_held(frame)).collect();
                let Some(&from) = looked_at.first() else { continue };
                let shares = |rows: &[Row]| -> Vec<f32> {
                    looked_at.iter().map(|&frame| rows[frame].get(channel) / span).collect()
                };
                let (asked, drawn) = (shares(&asked.values), shares(&drawn.rows));
                all.push(Envelopes {
                    cue: number,
                    channel,
                    locked: cue.locked,
                    from,
                    asked,
                    drawn,
                });
            }
        }
    }
    all
}

/// The frames of a motion in which a cue is looked at.
fn frames_of(cue: &Cue, clock: &Clock, frames: usize) -> Range<usize> {
    let around_secs = if cue.locked { 0.0 } else { AROUND_SECS };
    let frame = |secs: f32| (secs.max(0.0) * clock.fps.hz()) as usize;
    let from = frame(cue.envelope.start_secs - around_secs);
    from..(frame(cue.envelope.end_secs() + around_secs) + 1).min(frames).min(clock.frames)
}

impl Envelopes {
    /// How alike both run, −1..1; none where one of them stays the same.
    pub fn correlation(&self) -> Option<f32> {
        stats::correlation(&self.asked, &self.drawn)
    }

    /// How far the peaks are apart.
    pub fn peak_error(&self) -> f32 {
        (peak(&self.drawn) - peak(&self.asked)).abs()
    }

    /// By how many frames the apex is reached too early or too late.
    pub fn apex_lag_frames(&self) -> usize {
        apex(&self.drawn).abs_diff(apex(&self.asked))
    }

    /// Time above half of the peak, over the same time of what was asked; none where nothing is.
    pub fn width_ratio(&self) -> Option<f32> {
        Some(half_width(&self.drawn)? / half_width(&self.asked)?)
    }
}

fn peak(values: &[f32]) -> f32 {
    values.iter().copied().fold(0.0, f32::max)
}

/// The first frame that is as good as the largest.
fn apex(values: &[f32]) -> usize {
    let near = peak(values) * (1.0 - NEAR_APEX);
    values.iter().position(|&value| value >= near).unwrap_or_default()
}

/// Frames around the peak for which it stays above half of it, between frames along a line.
fn half_width(values: &[f32]) -> Option<f32> {
    let half = peak(values) / 2.0;
    let top = values.iter().position(|&value| value == 2.0 * half && half > 0.0)?;
    let rises = values[..top].iter().rposition(|&value| value < half);
    let falls = values[top..].iter().position(|&value| value < half).map(|after| top + after);
    let crossing =
        |below: usize, above: usize| (half - values[below]) / (values[above] - values[below]);
    let start = rises.map_or(0.0, |n| n as f32 + crossing(n, n + 1));
    let end = falls.map_or(values.len() as f32 - 1.0, |n| n as f32 - crossing(n, n - 1));
    Some(end - start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, Side};

    fn envelopes(asked: &[f32], drawn: &[f32]) -> Envelopes {
        Envelopes {
            cue: 0,
            channel: Channel::Unit(Au::of(12), Side::Left),
            locked: false,
            from: 0,
            asked: asked.to_vec(),
            drawn: drawn.to_vec(),
        }
    }

    #[test]
    fn what_is_late_smeared_or_weak_is_told_apart() {
        let asked = [0.0, 0.0, 0.3, 0.6, 0.3, 0.0, 0.0, 0.0];
        let table: [(&str, [f32; 8], f32, usize, f32); 4] = [
            ("exact", asked, 0.0, 0, 1.0),
            ("late", [0.0, 0.0, 0.0, 0.0, 0.3, 0.6, 0.3, 0.0], 0.0, 2, 1.0),
            ("weak", [0.0, 0.0, 0.15, 0.3, 0.15, 0.0, 0.0, 0.0], 0.3, 0, 1.0),
            ("smeared", [0.0, 0.15, 0.3, 0.45, 0.6, 0.3, 0.0, 0.0], 0.0, 1, 1.5),
        ];
        for (name, drawn, peak_error, lag, width) in table {
            let pair = envelopes(&asked, &drawn);
            assert!((pair.peak_error() - peak_error).abs() < 1e-6, "{name}");
            assert_eq!(pair.apex_lag_frames(), lag, "{name}");
            assert!((pair.width_ratio().expect("something") - width).abs() < 1e-5, "{name}");
        }
        assert!(envelopes(&asked, &asked).correlation().expect("it varies") > 0.999);
        assert_eq!(envelopes(&asked, &[0.0; 8]).width_ratio(), None);
    }
}

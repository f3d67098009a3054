//! From the denoiser's 25 frames a second to the performance that is shown.

use super::{CONTEXT, Take};
use crate::asked::Asked;
use crate::blocking::Blocking;
use crate::conditions::{Conditions, DENOISER_FPS};
use crate::curves::hold;
use crate::denoiser::WINDOW;
use crate::life::enliven;
use crate::options::{Clock, Options};
use crate::scale::scaled;
use risorius_face::{CHANNEL_COUNT, CHANNELS, Channel, Motion, Region, Row};
use std::ops::Range;

/// A locked cue takes over from what was drawn at this share of its way to the apex.
pub(crate) const LOCK_TAKES_OVER: f32 = 0.3;

/// What an artist keeps of a performance while the rest is drawn again.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The performance as it was drawn.
    pub motion: Motion,
    /// When something may change, seconds.
    pub redrawn_secs: Range<f32>,
    /// Which channels may change then.
    pub redrawn: Vec<Channel>,
}

impl Kept {
    /// Whether a channel stays as it is at a time.
    fn keeps(&self, channel: Channel, time_secs: f32) -> bool {
        !self.redrawn_secs.contains(&time_secs) || !self.redrawn.contains(&channel)
    }
}

/// Puts together what the denoiser drew, what is locked, what is kept, and life.
#[derive(Debug)]
pub(super) struct Composer<'a> {
    take: &'a Take<'a>,
    clock: Clock,
    blocking: Blocking,
    asked: Asked,
}

impl<'a> Composer<'a> {
    pub(super) fn new(take: &'a Take<'a>) -> Self {
        let clock = Clock::new(take.script, take.options);
        let blocking = Blocking::new(take.script, take.options.seed, &clock);
        let asked = Asked::new(&blocking, &clock);
        Self { take, clock, blocking, asked }
    }

    /// The performance, from rows at 25 frames a second.
    pub(super) fn compose(&self, drawn: &[Row]) -> Motion {
        let drawn = evened(drawn);
        let mut rows: Vec<Row> = (0..self.clock.frames)
            .map(|frame| between(&drawn, self.clock.time_secs(frame)))
            .collect();
        self.flash(&mut rows);
        self.lock(&mut rows);
        let life = self.calm_sway(&mut rows);
        enliven(&mut rows, &life, &self.clock, &self.blocking);
        hold(&mut rows);
        self.keep(Motion { fps: self.clock.fps, rows })
    }

    /// Holds the sway that comes with an emotion or with speech to the amount that is wished for, and
    /// gives the options without it: a head sways once.
    fn calm_sway(&self, rows: &mut [Row]) -> Options {
        let mut options = *self.take.options;
        if self.take.script.beats().next().is_none() && self.take.speech.is_empty() {
            return options;
        }
        let amount = options.life.held().head;
        let of_head = |channel: &Channel| channel.region() == Region::Head;
        for (frame, row) in rows.iter_mut().enumerate() {
            for (column, _) in CHANNELS.iter().enumerate().filter(|(_, channel)| of_head(channel)) {
                let told = self.asked.presence[frame].0[column];
                row.0[column] *= told + (1.0 - told) * amount;
            }
        }
        options.life.head = 0.0;
        options
    }

    /// Micro-expressions at least as strong as they ask: in a flash of a few frames the denoiser falls
    /// short of the peak.
    fn flash(&self, rows: &mut [Row]) {
        for (row, micro) in rows.iter_mut().zip(&self.asked.micro) {
            for (value, asked) in row.0.iter_mut().zip(micro.0).filter(|(_, asked)| *asked > 0.0) {
                *value = value.max(asked);
            }
        }
    }

    /// Locked cues exactly as they ask.
    fn lock(&self, rows: &mut [Row]) {
        for (frame, row) in rows.iter_mut().enumerate() {
            let locked = self.asked.locked[frame].0.iter().zip(self.asked.values[frame].0);
            for (value, (locked, asked)) in row.0.iter_mut().zip(locked) {
                let taken = (locked / LOCK_TAKES_OVER).min(1.0);
                *value += taken * (asked - *value);
            }
        }
    }

    /// What the artist keeps, to the bit.
    pub(super) fn keep(&self, mut motion: Motion) -> Motion {
        let Some(kept) = self.take.kept.filter(|kept| kept.motion.fps == motion.fps) else {
            return motion;
        };
        for (frame, (row, old)) in motion.rows.iter_mut().zip(&kept.motion.rows).enumerate() {
            let time_secs = self.clock.time_secs(frame);
            for (column, &channel) in CHANNELS.iter().enumerate() {
                if kept.keeps(channel, time_secs) {
                    row.0[column] = old.0[column];
                }
            }
        }
        motion
    }

    /// What is drawn before the first window: what is kept, and else what the cues ask.
    pub(super) fn first_rows(&self, clock: &Clock, asked: &Asked) -> Vec<Row> {
        let mut rows = asked.values.clone();
        for (frame, row) in rows.iter_mut().enumerate() {
            for (column, value) in row.0.iter_mut().enumerate() {
                if let Some(kept) = self.kept_value(clock.time_secs(frame), column) {
                    *value = kept;
                }
            }
        }
        rows
    }

    /// Whether anything of the window that begins at a frame is to be drawn.
    pub(super) fn changes(&self, clock: &Clock, start: usize) -> bool {
        let is_free = |frame| {
            let time_secs = clock.time_secs(frame);
            CHANNELS
                .iter()
                .any(|&channel| self.take.kept.is_none_or(|kept| !kept.keeps(channel, time_secs)))
        };
        (start..(start + WINDOW).min(clock.frames)).any(is_free)
    }

    /// What is known of a window: the end of the one before, locked cues, and what is kept.
    pub(super) fn known(
        &self,
        clock: &Clock,
        asked: &Asked,
        drawn: &[Row],
        start: usize,
    ) -> Conditions {
        let mut known = Conditions::none();
        for (frame, row) in drawn.iter().enumerate().skip(start).take(WINDOW) {
            let (is_context, time_secs) =
                (start > 0 && frame < start + CONTEXT, clock.time_secs(frame));
            let asked_now = scaled(&asked.values[frame]);
            let drawn_now = scaled(row);
            for column in 0..CHANNEL_COUNT {
                if is_context || self.kept_value(time_secs, column).is_some() {
                    known.tell_known(frame - start, column, drawn_now[column]);
                } else if asked.locked[frame].0[column] > LOCK_TAKES_OVER {
                    known.tell_known(frame - start, column, asked_now[column]);
                }
            }
        }
        known
    }

    /// The value that is kept of a channel at a time.
    fn kept_value(&self, time_secs: f32, column: usize) -> Option<f32> {
        let kept = self.take.kept?;
        kept.keeps(CHANNELS[column], time_secs).then(|| kept.motion.at(time_secs).0[column])
    }
}

/// The rows without the steps that the denoiser leaves: its tokens are of two frames, which it draws
/// much alike, so that a slope comes out as stairs. Weights of ¼, ½ and ¼ over three frames take away
/// just what changes from one frame to the next (12.5 Hz), faster than any muscle. Eyes do jump.
fn evened(drawn: &[Row]) -> Vec<Row> {
    let last = drawn.len().saturating_sub(1);
    let even = |(frame, row): (usize, &Row)| {
        let (before, after) = (&drawn[frame.saturating_sub(1)].0, &drawn[(frame + 1).min(last)].0);
        Row(std::array::from_fn(|n| match CHANNELS[n].region() {
            Region::Gaze => row.0[n],
            _ => 0.25 * before[n] + 0.5 * row.0[n] + 0.25 * after[n],
        }))
    };
    drawn.iter().enumerate().map(even).collect()
}

/// The row at a time between the frames of the denoiser, along a cubic through four of them (Catmull
/// & Rom 1974).
fn between(rows: &[Row], time_secs: f32) -> Row {
    let place = time_secs * DENOISER_FPS.hz();
    let (frame, u) = (place.floor(), place - place.floor());
    let near = |offset: i64| {
        let index = (frame as i64 + offset).clamp(0, rows.len() as i64 - 1);
        &rows[index as usize].0
    };
    // Frames that fall on frames stay as they are, whatever the rounding.
    if u < 1e-3 {
        return Row(*near(0));
    }
    let [a, b, c, d] = [near(-1), near(0), near(1), near(2)];
    Row(std::array::from_fn(|n| {
        let (slope_in, slope_out) = ((c[n] - a[n]) / 2.0, (d[n] - b[n]) / 2.0);
        let rise = c[n] - b[n];
        let cubic = slope_in + slope_out - 2.0 * rise;
        b[n] + u * (slope_in + u * (rise - slope_in - cubic + u * cubic))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::{Life, Sampling};
    use risorius_face::{Fps, Side, script};

    #[test]
    fn stairs_of_two_frames_become_a_slope() {
        let stairs = (0..40).map(|frame| Row([0.02 * (frame / 2) as f32; CHANNEL_COUNT]));
        let slope = evened(&stairs.collect::<Vec<Row>>());
        for pair in slope[1..39].windows(2) {
            let step = pair[1].0[0] - pair[0].0[0];
            assert!((step - 0.01).abs() < 1e-6, "{step}");
        }
        assert_eq!(slope[20].get(Channel::GazeX), slope[21].get(Channel::GazeX), "eyes jump");
    }

    #[test]
    fn a_micro_expression_is_never_lost() {
        let text = "# a flash · 2.0 s\n0.50  L10D  in 0.08 hold 0.04 out 0.12   The lip lifts.\n\
                    1.00  12C   in 0.30 hold 0.20 out 0.40   A smile that the network may leave out.";
        let script = script::parse(text);
        let options =
            Options { fps: Fps::PAL, seed: 1, life: Life::NONE, sampling: Sampling::PROGRESSIVE };
        let take = Take { script: &script, options: &options, speech: &[], kept: None };
        let composer = Composer::new(&take);
        let flat = composer.compose(&vec![Row::ZERO; 50]);
        let peak = |motion: &Motion, code: u8| {
            motion.rows.iter().map(|row| row.unit(code, Side::Left)).fold(0.0, f32::max)
        };
        assert!((peak(&flat, 10) - 0.75).abs() < 0.05 && peak(&flat, 12) == 0.0);
        let mut strong = Row::ZERO;
        CHANNELS.iter().for_each(|&channel| strong.set(channel, 0.9));
        assert_eq!(peak(&composer.compose(&vec![strong; 50]), 10), 0.9, "it takes nothing away");
    }
}

//! Blinks.
//!
//! 17 a minute at rest, 26 in conversation, log-normal intervals (Bentivoglio et al. 1997); closing
//! 66–90 ms, closed 10–50 ms, opening 200–240 ms, often incomplete (pubmed 18565090). They cluster at the
//! end of a smile, and 97 % of gaze shifts over 33° carry one (Evinger et al. 1994).

use super::Signal;
use crate::course::{fall, smoothest};
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::stroke::Stroke;
use crate::track::Track;
use risorius_face::{Au, Channel, Side};
use std::collections::BTreeMap;

/// Blinks a minute; each seed has its own rate.
const RATE_PER_MIN: (f32, f32) = (17.0, 26.0);

/// Deviation of the logarithm of the intervals: chosen, the source gives the shape only.
const INTERVAL_SIGMA: f32 = 0.6;

/// From the start of a blink to that of the next at least, seconds: one must be over.
const MIN_INTERVAL_SECS: f32 = 0.4;

/// How many blinks are incomplete, and how far such a one closes at least: chosen.
const INCOMPLETE: (f32, f32) = (0.3, 0.6);

/// What brings a blink.
struct Trigger {
    /// How likely it does.
    chance: f32,
    /// How much later the blink starts, seconds.
    lag_secs: (f32, f32),
    /// A blink this near to it is its blink, seconds.
    near_secs: f32,
}

/// A smile's end: all chosen.
const AT_SMILE_END: Trigger = Trigger { chance: 0.6, lag_secs: (-0.1, 0.3), near_secs: 0.8 };

/// A large gaze shift, of eyes and head together; times chosen.
const AT_SHIFT: Trigger = Trigger { chance: 0.97, lag_secs: (-0.03, 0.03), near_secs: 0.2 };

/// How far a large shift goes at least, degrees.
const LARGE_SHIFT_DEG: f32 = 33.0;

/// Eyes and head that turn within this time shift the gaze together, seconds: chosen.
const SHIFT_SECS: f32 = 0.3;

/// One blink: seconds, and how far the lids close (0..1).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Blink {
    start: f32,
    closing: f32,
    closed: f32,
    opening: f32,
    depth: f32,
}

/// Both lids, closed by every blink.
pub(super) fn signals(
    seed: u64,
    amount: f32,
    clock: &Clock,
    strokes: &[Stroke],
    tracks: &BTreeMap<usize, Track>,
) -> [Signal; 2] {
    let mut blinks = spontaneous(seed, amount, clock.end_secs());
    for release_secs in smile_ends(strokes) {
        AT_SMILE_END.add(&mut blinks, seed, amount, release_secs);
    }
    for start_secs in large_shifts(clock, tracks) {
        AT_SHIFT.add(&mut blinks, seed, amount, start_secs);
    }
    let mut values = vec![0.0f32; clock.frames];
    for blink in blinks {
        let blink = blink.on_a_frame(clock);
        for frame in clock.frames_within(blink.start, blink.end()) {
            values[frame] = values[frame].max(blink.at(clock.time_secs(frame)));
        }
    }
    let lid = |side| Channel::Unit(Au::of(43), side);
    [Signal::AtLeast(lid(Side::Left), values.clone()), Signal::AtLeast(lid(Side::Right), values)]
}

/// Blinks as they come by themselves; an amount below 1 makes them rarer.
fn spontaneous(seed: u64, amount: f32, duration_secs: f32) -> Vec<Blink> {
    let mut rng = Rng::new(seed, Stream::Blinks, 0);
    let interval_secs = 60.0 / (amount * rng.between(RATE_PER_MIN.0, RATE_PER_MIN.1));
    let mut blinks = Vec::new();
    // The clip begins somewhere within an interval.
    let mut start = rng.unit() * rng.log_normal(interval_secs, INTERVAL_SIGMA);
    while start < duration_secs {
        blinks.push(Blink::new(start, &mut rng));
        start += rng.log_normal(interval_secs, INTERVAL_SIGMA).max(MIN_INTERVAL_SECS);
    }
    blinks
}

/// When smiles begin to fall, seconds.
fn smile_ends(strokes: &[Stroke]) -> impl Iterator<Item = f32> {
    let smiles =
        |stroke: &&Stroke| matches!(stroke.channel, Channel::Unit(au, _) if au == Au::of(12));
    strokes.iter().filter(smiles).map(|smile| smile.course.release())
}

/// When eyes and head, as they are told, begin to turn far, seconds.
fn large_shifts(clock: &Clock, tracks: &BTreeMap<usize, Track>) -> Vec<f32> {
    let told = |frame: usize, channel: Channel| {
        tracks.get(&channel.index()).map_or(0.0, |track| track.values[frame])
    };
    let turned = |from: usize, to: usize| {
        let by = |eyes, head| told(to, eyes) + told(to, head) - told(from, eyes) - told(from, head);
        by(Channel::GazeX, Channel::HeadYaw).hypot(by(Channel::GazeY, Channel::HeadPitch))
    };
    let span = ((SHIFT_SECS / clock.frame_secs()) as usize).max(1);
    let mut starts = Vec::new();
    let mut from = 0;
    while from + span < clock.frames {
        if turned(from, from + span) > LARGE_SHIFT_DEG {
            // It is over the limit already before it starts, by the length of the span.
            let moves = |frame: &usize| turned(from, *frame) > 1.0;
            let start = (from..from + span).find(moves).unwrap_or(from);
            starts.push(clock.time_secs(start));
            from = start + span;
        } else {
            from += 1;
        }
    }
    starts
}

impl Trigger {
    /// Adds its blink, if its chance comes up and none is there.
    fn add(&self, blinks: &mut Vec<Blink>, seed: u64, amount: f32, secs: f32) {
        let mut rng = Rng::new(seed, Stream::Blinks, u64::from(secs.to_bits()));
        let has_one = blinks.iter().any(|blink| (blink.start - secs).abs() < self.near_secs);
        if rng.chance(self.chance * amount) && !has_one {
            let start = (secs + rng.between(self.lag_secs.0, self.lag_secs.1)).max(0.0);
            blinks.push(Blink::new(start, &mut rng));
        }
    }
}

impl Blink {
    fn new(start: f32, rng: &mut Rng) -> Self {
        let (closing, closed) = (rng.between(0.066, 0.090), rng.between(0.010, 0.050));
        let opening = rng.between(0.200, 0.240);
        let depth = if rng.chance(INCOMPLETE.0) { rng.between(INCOMPLETE.1, 1.0) } else { 1.0 };
        Self { start, closing, closed, opening, depth }
    }

    fn end(&self) -> f32 {
        self.start + self.closing + self.closed + self.opening
    }

    /// Shifted by half a frame at most so that a frame shows the lids closed.
    fn on_a_frame(self, clock: &Clock) -> Self {
        let middle = self.closing + 0.5 * self.closed;
        let frame = ((self.start + middle) / clock.frame_secs()).round();
        Self { start: frame * clock.frame_secs() - middle, ..self }
    }

    fn at(&self, time_secs: f32) -> f32 {
        let since = time_secs - self.start;
        let shut = self.closing + self.closed;
        let lids = if since < self.closing {
            smoothest(since / self.closing)
        } else {
            fall((since - shut) / self.opening)
        };
        self.depth * lids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Curves, Life, Options, Performer, Sampling};
    use risorius_face::{Fps, script};

    #[test]
    fn blinks_come_as_people_blink() {
        let minutes = 10.0;
        let of_seed = |seed| spontaneous(seed, 1.0, 60.0 * minutes);
        let all: Vec<Vec<Blink>> = (0..200).map(of_seed).collect();
        let count = all.iter().map(Vec::len).sum::<usize>() as f32;
        let rate = count / (minutes * all.len() as f32);
        assert!((19.0..23.5).contains(&rate), "{rate} a minute");
        let gaps = |blinks: &Vec<Blink>| -> Vec<f32> {
            blinks.windows(2).map(|pair| (pair[1].start - pair[0].start).ln()).collect()
        };
        let (mut skew, mut spread) = (0.0, 0.0);
        for blinks in &all {
            let gaps = gaps(blinks);
            let n = gaps.len() as f32;
            let mean = gaps.iter().sum::<f32>() / n;
            let deviation = (gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f32>() / n).sqrt();
            skew += gaps.iter().map(|gap| ((gap - mean) / deviation).powi(3)).sum::<f32>()
                / n
                / all.len() as f32;
            spread += deviation / all.len() as f32;
        }
        assert!((0.5..0.65).contains(&spread) && skew.abs() < 0.2, "spread {spread}, skew {skew}");
        let blinks = || all.iter().flatten();
        assert!(
            blinks()
                .all(|b| (0.066..=0.090).contains(&b.closing) && (0.2..=0.24).contains(&b.opening))
        );
        assert!(
            blinks().all(|b| (0.010..=0.050).contains(&b.closed) && (0.6..=1.0).contains(&b.depth))
        );
        let incomplete = blinks().filter(|b| b.depth < 1.0).count() as f32 / count;
        assert!((0.27..0.33).contains(&incomplete), "{incomplete}");
    }

    #[test]
    fn half_the_amount_is_half_the_blinks() {
        let count = |amount| {
            (0..100).map(|seed| spontaneous(seed, amount, 600.0).len()).sum::<usize>() as f32
        };
        assert!((0.45..0.55).contains(&(count(0.5) / count(1.0))));
    }

    /// How many of a hundred people blink within a third of a second of two seconds.
    fn blinks_near_two_secs(script: &str) -> usize {
        let script = script::parse(script);
        let blinks = |seed| {
            let options = Options {
                fps: Fps::PAL,
                seed,
                life: Life { blinks: 1.0, ..Life::NONE },
                sampling: Sampling::PROGRESSIVE,
            };
            let motion = Curves.perform(&script, &options);
            let lids = motion.rows.iter().map(|row| row.get(Channel::Unit(Au::of(43), Side::Left)));
            lids.skip(42).take(18).any(|lid| lid > 0.3)
        };
        (0..100).filter(|&seed| blinks(seed)).count()
    }

    #[test]
    fn blinks_come_with_large_gaze_shifts_and_at_the_end_of_smiles() {
        let table = [
            ("", 30..50),
            ("2 61C in 0.1 hold 1 out 0.1", 30..50),
            ("0.5 12C in 0.4 hold 1.1 out 0.8", 65..90),
            ("2 61E in 0.1 hold 1 out 0.1\n2 51D in 0.3 hold 1 out 0.4", 94..101),
            ("0.5 62C in 0.1 hold 1.4 out 0.1\n2 61D in 0.1 hold 1 out 0.1", 94..101),
        ];
        for (cues, expect) in table {
            let count = blinks_near_two_secs(&format!("# x · 4 s\n{cues}"));
            assert!(expect.contains(&count), "{cues}: {count}");
        }
    }
}

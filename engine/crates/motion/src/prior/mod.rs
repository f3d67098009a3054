//! The physiology of motion: faces that act, drawn by chance.
//!
//! A denoiser learns from what this module draws: scripts as artists write them, and for each the
//! motion of a real face that plays it. No recording may be shipped, so the facts of how faces move
//! take their place: how fast muscles rise and fall, which of them go together and which against each
//! other, what an emotion asks of them and what holds it back. Each number has its source where it
//! stands; a number without one says that it was chosen.
//!
//! ```text
//! beats ─→ emotion, display ─┐
//! micro-expressions ─────────┤
//! unrelated movements ───────┼─→ cues ─→ muscle ─→ synergy ─→ motion
//! nods, shakes, looks ───────┘              ↑
//! syllables ─→ visemes ─────────────────────┤
//! posture ──────────────────────────────────┘
//! ```
//!
//! Blinks, fixations and breath are no part of it: they are drawn on top of any motion.

mod beats;
mod body;
mod display;
mod effort;
mod emotion;
mod looks;
mod micro;
mod muscle;
mod nods;
mod posture;
mod speech;
mod strays;
mod synergy;
mod timing;
mod visemes;

pub use visemes::{VISEME_COUNT, Viseme, Visemes};

use crate::options::Clock;
use crate::rng::{Rng, Stream};
use risorius_face::{Cue, Envelope, Fps, Item, Motion, Script, Unit};

/// A script and how a face played it.
#[derive(Clone, Debug, PartialEq)]
pub struct Performance {
    /// What the face did, 25 rows a second.
    pub motion: Motion,
    /// Its beats, and a cue for every movement that is felt or willed, by start.
    pub script: Script,
    /// For each cue, whether the emotion of a beat explains it.
    pub explained: Vec<bool>,
    /// Mouth shapes of what it said: a row for each of the motion's, all 0 where it was silent.
    pub speech: Vec<Visemes>,
}

/// What stays the same throughout a performance.
#[derive(Clone, Copy, Debug)]
struct Person {
    /// How readily everything joins in, 0..1; units draw by it or by a number of their own.
    readiness: f32,
    /// How much muscles drag others along, 0..1.
    synergy: f32,
}

/// Draws a performance of so many frames, one at least. The same seed and length give the same.
pub fn perform(seed: u64, frames: usize) -> Performance {
    let clock = Clock { fps: Fps::PAL, frames: frames.max(1) };
    let mut rng = Rng::new(seed, Stream::Performance, 0);
    let person =
        Person { readiness: rng.unit(), synergy: if rng.chance(0.25) { 0.0 } else { rng.unit() } };
    let duration_secs = clock.end_secs();
    let beats = beats::draw(&mut rng, duration_secs);
    let mut cues: Vec<Cue> =
        beats.iter().flat_map(|beat| emotion::cues(&mut rng, beat, &person)).collect();
    let of_emotions = cues.len();
    nods::add(&mut rng, duration_secs, &mut cues);
    looks::add(&mut rng, duration_secs, &mut cues);
    strays::add(&mut rng, duration_secs, &mut cues);
    micro::add(&mut rng, duration_secs, &mut cues);
    let marked = cues.into_iter().enumerate().map(|(n, cue)| (cue, n < of_emotions));
    let mut marked: Vec<(Cue, bool)> =
        marked.filter(|(cue, _)| cue.envelope.start_secs < duration_secs).collect();
    marked.sort_by(|(a, _), (b, _)| a.envelope.start_secs.total_cmp(&b.envelope.start_secs));
    let (cues, explained): (Vec<Cue>, Vec<bool>) = marked.into_iter().unzip();
    let items = beats.into_iter().map(Item::Beat).chain(cues.into_iter().map(Item::Cue)).collect();
    let script = Script { title: String::new(), duration_secs, items };
    let voice = speech::draw(seed, &clock);
    let motion = body::play(&script, &voice, &person, seed, &clock);
    Performance { motion, script, explained, speech: voice.visemes }
}

/// How many things happen in a clip, if `per_window` of them happen in five seconds.
fn count(rng: &mut Rng, duration_secs: f32, per_window: f32) -> usize {
    let mean = per_window * (duration_secs / WINDOW_SECS).max(1.0);
    let mut count = 0;
    let mut wait = rng.exponential(1.0);
    while wait < mean {
        count += 1;
        wait += rng.exponential(1.0);
    }
    count
}

/// A cue without words.
fn cue(envelope: Envelope, units: Vec<Unit>) -> Cue {
    Cue { envelope, units, text: String::new(), reason: String::new(), locked: false }
}

/// Intensities nearer to rest than this are rest.
const STILL: f32 = 0.004;

/// The span to which amounts are related: that of one window of the denoiser, about 5 s.
const WINDOW_SECS: f32 = 5.12;

#[cfg(test)]
mod tests;

//! Scripts to be measured with.

use crate::Sampling;
use crate::options::{Life, Options};
use crate::prior::{self, Performance};
use crate::rng::{Rng, Stream};
use risorius_face::{Au, Beat, Cue, Display, Envelope, Fps, Item, Script, Side, Unit};

/// Training draws its seeds below 2⁶², and the lessons it holds back follow there.
const FIRST_SEED: u64 = 1 << 63;

/// Micro-expressions of one script, each with a second and more of its own.
const MICRO_COUNT: usize = 3;

/// A script that is performed, and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldOut {
    /// What is asked.
    pub script: Script,
    /// Rate, seed and sampling; nothing moves by itself.
    pub options: Options,
}

/// A performance that no training saw.
pub fn held_out(number: u64, frames: usize) -> Performance {
    prior::perform(FIRST_SEED + number, frames)
}

/// What is told of a performance: its beats, the cues that no emotion explains, and this share (0..1) of
/// the cues that one does.
pub fn told(performance: &Performance, share: f32, number: u64, sampling: Sampling) -> HeldOut {
    let mut rng = Rng::new(FIRST_SEED + number, Stream::Performance, 1);
    let mut items: Vec<Item> = performance.script.beats().cloned().map(Item::Beat).collect();
    for (cue, &explained) in performance.script.cues().zip(&performance.explained) {
        if !explained || rng.chance(share) {
            items.push(Item::Cue(cue.clone()));
        }
    }
    let script = Script { items, ..performance.script.clone() };
    // Who feels or speaks sways, in the prior and in what is drawn.
    let speaks = performance.speech.iter().flatten().any(|&shape| shape > 0.0);
    let sways = speaks || script.beats().next().is_some();
    let life = Life { head: if sways { 1.0 } else { 0.0 }, ..Life::NONE };
    HeldOut { script, options: Options { life, ..options(number, sampling) } }
}

fn options(seed: u64, sampling: Sampling) -> Options {
    Options { fps: Fps::PAL, seed, life: Life::NONE, sampling }
}

/// Three micro-expressions of 0.12 to 0.4 s on muscles of their own, 5 s in all. Odd numbers have them
/// in the middle of a smile with a frown, even ones alone.
pub fn micro_expressions(number: u64, sampling: Sampling) -> HeldOut {
    let mut rng = Rng::new(FIRST_SEED + number, Stream::Performance, 2);
    let mut items = if number.is_multiple_of(2) { Vec::new() } else { surroundings() };
    let mut free: Vec<Au> =
        Au::table().iter().map(|info| Au::of(info.code)).filter(|au| is_free(*au)).collect();
    for n in 0..MICRO_COUNT {
        let au = free.swap_remove((rng.unit() * free.len() as f32) as usize);
        // What pulls against it would not let it be seen.
        free.retain(|other| !au.info().antagonists.contains(&other.code()));
        let length_secs = rng.between(0.12, 0.4);
        let start_secs = 0.6 + 1.4 * n as f32 + rng.between(0.0, 0.7);
        let side = [Side::Both, Side::Left, Side::Right][(rng.unit() * 3.0) as usize];
        let unit = Unit { au, side, intensity: rng.between(0.3, 0.9) };
        let (rise, fall) = (rng.between(0.28, 0.4), rng.between(0.42, 0.58));
        let envelope = Envelope {
            start_secs,
            onset_secs: rise * length_secs,
            hold_secs: (1.0 - rise - fall) * length_secs,
            offset_secs: fall * length_secs,
        };
        items.push(cue(envelope, unit));
    }
    let script = Script { title: String::new(), duration_secs: 5.12, items };
    HeldOut { script, options: options(number, sampling) }
}

/// Muscles of the face that neither the surroundings use nor blinking.
fn is_free(au: Au) -> bool {
    let used = [4, 6, 7, 12, 25, 26, 43, 45, 46];
    au.code() < 51 && !used.contains(&au.code())
}

fn surroundings() -> Vec<Item> {
    let emotions = vec![("happiness".to_owned(), 0.6)];
    let beat = Beat { start_secs: 0.0, end_secs: 5.12, emotions, display: Display::Felt };
    let long =
        |start_secs| Envelope { start_secs, onset_secs: 0.4, hold_secs: 2.0, offset_secs: 0.8 };
    let unit = |code, intensity| Unit { au: Au::of(code), side: Side::Both, intensity };
    vec![Item::Beat(beat), cue(long(0.3), unit(12, 0.6)), cue(long(1.5), unit(4, 0.4))]
}

fn cue(envelope: Envelope, unit: Unit) -> Item {
    Item::Cue(Cue {
        envelope,
        units: vec![unit],
        text: String::new(),
        reason: String::new(),
        locked: false,
    })
}

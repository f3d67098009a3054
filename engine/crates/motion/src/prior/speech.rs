//! Speech-like mouth activity: phrases of syllables, without words.
//!
//! Syllables come at 4 to 6 a second and mouths open and close at 2 to 7 Hz (Chandrasekaran et al.
//! 2009). Each is a consonant or two and a vowel. Phrases, pauses and loudness are chosen.

use super::visemes::{VISEME_COUNT, Visemes};
use crate::course::smoothest;
use crate::options::Clock;
use crate::rng::{Rng, Stream};

/// How likely a performance has speech.
const CHANCE: f32 = 0.35;

/// Syllables a second.
const SYLLABLES_HZ: (f32, f32) = (4.0, 6.0);

/// How long a phrase and a pause last, seconds.
const PHRASE_SECS: (f32, f32) = (0.7, 2.6);
const PAUSE_SECS: (f32, f32) = (0.25, 1.1);

/// A shape goes over into the next within this time, seconds.
const BLEND_SECS: f32 = 0.1;

/// The first eight shapes are consonants, the others vowels.
pub(super) const CONSONANTS: usize = 8;

/// How often each consonant comes in English, roughly: t, d, n, l and s lead.
const CONSONANT_CHANCES: [f32; CONSONANTS - 1] = [0.14, 0.07, 0.07, 0.34, 0.13, 0.05, 0.12];

/// What was said, frame by frame.
pub(super) struct Voice {
    /// Mouth shapes.
    pub(super) visemes: Vec<Visemes>,
    /// How large the mouth makes them, about 1.
    pub(super) effort: Vec<f32>,
    /// When syllables are stressed, seconds.
    pub(super) stresses_secs: Vec<f32>,
}

/// One mouth shape of a phrase.
struct Sound {
    shape: usize,
    start_secs: f32,
    end_secs: f32,
    effort: f32,
}

impl Voice {
    /// Whether anything is said.
    pub(super) fn speaks(&self) -> bool {
        !self.stresses_secs.is_empty()
    }
}

/// Nothing is said.
pub(super) fn silence(clock: &Clock) -> Voice {
    Voice {
        visemes: vec![[0.0; VISEME_COUNT]; clock.frames],
        effort: vec![0.0; clock.frames],
        stresses_secs: Vec::new(),
    }
}

/// Speech in about a third of all performances, silence in the others.
pub(super) fn draw(seed: u64, clock: &Clock) -> Voice {
    let mut rng = Rng::new(seed, Stream::Speech, 0);
    let mut voice = silence(clock);
    if !rng.chance(CHANCE) {
        return voice;
    }
    let mut time_secs = rng.between(0.0, PAUSE_SECS.1);
    while time_secs < clock.end_secs() {
        let sounds = phrase(&mut rng, time_secs, &mut voice.stresses_secs);
        time_secs = sounds.last().map_or(time_secs, |sound| sound.end_secs);
        time_secs += rng.between(PAUSE_SECS.0, PAUSE_SECS.1);
        sounds.iter().for_each(|sound| voice.add(sound, clock));
    }
    for (shapes, effort) in voice.visemes.iter().zip(&mut voice.effort) {
        let said = shapes.iter().sum::<f32>();
        *effort = if said > 0.0 { *effort / said } else { 1.0 };
    }
    voice
}

/// A phrase of syllables; its last one is drawn out.
fn phrase(rng: &mut Rng, start_secs: f32, stresses_secs: &mut Vec<f32>) -> Vec<Sound> {
    let end_secs = start_secs + rng.between(PHRASE_SECS.0, PHRASE_SECS.1);
    let syllables_hz = rng.between(SYLLABLES_HZ.0, SYLLABLES_HZ.1);
    let loudness = rng.between(0.6, 1.2);
    let mut sounds: Vec<Sound> = Vec::new();
    let mut time_secs = start_secs;
    while time_secs < end_secs {
        let stressed = rng.chance(0.3) || sounds.is_empty();
        let effort = loudness * if stressed { 1.15 } else { rng.between(0.6, 1.0) };
        let length_secs = rng.log_normal(1.0 / syllables_hz, 0.2).clamp(0.12, 0.4);
        let vowel_secs = length_secs * if stressed { 0.65 } else { 0.55 };
        let consonant = super::beats::pick(rng, &CONSONANT_CHANCES);
        let vowel = CONSONANTS + (rng.unit() * (VISEME_COUNT - CONSONANTS) as f32) as usize;
        if stressed {
            stresses_secs.push(time_secs + length_secs - vowel_secs);
        }
        for (shape, secs) in [(consonant, length_secs - vowel_secs), (vowel, vowel_secs)] {
            sounds.push(Sound { shape, start_secs: time_secs, end_secs: time_secs + secs, effort });
            time_secs += secs;
        }
    }
    sounds
}

impl Voice {
    /// The shapes of a frame as lips make them: a shape begins before its sound and outlasts it.
    pub(super) fn blended(&self, frame: usize) -> Visemes {
        let shapes = |frame: usize| self.visemes.get(frame).unwrap_or(&[0.0; VISEME_COUNT]);
        let [before, here, after] = [frame.wrapping_sub(1), frame, frame + 1].map(shapes);
        std::array::from_fn(|shape| 0.25 * (before[shape] + after[shape]) + 0.5 * here[shape])
    }

    /// Blends a sound in; those of a phrase add up to 1.
    fn add(&mut self, sound: &Sound, clock: &Clock) {
        let half = 0.5 * BLEND_SECS;
        let there = |time: f32, edge: f32| smoothest((time - edge + half) / BLEND_SECS);
        for frame in clock.frames_within((sound.start_secs - half).max(0.0), sound.end_secs + half)
        {
            let time = clock.time_secs(frame);
            let weight = there(time, sound.start_secs) - there(time, sound.end_secs);
            self.visemes[frame][sound.shape] += weight;
            self.effort[frame] += weight * sound.effort;
        }
    }
}

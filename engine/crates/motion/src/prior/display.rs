//! Display rules: what is let out, put on, held back or covered.
//!
//! Deliberate smiles are faster and larger and end more slowly (PMC2668537), deliberate brow raises are
//! faster, larger and shorter (PMC2843933), and the cheek raiser, which obeys the will least, stays out
//! of most of them (Ekman, Davidson & Friesen 1990). What is held back or covered is weak and leaks for
//! moments (Ekman & Friesen 1969). The factors themselves are chosen.

use super::emotion::Part;
use super::timing::Tempo;
use super::{beats, micro};
use crate::rng::Rng;
use risorius_face::{Au, Beat, Cue, Display, Envelope, Prototype, Region, Side, Unit};

/// What holds an emotion back: lip corners, chin and lips.
const CONTROL: [u8; 4] = [14, 17, 23, 24];

/// What a display rule does to one emotion of a beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// On strengths.
    pub(super) strength: f32,
    /// It is put on rather than felt.
    pub(super) posed: bool,
    /// It is held back or covered, and slips out.
    pub(super) leaks: bool,
    /// How much later than usual it starts, seconds.
    pub(super) lead_secs: f32,
}

impl Manner {
    const FELT: Self = Self { strength: 1.0, posed: false, leaks: false, lead_secs: 0.0 };
    const POSED: Self = Self { strength: 1.15, posed: true, leaks: false, lead_secs: 0.0 };
    const SUPPRESSED: Self = Self { strength: 0.35, posed: false, leaks: true, lead_secs: 0.0 };
    const COVERED: Self = Self { strength: 0.3, posed: false, leaks: true, lead_secs: 0.0 };
    const MASK: Self = Self { lead_secs: 0.25, ..Self::POSED };

    /// The manner of one emotion of a beat. In a masked beat the most pleasant one is the mask.
    pub(super) fn of(beat: &Beat, prototype: &Prototype) -> Self {
        match beat.display {
            Display::Felt => Self::FELT,
            Display::Posed => Self::POSED,
            Display::Suppressed => Self::SUPPRESSED,
            Display::Masked if is_mask(beat, prototype) => Self::MASK,
            Display::Masked => Self::COVERED,
        }
    }

    /// How readily a unit joins in: times its chance.
    pub(super) fn readiness(&self, au: Au) -> f32 {
        if self.posed && au == Au::of(6) { 0.4 } else { 1.0 }
    }

    /// How a unit rises and falls.
    pub(super) fn tempo(&self, au: Au) -> Tempo {
        match (self.posed, au.info().region) {
            (false, _) => Tempo { rise: 1.0, fall: 1.0 },
            (true, Region::Brow) => Tempo { rise: 0.7, fall: 0.75 },
            (true, _) => Tempo { rise: 0.7, fall: 1.25 },
        }
    }
}

fn is_mask(beat: &Beat, prototype: &Prototype) -> bool {
    let others = beat.emotions.iter().filter_map(|(name, _)| Prototype::named(name));
    others.map(|other| other.valence).all(|valence| valence <= prototype.valence)
}

/// The movements with which a suppressed beat is held back.
pub(super) fn control(rng: &mut Rng, beat: &Beat) -> Option<Cue> {
    let length_secs = beat.end_secs - beat.start_secs;
    if beat.display != Display::Suppressed || length_secs < 0.6 {
        return None;
    }
    let first = (rng.unit() * CONTROL.len() as f32) as usize;
    let count = 1 + beats::pick(rng, &[0.3, 0.7]);
    let units = (0..count).map(|n| Unit {
        au: Au::of(CONTROL[(first + n) % CONTROL.len()]),
        side: Side::Both,
        intensity: rng.between(0.2, 0.5),
    });
    let units = units.collect();
    let (onset_secs, offset_secs) = (rng.between(0.2, 0.45), rng.between(0.35, 0.7));
    let start_secs = beat.start_secs + rng.between(0.1, 0.35);
    let hold_secs = (beat.end_secs - start_secs - onset_secs).clamp(0.1, 3.0);
    let envelope = Envelope { start_secs, onset_secs, hold_secs, offset_secs };
    Some(super::cue(envelope, units))
}

/// Moments in which what is held back or covered slips out: the first soon after it is felt.
pub(super) fn leaks(rng: &mut Rng, beat: &Beat, parts: &[Part]) -> Vec<Cue> {
    let hidden: Vec<&Part> =
        parts.iter().filter(|part| part.manner.leaks && part.unit.au.code() < 51).collect();
    let length_secs = beat.end_secs - beat.start_secs;
    if hidden.is_empty() || length_secs < 0.6 {
        return Vec::new();
    }
    let mut leak = |start_secs: f32| {
        let shown = 1 + (rng.unit() * hidden.len().min(3) as f32) as usize;
        let first = (rng.unit() * hidden.len() as f32) as usize;
        let strength = rng.between(0.8, 1.1);
        let units = (0..shown).map(|n| {
            let part = hidden[(first + n) % hidden.len()];
            let felt = part.unit.intensity / part.manner.strength;
            Unit { intensity: (felt * strength).clamp(0.25, 0.9), ..part.unit }
        });
        super::cue(micro::envelope(rng, start_secs), units.collect())
    };
    let mut leaks = vec![leak(beat.start_secs)];
    let mut time_secs = 1.2;
    while time_secs < length_secs {
        leaks.push(leak(beat.start_secs + time_secs));
        time_secs += 2.5;
    }
    leaks
}

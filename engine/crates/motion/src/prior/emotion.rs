//! What an emotion asks of the muscles, and when.
//!
//! Which of its tendencies take part is drawn by chance: half of them go by the person's own readiness,
//! so that some people show all of an emotion and some little. Simple signals (brows, lids) come first
//! and the particular ones after (Jack et al. 2014), head and gaze last. A beat that is longer than an
//! expression lasts comes in waves. Delays are chosen.

use super::beats::USUAL_SHARE;
use super::display::{self, Manner};
use super::{Person, timing};
use crate::rng::Rng;
use risorius_face::{Au, Beat, Cue, Prototype, Region, Side, Unit, physiology};

/// Weaker than this a movement is not made at all.
const WEAKEST: f32 = 0.08;

/// How often a unit goes by the person's readiness rather than by a number of its own.
const TOGETHER: f32 = 0.5;

/// At most this many units share a cue.
const MAX_UNITS: usize = 4;

/// The longest wave of an emotion, seconds: with rise and fall still a macro-expression.
const LONGEST_WAVE_SECS: f32 = 3.6;

/// Eyes jump whatever is felt; a rise of this length is a jump, seconds.
const LOOK_SECS: f32 = 0.2;

/// A unit that takes part in a beat.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) unit: Unit,
    pub(super) manner: Manner,
    rise_secs: f32,
}

/// A rise and fall of the whole emotion.
struct Wave {
    start_secs: f32,
    end_secs: f32,
    strength: f32,
}

/// Which signals of an emotion come first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Simple,
    Particular,
    Body,
}

/// All that a beat does to the face.
pub(super) fn cues(rng: &mut Rng, beat: &Beat, person: &Person) -> Vec<Cue> {
    let parts = parts(rng, beat, person);
    let mut cues = display::leaks(rng, beat, &parts);
    cues.extend(display::control(rng, beat));
    for wave in waves(rng, beat) {
        for group in groups(rng, &parts) {
            cues.push(movement(rng, &wave, group));
        }
    }
    cues
}

/// The units that take part, simple signals first; of what opposes each other mostly the stronger.
fn parts(rng: &mut Rng, beat: &Beat, person: &Person) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let known =
        beat.emotions.iter().filter_map(|(name, share)| Some((Prototype::named(name)?, share)));
    for (prototype, share) in known {
        let manner = Manner::of(beat, prototype);
        let mirrored = rng.chance(0.5);
        for tendency in &prototype.units {
            let luck = if rng.chance(TOGETHER) { person.readiness } else { rng.unit() };
            let joins = luck < tendency.chance * manner.readiness(tendency.unit.au);
            let strength = share / USUAL_SHARE * manner.strength * rng.log_normal(1.0, 0.12);
            let intensity = (tendency.unit.intensity * strength).min(1.0);
            if joins && intensity >= WEAKEST {
                let unit = Unit {
                    intensity,
                    ..if mirrored { mirror(tendency.unit) } else { tendency.unit }
                };
                join(&mut parts, Part { unit, manner, rise_secs: prototype.rise_secs });
            }
        }
    }
    parts.sort_by(|a, b| b.unit.intensity.total_cmp(&a.unit.intensity));
    let mut kept: Vec<Part> = Vec::new();
    for part in parts {
        let opposed = kept.iter().any(|other| physiology::opposes(other.unit.au, part.unit.au));
        if !opposed || rng.chance(0.2) {
            kept.push(part);
        }
    }
    kept.sort_by_key(|part| (stage(part.unit.au), part.unit.au));
    kept
}

/// Of two emotions that use the same unit the stronger has it.
fn join(parts: &mut Vec<Part>, part: Part) {
    let same = |known: &&mut Part| {
        known.unit.au == part.unit.au
            && (known.unit.side == part.unit.side
                || known.unit.side == Side::Both
                || part.unit.side == Side::Both)
    };
    match parts.iter_mut().find(same) {
        Some(known) if known.unit.intensity < part.unit.intensity => *known = part,
        Some(_) => {}
        None => parts.push(part),
    }
}

/// The same movement on the other side of the face, or the other way.
fn mirror(unit: Unit) -> Unit {
    let side = match unit.side {
        Side::Left => Side::Right,
        Side::Right => Side::Left,
        Side::Both => Side::Both,
    };
    let code = match unit.au.code() {
        code @ (51 | 55 | 61) => code + 1,
        code @ (52 | 56 | 62) => code - 1,
        code => code,
    };
    Unit { au: Au::of(code), side, ..unit }
}

fn stage(au: Au) -> Stage {
    match au.info().region {
        Region::Brow | Region::Eye => Stage::Simple,
        Region::Nose | Region::Mouth => Stage::Particular,
        Region::Head | Region::Gaze => Stage::Body,
    }
}

/// One wave mostly until the beat's end; more of them, mostly weaker, in a beat that goes on.
fn waves(rng: &mut Rng, beat: &Beat) -> Vec<Wave> {
    let mut waves = Vec::new();
    let mut start_secs = beat.start_secs;
    let mut strength = 1.0;
    loop {
        let left_secs = beat.end_secs - start_secs;
        let wave_secs = if left_secs > LONGEST_WAVE_SECS {
            rng.between(1.8, LONGEST_WAVE_SECS)
        } else if rng.chance(0.75) {
            left_secs
        } else {
            left_secs * rng.between(0.4, 0.85)
        };
        let end_secs = start_secs + wave_secs;
        waves.push(Wave { start_secs, end_secs, strength });
        // It hardly lets go in between: the next wave takes over while this one falls.
        start_secs = end_secs + rng.between(-0.3, 0.4);
        strength = rng.between(0.6, 1.05);
        if beat.end_secs - start_secs < 1.0 {
            return waves;
        }
    }
}

/// Units that move as one: of the same stage and manner, now and then apart.
fn groups<'a>(rng: &mut Rng, parts: &'a [Part]) -> Vec<&'a [Part]> {
    let alike = |a: &Part, b: &Part| {
        stage(a.unit.au) == stage(b.unit.au)
            && a.unit.au.info().region == b.unit.au.info().region
            && a.manner.posed == b.manner.posed
            && a.rise_secs == b.rise_secs
    };
    let mut groups = Vec::new();
    let mut start = 0;
    for end in 1..=parts.len() {
        let split = end == parts.len()
            || end - start == MAX_UNITS
            || !alike(&parts[end - 1], &parts[end])
            || rng.chance(0.2);
        if split {
            groups.push(&parts[start..end]);
            start = end;
        }
    }
    groups
}

fn movement(rng: &mut Rng, wave: &Wave, group: &[Part]) -> Cue {
    let Part { unit: lead, manner, rise_secs } = group[0];
    let looks = lead.au.info().region == Region::Gaze;
    let rise_secs = if looks { LOOK_SECS } else { rise_secs };
    let (earliest, latest) = match stage(lead.au) {
        Stage::Simple => (0.0, 0.12),
        Stage::Particular => (0.1, 0.4),
        Stage::Body => (0.15, 0.6),
    };
    // Slow emotions unfold slowly: half a second of delay at a rise of 0.4 s.
    let delay_secs = rng.between(earliest, latest) * (rise_secs / 0.4).clamp(0.5, 1.6);
    let wave_secs = wave.end_secs - wave.start_secs;
    let start_secs = wave.start_secs + (delay_secs + manner.lead_secs).min(0.5 * wave_secs);
    let release_secs = wave.end_secs + 0.1 * rng.normal();
    let scaled = |unit: Unit| Unit { intensity: (unit.intensity * wave.strength).min(1.0), ..unit };
    let units: Vec<Unit> = group.iter().map(|part| scaled(part.unit)).collect();
    let strongest = units.iter().map(|unit| unit.intensity).fold(0.0, f32::max);
    let times = (start_secs, release_secs);
    let tempo = manner.tempo(lead.au);
    super::cue(timing::envelope(rng, times, rise_secs, strongest, tempo), units)
}

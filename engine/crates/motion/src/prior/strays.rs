//! Movements that belong to no emotion: any muscle, any side, any time.
//!
//! An artist may write any cue; a denoiser that met only emotions would not follow it. All amounts are
//! chosen.

use crate::rng::Rng;
use risorius_face::{Au, AuInfo, Cue, Envelope, Side, Unit, physiology};

/// How likely a performance has some.
const CHANCE: f32 = 0.55;

/// Mean number in five seconds, where there are some.
const PER_WINDOW: f32 = 2.5;

/// How often one is tried elsewhere until it meets nothing that works against it.
const TRIES: usize = 8;

/// Adds unrelated cues to about half of all performances.
pub(super) fn add(rng: &mut Rng, duration_secs: f32, cues: &mut Vec<Cue>) {
    if !rng.chance(CHANCE) {
        return;
    }
    let count = super::count(rng, duration_secs, PER_WINDOW).max(1);
    for _ in 0..count {
        let envelope = Envelope {
            start_secs: rng.between(0.0, 0.9 * duration_secs),
            onset_secs: rng.log_normal(0.35, 0.6).clamp(0.07, 1.5),
            hold_secs: rng.exponential(0.8).min(3.0),
            offset_secs: rng.log_normal(0.5, 0.6).clamp(0.1, 1.8),
        };
        let units = 1 + super::beats::pick(rng, &[0.5, 0.25, 0.15]);
        cues.extend(free(rng, envelope, units, (0.1, 1.0), cues, |_| true));
    }
}

/// A cue of units that nothing else uses or opposes while it lasts; `None` if none was found.
pub(super) fn free(
    rng: &mut Rng,
    envelope: Envelope,
    count: usize,
    strength: (f32, f32),
    cues: &[Cue],
    allowed: impl Fn(Au) -> bool,
) -> Option<Cue> {
    let meets = |cue: &&Cue| {
        cue.envelope.start_secs < envelope.end_secs() + 0.3
            && envelope.start_secs < cue.envelope.end_secs() + 0.3
    };
    let mut taken: Vec<Au> =
        cues.iter().filter(meets).flat_map(|cue| &cue.units).map(|unit| unit.au).collect();
    let mut units: Vec<Unit> = Vec::new();
    for _ in 0..TRIES {
        let au = any(rng);
        let clashes = |&other: &Au| clash(other, au);
        if units.len() < count && allowed(au) && !taken.iter().any(clashes) {
            taken.push(au);
            let intensity = rng.between(strength.0, strength.1);
            units.push(Unit { au, side: side(rng, au.info()), intensity });
        }
    }
    (!units.is_empty()).then(|| super::cue(envelope, units))
}

/// Whether two units cannot both be seen: the same one, an antagonist, or lids that are closed twice.
fn clash(a: Au, b: Au) -> bool {
    let lids = |au: Au| matches!(au.code(), 43 | 45 | 46);
    a == b || (lids(a) && lids(b)) || physiology::opposes(a, b) || physiology::opposes(b, a)
}

fn any(rng: &mut Rng) -> Au {
    let table = Au::table();
    Au::of(table[(rng.unit() * table.len() as f32) as usize].code)
}

/// Both sides mostly; the jaw cannot go to both.
fn side(rng: &mut Rng, info: &AuInfo) -> Side {
    let both = if info.code == 30 { 0.0 } else { 0.6 };
    match (info.sided && !rng.chance(both), rng.chance(0.5)) {
        (false, _) => Side::Both,
        (true, true) => Side::Left,
        (true, false) => Side::Right,
    }
}

//! Beats: which emotions a performance has, when, how mixed and how shown.
//!
//! How often each comes is chosen, so that the denoiser meets all of them and clips without any.

use crate::rng::Rng;
use risorius_face::{Beat, Display, Prototype};

/// How likely a performance has no beat, one, two; else it has three.
const COUNTS: [f32; 3] = [0.25, 0.4, 0.25];

/// The shortest beat, seconds.
const SHORTEST_SECS: f32 = 0.8;

/// The share of an emotion of usual strength, as the reasoning writes it.
pub(super) const USUAL_SHARE: f32 = 0.7;

/// How strong emotions are: times the usual.
const ENERGY: (f32, f32) = (0.4, 1.3);

/// How many prototypes come first and are the basic emotions; they are drawn twice as often.
const BASIC: usize = 7;

/// Beats one after another, sometimes with a gap or an overlap.
pub(super) fn draw(rng: &mut Rng, duration_secs: f32) -> Vec<Beat> {
    let most = (duration_secs / SHORTEST_SECS) as usize;
    let count = pick(rng, &COUNTS).min(most);
    if count == 0 {
        return Vec::new();
    }
    let first_secs = if rng.chance(0.6) { 0.0 } else { rng.between(0.0, 0.3 * duration_secs) };
    let last_secs =
        if rng.chance(0.6) { duration_secs } else { rng.between(0.75, 1.0) * duration_secs };
    let usual_secs = (last_secs - first_secs) / count as f32;
    let mut start_secs = first_secs;
    let mut beats = Vec::new();
    for left in (0..count).rev() {
        let end_secs =
            if left == 0 { last_secs } else { start_secs + usual_secs * rng.between(0.7, 1.1) };
        let overlap_secs = if left == 0 { 0.0 } else { rng.between(-0.3, 0.2) };
        beats.push(beat(rng, start_secs, (end_secs + overlap_secs).min(duration_secs)));
        start_secs = end_secs;
    }
    beats
}

fn beat(rng: &mut Rng, start_secs: f32, end_secs: f32) -> Beat {
    let display = match pick(rng, &[0.55, 0.15, 0.15]) {
        0 => Display::Felt,
        1 => Display::Posed,
        2 => Display::Suppressed,
        _ => Display::Masked,
    };
    let energy = rng.between(ENERGY.0, ENERGY.1);
    let mut emotions = if display == Display::Masked { masked(rng) } else { mixed(rng) };
    for (_, share) in &mut emotions {
        *share = (*share * energy * USUAL_SHARE).clamp(0.05, 1.0);
    }
    emotions.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    Beat { start_secs, end_secs, emotions, display }
}

/// One emotion mostly, or two or three of falling strength.
fn mixed(rng: &mut Rng) -> Vec<(String, f32)> {
    let count = 1 + pick(rng, &[0.62, 0.31]);
    let mut emotions: Vec<(String, f32)> = Vec::new();
    let mut share = 1.0;
    while emotions.len() < count {
        let name = &any(rng).name;
        if emotions.iter().all(|(known, _)| known != name) {
            emotions.push((name.clone(), share));
            share *= rng.between(0.3, 0.9);
        }
    }
    emotions
}

/// An unpleasant emotion under a pleasant one: people cover with a smile (Ekman & Friesen 1982).
fn masked(rng: &mut Rng) -> Vec<(String, f32)> {
    let mut one = |wanted: fn(f32) -> bool| {
        let matching: Vec<&Prototype> =
            Prototype::all().iter().filter(|prototype| wanted(prototype.valence)).collect();
        let index = (rng.unit() * matching.len() as f32) as usize;
        (matching[index].name.clone(), rng.between(0.75, 1.0))
    };
    vec![one(|valence| valence < 0.0), one(|valence| valence > 0.3)]
}

fn any(rng: &mut Rng) -> &'static Prototype {
    let all = Prototype::all();
    let index = (rng.unit() * (all.len() + BASIC) as f32) as usize;
    &all[index % all.len()]
}

/// The index of what is drawn; past the end where no chance came up.
pub(super) fn pick(rng: &mut Rng, chances: &[f32]) -> usize {
    let mut left = rng.unit();
    chances
        .iter()
        .position(|chance| {
            left -= chance;
            left < 0.0
        })
        .unwrap_or(chances.len())
}

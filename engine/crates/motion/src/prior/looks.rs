//! Where the eyes are turned on purpose, and how the head goes with them.
//!
//! Sizes of gaze shifts are exponential and 90 % are under 15° (*Eyes Alive*, Lee, Badler & Badler
//! 2002). Beyond that the head comes along, later and slower than the eyes; how far and how late is
//! chosen, since no trustworthy figures in degrees were found.

use crate::rng::Rng;
use risorius_face::{Au, Cue, Envelope, Side, Unit};

/// How likely the eyes are turned at all in a performance.
const CHANCE: f32 = 0.4;

/// Mean number of looks in five seconds, where there are some.
const PER_WINDOW: f32 = 1.3;

/// Least size, mean beyond it, and limit, degrees: exp(−12 / 5.2) = 10 % are over 15°.
const SIZE_DEG: (f32, f32, f32) = (3.0, 5.2, 26.0);

/// The head mostly comes along beyond this, degrees.
const WITH_HEAD_DEG: f32 = 15.0;

/// Directions: the eyes' unit and its degrees, the head's unit and its degrees.
const WAYS: [(u8, f32, u8, f32); 4] =
    [(61, 28.0, 51, 15.0), (62, 28.0, 52, 15.0), (63, 22.0, 53, 12.0), (64, 22.0, 54, 12.0)];

/// Adds looks to some performances.
pub(super) fn add(rng: &mut Rng, duration_secs: f32, cues: &mut Vec<Cue>) {
    if !rng.chance(CHANCE) {
        return;
    }
    let mut start_secs = rng.between(0.0, 0.5 * duration_secs);
    for _ in 0..super::count(rng, duration_secs, PER_WINDOW).max(1) {
        let hold_secs = 0.2 + rng.exponential(0.8).min(2.5);
        let looks = look(rng, start_secs, hold_secs);
        start_secs += hold_secs + 0.3 + rng.exponential(0.8);
        let told = |cue: &Cue| cue.units.iter().any(|unit| looks[0].units[0].au == unit.au);
        if !cues.iter().any(told) {
            cues.extend(looks);
        }
    }
}

fn look(rng: &mut Rng, start_secs: f32, hold_secs: f32) -> Vec<Cue> {
    let (eyes, eyes_span, head, head_span) = WAYS[(rng.unit() * WAYS.len() as f32) as usize];
    let degrees = (SIZE_DEG.0 + rng.exponential(SIZE_DEG.1)).min(SIZE_DEG.2);
    let intensity = (degrees / eyes_span).min(1.0);
    let jump = Envelope { start_secs, onset_secs: 0.1, hold_secs, offset_secs: 0.12 };
    let turn = |code, intensity| vec![Unit { au: Au::of(code), side: Side::Both, intensity }];
    let mut cues = vec![super::cue(jump, turn(eyes, intensity))];
    if degrees > WITH_HEAD_DEG && rng.chance(0.75) {
        let follow = Envelope {
            start_secs: start_secs + rng.between(0.03, 0.15),
            onset_secs: rng.between(0.3, 0.6),
            hold_secs: (hold_secs - 0.3).max(0.05),
            offset_secs: rng.between(0.4, 0.7),
        };
        let share = rng.between(0.2, 0.5) * degrees / head_span;
        cues.push(super::cue(follow, turn(head, share.min(1.0))));
    }
    cues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn a_tenth_of_looks_is_large_and_takes_the_head_along() {
        let mut rng = Rng::new(3, Stream::Performance, 9);
        let (mut large, mut with_head) = (0, 0);
        for _ in 0..2000 {
            let cues = look(&mut rng, 0.0, 1.0);
            let unit = cues[0].units[0];
            let span = if unit.au.code() <= 62 { 28.0 } else { 22.0 };
            let is_large = unit.intensity * span > WITH_HEAD_DEG;
            large += usize::from(is_large);
            with_head += cues.len() - 1;
            assert!(is_large || cues.len() == 1);
            assert!(cues[1..].iter().all(|head| head.envelope.start_secs > 0.0));
        }
        assert!((140..260).contains(&large), "{large} of 2000 over 15°");
        assert!(
            (0.65..0.85).contains(&(with_head as f32 / large as f32)),
            "{with_head} of {large}"
        );
    }
}

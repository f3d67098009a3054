//! How long movements take: rise, apex and fall.
//!
//! Movements of half a second to four are *macro*-expressions (springer 978-3-319-39513-5_5). The
//! larger a movement the longer it takes, but less than in proportion, so that its peak velocity grows
//! with its amplitude (Schmidt et al. 2003). A fall is slower than the rise and no mirror image of it
//! (Frontiers in Psychology 6:1107). Spreads and the exponent are chosen.

use crate::rng::Rng;
use risorius_face::Envelope;

/// Shortest and longest macro-expression, seconds.
pub(super) const MACRO_SECS: (f32, f32) = (0.5, 4.0);

/// How a rise time grows with the amplitude; velocity grows with the rest of it.
const RISE_EXPONENT: f32 = 0.25;

/// Spread of rise and fall times: deviation of the logarithm.
const SPREAD: f32 = 0.15;

/// Shortest and longest rise of a macro-expression, seconds: 0.2 to 0.9 s read (Recio et al. 2013),
/// and startles and slow dawnings go somewhat beyond.
const RISE_SECS: (f32, f32) = (0.12, 1.4);

/// Shortest and longest fall, seconds: chosen.
const FALL_SECS: (f32, f32) = (0.2, 1.8);

/// How an emotion rises and falls: factors on its usual times.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tempo {
    pub(super) rise: f32,
    pub(super) fall: f32,
}

/// The envelope of a movement of this strength that starts and is let go at these times.
pub(super) fn envelope(
    rng: &mut Rng,
    (start_secs, release_secs): (f32, f32),
    usual_rise_secs: f32,
    strength: f32,
    tempo: Tempo,
) -> Envelope {
    let size = (strength / 0.5).powf(RISE_EXPONENT);
    let mut spread = || rng.log_normal(1.0, SPREAD);
    let onset_secs =
        (usual_rise_secs * tempo.rise * size * spread()).clamp(RISE_SECS.0, RISE_SECS.1);
    // The usual falls of assets/think/emotions.toml lie on this line over their rises.
    let usual_fall_secs = 0.35 + 0.85 * usual_rise_secs;
    let offset_secs = (usual_fall_secs * tempo.fall * spread()).clamp(FALL_SECS.0, FALL_SECS.1);
    let moving_secs = onset_secs + offset_secs;
    let longest_secs = (MACRO_SECS.1 - moving_secs).max(0.0);
    let shortest_secs = (MACRO_SECS.0 - moving_secs).max(0.0);
    let hold_secs = (release_secs - start_secs - onset_secs).max(shortest_secs).min(longest_secs);
    Envelope { start_secs, onset_secs, hold_secs, offset_secs }
}

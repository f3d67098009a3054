//! Where the eyes go by themselves.
//!
//! Eyes rest on the viewer and jump: small jumps under 1°, one or two a second, and now and then a look
//! away, of exponential size, mostly sideways or up and down. Times of a listener (7.9 s on the viewer,
//! 0.43 s away), duration and direction of jumps as told of Lee, Badler & Badler, *Eyes Alive* (2002).

use super::Signal;
use crate::course::smoothest;
use crate::options::Clock;
use crate::rng::{Rng, Stream};
use crate::track::Track;
use risorius_face::Channel;
use std::collections::BTreeMap;

/// From one small jump to the next, seconds: the least, and the mean beyond it.
const REST_SECS: (f32, f32) = (0.25, 0.45);

/// Size of small jumps: mean and limit, degrees.
const SMALL_DEG: (f32, f32) = (0.35, 1.0);

/// From one look away to the next, mean seconds.
const ON_VIEWER_SECS: f32 = 7.9;

/// How long a look away lasts: the least, and the mean beyond it (0.43 together), seconds.
const AWAY_SECS: (f32, f32) = (0.2, 0.23);

/// Size of a look away: mean and limit, degrees.
const AWAY_DEG: (f32, f32) = (5.0, 15.0);

/// How long a jump of the eyes takes: 20–30 ms and 2.2–2.7 ms a degree, seconds.
pub(crate) fn saccade_secs(degrees: f32) -> f32 {
    0.025 + 0.00245 * degrees
}

/// The eyes begin to jump to `target_deg` (x, y) at `start`.
#[derive(Clone, Copy, Debug)]
struct Jump {
    start: f32,
    target_deg: [f32; 2],
}

/// Gaze in both directions. Where a cue has either of them, the eyes stay where they are told.
pub(super) fn signals(
    seed: u64,
    amount: f32,
    clock: &Clock,
    tracks: &BTreeMap<usize, Track>,
) -> [Signal; 2] {
    let jumps = jumps(seed, clock.end_secs());
    let told = [Channel::GazeX, Channel::GazeY].map(|channel| tracks.get(&channel.index()));
    let mut latest = 0;
    let mut gaze = |frame: usize| {
        let time = clock.time_secs(frame);
        while jumps.get(latest + 1).is_some_and(|next| next.start <= time) {
            latest += 1;
        }
        let presence = told.iter().flatten().map(|track| track.presence[frame]).fold(0.0, f32::max);
        let free = amount * (1.0 - presence);
        between(jumps[latest.saturating_sub(1)], jumps[latest], time).map(|degrees| free * degrees)
    };
    let (x, y) = (0..clock.frames).map(|frame| gaze(frame).into()).unzip();
    [Signal::Added(Channel::GazeX, x), Signal::Added(Channel::GazeY, y)]
}

fn between(from: Jump, to: Jump, time_secs: f32) -> [f32; 2] {
    let [dx, dy] = [to.target_deg[0] - from.target_deg[0], to.target_deg[1] - from.target_deg[1]];
    let done = smoothest((time_secs - to.start) / saccade_secs(dx.hypot(dy)));
    [from.target_deg[0] + dx * done, from.target_deg[1] + dy * done]
}

/// All jumps in order; the first rests on the viewer.
fn jumps(seed: u64, duration_secs: f32) -> Vec<Jump> {
    let mut rng = Rng::new(seed, Stream::Gaze, 0);
    let mut jumps = vec![Jump { start: 0.0, target_deg: [0.0; 2] }];
    let mut away_at = rng.exponential(ON_VIEWER_SECS);
    let mut time = 0.0;
    while time < duration_secs {
        time += REST_SECS.0 + rng.exponential(REST_SECS.1);
        let away = time >= away_at;
        let (mean, limit) = if away { AWAY_DEG } else { SMALL_DEG };
        jumps.push(Jump { start: time, target_deg: somewhere(&mut rng, mean, limit) });
        if away {
            time += AWAY_SECS.0 + rng.exponential(AWAY_SECS.1);
            jumps.push(Jump {
                start: time,
                target_deg: somewhere(&mut rng, SMALL_DEG.0, SMALL_DEG.1),
            });
            away_at = time + rng.exponential(ON_VIEWER_SECS);
        }
    }
    jumps
}

/// A point at an exponential distance; the four main directions come twice as often as the diagonals.
fn somewhere(rng: &mut Rng, mean_deg: f32, limit_deg: f32) -> [f32; 2] {
    let quarter = std::f32::consts::FRAC_PI_2;
    let main = rng.chance(2.0 / 3.0);
    let spread = rng.between(-0.5, 0.5) * 0.5 * quarter;
    let direction =
        quarter * (4.0 * rng.unit()).floor() + if main { spread } else { 0.5 * quarter + spread };
    let distance = rng.exponential(mean_deg).min(limit_deg);
    [distance * direction.cos(), distance * direction.sin()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eyes_rest_on_the_viewer_and_jump_as_people_do() {
        let all: Vec<Jump> = (0..100).flat_map(|seed| jumps(seed, 60.0)).collect();
        let size = |jump: &Jump| jump.target_deg[0].hypot(jump.target_deg[1]);
        let away = all.iter().filter(|jump| size(jump) > SMALL_DEG.1).count() as f32;
        let a_minute = all.len() as f32 / 100.0;
        assert!((75.0..100.0).contains(&a_minute), "{a_minute} jumps a minute");
        // Of looks away, exp(−1/5) = 82 % are over 1°; one in 7.9 + 0.7 + 0.43 s.
        assert!((4.5..6.5).contains(&(away / 100.0)), "{} looks away a minute", away / 100.0);
        assert!(all.iter().all(|jump| size(jump) <= AWAY_DEG.1 * 1.001));
    }

    #[test]
    fn main_directions_come_twice_as_often_and_large_jumps_seldom() {
        let mut rng = Rng::new(7, Stream::Gaze, 0);
        let points: Vec<[f32; 2]> =
            (0..4000).map(|_| somewhere(&mut rng, AWAY_DEG.0, AWAY_DEG.1)).collect();
        let is_main = |[x, y]: &&[f32; 2]| {
            let (small, large) = (x.abs().min(y.abs()), x.abs().max(y.abs()));
            small < (std::f32::consts::PI / 8.0).tan() * large
        };
        let main = points.iter().filter(is_main).count() as f32 / points.len() as f32;
        assert!((0.63..0.70).contains(&main), "{main} along the axes");
        let large = points.iter().filter(|[x, y]| x.hypot(*y) > 0.999 * AWAY_DEG.1).count();
        assert!(large < 400, "{large} of 4000 over 15°: at most a tenth");
        for (degrees, low, high) in
            [(1.0, 0.022, 0.033), (10.0, 0.042, 0.057), (28.0, 0.081, 0.106)]
        {
            assert!((low..high).contains(&saccade_secs(degrees)), "{degrees}°");
        }
    }
}

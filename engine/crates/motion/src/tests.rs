//! What holds of every motion.

use super::*;
use crate::course::STEEPEST;
use proptest::prelude::*;
use risorius_face::{Au, CHANNELS, Channel, Cue, Envelope, Fps, Item, Row, Side, Unit};

const STILL: Options =
    Options { fps: Fps::PAL, seed: 1, life: Life::NONE, sampling: Sampling::PROGRESSIVE };
const ALIVE: Options = Options { life: Life::FULL, ..STILL };

fn cue(au: u8, side: Side, intensity: f32, times: [f32; 4]) -> Cue {
    let [start_secs, onset_secs, hold_secs, offset_secs] = times;
    Cue {
        envelope: Envelope { start_secs, onset_secs, hold_secs, offset_secs },
        units: vec![Unit { au: Au::of(au), side, intensity }],
        text: String::new(),
        reason: String::new(),
        locked: false,
    }
}

fn script(duration_secs: f32, cues: impl IntoIterator<Item = Cue>) -> Script {
    Script { duration_secs, items: cues.into_iter().map(Item::Cue).collect(), ..Script::default() }
}

fn values(motion: &Motion, channel: Channel) -> Vec<f32> {
    motion.rows.iter().map(|row| row.get(channel)).collect()
}

fn unit(code: u8, side: Side) -> Channel {
    Channel::Unit(Au::of(code), side)
}

fn peak(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

#[test]
fn nothing_to_do_is_true_zero() {
    for (duration, fps, frames) in [
        (4.0, Fps::PAL, 100),
        (1.0, Fps { frames: 30000, per_secs: 1001 }, 30),
        (0.0, Fps::PAL, 1),
        (f32::NAN, Fps::PAL, 1),
        (1e9, Fps { frames: 1, per_secs: 1 }, 600),
        (2.0, Fps { frames: 0, per_secs: 1 }, 50),
        (2.0, Fps { frames: u32::MAX, per_secs: 0 }, 50),
    ] {
        let motion = Curves.perform(&script(duration, []), &Options { fps, ..STILL });
        assert_eq!(motion.rows, vec![Row::ZERO; frames], "{duration} s at {fps:?}");
    }
}

#[test]
fn life_moves_only_its_own_channels_and_starts_at_zero() {
    let motion = Curves.perform(&script(20.0, []), &ALIVE);
    assert_eq!(motion, Curves.perform(&script(20.0, []), &ALIVE));
    assert_ne!(motion, Curves.perform(&script(20.0, []), &Options { seed: 2, ..ALIVE }));
    for &channel in CHANNELS {
        let moves = values(&motion, channel).iter().any(|&value| value != 0.0);
        let lives = match channel {
            Channel::Unit(au, _) => matches!(au.code(), 38 | 43),
            _ => true,
        };
        assert_eq!(moves, lives, "{channel:?}");
    }
    for channel in [Channel::HeadYaw, Channel::HeadY, Channel::GazeX] {
        assert_eq!(motion.rows[0].get(channel), 0.0, "{channel:?}");
    }
}

#[test]
fn a_complete_blink_shuts_the_eyes_in_a_frame_at_any_rate() {
    for frames in [24, 25, 60] {
        let options = Options { fps: Fps { frames, per_secs: 1 }, ..ALIVE };
        let lids = values(&Curves.perform(&script(60.0, []), &options), unit(43, Side::Left));
        assert!(lids.iter().filter(|&&lid| lid > 0.999).count() >= 8, "at {frames}");
    }
}

#[test]
fn a_micro_expression_stays_short() {
    let motion =
        Curves.perform(&script(2.0, [cue(10, Side::Left, 0.5, [0.5, 0.1, 0.04, 0.12])]), &STILL);
    let seen = values(&motion, unit(10, Side::Left)).iter().filter(|&&value| value > 0.0).count();
    assert!((5..=7).contains(&seen), "{seen} frames of 40 ms");
}

#[test]
fn neighbours_hand_over_without_a_gap_or_an_overshoot() {
    let lines = [
        cue(4, Side::Left, 0.6, [0.2, 0.3, 0.5, 0.4]),
        cue(4, Side::Left, 0.6, [1.5, 0.3, 0.5, 0.4]),
    ];
    let brow = values(&Curves.perform(&script(3.0, lines), &STILL), unit(4, Side::Left));
    let between = &brow[14..44];
    assert!(between.iter().all(|&value| value > 0.05), "{between:?}");
    assert!(peak(&brow) < 0.6 + 1e-3);
}

#[test]
fn opposite_turns_cancel_and_eyes_jump() {
    let turns = [51, 52].map(|au| cue(au, Side::Both, 0.8, [0.5, 0.4, 1.0, 0.4]));
    let head = values(&Curves.perform(&script(3.0, turns), &STILL), Channel::HeadYaw);
    assert!(head.iter().all(|yaw| yaw.abs() < 1e-4));
    let glance = cue(61, Side::Both, 0.5, [1.0, 0.4, 1.0, 0.4]);
    let eyes = values(&Curves.perform(&script(3.0, [glance]), &STILL), Channel::GazeX);
    assert!(eyes[25] == 0.0 && (eyes[27] - 14.0).abs() < 1e-3, "{:?}", &eyes[24..30]);
}

#[test]
fn the_gaze_that_is_told_is_kept() {
    let glance = cue(62, Side::Both, 0.3, [0.5, 0.2, 5.0, 0.3]);
    let motion = Curves.perform(&script(6.0, [glance]), &ALIVE);
    let told = &motion.rows[20..130];
    assert!(
        told.iter()
            .all(|row| (row.get(Channel::GazeX) + 8.4).abs() < 1e-3
                && row.get(Channel::GazeY) == 0.0)
    );
    let follows = motion.rows[100].get(Channel::HeadYaw)
        - Curves.perform(&script(6.0, []), &ALIVE).rows[100].get(Channel::HeadYaw);
    assert!((-1.5..-1.0).contains(&follows), "the head follows by {follows}°");
}

#[test]
fn an_edit_leaves_the_rest_alone() {
    let smile = cue(12, Side::Both, 0.5, [0.5, 0.4, 0.6, 0.6]);
    let brow = |intensity, start| cue(4, Side::Both, intensity, [start, 0.3, 0.5, 0.5]);
    let kept = [smile, brow(0.3, 1.0), brow(0.4, 1.4)];
    let before = Curves.perform(&script(6.0, kept.clone()), &ALIVE);
    let after = Curves.perform(&script(6.0, [brow(0.7, 4.0)].into_iter().chain(kept)), &ALIVE);
    assert_eq!(before.rows[..99], after.rows[..99]);
    assert_eq!(before.rows[134..], after.rows[134..]);
    assert_ne!(before.rows[110], after.rows[110]);
}

fn any_cue(seconds: f32) -> impl Strategy<Value = Cue> {
    let code = prop::sample::select(Au::table().iter().map(|info| info.code).collect::<Vec<u8>>());
    let side = prop::sample::select(vec![Side::Left, Side::Right, Side::Both]);
    let times = (0.0..seconds, 0.0f32..1.5, 0.0f32..2.0, 0.0f32..1.5);
    (code, side, 0.0f32..=1.0, times)
        .prop_map(|(au, side, intensity, (a, b, c, d))| cue(au, side, intensity, [a, b, c, d]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn values_stay_in_range_whatever_is_asked(
        cues in prop::collection::vec((any_cue(4.0), any::<[f32; 4]>(), any::<f32>(), any::<[bool; 3]>()), 0..12),
        life in any::<[f32; 4]>(),
        seed: u64,
    ) {
        let wild = cues.into_iter().map(|(mut cue, times, intensity, [wild_times, wild_intensity, locked])| {
            let [start_secs, onset_secs, hold_secs, offset_secs] = times;
            if wild_times {
                cue.envelope = Envelope { start_secs, onset_secs, hold_secs, offset_secs };
            }
            if wild_intensity {
                cue.units[0].intensity = intensity;
            }
            Cue { locked, ..cue }
        });
        let [blinks, gaze, head, breath] = life;
        let options = Options { seed, life: Life { blinks, gaze, head, breath }, ..STILL };
        for row in Curves.perform(&script(4.0, wild), &options).rows {
            for (&channel, value) in CHANNELS.iter().zip(row.0) {
                let (low, high) = channel.range();
                prop_assert!((low..=high).contains(&value), "{channel:?} is {value}");
            }
        }
    }

    #[test]
    fn a_locked_cue_is_reproduced(
        mut wanted in any_cue(3.9),
        others in prop::collection::vec(any_cue(4.0), 0..8),
        frames in prop::sample::select(vec![24u32, 25, 60]),
        seed: u64,
    ) {
        wanted.locked = true;
        let Unit { au, side, intensity } = wanted.units[0];
        let channels = |au| Channel::of_unit(au, Side::Both).into_iter().map(|(channel, _)| channel);
        let rival = |cue: &Cue| channels(cue.units[0].au).any(|theirs| channels(au).any(|ours| ours == theirs));
        let unrivalled = !others.iter().any(rival);
        let script = script(4.0, others.into_iter().chain([wanted.clone()]));
        let fps = Fps { frames, per_secs: 1 };
        let alive = Curves.perform(&script, &Options { fps, seed, ..ALIVE });
        let still = Curves.perform(&script, &Options { fps, seed, ..STILL });
        for (channel, span) in Channel::of_unit(au, side) {
            let from = (wanted.envelope.start_secs * frames as f32) as usize;
            let shares: Vec<f32> = values(&alive, channel)[from..].iter().map(|value| value / span).collect();
            let nearest = shares.iter().map(|share| (share - intensity).abs()).fold(f32::INFINITY, f32::min);
            prop_assert!(nearest < 0.02, "{channel:?} at {intensity}: {shares:?}");
            let highest = values(&still, channel).iter().map(|value| value / span).fold(0.0, f32::max);
            prop_assert!(!unrivalled || (highest - intensity).abs() < 0.02, "{channel:?} reaches {highest}");
        }
    }

    #[test]
    fn nothing_moves_faster_than_its_time_allows(asked in any_cue(3.0)) {
        let motion = Curves.perform(&script(8.0, [asked.clone()]), &STILL);
        let Unit { au, side, intensity } = asked.units[0];
        let Envelope { onset_secs, offset_secs, .. } = asked.envelope;
        for (channel, span) in Channel::of_unit(au, side) {
            let (rise_secs, fall_secs) = match channel {
                Channel::Unit(..) => (0.066, 0.1),
                Channel::GazeX | Channel::GazeY => {
                    let jump = life::saccade_secs((span * intensity).abs());
                    (jump, jump)
                }
                _ => (0.15, 0.2),
            };
            let eyes = matches!(channel, Channel::GazeX | Channel::GazeY);
            let time = |given: f32, least: f32| if eyes && given < 0.6 { least } else { given.max(least) };
            let steepest = STEEPEST * (span * intensity).abs() / time(onset_secs, rise_secs).min(time(offset_secs, fall_secs));
            for pair in values(&motion, channel).windows(2) {
                prop_assert!((pair[1] - pair[0]).abs() <= steepest * 0.04 + 1e-5, "{channel:?}: {pair:?}");
            }
        }
    }
}

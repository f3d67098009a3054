//! Whether what is drawn obeys the facts that it is drawn from.

use super::*;
use crate::{Curves, Life, Options, Performer, Sampling};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};
use risorius_face::{
    Au, Beat, CHANNELS, Channel, Display, Prototype, Region, Side, Unit, physiology,
};

const WINDOW: usize = 128;
const ORDINARY: Person = Person { readiness: 0.5, synergy: 0.5 };

fn performances(count: u64) -> impl Iterator<Item = (u64, Performance)> {
    (0..count).map(|seed| (seed, perform(seed, WINDOW)))
}

fn values(motion: &Motion, channel: Channel) -> Vec<f32> {
    let column = channel.index();
    motion.rows.iter().map(|row| row.0[column]).collect()
}

fn peak(values: &[f32]) -> f32 {
    values.iter().fold(0.0, |peak, value| value.abs().max(peak))
}

fn mean(values: &[f32]) -> f32 {
    values.iter().sum::<f32>() / values.len() as f32
}

fn median(values: &mut [f32]) -> f32 {
    values.sort_by(f32::total_cmp);
    values[values.len() / 2]
}

fn correlation(a: &[f32], b: &[f32]) -> f32 {
    let (mean_a, mean_b) = (mean(a), mean(b));
    let products = |a: &[f32], mean_a: f32, b: &[f32], mean_b: f32| -> f32 {
        a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum()
    };
    let spread = products(a, mean_a, a, mean_a) * products(b, mean_b, b, mean_b);
    products(a, mean_a, b, mean_b) / spread.sqrt().max(1e-9)
}

fn beat(emotion: &str, share: f32, display: Display) -> Beat {
    let emotions = vec![(emotion.to_owned(), share)];
    Beat { start_secs: 0.0, end_secs: 3.0, emotions, display }
}

/// Cues of many people who have this beat.
fn cues_of(beat: &Beat, people: u64) -> Vec<Vec<Cue>> {
    let draw = |seed| {
        let mut rng = Rng::new(seed, Stream::Performance, 1);
        let person = Person { readiness: rng.unit(), ..ORDINARY };
        emotion::cues(&mut rng, beat, &person)
    };
    (0..people).map(draw).collect()
}

fn has(cue: &Cue, code: u8) -> bool {
    cue.units.iter().any(|unit| unit.au == Au::of(code))
}

fn length_secs(cue: &Cue) -> f32 {
    cue.envelope.end_secs() - cue.envelope.start_secs
}

/// What a face does for one cue.
fn played(seed: u64, cue: Cue) -> Motion {
    let clock = Clock { fps: Fps::PAL, frames: WINDOW };
    let script = Script {
        title: String::new(),
        duration_secs: clock.end_secs(),
        items: vec![Item::Cue(cue)],
    };
    body::play(&script, &speech::silence(&clock), &ORDINARY, seed, &clock)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_seed_and_length_stay_in_range(seed: u64, frames in 1usize..2000) {
        let performance = perform(seed, frames);
        prop_assert_eq!(performance.motion.rows.len(), frames);
        prop_assert_eq!(performance.speech.len(), frames);
        for row in &performance.motion.rows {
            for (&channel, value) in CHANNELS.iter().zip(row.0) {
                let (low, high) = channel.range();
                prop_assert!((low..=high).contains(&value), "{channel:?} is {value}");
            }
        }
        for shapes in &performance.speech {
            let sum: f32 = shapes.iter().sum();
            prop_assert!(shapes.iter().all(|&share| share >= -1e-6) && sum < 1.001, "{shapes:?}");
        }
        prop_assert_eq!(performance, perform(seed, frames));
    }
}

#[test]
fn motion_follows_the_cues() {
    let (mut likeness, mut misses) = (Vec::new(), Vec::new());
    for (seed, Performance { motion, script, speech, .. }) in performances(200) {
        let told = Curves.perform(
            &script,
            &Options { fps: Fps::PAL, seed, life: Life::NONE, sampling: Sampling::PROGRESSIVE },
        );
        let talks = speech.iter().any(|shapes| peak(shapes) > 0.0);
        for &channel in CHANNELS {
            // Speech and sway are told by no cue.
            let shared = match channel {
                Channel::Unit(au, _) => talks && au.info().region == Region::Mouth,
                Channel::GazeX | Channel::GazeY => false,
                _ => true,
            };
            let (told, done) = (values(&told, channel), values(&motion, channel));
            if !shared && peak(&told) > 0.0 {
                let span = channel.range().1;
                likeness.push(correlation(&told, &done));
                misses.push((peak(&told) - peak(&done)).abs() / span);
            }
        }
    }
    assert!(mean(&likeness) > 0.98, "mean correlation {}", mean(&likeness));
    let unlike = likeness.iter().filter(|&&r| r < 0.97).count() as f32 / likeness.len() as f32;
    assert!(unlike < 0.08, "{unlike} of the channels below 0.97");
    assert!(median(&mut likeness) > 0.99);
    assert!(median(&mut misses) < 0.02, "peaks are off by {}", median(&mut misses));
}

#[test]
fn faces_are_mostly_still() {
    let (mut resting, mut all, mut empty) = (0, 0, 0);
    for (_, Performance { motion, script, speech, .. }) in performances(300) {
        let at_rest =
            motion.rows.iter().flat_map(|row| row.0).filter(|&value| value == 0.0).count();
        resting += at_rest;
        all += motion.rows.len() * CHANNELS.len();
        if script.items.is_empty() && speech.iter().all(|shapes| peak(shapes) == 0.0) {
            empty += 1;
            assert_eq!(at_rest, motion.rows.len() * CHANNELS.len(), "nobody told it to move");
        }
    }
    let share = resting as f32 / all as f32;
    assert!((0.75..0.92).contains(&share) && empty > 0, "{share} at rest, {empty} empty");
}

/// Macro-expressions 0.5–4 s, micro-expressions under 0.5 s (springer 978-3-319-39513-5_5).
#[test]
fn expressions_last_as_long_as_they_do() {
    let (mut with_micro, mut with_stray) = (0, 0);
    for (_, performance) in performances(300) {
        let micro = |cue: &Cue| length_secs(cue) <= micro::LENGTH_SECS.1 + 1e-3;
        with_micro += usize::from(performance.script.cues().any(micro));
        with_stray += usize::from(performance.script.cues().any(|cue| {
            cue.units
                .iter()
                .any(|unit| [13, 19, 28, 29, 30, 33, 34, 35, 39, 45, 46].contains(&unit.au.code()))
        }));
    }
    assert!(with_micro > 75 && with_stray > 100, "{with_micro} and {with_stray} of 300");
    for prototype in Prototype::all() {
        for cue in cues_of(&beat(&prototype.name, 0.7, Display::Felt), 20).iter().flatten() {
            let secs = length_secs(cue);
            assert!(
                (timing::MACRO_SECS.0..=timing::MACRO_SECS.1 + 1e-3).contains(&secs),
                "{cue:?}"
            );
            assert!((1..=4).contains(&cue.units.len()), "{cue:?}");
        }
        for display in [Display::Suppressed, Display::Masked] {
            for cue in cues_of(&beat(&prototype.name, 0.7, display), 5).iter().flatten() {
                let secs = length_secs(cue);
                assert!(!(0.401..0.499).contains(&secs) && secs > 0.119, "{cue:?}");
            }
        }
    }
}

/// Each tendency takes part as often as its prototype says, and comes in the order of Jack 2014.
#[test]
fn chances_are_met_and_simple_signals_come_first() {
    let people = 600;
    for name in ["happiness", "sadness", "anger", "disgust", "surprise", "fear", "pride"] {
        let all = cues_of(&beat(name, 0.7, Display::Felt), people);
        let prototype = Prototype::named(name).expect("a known emotion");
        for tendency in &prototype.units {
            let code = tendency.unit.au.code();
            let met = all.iter().filter(|cues| cues.iter().any(|cue| has(cue, code))).count();
            let share = met as f32 / people as f32;
            let opposed = prototype
                .units
                .iter()
                .any(|other| physiology::opposes(other.unit.au, tendency.unit.au));
            assert!(opposed || (share - tendency.chance).abs() < 0.07, "{name} AU{code}: {share}");
        }
        let first = |wanted: &dyn Fn(Region) -> bool| {
            let of_kind = all.iter().flatten().filter(|cue| wanted(cue.units[0].au.info().region));
            mean(&of_kind.map(|cue| cue.envelope.start_secs).collect::<Vec<f32>>())
        };
        let simple = first(&|region| matches!(region, Region::Brow | Region::Eye));
        let particular = first(&|region| matches!(region, Region::Nose | Region::Mouth));
        assert!(simple < particular || name == "pride", "{name}: {simple} s, {particular} s");
    }
}

/// Deliberate smiles: faster, larger, longer offset (PMC2668537); suppressed ones are weak.
#[test]
fn smiles_show_how_they_are_meant() {
    let smiles = |display| {
        let all = cues_of(&beat("happiness", 0.7, display), 300);
        let cues = all.into_iter().flatten().filter(|cue| has(cue, 12) && length_secs(cue) > 0.41);
        let of = |cue: &Cue| {
            let smile = cue.units.iter().find(|unit| unit.au == Au::of(12)).expect("it has one");
            [cue.envelope.onset_secs, cue.envelope.offset_secs, smile.intensity]
        };
        let figures: Vec<[f32; 3]> = cues.map(|cue| of(&cue)).collect();
        [0, 1, 2].map(|n| mean(&figures.iter().map(|figure| figure[n]).collect::<Vec<f32>>()))
    };
    let [onset, offset, strength] = smiles(Display::Felt);
    let [posed_onset, posed_offset, posed_strength] = smiles(Display::Posed);
    assert!(posed_onset < 0.85 * onset, "{posed_onset} s, felt {onset} s");
    assert!(posed_offset > 1.1 * offset && posed_strength > 1.05 * strength);
    assert!(smiles(Display::Suppressed)[2] < 0.5 * strength);
    assert!(offset > 1.2 * onset, "no mirror images: {onset} s, {offset} s");
}

/// Peak velocity grows with amplitude (Schmidt et al. 2003).
#[test]
fn larger_smiles_are_faster() {
    let mut rng = Rng::new(5, Stream::Performance, 2);
    let (mut sizes, mut speeds) = (Vec::new(), Vec::new());
    for seed in 0..200 {
        let intensity = rng.between(0.1, 1.0);
        let tempo = timing::Tempo { rise: 1.0, fall: 1.0 };
        let envelope = timing::envelope(&mut rng, (0.5, 2.0), 0.55, intensity, tempo);
        let unit = Unit { au: Au::of(12), side: Side::Both, intensity };
        let smile =
            values(&played(seed, cue(envelope, vec![unit])), Channel::Unit(Au::of(12), Side::Left));
        sizes.push(peak(&smile));
        speeds.push(smile.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f32::max));
    }
    let r = correlation(&sizes, &speeds);
    assert!(r > 0.8, "r = {r}");
}

#[test]
fn sides_move_as_one_but_not_quite() {
    let likeness = |seed, envelope| {
        let lip = Au::of(10);
        let unit = Unit { au: lip, side: Side::Both, intensity: 0.6 };
        let motion = played(seed, cue(envelope, vec![unit]));
        let [left, right] =
            [Side::Left, Side::Right].map(|side| values(&motion, Channel::Unit(lip, side)));
        assert_ne!(left, right);
        correlation(&left, &right)
    };
    let mut rng = Rng::new(0, Stream::Performance, 3);
    let tempo = timing::Tempo { rise: 1.0, fall: 1.0 };
    for seed in 0..100 {
        let long = timing::envelope(&mut rng, (0.5, 2.0), 0.4, 0.6, tempo);
        assert!(likeness(seed, long) > 0.98);
        // A side is late by 20 ms at most, half a frame: in a few frames that shows.
        assert!(likeness(seed, micro::envelope(&mut rng, 0.5)) > 0.93);
    }
}

#[test]
fn antagonists_seldom_both_show() {
    let (mut both, mut frames) = (0, 0);
    let fights = |a: Au, b: Au| physiology::opposes(a, b) || physiology::opposes(b, a);
    for (_, performance) in performances(300) {
        for row in &performance.motion.rows {
            let strong = |channel: &&Channel| row.get(**channel) > 0.3;
            let acting: Vec<(Au, Side)> = CHANNELS
                .iter()
                .filter(strong)
                .filter_map(|channel| {
                    if let Channel::Unit(au, side) = channel { Some((*au, *side)) } else { None }
                })
                .collect();
            both += usize::from(
                acting.iter().any(|a| acting.iter().any(|b| a.1 == b.1 && fights(a.0, b.0))),
            );
            frames += 1;
        }
    }
    assert!((both as f32) < 0.01 * frames as f32, "{both} of {frames} frames");
}

/// Mouths open and close at 2–7 Hz (Chandrasekaran et al. 2009), as syllables do.
#[test]
fn speech_comes_in_syllables() {
    let (mut openings, mut secs, mut talking) = (0, 0.0, 0);
    for (_, performance) in performances(200) {
        let spoken: Vec<bool> =
            performance.speech.iter().map(|shapes| peak(shapes) > 0.0).collect();
        talking += usize::from(spoken.contains(&true));
        let vowels = |shapes: &Visemes| shapes[speech::CONSONANTS..].iter().sum::<f32>() > 0.5;
        openings += performance
            .speech
            .windows(2)
            .filter(|pair| !vowels(&pair[0]) && vowels(&pair[1]))
            .count();
        secs += spoken.iter().filter(|&&spoken| spoken).count() as f32 / 25.0;
    }
    let rate = openings as f32 / secs;
    assert!((50..90).contains(&talking) && (3.5..6.0).contains(&rate), "{talking}, {rate} Hz");
}

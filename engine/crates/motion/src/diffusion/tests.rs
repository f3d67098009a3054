//! What holds of every performance that is drawn, whatever the weights have learnt.

use super::*;
use crate::options::{Life, Sampling};
use risorius_face::{Au, CHANNELS, Channel, Display, Fps, Item, Region, Side, script};

/// Few steps: these tests are not about beauty.
const QUICK: Sampling = Sampling { steps: 2, ..Sampling::PROGRESSIVE };
const STILL: Options = Options { fps: Fps::PAL, seed: 1, life: Life::NONE, sampling: QUICK };
const ALIVE: Options = Options { life: Life::FULL, ..STILL };

const SMILE: &str = "# a smile · 4.0 s\nbeat 0.0–4.0  happiness 0.7, felt\n\
    0.50  6C+12C  in 0.50 hold 1.00 out 0.80   The cheeks rise.\n\
    1.00  1+2B    in 0.20 hold 0.30 out 0.40   The brows lift. [locked]";

fn diffusion() -> Diffusion {
    Diffusion::embedded().expect("the weights fit")
}

fn take<'a>(script: &'a Script, options: &'a Options) -> Take<'a> {
    Take { script, options, speech: &[], kept: None }
}

fn draw(diffusion: &Diffusion, take: &Take<'_>) -> Motion {
    let drawn = diffusion.draw(take, &mut |_| ControlFlow::Continue(()));
    drawn.expect("the processor works").expect("nobody stopped it")
}

#[test]
fn nothing_asked_is_true_zero_and_no_freedom_is_blocking() {
    let diffusion = diffusion();
    let nothing = Script { duration_secs: 2.0, ..Script::default() };
    assert_eq!(draw(&diffusion, &take(&nothing, &STILL)).rows, vec![Row::ZERO; 50]);
    let script = script::parse(SMILE);
    let bound = Options { sampling: Sampling { freedom: 0.0, ..QUICK }, ..ALIVE };
    assert_eq!(draw(&diffusion, &take(&script, &bound)), Curves.perform(&script, &bound));
}

#[test]
fn a_seed_is_a_performance() {
    let (diffusion, script) = (diffusion(), script::parse(SMILE));
    let first = draw(&diffusion, &take(&script, &ALIVE));
    assert_eq!(first, draw(&diffusion, &take(&script, &ALIVE)));
    let other = Options { seed: 2, ..ALIVE };
    assert_ne!(first, draw(&diffusion, &take(&script, &other)));
    for row in &first.rows {
        for (channel, value) in CHANNELS.iter().zip(row.0) {
            let (low, high) = channel.range();
            assert!((low..=high).contains(&value), "{channel:?} is {value}");
        }
    }
}

#[test]
fn a_locked_cue_is_as_it_asks_at_every_rate() {
    let (diffusion, script) = (diffusion(), script::parse(SMILE));
    for frames in [24, 25, 60] {
        let options = Options { fps: Fps { frames, per_secs: 1 }, ..ALIVE };
        let drawn = draw(&diffusion, &take(&script, &options));
        let brow = Channel::Unit(Au::of(2), Side::Right);
        let peak_frame = |motion: &Motion| {
            let values = motion.rows.iter().map(|row| row.get(brow)).enumerate();
            values.fold((0, 0.0), |best, now| if now.1 > best.1 + 1e-6 { now } else { best })
        };
        let (asked, got) = (peak_frame(&Curves.perform(&script, &options)), peak_frame(&drawn));
        assert!((asked.1 - got.1).abs() < 0.02, "{asked:?} {got:?} at {frames}");
        assert!(asked.0.abs_diff(got.0) <= 1, "{asked:?} {got:?} at {frames}");
    }
}

#[test]
fn what_is_kept_stays_to_the_bit() {
    let (diffusion, script) = (diffusion(), script::parse(SMILE));
    let motion = draw(&diffusion, &take(&script, &ALIVE));
    let redrawn: Vec<Channel> =
        CHANNELS.iter().copied().filter(|channel| channel.region() == Region::Mouth).collect();
    let kept = Kept { motion: motion.clone(), redrawn_secs: 1.0..2.0, redrawn: redrawn.clone() };
    let options = Options { seed: 9, ..ALIVE };
    let again = draw(&diffusion, &Take { kept: Some(&kept), ..take(&script, &options) });
    let mut changes = 0;
    for (frame, (old, new)) in motion.rows.iter().zip(&again.rows).enumerate() {
        for (column, channel) in CHANNELS.iter().enumerate() {
            let free = (25..50).contains(&frame) && redrawn.contains(channel);
            let same = old.0[column].to_bits() == new.0[column].to_bits();
            assert!(free || same, "{channel:?} changes in frame {frame}");
            changes += usize::from(!same);
        }
    }
    assert!(changes > 20, "only {changes} values change");
}

#[test]
fn a_drawing_stops_when_it_is_told_to() {
    let (diffusion, script) = (diffusion(), script::parse(SMILE));
    let mut steps = 0;
    let drawn = diffusion.draw(&take(&script, &ALIVE), &mut |progress| {
        steps += 1;
        assert_eq!((progress.done, progress.of), (1, 2));
        assert_eq!(progress.estimate().rows.len(), 100);
        ControlFlow::Break(())
    });
    assert!(matches!(drawn, Ok(None)) && steps == 1);
}

#[test]
fn odd_scripts_are_drawn_all_the_same() {
    let diffusion = diffusion();
    let beat = |emotions: Vec<(String, f32)>, end_secs| {
        Item::Beat(Beat { start_secs: 0.0, end_secs, emotions, display: Display::Masked })
    };
    for items in [
        vec![beat(Vec::new(), 3.0)],
        vec![beat(vec![("no such feeling".into(), f32::NAN)], f32::INFINITY)],
        (0..40).map(|n| beat(vec![("fear".into(), 2.0)], n as f32 / 10.0)).collect(),
    ] {
        let script = Script { duration_secs: 0.3, items, ..Script::default() };
        assert_eq!(draw(&diffusion, &take(&script, &ALIVE)).rows.len(), 8);
    }
}

#[test]
fn half_precision_draws_the_same_performance() {
    let half = Diffusion::with_precision(WEIGHTS, DType::F16, &Device::Cpu).expect("it fits");
    let script = script::parse(SMILE);
    let options = Options { life: Life::NONE, sampling: Sampling::PROGRESSIVE, ..ALIVE };
    let (half, single) =
        (draw(&half, &take(&script, &options)), draw(&diffusion(), &take(&script, &options)));
    let apart = half.rows.iter().zip(&single.rows).flat_map(|(half, single)| {
        let pairs = CHANNELS.iter().zip(half.0.into_iter().zip(single.0));
        pairs.map(|(channel, (half, single))| {
            let (low, high) = channel.range();
            (half - single).abs() / (high - low)
        })
    });
    let worst = apart.fold(0.0, f32::max);
    assert!((1e-6..0.005).contains(&worst), "{worst} of a channel's range");
}

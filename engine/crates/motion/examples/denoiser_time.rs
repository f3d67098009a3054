//! Prints how long twenty steps of one window take, seconds, as JSON: with one branch of guidance and
//! with three. `engine/crates/train/twin/denoiser.py race` runs it beside PyTorch.
#![allow(clippy::print_stdout, reason = "it is read by another program")]

use risorius_face::{Fps, Script, script};
use risorius_motion::{Diffusion, Guidance, Life, MotionError, Options, Sampling, Take};
use std::ops::ControlFlow;
use std::time::Instant;

const WINDOW: &str = "# one window · 5.1 s\nbeat 0.0–5.1  fear 0.7, felt\n\
    0.50  1+2+4C  in 0.50 hold 1.00 out 0.80   The brows rise.";

fn main() -> Result<(), MotionError> {
    let (diffusion, script) = (Diffusion::embedded()?, script::parse(WINDOW));
    let no_beats = Guidance { beats: Guidance::LOCAL_ONLY.beats, ..Guidance::GLOBAL_ONLY };
    let (one, three) = (
        window_secs(&diffusion, &script, no_beats)?,
        window_secs(&diffusion, &script, Guidance::AT_ONCE)?,
    );
    println!("{{\"1\": {one}, \"3\": {three}}}");
    Ok(())
}

/// The shortest of three runs, all of a drawing but reading the weights.
fn window_secs(
    diffusion: &Diffusion,
    script: &Script,
    guidance: Guidance,
) -> Result<f64, MotionError> {
    let sampling = Sampling { guidance, ..Sampling::PROGRESSIVE };
    let options = Options { fps: Fps::PAL, seed: 1, life: Life::NONE, sampling };
    let take = Take { script, options: &options, speech: &[], kept: None };
    let mut shortest = f64::INFINITY;
    for _ in 0..3 {
        let start = Instant::now();
        diffusion.draw(&take, &mut |_| ControlFlow::Continue(()))?;
        shortest = shortest.min(start.elapsed().as_secs_f64());
    }
    Ok(shortest)
}

//! The results page.

use super::{MotionEval, Outcome};
use risorius_motion::measure::{PIECE_FRAMES, Physiology, Steadiness};
use risorius_motion::{Guidance, Ramp, Sampling};
use std::fmt::Write as _;

/// A median correlation past this is that of what is asked with itself.
const MIMICS: f32 = 0.9999;

/// The page as Markdown; the plots lie beside it.
pub(super) fn markdown(eval: &MotionEval) -> String {
    let parts = [
        introduction(eval),
        ablation(eval),
        guidance(),
        bars(eval),
        completion(eval),
        manners(eval),
    ];
    parts.join("\n")
}

fn introduction(eval: &MotionEval) -> String {
    format!(
        "# How well performances are drawn\n\n\
         Written by `risorius eval motion --performances {}`; the same program measures the same figures \
         again.\n\n\
         Measured against performances of the motion prior (`motion::prior`) with seeds that no training \
         saw, {} frames each, {} steps of denoising a window, signs of life off. \
         Even-numbered scripts tell all cues of their performance; odd ones are sketches that tell half of \
         the cues that an emotion explains and all others.\n",
        eval.performances,
        128,
        Sampling::PROGRESSIVE.steps
    )
}

fn ablation(eval: &MotionEval) -> String {
    let mut text = format!(
        "## First the emotion, then the muscles: the ablation\n\n\
         Adherence: correlation of each cue's requested and drawn envelope over the cue and 0.2 s around \
         it, and how far their peaks are apart. Distance: Fréchet distance (squared) between drawn and \
         held-out performances of the same scripts, on mean, deviation and velocity (root mean square) of \
         every channel over pieces of {PIECE_FRAMES} frames, in the denoiser's units, along the 24 main \
         directions of 400 other held-out performances ({:.0} % of the variance). The last line is what \
         the held-out faces themselves made of their scripts: nobody's muscles follow a curve exactly.\n\n\
         | way | correlation, median | mean | peak error, median | distance |\n|---|---|---|---|---|\n",
        100.0 * eval.explained
    );
    for outcome in eval.ways.iter().chain([&eval.held_out]) {
        let Outcome { name, correlation: (median, mean), peak_error, distance } = outcome;
        _ = writeln!(
            text,
            "| {name} | {median:.3} | {mean:.3} | {peak_error:.3} | {distance:.2} |"
        );
    }
    text + &format!(
        "\n![Ablation](ablation.png)\n\n\
         *Left to right: mean correlation, median peak error, distance; bars 1 to 5 in the order of the \
         table, the default in orange.*\n\n{}\n",
        verdict(eval)
    )
}

/// In what the default beats the others, in words. Blocking is what the cues ask, so that nothing can
/// adhere better: it is compared in distance alone.
fn verdict(eval: &MotionEval) -> String {
    let Some((own, others)) = eval.ways.split_last() else { return String::new() };
    let mut text = String::from(
        "Blocking is what the cues ask: it adheres by definition. The default against the others:\n\n",
    );
    for other in others {
        let adheres = [
            ("correlation", own.correlation.0 > other.correlation.0),
            ("peaks", own.peak_error < other.peak_error),
        ];
        let distance = [("distance", own.distance < other.distance)];
        let is_blocking = other.correlation.0 > MIMICS;
        let compared = adheres.iter().filter(|_| !is_blocking).chain(&distance);
        let words = compared.map(|&(what, is_better)| {
            format!("{what} {}", if is_better { "better" } else { "**not better**" })
        });
        _ = writeln!(text, "- {}: {}.", other.name, words.collect::<Vec<String>>().join(", "));
    }
    text
}

fn guidance() -> String {
    let Guidance { beats, cues, .. } = Guidance::PROGRESSIVE;
    let ramp = |Ramp { early, late }: Ramp| format!("from {early} to {late}");
    format!(
        "## Guidance\n\n![Guidance](guidance.png)\n\n\
         *The weight of the beats (orange, {}) and of the cues (blue, {}) over the noise level, from noise \
         alone (1, left) to clean (0, right).*\n",
        ramp(beats),
        ramp(cues.mouth)
    )
}

fn bars(eval: &MotionEval) -> String {
    let MotionEval { locked, micro, seams, .. } = eval;
    let own = eval.ways.last().unwrap_or(&eval.held_out);
    let lines = [
        (
            "unlocked cues: correlation, median",
            format!("{:.3}", own.correlation.0),
            "≥ 0.9",
            own.correlation.0 >= 0.9,
        ),
        (
            "unlocked cues: correlation, mean",
            format!("{:.3}", own.correlation.1),
            "≥ 0.9",
            own.correlation.1 >= 0.9,
        ),
        (
            "unlocked cues: peak error, median",
            format!("{:.3}", own.peak_error),
            "≤ 0.08",
            own.peak_error <= 0.08,
        ),
        (
            "locked cues: largest peak error",
            format!("{:.4}", locked.peak_error),
            "≤ 0.02",
            locked.peak_error <= 0.02,
        ),
        (
            "locked cues: latest apex, frames",
            format!("{}", locked.lag_frames),
            "≤ 1",
            locked.lag_frames <= 1,
        ),
        (
            "micro-expressions: peak error ≤ 0.1",
            percent(micro.present),
            "≥ 95 %",
            micro.present >= 0.95,
        ),
        (
            "micro-expressions: width ≤ 1.5 × asked",
            percent(micro.sharp),
            "≥ 95 %",
            micro.sharp >= 0.95,
        ),
        (
            "joins of windows: jolts past what 95 % of other frames stay under",
            percent(seams.above_95),
            "≤ 5 % and what chance adds",
            seams.above_95 <= chance_above_95(seams.joins),
        ),
        (
            "same seed and script: same motion",
            if eval.repeatable { "to the bit".into() } else { "no".into() },
            "to the bit",
            eval.repeatable,
        ),
    ];
    let mut text = String::from("## Bars\n\n| what | measured | bar | |\n|---|---|---|---|\n");
    for (what, measured, bar, is_met) in lines {
        _ = writeln!(
            text,
            "| {what} | {measured} | {bar} | {} |",
            if is_met { "met" } else { "**missed**" }
        );
    }
    text + &format!(
        "\n{} locked and {} micro-expressive channels (0.12 to 0.4 s, alone and within a smile with a \
         frown); micro-expressions: peak error {:.3}, width {:.2} × asked, medians. {} frames of handover in clips of a \
         minute: median jolt {:.2} × that of other frames, largest {:.2} × theirs. Locked cues are imposed on \
         what is drawn, and micro-expressions are drawn at least as strong as they ask, so that neither \
         depends on what the network learnt.\n\n\
         ![Envelopes](envelopes.png)\n\n\
         *The longest cue of each of nine scripts over seconds: as asked (grey) and as drawn (blue).*\n",
        locked.count,
        micro.count,
        micro.peak_error,
        micro.width,
        seams.joins,
        seams.ratio,
        seams.largest
    )
}

fn completion(eval: &MotionEval) -> String {
    let mut text = String::from(
        "## Completion\n\n\
         One beat, felt at 0.8 for 4 s, and no cues, with 20 seeds. Units count as shown past a peak of 0.2 \
         and are compared with the FACS manual's prototype (table 11-1; contempt: Ekman & Friesen 1986). \
         The difference is between neighbouring seeds: mean absolute difference over the muscles that \
         act.\n\n| emotion | F1 | precision | recall | difference |\n|---|---|---|---|---|\n",
    );
    for one in &eval.completed {
        _ = writeln!(
            text,
            "| {} | {:.2} | {:.2} | {:.2} | {:.3} |",
            one.name, one.f1, one.precision, one.recall, one.difference
        );
    }
    let count = eval.completed.len().max(1) as f32;
    let f1 = eval.completed.iter().map(|one| one.f1).sum::<f32>() / count;
    text + &format!("\nMean F1 {f1:.2} (bar: ≥ 0.8).\n")
}

/// What so many frames stay under in 39 of 40 cases if they are like all others: 5 % of them, and two
/// deviations of a binomial distribution.
fn chance_above_95(frames: usize) -> f32 {
    0.05 + 2.0 * (0.05 * 0.95 / frames.max(1) as f32).sqrt()
}

fn manners(eval: &MotionEval) -> String {
    let mut text = String::from(
        "## Steadiness and physiology\n\n| figure | held-out | drawn |\n|---|---|---|\n",
    );
    let [held_out, drawn] = &eval.steadiness;
    type OfSteadiness = fn(&Steadiness) -> f32;
    let of_steadiness: [(&str, OfSteadiness); 6] = [
        ("muscle-seconds at rest (under 0.05)", |figures| figures.resting),
        ("left in resting muscles, root mean square", |figures| figures.leftover),
        ("left in resting muscles, 99 % are under", |figures| figures.leftover_most),
        ("trembling at rest, a frame²", |figures| figures.rest_trembling),
        ("trembling in movement, a frame²", |figures| figures.trembling),
        ("jerk in movement, a frame³", |figures| figures.jerk),
    ];
    for (name, figure) in of_steadiness {
        _ = writeln!(text, "| {name} | {:.4} | {:.4} |", figure(held_out), figure(drawn));
    }
    let [held_out, drawn] = &eval.physiology;
    type OfPhysiology = fn(&Physiology) -> f32;
    let of_physiology: [(&str, OfPhysiology); 5] = [
        ("peak velocity against amplitude, r", |figures| figures.velocity_by_amplitude),
        ("velocity of rises over falls, median", |figures| figures.rise_over_fall),
        ("left against right, median r", |figures| figures.left_by_right),
        ("muscle-frames at rest (under 0.01)", |figures| figures.resting),
        ("frames with fighting antagonists", |figures| figures.fighting),
    ];
    for (name, figure) in of_physiology {
        _ = writeln!(text, "| {name} | {:.3} | {:.3} |", figure(held_out), figure(drawn));
    }
    text
}

fn percent(share: f32) -> String {
    format!("{:.1} %", 100.0 * share)
}

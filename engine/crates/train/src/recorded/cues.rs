//! The movements of a recording, read off it as cues.

use risorius_face::{Au, CHANNELS, Channel, Cue, Envelope, Motion, Side, Unit};

/// A muscle acts from this intensity on; below it recordings are mostly noise.
const ACTS: f32 = 0.1;

/// The apex begins and ends at this share of the peak, rise and fall begin at [`REST`] of it.
const APEX: f32 = 0.9;
const REST: f32 = 0.1;

/// A cue for every run of frames in which a muscle acts. Head and gaze are left as free motion.
pub(super) fn cues_of(motion: &Motion) -> Vec<Cue> {
    let of_channel = |(column, &channel): (usize, &Channel)| {
        let Channel::Unit(au, side) = channel else { return Vec::new() };
        let values: Vec<f32> = motion.rows.iter().map(|row| row.0[column]).collect();
        let runs = runs(&values);
        runs.into_iter().map(|run| cue(motion, &values, run, au, side)).collect()
    };
    CHANNELS.iter().enumerate().flat_map(of_channel).collect()
}

/// Runs of frames, first and last, in which the muscle acts, drawn out to where it rests.
fn runs(values: &[f32]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut frame = 0;
    while frame < values.len() {
        if values[frame] < ACTS {
            frame += 1;
            continue;
        }
        let end = (frame..values.len()).find(|&f| values[f] < ACTS).unwrap_or(values.len());
        let peak = values[frame..end].iter().copied().fold(0.0, f32::max);
        let rests = |f: &usize| values[*f] <= REST * peak;
        let first = (0..frame).rev().find(rests).unwrap_or(0);
        let last = (end..values.len()).find(rests).unwrap_or(values.len() - 1);
        runs.push((first, last));
        frame = last.max(end);
    }
    runs
}

fn cue(motion: &Motion, values: &[f32], (first, last): (usize, usize), au: Au, side: Side) -> Cue {
    let peak = values[first..=last].iter().copied().fold(0.0, f32::max);
    let high = |f: &usize| values[*f] >= APEX * peak;
    let apex = (first..=last).find(high).unwrap_or(first);
    let release = (first..=last).rev().find(high).unwrap_or(last);
    let secs = |from: usize, to: usize| motion.fps.time_secs(to - from);
    Cue {
        envelope: Envelope {
            start_secs: secs(0, first),
            onset_secs: secs(first, apex),
            hold_secs: secs(apex, release),
            offset_secs: secs(release, last),
        },
        units: vec![Unit { au, side, intensity: peak }],
        text: String::new(),
        reason: String::new(),
        locked: false,
    }
}

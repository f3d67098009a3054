//! Something more in a script: the built-in mind thinks it, and its lines are put among those there.

use super::instruction::{Scope, Time};
use crate::{ThinkOptions, builtin};
use risorius_face::script::MAX_SECS;
use risorius_face::{Cue, Intensity, Item, Script, Side, Unit, physiology};

/// The shortest that a feeling is thought for, seconds.
const SHORTEST_SECS: f32 = 1.0;

/// Where a gesture goes that has no time: after the turn of most performances, and before their end.
const GESTURE_AT: f32 = 0.7;

/// Puts what the words think of into a script: what was done, or why nothing was.
pub(super) fn add(
    script: &mut Script,
    words: &str,
    scope: &Scope,
    options: &ThinkOptions,
) -> Result<String, String> {
    let duration_secs = script.duration_secs;
    let (from, to) = scope.time.map_or((0.0, duration_secs), |time| time.span(duration_secs));
    let room_secs = (to.min(duration_secs.max(from)) - from).max(0.0);
    let seconds = (room_secs > 0.0).then(|| room_secs.max(SHORTEST_SECS));
    let options = ThinkOptions { seconds, ..options.clone() };
    let thought = builtin(words, &options).map_err(|error| error.to_string())?;
    let last_secs = thought.script.cues().map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
    let is_at_end = matches!(scope.time, Some(Time::Shares(share, _)) if share >= 0.5);
    let is_felt = thought.script.beats().any(|beat| !beat.emotions.is_empty());
    let by_secs = match scope.time {
        _ if is_at_end => (duration_secs - last_secs).max(0.0),
        None if !is_felt => GESTURE_AT * (duration_secs - last_secs).max(0.0),
        _ => from,
    };
    let by_secs = by_secs.min(MAX_SECS - last_secs);
    let mut added = 0;
    for item in thought.script.items {
        match item {
            Item::Cue(mut cue) => {
                cue.envelope.start_secs += by_secs;
                if has_side(scope) {
                    cue.units = on_side(&cue.units, scope.side);
                }
                added += usize::from(add_cue(script, cue));
            }
            Item::Beat(mut beat) if !beat.emotions.is_empty() => {
                beat.start_secs += by_secs;
                beat.end_secs += by_secs;
                let beats = script.items.iter().rposition(|item| matches!(item, Item::Beat(_)));
                script.items.insert(beats.map_or(0, |last| last + 1), Item::Beat(beat));
            }
            _ => {}
        }
    }
    if added == 0 {
        return Err("the lines that are there do all of it already, or are locked".to_owned());
    }
    let end_secs = script.cues().map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
    script.duration_secs = duration_secs.max(end_secs.min(MAX_SECS));
    let plural = if added == 1 { "line" } else { "lines" };
    Ok(format!("{added} {plural} for {words} came in, from {by_secs:.2} s on"))
}

fn has_side(scope: &Scope) -> bool {
    matches!(scope.side, Some(Side::Left | Side::Right))
}

fn on_side(units: &[Unit], side: Option<Side>) -> Vec<Unit> {
    let own = Unit::part_sides(units).into_iter();
    own.filter(|unit| !unit.au.info().sided || Some(unit.side) == side).collect()
}

/// Puts a line among the others, and says whether anything of it is new. A muscle that another line
/// moves most of the time is made as strong there; one that pulls against it lets go, if it is not locked.
fn add_cue(script: &mut Script, mut cue: Cue) -> bool {
    let mut has_grown = false;
    let mut units = Unit::part_sides(&cue.units);
    for item in &mut script.items {
        let Item::Cue(other) = item else { continue };
        if shared_secs(other, &cue) <= 0.0 {
            continue;
        }
        let is_opposed = |a: &Unit, b: &Unit| {
            shares_side(a, b)
                && (physiology::opposes(a.au, b.au) || physiology::opposes(b.au, a.au))
        };
        if other.locked {
            units.retain(|unit| {
                !other.units.iter().any(|own| is_same(own, unit) || is_opposed(own, unit))
            });
            continue;
        }
        let mut own = Unit::part_sides(&other.units);
        let is_mostly_there = shared_secs(other, &cue) > length_secs(&cue) / 2.0;
        units.retain(|unit| match own.iter_mut().find(|own| is_same(own, unit)) {
            Some(own) if is_mostly_there => {
                has_grown |= own.intensity < unit.intensity;
                own.intensity = own.intensity.max(unit.intensity);
                false
            }
            _ => true,
        });
        for own in own.iter_mut().filter(|own| units.iter().any(|unit| is_opposed(own, unit))) {
            own.intensity = own.intensity.min(Intensity::A.value());
        }
        other.units = Unit::join_sides(&own);
    }
    if units.is_empty() {
        return has_grown;
    }
    cue.units = Unit::join_sides(&units);
    let is_later = |item: &Item| matches!(item, Item::Cue(other) if other.envelope.start_secs > cue.envelope.start_secs);
    let place = script.items.iter().position(is_later).unwrap_or(script.items.len());
    script.items.insert(place, Item::Cue(cue));
    true
}

/// How long two cues run at once, seconds; negative where they do not.
fn shared_secs(a: &Cue, b: &Cue) -> f32 {
    let (a, b) = (&a.envelope, &b.envelope);
    a.end_secs().min(b.end_secs()) - a.start_secs.max(b.start_secs)
}

fn length_secs(cue: &Cue) -> f32 {
    cue.envelope.end_secs() - cue.envelope.start_secs
}

fn is_same(a: &Unit, b: &Unit) -> bool {
    a.au == b.au && shares_side(a, b)
}

fn shares_side(a: &Unit, b: &Unit) -> bool {
    a.side == b.side || a.side == Side::Both || b.side == Side::Both
}

//! When and how fast: speeds, lengths, the shape of a rise and its fall, the script's end.

use super::OnCue;
use super::bounds::{
    BLINK_SECS, Fastest, LONGEST_MACRO_SECS, SHORTEST_MACRO_SECS, SHORTEST_SEEN_SECS,
    SLOWEST_BLINK_SECS, is_expressive,
};
use super::mend::Change;
use crate::script::rounded;
use crate::{Cue, Envelope, Region};

/// Times that differ by less are the same to the two decimals of a script.
const SAME_SECS: f32 = 0.005;

/// Rises shorter than this are too quick for anyone to see that the fall mirrors them.
const SHORTEST_MIRRORED_SECS: f32 = 0.15;

/// Strength from which a long hold is an expression that has frozen, and a mirrored fall is seen: C
/// and B. Chosen by eye.
const FREEZES_FROM: f32 = 0.5;
const MIRRORS_FROM: f32 = 0.3;

pub(super) fn check(on: &mut OnCue) {
    if on.cue.units.iter().all(|unit| unit.intensity <= 0.0) {
        return;
    }
    if is_blink(on.cue) && is_slow_blink(&on.cue.envelope) {
        slow_blink(on);
    } else {
        speeds(on);
        mirrored(on);
        lengths(on);
    }
    script_end(on);
}

impl OnCue<'_, '_> {
    fn say_time(&mut self, message: String, label: String, to: Envelope) {
        let change = Change::Envelope { cue: self.index, to };
        self.say(message, label, change);
    }
}

fn is_blink(cue: &Cue) -> bool {
    cue.units.iter().all(|unit| unit.au.code() == 45)
}

fn is_slow_blink(envelope: &Envelope) -> bool {
    let times = [envelope.onset_secs, envelope.hold_secs, envelope.offset_secs];
    times.iter().zip(SLOWEST_BLINK_SECS).any(|(&secs, most)| secs > most + SAME_SECS)
}

fn slow_blink(on: &mut OnCue) {
    let [onset_secs, hold_secs, offset_secs] = BLINK_SECS;
    let start_secs = on.cue.envelope.start_secs;
    on.say_time(
        format!(
            "a blink closes in {onset_secs} s, stays for {hold_secs} s and opens in {offset_secs} s; this one \
             is slower: shorten it, or write 43 for closed eyes"
        ),
        format!("Blink in {:.2} s", onset_secs + hold_secs + offset_secs),
        Envelope { start_secs, onset_secs, hold_secs, offset_secs },
    );
}

fn speeds(on: &mut OnCue) {
    let fastest = Fastest::of(on.cue);
    let mover = mover(on.cue);
    let envelope = on.cue.envelope;
    if envelope.onset_secs < fastest.onset_secs - SAME_SECS && !envelope.is_there_already() {
        on.say_time(
            format!(
                "a rise of {:.2} s is faster than {mover} can be: give it {} s or more",
                envelope.onset_secs, fastest.onset_secs
            ),
            format!("Slow the rise to {} s", fastest.onset_secs),
            Envelope { onset_secs: fastest.onset_secs, ..envelope },
        );
    }
    if envelope.offset_secs < fastest.offset_secs - SAME_SECS {
        on.say_time(
            format!(
                "a fall of {:.2} s is faster than {mover} can be: give it {} s or more",
                envelope.offset_secs, fastest.offset_secs
            ),
            format!("Slow the fall to {} s", fastest.offset_secs),
            Envelope { offset_secs: fastest.offset_secs, ..envelope },
        );
    }
    let parts = [("rise", envelope.onset_secs), ("fall", envelope.offset_secs)];
    for (part, secs) in parts.into_iter().filter(|(_, secs)| *secs > LONGEST_MACRO_SECS) {
        let to = match part {
            "rise" => Envelope { onset_secs: LONGEST_MACRO_SECS, ..envelope },
            _ => Envelope { offset_secs: LONGEST_MACRO_SECS, ..envelope },
        };
        on.say_time(
            format!(
                "a {part} of {secs:.2} s is too slow to be seen: whole expressions last {LONGEST_MACRO_SECS} s \
                 at most"
            ),
            format!("Shorten the {part} to {LONGEST_MACRO_SECS} s"),
            to,
        );
    }
}

/// What is slowest of that which a cue moves.
fn mover(cue: &Cue) -> &'static str {
    let moves = |region| cue.units.iter().any(|unit| unit.au.info().region == region);
    let only_gaze = cue.units.iter().all(|unit| unit.au.info().region == Region::Gaze);
    match (moves(Region::Head), only_gaze) {
        (true, _) => "the head",
        (false, true) => "a jump of the eyes",
        (false, false) => "any muscle",
    }
}

/// Onset and offset are no mirror images, and reversed playback looks wrong (Frontiers 2015.01107).
/// The mend keeps apex and end and moves a fifth of the rise into the fall.
fn mirrored(on: &mut OnCue) {
    let envelope = on.cue.envelope;
    let Envelope { onset_secs, offset_secs, .. } = envelope;
    let is_seen = |unit| is_expressive(unit) && unit.intensity >= MIRRORS_FROM;
    let is_mirrored = (onset_secs - offset_secs).abs() < SAME_SECS;
    if !is_mirrored || onset_secs < SHORTEST_MIRRORED_SECS || !on.cue.units.iter().any(is_seen) {
        return;
    }
    let to_onset_secs = rounded(onset_secs * 0.8);
    let to_offset_secs = rounded(onset_secs + offset_secs - to_onset_secs);
    on.say_time(
        format!(
            "its fall of {offset_secs:.2} s mirrors its rise, as if played backwards: let it go more slowly \
             than it came"
        ),
        format!("Rise in {to_onset_secs:.2} s and fall in {to_offset_secs:.2} s"),
        Envelope { onset_secs: to_onset_secs, offset_secs: to_offset_secs, ..envelope },
    );
}

fn lengths(on: &mut OnCue) {
    if !on.cue.units.iter().any(is_expressive) {
        return;
    }
    let envelope = on.cue.envelope;
    let moving_secs = envelope.onset_secs + envelope.offset_secs;
    let total_secs = moving_secs + envelope.hold_secs;
    if total_secs < SHORTEST_SEEN_SECS - SAME_SECS {
        on.say_time(
            format!(
                "it is over in {total_secs:.2} s: below {SHORTEST_SEEN_SECS} s hardly anyone sees an expression"
            ),
            format!("Hold it until {SHORTEST_SEEN_SECS} s have gone by"),
            Envelope { hold_secs: rounded(SHORTEST_SEEN_SECS - moving_secs), ..envelope },
        );
    }
    let freezes = |unit| is_expressive(unit) && unit.intensity >= FREEZES_FROM;
    if envelope.hold_secs > LONGEST_MACRO_SECS + SAME_SECS && on.cue.units.iter().any(freezes) {
        let hold_secs = rounded((LONGEST_MACRO_SECS - moving_secs).max(SHORTEST_MACRO_SECS));
        on.say_time(
            format!(
                "it is held for {:.2} s: strong expressions last {SHORTEST_MACRO_SECS} to {LONGEST_MACRO_SECS} s, \
                 longer ones look frozen",
                envelope.hold_secs
            ),
            format!("Hold it for {hold_secs:.2} s"),
            Envelope { hold_secs, ..envelope },
        );
    }
}

fn script_end(on: &mut OnCue) {
    let duration_secs = on.findings.script.duration_secs;
    let envelope = on.cue.envelope;
    let end_secs = envelope.end_secs();
    let total_secs = end_secs - envelope.start_secs;
    let late_secs = end_secs - duration_secs;
    if late_secs <= SAME_SECS {
        return;
    }
    let lengthen =
        (format!("Lengthen the script to {end_secs:.2} s"), Change::Duration(rounded(end_secs)));
    if envelope.start_secs >= duration_secs {
        let message = format!(
            "it begins after the script's end at {duration_secs} s and is not seen: start it earlier"
        );
        let start_secs = rounded(duration_secs - total_secs);
        let to = Envelope { start_secs, ..envelope };
        let (label, change) = if total_secs <= duration_secs {
            let change = Change::Envelope { cue: on.index, to };
            (format!("Start it at {start_secs:.2} s"), change)
        } else {
            lengthen
        };
        on.say(message, label, change);
        return;
    }
    let message = format!(
        "it ends at {end_secs:.2} s, after the script's end at {duration_secs} s: the clip cuts it off"
    );
    // What is left of it must still be an expression.
    let has_room = late_secs <= envelope.hold_secs && total_secs - late_secs >= SHORTEST_MACRO_SECS;
    let (label, change) = if has_room {
        let hold_secs = rounded((envelope.hold_secs - late_secs).max(0.0));
        let to = Envelope { hold_secs, ..envelope };
        (format!("Hold it for {hold_secs:.2} s"), Change::Envelope { cue: on.index, to })
    } else {
        lengthen
    };
    on.say(message, label, change);
}

//! The portrait matters: a script starts from the expression that the picture has, and plays to the
//! side of the face that it shows.
//!
//! A picture's own expression is taken off it before a script acts, so a script that is to start from it
//! must bring it back: the first cues hold it from the first moment on. What the words ask for then
//! takes over: of the same muscle only the rest of the way is added, what works against it waits for it
//! to let go, and all else comes to rest.

use crate::lexicon::Person;
use crate::looks::describe;
use crate::person::fill;
use crate::reading::{Clause, Mention, What};
use crate::thought::ThinkOptions;
use risorius_face::notation::format_units;
use risorius_face::{Cue, Envelope, Side, Unit, physiology};

/// Intensity from which the portrait's own expression counts. Under it the measurement says little.
const VISIBLE: f32 = 0.15;

/// The same for what one side does alone, which is as often a misreading of a turned head as a smirk.
/// Chosen by what is read off calm portraits.
const VISIBLE_ALONE: f32 = 0.5;

/// Head turn from which one side of the face is seen better, degrees. Chosen by eye.
const TURNED_DEG: f32 = 12.0;

/// What begins later than this does not begin from the portrait's own expression any more, seconds.
const SOON_SECS: f32 = 1.5;

/// How the own expression comes to rest, seconds.
const REST_HOLD_SECS: f32 = 0.15;
const REST_OFFSET_SECS: f32 = 0.7;

/// How fast it lets go of what works against what comes, and how much sooner, seconds.
const YIELD_SECS: f32 = 0.3;

/// What is asked of a muscle that is there already goes so far beyond it at least.
const FURTHER: f32 = 0.1;

/// Below this strength words ask for little, and get it even where more is there.
const LITTLE: f32 = 0.3;

/// The least share of a rise that is left.
const LEAST_RISE: f32 = 0.3;

/// Head and gaze units, from here on, are told as pose.
const FIRST_OF_HEAD: u8 = 51;

/// Plays what the words leave to either side on the side that the portrait shows better, and says so.
pub(crate) fn face_viewer(clauses: &mut [Clause], pose_deg: [f32; 3]) -> Option<String> {
    let yaw_deg = pose_deg[0];
    if yaw_deg.is_nan() || yaw_deg.abs() < TURNED_DEG {
        return None;
    }
    // A head that turns to its left shows its right side.
    let (side, away) = if yaw_deg > 0.0 { (Side::Right, "left") } else { (Side::Left, "right") };
    let is_free = |mention: &Mention| match mention.what {
        What::Emotion(emotion) => emotion.one_sided && mention.side.is_none(),
        What::Act(act) => act.one_sided && mention.side.is_none(),
        What::Units(..) => false,
    };
    let mentions = clauses.iter_mut().flat_map(|clause| &mut clause.mentions);
    let mut is_played = false;
    for mention in mentions.filter(|mention| is_free(mention) || mention.is_any_side) {
        mention.side = Some(side);
        is_played = true;
    }
    let played = if side == Side::Right { "right" } else { "left" };
    let then = if is_played {
        format!(": what needs one side only is played on the {played}, which is seen better")
    } else {
        ": turns of head and eyes start from there".to_owned()
    };
    Some(format!(
        "The head in the portrait is turned {:.0} degrees to its {away}{then}.",
        yaw_deg.abs()
    ))
}

/// What becomes of one unit of the portrait.
enum Fate {
    /// The same muscle is asked for by this cue.
    Joins(usize),
    /// A cue that works against it begins at this time, seconds.
    Yields(f32),
    Rests,
}

/// Starts a script from the portrait's own expression, and says how.
pub(crate) fn set_out(
    cues: &mut Vec<Cue>,
    options: &ThinkOptions,
    person: Option<Person>,
) -> Vec<String> {
    let is_visible = |unit: &&Unit| unit.intensity >= VISIBLE && unit.au.code() < FIRST_OF_HEAD;
    let visible: Vec<Unit> = options.shown.iter().filter(is_visible).copied().collect();
    let is_alone = |unit: &Unit| {
        let sides = visible.iter().filter(|other| other.au == unit.au).count();
        unit.side != Side::Both && sides == 1
    };
    let is_seen = |unit: &&Unit| !is_alone(unit) || unit.intensity >= VISIBLE_ALONE;
    let shown: Vec<Unit> = visible.iter().filter(is_seen).copied().collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!(
        "The portrait itself shows: {} ({}). That is where it starts.",
        fill(&describe(&shown), None),
        format_units(&shown)
    )];
    let mut opening: Vec<Cue> = Vec::new();
    for unit in shown {
        let (hold_secs, offset_secs, line) = match fate(unit, cues) {
            Fate::Joins(index) => {
                let line = join(unit, &mut cues[index]);
                let envelope = cues[index].envelope;
                let hold = envelope.start_secs + envelope.onset_secs;
                (hold.max(0.0), YIELD_SECS, Some(line))
            }
            Fate::Yields(start_secs) => {
                let line = format!(
                    "First {} must let go: what comes works against it.",
                    format_units(&[unit])
                );
                ((start_secs - YIELD_SECS / 2.0).max(0.0), YIELD_SECS, Some(line))
            }
            Fate::Rests => (REST_HOLD_SECS, REST_OFFSET_SECS, None),
        };
        lines.extend(line);
        let envelope = Envelope { start_secs: 0.0, onset_secs: 0.0, hold_secs, offset_secs };
        add(&mut opening, unit, envelope, person);
    }
    if opening.iter().any(|cue| cue.envelope.offset_secs == REST_OFFSET_SECS) {
        lines.push("What else it shows comes to rest.".to_owned());
    }
    cues.splice(0..0, opening);
    lines
}

/// Adds a unit to the opening cue of the same course, or as one of its own.
fn add(opening: &mut Vec<Cue>, unit: Unit, envelope: Envelope, person: Option<Person>) {
    match opening.iter_mut().find(|cue| cue.envelope == envelope) {
        Some(cue) => {
            cue.units.push(unit);
            cue.text = fill(&describe(&cue.units), person);
        }
        None => opening.push(Cue {
            envelope,
            units: vec![unit],
            text: fill(&describe(&[unit]), person),
            reason: "so it is in the portrait, and from there it starts.".to_owned(),
            locked: false,
        }),
    }
}

fn meets(a: Side, b: Side) -> bool {
    a == b || a == Side::Both || b == Side::Both
}

/// What the first cue that concerns a unit makes of it.
fn fate(unit: Unit, cues: &[Cue]) -> Fate {
    let soon = cues.iter().enumerate().filter(|(_, cue)| cue.envelope.start_secs <= SOON_SECS);
    let mut soon: Vec<(usize, &Cue)> = soon.collect();
    soon.sort_by(|(_, a), (_, b)| f32::total_cmp(&a.envelope.start_secs, &b.envelope.start_secs));
    for (index, cue) in soon {
        let on_its_side = cue.units.iter().filter(|other| meets(other.side, unit.side));
        for other in on_its_side {
            if other.au == unit.au {
                return Fate::Joins(index);
            }
            if physiology::opposes(other.au, unit.au) {
                return Fate::Yields(cue.envelope.start_secs);
            }
        }
    }
    Fate::Rests
}

/// Lets a cue go on from a unit that is there already: less is added, and sooner done.
fn join(shown: Unit, cue: &mut Cue) -> String {
    let envelope = &mut cue.envelope;
    let mut asked = 0.0_f32;
    for unit in cue.units.iter_mut().filter(|unit| unit.au == shown.au) {
        if unit.intensity > LITTLE {
            let further = (shown.intensity + FURTHER).min(unit.au.info().risky_from);
            unit.intensity = unit.intensity.max(further);
        }
        asked = asked.max(unit.intensity);
    }
    let left = (1.0 - shown.intensity / asked.max(shown.intensity)).max(LEAST_RISE);
    let rise_secs = envelope.onset_secs * left;
    envelope.hold_secs += envelope.onset_secs - rise_secs;
    envelope.onset_secs = rise_secs;
    let added = asked - shown.intensity;
    let name = shown.au.info().name;
    if added > 0.0 {
        format!(
            "AU{} ({name}) is at {:.2} already: only {added:.2} is added, in {rise_secs:.2} s.",
            shown.au.code(),
            shown.intensity
        )
    } else {
        format!(
            "AU{} ({name}) is at {:.2} already, more than is asked: it eases to {asked:.2}.",
            shown.au.code(),
            shown.intensity
        )
    }
}

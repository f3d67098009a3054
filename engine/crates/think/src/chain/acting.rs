//! What is done: acts, sensations and movements that the words ask for.

use super::{Chain, Movement, act_on_side, in_region, on_side};
use crate::lexicon::{Act, Course, Shape};
use crate::looks::describe;
use crate::manner::{Manner, snapped};
use crate::person::capitalise;
use crate::reading::{Mention, What};
use risorius_face::{Cue, Display, Envelope, Region, Unit, movement::Pace, physiology};

/// Between the beginnings of what is done at one time, seconds: nothing starts all at once.
const STEP_SECS: f32 = 0.35;

/// Pause between two doings of the same, seconds.
const REPEAT_GAP_SECS: f32 = 0.12;

/// Rise, hold and fall of one beat of a tremble, seconds, and how many there are. Lips and chin
/// tremble at a few beats a second; chosen by eye.
const TREMBLE_SECS: [f32; 3] = [0.1, 0.04, 0.14];
const TREMBLE_BEATS: usize = 3;

/// Units that open the mouth: what is held in is held behind closed lips.
const OPENING: [u8; 4] = [25, 26, 27, 16];

/// How much of an act is left when it is held in.
const HELD_IN: f32 = 0.45;

impl Chain<'_> {
    /// Acts and movements that the words ask for, after the feelings have begun.
    pub(super) fn act(&mut self, is_felt: bool) {
        let clause = self.clause;
        let mut lead_secs = if is_felt { 0.5 } else { 0.2 };
        let room_secs = (self.span.end_secs - self.span.start_secs - 1.0).max(0.0);
        let step_secs = (room_secs / clause.mentions.len().max(1) as f32).min(STEP_SECS);
        for mention in &clause.mentions {
            let lead = if mention.is_mask { 0.3 } else { lead_secs };
            match &mention.what {
                What::Emotion(_) => continue,
                What::Act(act) => self.perform(mention, act, lead),
                What::Units(units, typed, shape) => {
                    self.move_as_asked(mention, units, typed, *shape, lead);
                }
            }
            lead_secs += step_secs;
        }
    }

    /// One act, as often as the words say.
    fn perform(&mut self, mention: &Mention, act: &'static Act, lead_secs: f32) {
        let mut manner = Manner::as_asked(mention);
        self.tell_act(act);
        let explanation = manner.explanation().map(|line| self.fill(line));
        self.reasoning.extend(explanation);
        let is_held_in = mention.display == Display::Suppressed && !mention.is_mask;
        if is_held_in {
            manner.strength *= HELD_IN;
        }
        let is_put_on =
            mention.is_mask || matches!(mention.display, Display::Posed) || self.is_unpleasant();
        let length_secs = act_secs(act, &manner) + REPEAT_GAP_SECS;
        for time in 0..mention.times.max(1) {
            let again_secs = length_secs * f32::from(time);
            for signal in &act.signals {
                let is_done = |unit: &&Unit| {
                    let code = unit.au.code();
                    let is_in_part = mention.region.is_some();
                    let is_for_felt = is_put_on && !is_in_part && act.felt.contains(&code);
                    let is_opening = is_held_in && OPENING.contains(&code);
                    !is_for_felt && !is_opening
                };
                let units: Vec<Unit> = signal.units.iter().filter(is_done).copied().collect();
                let units = act_on_side(&in_region(&units, mention), mention, act);
                let units = self.not_yet_asked(&self.allowed_units(&units), mention);
                let start_secs = self.span.start_secs
                    + lead_secs
                    + again_secs
                    + signal.delay_secs * manner.delay;
                let (reason, step) = (self.fill(&act.why), self.fill(&signal.text));
                self.schedule(Movement { signal, manner, units, start_secs, reason, step });
            }
        }
        if is_held_in {
            let envelope =
                self.envelope(self.span.start_secs + lead_secs + 0.2, 0.3, 0.5, None, &manner);
            let units = risorius_face::notation::parse("24B+17A").map(|notation| notation.units);
            let units = self.free_units(&units.unwrap_or_default());
            let text = self.fill("{Their} mouth holds still against it");
            let reason = "it must not be seen".to_owned();
            self.push(
                Cue { envelope, units, text, reason: reason.clone(), locked: false },
                &reason,
            );
        }
    }

    /// Why it is done: a sensation down its chain, an act because the words ask for it.
    fn tell_act(&mut self, act: &Act) {
        match (&act.feeling, &act.so) {
            (Some(feeling), Some(so)) => {
                self.say(&format!("{{They}} {{are}} {feeling}: {}.", act.why));
                self.say(&format!("So the body wants to {so}."));
            }
            _ => self.say(&format!("The words ask for it ({}): {}.", act.name, act.why)),
        }
    }

    /// Leaves to movements that the words ask for by muscle or part what they ask for, and to a mask
    /// its muscles.
    fn not_yet_asked(&self, units: &[Unit], mention: &Mention) -> Vec<Unit> {
        let exact: Vec<&Unit> = self
            .clause
            .mentions
            .iter()
            .filter(|other| !std::ptr::eq(*other, mention))
            .filter_map(|other| match &other.what {
                What::Units(units, ..) => Some(units),
                _ => None,
            })
            .flatten()
            .collect();
        let mask = self.clause.mentions.iter().filter(|other| other.is_mask && !mention.is_mask);
        let masking: Vec<&Unit> = mask
            .filter_map(|other| match &other.what {
                What::Act(act) => Some(act.units()),
                _ => None,
            })
            .flatten()
            .collect();
        let is_asked = |unit: &Unit| {
            let asks_more = |other: &Unit| {
                other.au == unit.au && other.intensity >= unit.intensity * mention.strength - 0.01
            };
            exact.iter().any(|other| asks_more(other))
                || masking.iter().any(|other| physiology::opposes(unit.au, other.au))
        };
        units.iter().filter(|unit| !is_asked(unit)).copied().collect()
    }

    fn move_as_asked(
        &mut self,
        mention: &Mention,
        units: &[Unit],
        typed: &str,
        shape: Shape,
        lead_secs: f32,
    ) {
        let manner = Manner::as_asked(mention);
        let strong = |unit: &Unit| snapped(*unit, manner.strength);
        let units: Vec<Unit> = if (manner.strength - 1.0).abs() < 0.01 {
            units.to_vec()
        } else {
            units.iter().map(strong).collect()
        };
        let units = self.allowed_units(&on_side(&units, mention, false));
        let (onset, offset) =
            (Pace::USUAL.onset_secs * mention.pace, Pace::USUAL.offset_secs * mention.pace);
        let start_secs = self.span.start_secs + lead_secs;
        let text = if typed.is_empty() { self.fill(&describe(&units)) } else { capitalise(typed) };
        let reason = "the words ask for it";
        let beats = match shape {
            Shape::Tremble => TREMBLE_BEATS,
            Shape::Twitch | Shape::Held => usize::from(mention.times.max(1)),
        };
        for beat in 0..beats {
            let envelope = match shape {
                Shape::Held if beats == 1 => {
                    let hold = (mention.course == Course::Gone).then_some(0.5);
                    let hold = hold.or_else(|| brief_hold(&units));
                    self.envelope(start_secs, onset, offset, hold, &manner)
                }
                Shape::Held => pulse(start_secs, beat, [onset, 0.1, offset]),
                Shape::Tremble | Shape::Twitch => pulse(start_secs, beat, TREMBLE_SECS),
            };
            let cue = Cue {
                envelope,
                units: units.clone(),
                text: text.clone(),
                reason: reason.to_owned(),
                locked: false,
            };
            self.push(cue, reason);
        }
    }
}

/// One of several short movements after one another; rise, hold and fall in seconds.
fn pulse(start_secs: f32, beat: usize, [onset, hold, offset]: [f32; 3]) -> Envelope {
    let length_secs = onset + hold + offset;
    Envelope {
        start_secs: start_secs + beat as f32 * length_secs,
        onset_secs: onset,
        hold_secs: hold,
        offset_secs: offset,
    }
}

/// Eyes do not stay turned for long: what they look at is seen within a second or two.
fn brief_hold(units: &[Unit]) -> Option<f32> {
    units.iter().all(|unit| unit.au.info().region == Region::Gaze).then_some(1.5)
}

/// How long an act takes by itself, seconds.
fn act_secs(act: &Act, manner: &Manner) -> f32 {
    let ends = act.signals.iter().map(|signal| {
        signal.delay_secs * manner.delay
            + signal.onset_secs * manner.onset
            + signal.longest_hold_secs.unwrap_or(0.3)
            + signal.offset_secs * manner.offset
    });
    ends.fold(0.0, f32::max)
}

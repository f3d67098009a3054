//! From feeling to face: a clause's emotions and acts become movements, each with the chain that
//! leads to it: what is felt, because of what, what the body then wants, which muscle does it.

mod acting;
mod feeling;
mod side;

use crate::lexicon::{Course, Emotion, Lexicon, Person, Signal};
use crate::manner::{Manner, snapped};
use crate::person::{capitalise, fill};
use crate::plan::Span;
use crate::reading::{Clause, Mention, What};
use crate::{looks::describe, reading::covers};
use risorius_face::{Cue, Envelope, Prototype, Side, Unit, notation, physiology};
use side::{act_on_side, on_side};

/// How far a movement may reach into the next clause, so that one face melts into the other.
const OVERLAP_SECS: f32 = 0.3;

/// How long a leaking feeling is seen before its mask covers it: a micro-expression.
const LEAK_HOLD_SECS: f32 = 0.15;

/// A fall that differs less from its rise looks like it played backwards.
const MIRROR_SECS: f32 = 0.01;

/// Feelings of which one is weaker than this share of the other are not a compound of two.
const COMPOUND_BALANCE: f32 = 0.55;

/// A movement to be scheduled: one signal in one manner.
struct Movement<'a> {
    signal: &'a Signal,
    manner: Manner,
    units: Vec<Unit>,
    start_secs: f32,
    /// Why, for the cue.
    reason: String,
    /// Why, for the reasoning, which has told the feeling already.
    step: String,
}

/// Makes the cues of one clause.
pub(crate) struct Chain<'a> {
    clause: &'a Clause,
    span: Span,
    is_last: bool,
    person: Option<Person>,
    /// What moves already in this clause; no muscle is asked by feelings for two things at once.
    taken: Vec<Unit>,
    /// What the words ask for by name: feelings do not work against it.
    asked: Vec<Unit>,
    /// The strongest units of each feeling: the lesser ones of others do not work against them.
    points: Vec<Unit>,
    pub(crate) cues: Vec<Cue>,
    /// The chain in sentences.
    pub(crate) reasoning: Vec<String>,
}

impl<'a> Chain<'a> {
    pub(crate) fn new(
        clause: &'a Clause,
        span: Span,
        is_last: bool,
        person: Option<Person>,
    ) -> Self {
        let units_of = |mention: &Mention| match &mention.what {
            What::Emotion(_) => Vec::new(),
            What::Act(act) => {
                let units = act.units().copied().filter(|unit| !act.felt.contains(&unit.au.code()));
                act_on_side(&units.collect::<Vec<_>>(), mention, act)
            }
            What::Units(units, ..) => on_side(units, mention, false),
        };
        Self {
            clause,
            span,
            is_last,
            person,
            taken: clause
                .mentions
                .iter()
                .filter(|m| matches!(m.what, What::Units(..)))
                .flat_map(units_of)
                .collect(),
            asked: clause.mentions.iter().flat_map(units_of).collect(),
            points: Vec::new(),
            cues: Vec::new(),
            reasoning: Vec::new(),
        }
    }

    /// Follows the clause from its feelings to its cues.
    pub(crate) fn follow(mut self) -> Self {
        let clause = self.clause;
        if let Some(situation) = clause.situation {
            let because = self.fill(&situation.because);
            self.reasoning.push(format!("The situation: {because}."));
        }
        for emotion in &clause.denied {
            self.say(&format!("{{They}} {{are}} not {}: nothing of it shows.", emotion.feeling));
        }
        for limit in &clause.limits {
            self.reasoning.push(limit.because.clone());
        }
        let mut feelings: Vec<(&Mention, &'static Emotion)> = clause
            .mentions
            .iter()
            .filter_map(|mention| match mention.what {
                What::Emotion(emotion) => Some((mention, emotion)),
                _ => None,
            })
            .collect();
        // The mask is seen longest, then the strongest feeling: they choose their muscles first.
        feelings.sort_by(|(a, _), (b, _)| {
            b.is_mask.cmp(&a.is_mask).then(f32::total_cmp(&b.strength, &a.strength))
        });
        self.feel_all(&feelings);
        self.act(!feelings.is_empty());
        self
    }

    /// Whether a feeling in the clause is unpleasant and shown: a smile beside it is not a felt one.
    fn is_unpleasant(&self) -> bool {
        let mut names = self.clause.mentions.iter().filter_map(|mention| match mention.what {
            What::Emotion(emotion) => Some(&emotion.name),
            _ => None,
        });
        names.any(|name| Prototype::named(name).is_some_and(|prototype| prototype.valence < -0.2))
    }

    /// Makes a cue of a movement; says whether there was anything to move.
    fn schedule(&mut self, movement: Movement) -> bool {
        let Movement { signal, manner, units, start_secs, reason, step } = movement;
        let units: Vec<Unit> = units.iter().map(|unit| snapped(*unit, manner.strength)).collect();
        let (onset, offset) =
            (signal.onset_secs * manner.onset, signal.offset_secs * manner.offset);
        let said = self.clause.secs.map_or(0.0, |secs| secs - onset - offset);
        let hold = signal.longest_hold_secs.map(|secs| secs.max(said));
        let hold = if manner.is_leak { Some(LEAK_HOLD_SECS) } else { hold };
        let envelope = self.envelope(start_secs, onset, offset, hold, &manner);
        let is_whole = units.len() == signal.units.len()
            && units.iter().zip(&signal.units).all(|(a, b)| a.side == b.side);
        let text = if is_whole { self.fill(&signal.text) } else { self.fill(&describe(&units)) };
        self.push(Cue { envelope, units, text, reason, locked: false }, &step)
    }

    /// The units whose muscles nothing else in the clause wants, and that the words allow.
    fn free_units(&self, units: &[Unit]) -> Vec<Unit> {
        self.free_of(&self.taken, units)
    }

    /// The units that neither work against others nor move what they move, and that the words allow.
    fn free_of(&self, taken: &[Unit], units: &[Unit]) -> Vec<Unit> {
        let meets = |a: Side, b: Side| a == b || a == Side::Both || b == Side::Both;
        let is_opposed = |unit: &Unit, by: &Unit| {
            meets(unit.side, by.side) && physiology::opposes(unit.au, by.au)
        };
        let is_free = |unit: &Unit| {
            let is_same = |other: &Unit| other.au == unit.au && meets(unit.side, other.side);
            let is_taken = taken.iter().any(|other| is_same(other) || is_opposed(unit, other));
            !is_taken && !self.asked.iter().any(|other| is_opposed(unit, other))
        };
        let mut units = self.allowed_units(units);
        units.retain(is_free);
        units
    }

    /// The units that the words do not forbid.
    fn allowed_units(&self, units: &[Unit]) -> Vec<Unit> {
        let limits = self.clause.limits.iter().flat_map(|limit| &limit.units);
        let forbidden: Vec<u8> = limits.chain(&self.clause.forbidden).copied().collect();
        units.iter().filter(|unit| !forbidden.contains(&unit.au.code())).copied().collect()
    }

    /// An envelope that holds until the clause ends, or less where `longest_hold_secs` says so; a
    /// feeling that grows takes most of the clause to rise, one that fades most of it to fall.
    fn envelope(
        &self,
        start_secs: f32,
        onset_secs: f32,
        offset_secs: f32,
        longest_hold_secs: Option<f32>,
        manner: &Manner,
    ) -> Envelope {
        let reach_secs = if self.is_last { -0.05 } else { OVERLAP_SECS };
        let room_secs = (self.span.end_secs + reach_secs - start_secs).max(0.3);
        let (onset_secs, offset_secs, longest_hold_secs) = match manner.course {
            _ if manner.is_micro => (0.1, 0.18, Some(0.1)),
            Course::Grows => (0.75 * room_secs, offset_secs, longest_hold_secs),
            Course::Fades => (onset_secs, 0.6 * room_secs, Some(0.15 * room_secs)),
            Course::Gone => (onset_secs, offset_secs.min(0.4), Some(0.5)),
            Course::Steady => match self.clause.over_secs {
                Some(over) if !manner.is_leak => (over, offset_secs, longest_hold_secs),
                _ => (onset_secs, offset_secs, longest_hold_secs),
            },
        };
        let squeeze = (room_secs / (onset_secs + offset_secs)).min(1.0);
        let (onset_secs, mut offset_secs) = (onset_secs * squeeze, offset_secs * squeeze);
        // A fall is no mirrored rise (Frontiers 2015.01107).
        if (onset_secs - offset_secs).abs() < MIRROR_SECS {
            offset_secs += 2.0 * MIRROR_SECS;
        }
        let hold_secs = (room_secs - onset_secs - offset_secs)
            .clamp(0.0, longest_hold_secs.unwrap_or(f32::MAX));
        Envelope { start_secs, onset_secs, hold_secs, offset_secs }
    }

    /// Adds a cue that moves anything, with its muscles in the reason and its step in the reasoning.
    fn push(&mut self, mut cue: Cue, step: &str) -> bool {
        if cue.units.is_empty() {
            return false;
        }
        let muscles = muscles(&cue.units);
        let (units, start_secs) = (notation::format_units(&cue.units), cue.envelope.start_secs);
        self.reasoning
            .push(format!("{}: {units}{muscles}, from {start_secs:.2} s.", capitalise(step)));
        cue.reason = format!("{}{muscles}.", cue.reason);
        self.taken.extend(&cue.units);
        self.cues.push(cue);
        true
    }

    fn say(&mut self, template: &str) {
        self.reasoning.push(self.fill(template));
    }

    fn fill(&self, template: &str) -> String {
        fill(template, self.person)
    }
}

/// The units that show in a part of the face, or all.
fn in_region(units: &[Unit], mention: &Mention) -> Vec<Unit> {
    let shows =
        |unit: &&Unit| mention.region.is_none_or(|region| covers(region, unit.au.info().region));
    units.iter().filter(shows).copied().collect()
}

/// The units that are left where a clause's feelings are a known compound of two.
fn compound_units(feelings: &[(&Mention, &'static Emotion)]) -> Option<&'static [u8]> {
    let [(first_mention, first), (second_mention, second)] = feelings else { return None };
    let [low, high] = [first_mention, second_mention].map(|mention| mention.strength);
    let is_balanced = low.min(high) >= COMPOUND_BALANCE * low.max(high);
    if first_mention.region.is_some() || second_mention.region.is_some() || !is_balanced {
        return None;
    }
    let is_both = |parts: &[String; 2]| {
        [&parts[0], &parts[1]] == [&first.name, &second.name]
            || [&parts[1], &parts[0]] == [&first.name, &second.name]
    };
    let compound = Lexicon::get().compounds.iter().find(|compound| is_both(&compound.parts))?;
    Some(&compound.units)
}

/// The main muscles of some units in brackets, each once; nothing for the head.
fn muscles(units: &[Unit]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in
        units.iter().map(|unit| unit.au.info().main_muscle()).filter(|name| !name.is_empty())
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
}

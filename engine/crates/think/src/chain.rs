//! From feeling to face: a clause's emotions and gestures become movements, each with the chain that
//! leads to it: what is felt, because of what, what the body then wants, which muscle does it.

use crate::lexicon::{Emotion, Lexicon, Person, Signal};
use crate::looks::describe;
use crate::manner::{Manner, snapped};
use crate::person::{capitalise, fill};
use crate::plan::Span;
use crate::reading::{Clause, Mention, What};
use risorius_face::{Cue, Display, Envelope, Side, Unit, movement::Pace, notation, physiology};

/// How much later each further feeling of a clause begins, seconds.
const STAGGER_SECS: f32 = 0.12;

/// How far a movement may reach into the next clause, so that one face melts into the other.
const OVERLAP_SECS: f32 = 0.3;

/// How long a leaking feeling is seen before its mask covers it: a micro-expression.
const LEAK_HOLD_SECS: f32 = 0.15;

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
            What::Gesture(gesture) => {
                gesture.signals.iter().flat_map(|signal| signal.units.clone()).collect()
            }
            What::Units(units, _) => units.clone(),
        };
        let exact = |mention: &&Mention| matches!(mention.what, What::Units(..));
        Self {
            clause,
            span,
            is_last,
            person,
            taken: clause.mentions.iter().filter(exact).flat_map(units_of).collect(),
            asked: clause.mentions.iter().flat_map(units_of).collect(),
            cues: Vec::new(),
            reasoning: Vec::new(),
        }
    }

    /// Follows the clause from its feelings to its cues.
    pub(crate) fn follow(mut self) -> Self {
        let clause = self.clause;
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
        let suppressed = feelings.first().filter(|_| clause.display == Display::Suppressed);
        // What holds a feeling back takes its muscles first, and is told last.
        let control = suppressed.map(|(_, emotion)| (*emotion, self.free_units(&emotion.control)));
        self.taken.extend(control.iter().flat_map(|(_, units)| units));
        for (place, (mention, emotion)) in feelings.iter().enumerate() {
            self.feel(mention, emotion, place, &feelings);
        }
        if let Some((emotion, units)) = control {
            self.hold_back(emotion, units);
        }
        self.act(!feelings.is_empty());
        self
    }

    /// One emotion: its appraisal and tendency as sentences, its signals as cues.
    fn feel(
        &mut self,
        mention: &Mention,
        emotion: &'static Emotion,
        place: usize,
        all: &[(&Mention, &'static Emotion)],
    ) {
        let manner = Manner::of(mention, self.clause);
        if manner.is_posed {
            self.say(&format!(
                "What shows is {} put on: others are to believe that {}.",
                emotion.name, emotion.because
            ));
        } else {
            self.say(&format!(
                "{{They}} {{are}} {}, because {}.",
                emotion.feeling, emotion.because
            ));
            self.say(&format!("So the body wants to {}.", emotion.so));
        }
        self.reasoning.extend(manner.explanation().map(|line| fill(line, self.person)));
        let chosen = compound_units(all);
        let lead_secs = if mention.is_mask { 0.3 } else { 0.1 + STAGGER_SECS * place as f32 };
        let mut is_told = false;
        for signal in &emotion.signals {
            let is_shown = |unit: &Unit| {
                let code = unit.au.code();
                let is_head = code >= 51;
                let obeys = !manner.is_posed
                    || is_head
                    || emotion.easy.is_empty()
                    || emotion.easy.contains(&code);
                obeys && chosen.is_none_or(|units| is_head || units.contains(&code))
            };
            let units: Vec<Unit> =
                signal.units.iter().filter(|unit| is_shown(unit)).copied().collect();
            let step = self.fill(&signal.why);
            let reason = match is_told {
                _ if manner.is_posed => "it is put on, and these muscles obey the will".to_owned(),
                false => self.fill(&format!("{}, so {}", emotion.because, signal.why)),
                true => format!("in {} {step}", emotion.name),
            };
            let start_secs = self.span.start_secs + lead_secs + signal.delay_secs * manner.delay;
            let units = self.free_units(&on_side(&units, mention.side, emotion.one_sided));
            if chosen.is_none() && !keeps_its_point(signal, &units) {
                continue;
            }
            is_told |= self.schedule(Movement { signal, manner, units, start_secs, reason, step });
        }
    }

    /// What keeps a suppressed feeling in.
    fn hold_back(&mut self, emotion: &Emotion, units: Vec<Unit>) {
        let envelope = self.envelope(self.span.start_secs + 0.35, 0.35, 0.55, None);
        let text = self.fill("{Their} mouth holds still against it");
        let reason =
            self.fill(&format!("{{they}} {{are}} {}, and it must not be seen", emotion.feeling));
        let cue = Cue { envelope, units, text, reason: reason.clone(), locked: false };
        self.push(cue, &reason);
    }

    /// Gestures and movements that the words ask for, after the feelings have begun.
    fn act(&mut self, is_felt: bool) {
        let clause = self.clause;
        let mut lead_secs = if is_felt { 0.5 } else { 0.2 };
        let room_secs = (self.span.end_secs - self.span.start_secs - 1.0).max(0.0);
        let step_secs = (room_secs / clause.mentions.len() as f32).min(0.35);
        for mention in &clause.mentions {
            match &mention.what {
                What::Emotion(_) => continue,
                What::Gesture(gesture) => {
                    self.say(&format!("The words ask for it ({}): {}.", gesture.name, gesture.why));
                    for signal in &gesture.signals {
                        let manner = Manner::as_asked(mention);
                        let units = on_side(&signal.units, mention.side, gesture.one_sided);
                        let units = self.allowed_units(&units);
                        let start_secs =
                            self.span.start_secs + lead_secs + signal.delay_secs * manner.delay;
                        let (reason, step) = (self.fill(&gesture.why), self.fill(&signal.text));
                        self.schedule(Movement { signal, manner, units, start_secs, reason, step });
                    }
                }
                What::Units(units, typed) => self.move_as_asked(mention, units, typed, lead_secs),
            }
            lead_secs += step_secs;
        }
    }

    fn move_as_asked(&mut self, mention: &Mention, units: &[Unit], typed: &str, lead_secs: f32) {
        let units = self.allowed_units(units);
        let (onset, offset) =
            (Pace::USUAL.onset_secs * mention.pace, Pace::USUAL.offset_secs * mention.pace);
        let envelope = self.envelope(self.span.start_secs + lead_secs, onset, offset, None);
        let text = if typed.is_empty() { self.fill(&describe(&units)) } else { capitalise(typed) };
        let reason = "the words ask for it".to_owned();
        self.push(Cue { envelope, units, text, reason, locked: false }, "the words ask for it");
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
        let envelope = self.envelope(start_secs, onset, offset, hold);
        let is_whole = units.len() == signal.units.len();
        let text = if is_whole { self.fill(&signal.text) } else { self.fill(&describe(&units)) };
        self.push(Cue { envelope, units, text, reason, locked: false }, &step)
    }

    /// The units whose muscles nothing else in the clause wants, and that the words allow.
    fn free_units(&self, units: &[Unit]) -> Vec<Unit> {
        let meets = |a: Side, b: Side| a == b || a == Side::Both || b == Side::Both;
        let is_opposed = |unit: &Unit, by: &Unit| {
            meets(unit.side, by.side) && physiology::opposes(unit.au, by.au)
        };
        let is_free = |unit: &Unit| {
            let is_same = |other: &Unit| other.au == unit.au && meets(unit.side, other.side);
            let is_taken = self.taken.iter().any(|other| is_same(other) || is_opposed(unit, other));
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

    /// An envelope that holds until the clause ends, or less where `longest_hold_secs` says so.
    fn envelope(
        &self,
        start_secs: f32,
        onset_secs: f32,
        offset_secs: f32,
        longest_hold_secs: Option<f32>,
    ) -> Envelope {
        let (onset_secs, offset_secs, longest_hold_secs) = if self.clause.is_micro {
            (0.1, 0.18, Some(0.1))
        } else {
            (onset_secs, offset_secs, longest_hold_secs)
        };
        let reach_secs = if self.is_last { -0.05 } else { OVERLAP_SECS };
        let room_secs = (self.span.end_secs + reach_secs - start_secs).max(0.3);
        let squeeze = (room_secs / (onset_secs + offset_secs)).min(1.0);
        let (onset_secs, offset_secs) = (onset_secs * squeeze, offset_secs * squeeze);
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

/// Whether the strongest unit of a signal is left: without it the rest would say something else.
fn keeps_its_point(signal: &Signal, left: &[Unit]) -> bool {
    let strongest =
        signal.units.iter().reduce(|a, b| if b.intensity > a.intensity { b } else { a });
    strongest.is_none_or(|point| left.iter().any(|unit| unit.au == point.au))
}

/// The units that are left where a clause's feelings are a known compound of two.
fn compound_units(feelings: &[(&Mention, &'static Emotion)]) -> Option<&'static [u8]> {
    let [(_, first), (_, second)] = feelings else { return None };
    let is_both = |parts: &[String; 2]| {
        [&parts[0], &parts[1]] == [&first.name, &second.name]
            || [&parts[1], &parts[0]] == [&first.name, &second.name]
    };
    let compound = Lexicon::get().compounds.iter().find(|compound| is_both(&compound.parts))?;
    Some(&compound.units)
}

/// Units on the side that the words name. One-sided ones are written for the left and mirrored.
fn on_side(units: &[Unit], side: Option<Side>, one_sided: bool) -> Vec<Unit> {
    let place = |unit: &Unit| match (side, unit.side) {
        _ if !unit.au.info().sided => Side::Both,
        (Some(Side::Right), Side::Left) if one_sided => Side::Right,
        (Some(Side::Right), Side::Right) if one_sided => Side::Left,
        (Some(side), _) if !one_sided => side,
        (_, own) => own,
    };
    units.iter().map(|unit| Unit { side: place(unit), ..*unit }).collect()
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

//! From feeling to face: a clause's emotions and gestures become movements, each with the chain that
//! leads to it: what is felt, because of what, what the body then wants, which muscle does it.

use crate::lexicon::{Emotion, Lexicon, Person, Signal};
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
    reason: String,
}

/// Makes the cues of one clause.
pub(crate) struct Chain<'a> {
    clause: &'a Clause,
    span: Span,
    is_last: bool,
    person: Option<Person>,
    /// What moves already in this clause; no muscle is asked for two things at once.
    taken: Vec<Unit>,
    pub(crate) cues: Vec<Cue>,
    /// The chain in sentences.
    pub(crate) reasoning: Vec<String>,
}

impl<'a> Chain<'a> {
    pub(crate) fn new(clause: &'a Clause, span: Span, is_last: bool, person: Option<Person>) -> Self {
        Self { clause, span, is_last, person, taken: Vec::new(), cues: Vec::new(), reasoning: Vec::new() }
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
        feelings.sort_by(|(a, _), (b, _)| b.is_mask.cmp(&a.is_mask).then(f32::total_cmp(&b.strength, &a.strength)));
        let is_suppressed = clause.display == Display::Suppressed;
        if let Some((_, emotion)) = feelings.first().filter(|_| is_suppressed) {
            self.hold_back(emotion);
        }
        for (place, (mention, emotion)) in feelings.iter().enumerate() {
            self.feel(mention, emotion, place, &feelings);
        }
        self.act(!feelings.is_empty());
        self
    }

    /// One emotion: its appraisal and tendency as sentences, its signals as cues.
    fn feel(&mut self, mention: &Mention, emotion: &'static Emotion, place: usize, all: &[(&Mention, &'static Emotion)]) {
        let manner = Manner::of(mention, self.clause);
        self.say(&format!("{{They}} {{are}} {}, because {}.", emotion.feeling, emotion.because));
        self.say(&format!("So the body wants to {}.", emotion.so));
        self.reasoning.extend(manner.explanation().map(|line| fill(line, self.person)));
        let chosen = compound_units(all);
        let lead_secs = if mention.is_mask { 0.3 } else { 0.1 + STAGGER_SECS * place as f32 };
        for signal in &emotion.signals {
            let is_shown = |unit: &Unit| {
                let code = unit.au.code();
                let is_head = code >= 51;
                let obeys = !manner.is_posed || is_head || emotion.easy.is_empty() || emotion.easy.contains(&code);
                obeys && chosen.is_none_or(|units| is_head || units.contains(&code))
            };
            let units: Vec<Unit> = signal.units.iter().filter(|unit| is_shown(unit)).copied().collect();
            let because = if manner.is_posed { "it is put on for others" } else { &emotion.because };
            let reason = fill(&format!("{because}, so {}", signal.why), self.person);
            let start_secs = self.span.start_secs + lead_secs + signal.delay_secs * manner.delay;
            let units = on_side(&units, mention.side, emotion.one_sided);
            self.schedule(Movement { signal, manner, units, start_secs, reason });
        }
    }

    /// What keeps a suppressed feeling in.
    fn hold_back(&mut self, emotion: &Emotion) {
        let start_secs = self.span.start_secs + 0.35;
        let units = self.free_units(&emotion.control);
        let envelope = self.envelope(start_secs, 0.35, 0.55, None);
        let text = format!("{} holds still against it", self.fill("{Their} mouth"));
        let reason = self.fill(&format!("{{they}} {{are}} {}, and it must not be seen{}", emotion.feeling, muscles(&units)));
        self.push(Cue { envelope, units, text, reason, locked: false });
    }

    /// Gestures and movements that the words ask for, after the feelings have begun.
    fn act(&mut self, is_felt: bool) {
        let clause = self.clause;
        let mut lead_secs = if is_felt { 0.5 } else { 0.2 };
        for mention in &clause.mentions {
            match &mention.what {
                What::Emotion(_) => continue,
                What::Gesture(gesture) => {
                    self.say(&format!("The words ask for a movement ({}): {}.", gesture.name, gesture.why));
                    for signal in &gesture.signals {
                        let manner = Manner::as_asked(mention);
                        let units = on_side(&signal.units, mention.side, gesture.one_sided);
                        let start_secs = self.span.start_secs + lead_secs + signal.delay_secs * manner.delay;
                        let reason = self.fill(&gesture.why);
                        self.schedule(Movement { signal, manner, units, start_secs, reason });
                    }
                }
                What::Units(units, typed) => self.move_as_asked(mention, units, typed, lead_secs),
            }
            lead_secs += 0.35;
        }
    }

    fn move_as_asked(&mut self, mention: &Mention, units: &[Unit], typed: &str, lead_secs: f32) {
        let units = self.free_units(units);
        let (onset, offset) = (Pace::USUAL.onset_secs * mention.pace, Pace::USUAL.offset_secs * mention.pace);
        let envelope = self.envelope(self.span.start_secs + lead_secs, onset, offset, None);
        let text = if typed.is_empty() { notation::describe(&units) } else { capitalise(typed) };
        let reason = format!("the words ask for it{}", muscles(&units));
        self.push(Cue { envelope, units, text, reason, locked: false });
    }

    /// Makes a cue of a movement, as far as its muscles are free.
    fn schedule(&mut self, movement: Movement) {
        let Movement { signal, manner, units, start_secs, reason } = movement;
        let scaled: Vec<Unit> = units.iter().map(|unit| snapped(*unit, manner.strength)).collect();
        let units = self.free_units(&scaled);
        let hold = signal.longest_hold_secs.map(|secs| self.clause.secs.map_or(secs, |said| secs.max(said - signal.onset_secs - signal.offset_secs)));
        let hold = if manner.is_leak { Some(LEAK_HOLD_SECS) } else { hold };
        let envelope = self.envelope(start_secs, signal.onset_secs * manner.onset, signal.offset_secs * manner.offset, hold);
        let reason = format!("{reason}{}", muscles(&units));
        self.push(Cue { envelope, units, text: self.fill(&signal.text), reason, locked: false });
    }

    /// The units whose muscles nothing else in the clause wants, and that the words allow.
    fn free_units(&self, units: &[Unit]) -> Vec<Unit> {
        let limits = self.clause.limits.iter().flat_map(|limit| &limit.units);
        let forbidden: Vec<u8> = limits.chain(&self.clause.forbidden).copied().collect();
        let meets = |a: Side, b: Side| a == b || a == Side::Both || b == Side::Both;
        let is_free = |unit: &Unit| {
            let clashes = |other: &Unit| other.au == unit.au || physiology::opposes(unit.au, other.au);
            self.taken.iter().all(|other| !(meets(unit.side, other.side) && clashes(other)))
        };
        units.iter().filter(|unit| is_free(unit) && !forbidden.contains(&unit.au.code())).copied().collect()
    }

    /// An envelope that holds until the clause ends, or less where `longest_hold_secs` says so.
    fn envelope(&self, start_secs: f32, onset_secs: f32, offset_secs: f32, longest_hold_secs: Option<f32>) -> Envelope {
        let (onset_secs, offset_secs, longest_hold_secs) =
            if self.clause.is_micro { (0.1, 0.18, Some(0.1)) } else { (onset_secs, offset_secs, longest_hold_secs) };
        let reach_secs = if self.is_last { -0.05 } else { OVERLAP_SECS };
        let room_secs = (self.span.end_secs + reach_secs - start_secs).max(0.3);
        let squeeze = (room_secs / (onset_secs + offset_secs)).min(1.0);
        let (onset_secs, offset_secs) = (onset_secs * squeeze, offset_secs * squeeze);
        let hold_secs = (room_secs - onset_secs - offset_secs).clamp(0.0, longest_hold_secs.unwrap_or(f32::MAX));
        Envelope { start_secs, onset_secs, hold_secs, offset_secs }
    }

    fn push(&mut self, cue: Cue) {
        if cue.units.is_empty() {
            return;
        }
        self.taken.extend(&cue.units);
        let because = cue.reason.split(" (").next().unwrap_or_default();
        self.reasoning.push(format!(
            "{}: {}{}, from {:.2} s.",
            capitalise(because),
            notation::format_units(&cue.units),
            muscles(&cue.units),
            cue.envelope.start_secs
        ));
        self.cues.push(cue);
    }

    fn say(&mut self, template: &str) {
        self.reasoning.push(self.fill(template));
    }

    fn fill(&self, template: &str) -> String {
        fill(template, self.person)
    }
}

/// The units that are left where a clause's feelings are a known compound of two.
fn compound_units(feelings: &[(&Mention, &'static Emotion)]) -> Option<&'static [u8]> {
    let [(_, first), (_, second)] = feelings else { return None };
    let is_both = |parts: &[String; 2]| {
        [&parts[0], &parts[1]] == [&first.name, &second.name] || [&parts[1], &parts[0]] == [&first.name, &second.name]
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

/// The muscles of some units in brackets, each once; nothing for head and gaze.
fn muscles(units: &[Unit]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in units.iter().map(|unit| unit.au.info().muscles).filter(|name| !name.is_empty()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { String::new() } else { format!(" ({})", names.join("; ")) }
}

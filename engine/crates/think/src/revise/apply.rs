//! Instructions to changes of a script.

use super::add;
use super::instruction::{By, Instruction, Op, Scope};
use super::lines::Meant;
use crate::ThinkOptions;
use risorius_face::physiology::Fastest;
use risorius_face::script::MAX_SECS;
use risorius_face::{Au, Beat, Cue, Envelope, Item, Script, Side, Unit, notation};

/// The weakest that softening makes a unit: below it the line would say nothing.
const WEAKEST: f32 = 0.05;

/// The slowest rise and fall that slowing leads to, seconds: whole expressions last no longer.
const SLOWEST_SECS: f32 = 4.0;

/// Movements over sooner than this keep their times when a script is stretched: blinks and flashes.
const MOMENT_SECS: f32 = 0.5;

/// How long a face rests that ends or starts neutral, seconds.
const REST_SECS: f32 = 0.4;

/// Turns that are mirrored into one another: head, tilt, gaze.
const MIRRORED: &[(u8, u8)] = &[(51, 52), (55, 56), (61, 62)];

/// A script that is being revised.
pub(super) struct Work {
    pub(super) script: Script,
    kept: Vec<Scope>,
}

/// What is done to the line with this number, and whether a unit of it is meant.
type LineEdit<'a> = dyn FnMut(usize, &mut Cue, &dyn Fn(&Unit) -> bool) + 'a;

/// How many lines an instruction has changed, and how many it found locked.
#[derive(Default)]
pub(super) struct Count {
    changed: usize,
    locked: usize,
}

impl Work {
    pub(super) fn new(script: Script, kept: Vec<Scope>) -> Self {
        Self { script, kept }
    }

    /// Follows one instruction: what was done, or why nothing was.
    pub(super) fn follow(
        &mut self,
        instruction: &Instruction,
        options: &ThinkOptions,
    ) -> Result<String, String> {
        let scope = &instruction.scope;
        let (count, done) = match &instruction.op {
            Op::Keep => return Ok(format!("{} as it was", capitalised(&scope.describe()))),
            Op::Add(words) => return add::add(&mut self.script, words, scope, options),
            Op::Strength(factor) => (self.strength(scope, *factor), at(*factor, "the strength")),
            Op::Speed(factor) => (self.speed(scope, *factor), at(*factor, "the speed")),
            Op::Shift(secs) => (self.shift(scope, *secs), moved(*secs)),
            Op::Hold(by) => (self.hold(scope, *by), held(*by)),
            Op::Length(by) => return self.length(*by),
            Op::Asymmetry(factor) => {
                (self.asymmetry(scope, *factor), "with other sides".to_owned())
            }
            Op::OnlySide(side) => {
                (self.only_side(scope, *side), format!("on the {} only", word(*side)))
            }
            Op::Only => (self.only(scope), "alone is left".to_owned()),
            Op::Remove => {
                if scope.is_whole_face() && scope.time.is_none() {
                    return Err("it does not say what to take away".to_owned());
                }
                (self.remove(scope), "taken away".to_owned())
            }
            Op::Mirror => (self.mirror(scope), "mirrored".to_owned()),
            Op::EndNeutral => return self.end_neutral(),
            Op::StartNeutral => return self.start_neutral(),
        };
        if count.changed == 0 {
            if let (Op::Strength(factor), Some(feeling)) = (&instruction.op, &scope.feeling)
                && *factor > 1.0
                && count.locked == 0
            {
                return add::add(&mut self.script, feeling, &Scope::default(), options);
            }
            return Err(match count.locked {
                0 => format!("no line moves {} otherwise than that", scope.describe()),
                _ => format!("every line that moves {} is locked", scope.describe()),
            });
        }
        self.grow();
        Ok(format!("{} {done} ({})", capitalised(&scope.describe()), lines(&count)))
    }

    fn strength(&mut self, scope: &Scope, factor: f32) -> Count {
        let count = self.edit_units(scope, |unit| {
            let most = unit.au.info().risky_from.max(unit.intensity);
            unit.intensity = (unit.intensity * factor).clamp(WEAKEST.min(unit.intensity), most);
            true
        });
        if count.changed > 0
            && scope.codes.is_empty()
            && scope.side.is_none()
            && scope.line.is_none()
        {
            self.edit_beats(scope, |share| (share * factor).clamp(0.05, 1.0));
        }
        count
    }

    /// Starts stay; holds give or take what rise and fall leave or need.
    fn speed(&mut self, scope: &Scope, factor: f32) -> Count {
        self.edit_times(scope, |cue| {
            let fastest = Fastest::of(cue);
            let Envelope { onset_secs, hold_secs, offset_secs, .. } = cue.envelope;
            let slowed = |secs: f32, least: f32| {
                (secs / factor).clamp(least.min(secs), SLOWEST_SECS.max(secs))
            };
            let onset = slowed(onset_secs, fastest.onset_secs);
            let offset = slowed(offset_secs, fastest.offset_secs);
            let hold_secs = (hold_secs + onset_secs + offset_secs - onset - offset).max(0.0);
            Envelope { onset_secs: onset, hold_secs, offset_secs: offset, ..cue.envelope }
        })
    }

    fn shift(&mut self, scope: &Scope, secs: f32) -> Count {
        let moved = |start_secs: f32| (start_secs + secs).clamp(0.0, MAX_SECS);
        if scope.is_whole_face() && scope.time.is_none() {
            let duration_secs = self.script.duration_secs;
            for item in &mut self.script.items {
                if let Item::Beat(beat) = item {
                    beat.end_secs = moved(beat.end_secs).min(duration_secs.max(beat.end_secs));
                    beat.start_secs = moved(beat.start_secs);
                }
            }
        }
        self.edit_times(scope, |cue| Envelope {
            start_secs: moved(cue.envelope.start_secs),
            ..cue.envelope
        })
    }

    fn hold(&mut self, scope: &Scope, by: By) -> Count {
        self.edit_times(scope, |cue| {
            let is_longer = by.of(1.0) > 1.0;
            // What has no hold yet gets one before it is multiplied.
            let now_secs =
                if is_longer { cue.envelope.hold_secs.max(0.2) } else { cue.envelope.hold_secs };
            Envelope { hold_secs: by.of(now_secs).clamp(0.0, MAX_SECS), ..cue.envelope }
        })
    }

    /// Stretches everything that is not locked; rises and falls keep their times as far as they fit.
    fn length(&mut self, by: By) -> Result<String, String> {
        let now_secs = self.script.duration_secs;
        let locked_secs = self.locked_end_secs();
        let wanted_secs = by.of(now_secs).clamp(0.5, MAX_SECS);
        let new_secs = wanted_secs.max(locked_secs);
        if now_secs <= 0.0 || (new_secs - now_secs).abs() < 0.005 {
            return Err(format!("the script lasts {now_secs:.2} s already"));
        }
        let factor = new_secs / now_secs;
        for item in &mut self.script.items {
            match item {
                Item::Beat(beat) => {
                    beat.start_secs *= factor;
                    beat.end_secs *= factor;
                }
                Item::Cue(cue) if !cue.locked => cue.envelope = stretched(&cue.envelope, factor),
                _ => {}
            }
        }
        self.script.duration_secs = new_secs;
        self.grow();
        let why = if new_secs > wanted_secs { ", as long as its locked lines need" } else { "" };
        Ok(format!("The script lasts {new_secs:.2} s instead of {now_secs:.2} s{why}"))
    }

    /// The weaker side moves away from the stronger, or nearer; of equals the right is the weaker.
    fn asymmetry(&mut self, scope: &Scope, factor: f32) -> Count {
        self.edit_lines(scope, |cue, is_meant| {
            let mut units = Unit::part_sides(&cue.units);
            for at in 0..units.len() {
                let unit = units[at];
                let is_pair = |u: &Unit| u.au == unit.au && u.side == Side::Right;
                let is_left = unit.side == Side::Left && is_meant(&unit) && unit.au.code() < 40;
                let Some(right) = units.iter().position(is_pair).filter(|_| is_left) else {
                    continue;
                };
                let (mut left, mut other) = (unit.intensity, units[right].intensity);
                let (strong, weak) =
                    if left >= other { (&mut left, &mut other) } else { (&mut other, &mut left) };
                let share = *weak / strong.max(f32::EPSILON);
                let share =
                    if factor > 1.0 { share / factor } else { 1.0 - (1.0 - share) * factor };
                *weak = *strong * share;
                (units[at].intensity, units[right].intensity) = (left, other);
            }
            cue.units = units;
        })
    }

    fn only_side(&mut self, scope: &Scope, side: Side) -> Count {
        self.edit_lines(scope, |cue, is_meant| {
            let stays = |unit: &Unit| !unit.au.info().sided || !is_meant(unit) || unit.side == side;
            cue.units = Unit::part_sides(&cue.units).into_iter().filter(stays).collect();
        })
    }

    fn only(&mut self, scope: &Scope) -> Count {
        let before = self.script.clone();
        let named = Meant::new(scope, &before);
        let then = Scope { time: scope.time, ..Scope::default() };
        self.each_line(&then, &mut |nth, cue, is_free| {
            let is_named = named.has_line(nth, cue);
            let stays = |unit: &Unit| !is_free(unit) || (is_named && named.has_unit(unit));
            cue.units = Unit::part_sides(&cue.units).into_iter().filter(stays).collect();
        })
    }

    fn remove(&mut self, scope: &Scope) -> Count {
        let count = self.edit_units(scope, |_| false);
        if let (Some(feeling), true) = (&scope.feeling, scope.codes.is_empty()) {
            for item in &mut self.script.items {
                if let Item::Beat(beat) = item {
                    beat.emotions.retain(|(name, _)| name != feeling);
                }
            }
        }
        count
    }

    fn mirror(&mut self, scope: &Scope) -> Count {
        self.edit_units(scope, |unit| {
            unit.side = match unit.side {
                Side::Left => Side::Right,
                Side::Right => Side::Left,
                Side::Both => Side::Both,
            };
            let code = unit.au.code();
            let turned = MIRRORED.iter().find_map(|&(left, right)| match code {
                code if code == left => Some(right),
                code if code == right => Some(left),
                _ => None,
            });
            unit.au = turned.map_or(unit.au, Au::of);
            true
        })
    }

    /// Holds are cut so that all is over in time; where that is not enough the script grows.
    fn end_neutral(&mut self) -> Result<String, String> {
        let mut changed = 0;
        let limit_secs = (self.script.duration_secs - REST_SECS).max(0.0);
        for cue in open_cues(&mut self.script) {
            let late_secs =
                (cue.envelope.end_secs() - limit_secs).clamp(0.0, cue.envelope.hold_secs);
            cue.envelope.hold_secs -= late_secs;
            changed += usize::from(late_secs > 0.005);
        }
        let end_secs = self.script.cues().map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
        let needed_secs = end_secs + REST_SECS;
        let grows = needed_secs > self.script.duration_secs + 0.005;
        if grows {
            self.script.duration_secs = needed_secs.min(MAX_SECS);
        }
        if changed == 0 && !grows {
            return Err("the face is at rest at the end already".to_owned());
        }
        Ok(format!("All is over by {end_secs:.2} s, and the face rests until the end"))
    }

    fn start_neutral(&mut self) -> Result<String, String> {
        let first_secs =
            self.script.cues().map(|cue| cue.envelope.start_secs).fold(f32::INFINITY, f32::min);
        let by_secs = REST_SECS - first_secs;
        if by_secs < 0.005 {
            return Err("the face is at rest at the start already".to_owned());
        }
        let mut changed = 0;
        for cue in open_cues(&mut self.script) {
            cue.envelope.start_secs += by_secs;
            changed += 1;
        }
        if changed == 0 {
            return Err("every line is locked".to_owned());
        }
        for item in &mut self.script.items {
            if let Item::Beat(beat) = item {
                beat.start_secs += by_secs;
                beat.end_secs += by_secs;
            }
        }
        self.script.duration_secs += by_secs;
        self.grow();
        Ok(format!("The face rests for {REST_SECS} s before it acts"))
    }

    /// Changes units that are meant, or drops those for which `edit` says so.
    fn edit_units(&mut self, scope: &Scope, edit: impl Fn(&mut Unit) -> bool) -> Count {
        let has_side = scope.side.is_some();
        self.edit_lines(scope, |cue, is_meant| {
            let units = if has_side { Unit::part_sides(&cue.units) } else { cue.units.clone() };
            let edited = units
                .into_iter()
                .filter_map(|mut unit| (!is_meant(&unit) || edit(&mut unit)).then_some(unit));
            cue.units = edited.collect();
        })
    }

    /// Gives units that are meant other times; the rest of their line stays where it was.
    fn edit_times(&mut self, scope: &Scope, edit: impl Fn(&Cue) -> Envelope) -> Count {
        let mut carved: Vec<(usize, Cue)> = Vec::new();
        let count = self.each_line(scope, &mut |nth, cue, is_meant| {
            let units = Unit::part_sides(&cue.units);
            let (own, rest): (Vec<Unit>, Vec<Unit>) = units.into_iter().partition(|u| is_meant(u));
            if own.is_empty() {
                return;
            }
            if rest.is_empty() {
                cue.envelope = edit(cue);
                return;
            }
            let mut moved = part_of(cue, &own);
            moved.envelope = edit(&moved);
            carved.push((nth, moved));
            *cue = part_of(cue, &rest);
        });
        self.insert_after(carved);
        count
    }

    /// Puts new lines behind the cues that they were part of.
    fn insert_after(&mut self, lines: Vec<(usize, Cue)>) {
        for (nth, cue) in lines.into_iter().rev() {
            let mut cues =
                self.script.items.iter().enumerate().filter(|(_, i)| matches!(i, Item::Cue(_)));
            if let Some((index, _)) = cues.nth(nth) {
                self.script.items.insert(index + 1, Item::Cue(cue));
            }
        }
    }

    fn edit_lines(
        &mut self,
        scope: &Scope,
        edit: impl Fn(&mut Cue, &dyn Fn(&Unit) -> bool),
    ) -> Count {
        self.each_line(scope, &mut |_, cue, is_meant| edit(cue, is_meant))
    }

    /// Goes through the lines that are meant. Lines without units are gone afterwards; a line that lost
    /// some is told in words of its own.
    fn each_line(&mut self, scope: &Scope, edit: &mut LineEdit) -> Count {
        let meant = Meant::new(scope, &self.script);
        let kept: Vec<Meant> =
            self.kept.iter().map(|scope| Meant::new(scope, &self.script)).collect();
        let mut items = self.script.items.clone();
        let mut count = Count::default();
        let cues = items.iter_mut().filter_map(|item| match item {
            Item::Cue(cue) => Some(cue),
            _ => None,
        });
        for (nth, cue) in cues.enumerate() {
            let units = Unit::part_sides(&cue.units);
            if !meant.has_line(nth, cue) || !units.iter().any(|unit| meant.has_unit(unit)) {
                continue;
            }
            if cue.locked {
                count.locked += 1;
                continue;
            }
            let before = cue.clone();
            let is_meant = |unit: &Unit| {
                let is_kept =
                    kept.iter().any(|kept| kept.has_line(nth, &before) && kept.has_unit(unit));
                meant.has_unit(unit) && !is_kept
            };
            edit(nth, cue, &is_meant);
            finish(cue, &before);
            count.changed += usize::from(*cue != before);
        }
        self.script.items = items;
        count
    }

    /// Changes the shares of beats in the time, and of the feeling, that is meant.
    fn edit_beats(&mut self, scope: &Scope, edit: impl Fn(f32) -> f32) {
        let duration_secs = self.script.duration_secs;
        let (from, to) = scope.time.map_or((0.0, f32::INFINITY), |time| time.span(duration_secs));
        let beats = self.script.items.iter_mut().filter_map(|item| match item {
            Item::Beat(beat) => Some(beat),
            _ => None,
        });
        for Beat { start_secs, end_secs, emotions, .. } in beats {
            if !(from..to).contains(&((*start_secs + *end_secs) / 2.0)) {
                continue;
            }
            for (name, share) in emotions {
                if scope.feeling.as_ref().is_none_or(|feeling| feeling == name) {
                    *share = edit(*share);
                }
            }
        }
    }

    /// Drops lines that move nothing, and lengthens the script to its last line's end.
    fn grow(&mut self) {
        let is_empty =
            |item: &Item| matches!(item, Item::Cue(cue) if cue.units.is_empty() && !cue.locked);
        self.script.items.retain(|item| !is_empty(item));
        let open = self.script.cues().filter(|cue| !cue.locked);
        let end_secs = open.map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
        self.script.duration_secs = self.script.duration_secs.max(end_secs.min(MAX_SECS));
    }

    fn locked_end_secs(&self) -> f32 {
        let locked = self.script.cues().filter(|cue| cue.locked);
        locked.map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max)
    }
}

/// Sides that are alike as one again, and words of its own where a line lost units.
fn finish(cue: &mut Cue, before: &Cue) {
    cue.units = Unit::join_sides(&cue.units);
    let has = |unit: &Unit| cue.units.iter().any(|own| own.au == unit.au && own.side == unit.side);
    if !cue.units.is_empty() && !before.units.iter().all(has) {
        cue.text = notation::describe(&cue.units);
    }
}

/// A line of some of a cue's units.
fn part_of(cue: &Cue, units: &[Unit]) -> Cue {
    let units = Unit::join_sides(units);
    Cue { text: notation::describe(&units), units, ..cue.clone() }
}

fn open_cues(script: &mut Script) -> impl Iterator<Item = &mut Cue> {
    script.items.iter_mut().filter_map(|item| match item {
        Item::Cue(cue) if !cue.locked => Some(cue),
        _ => None,
    })
}

fn stretched(envelope: &Envelope, factor: f32) -> Envelope {
    let start_secs = envelope.start_secs * factor;
    let moving_secs = envelope.onset_secs + envelope.offset_secs;
    let total_secs = moving_secs + envelope.hold_secs;
    if total_secs < MOMENT_SECS && factor > 1.0 {
        return Envelope { start_secs, ..*envelope };
    }
    let wanted_secs = total_secs * factor;
    let squeeze = (wanted_secs / moving_secs.max(f32::EPSILON)).min(1.0);
    Envelope {
        start_secs,
        onset_secs: envelope.onset_secs * squeeze,
        hold_secs: (wanted_secs - moving_secs).max(0.0),
        offset_secs: envelope.offset_secs * squeeze,
    }
}

fn at(factor: f32, what: &str) -> String {
    format!("at {:.0} % of {what}", factor * 100.0)
}

fn moved(secs: f32) -> String {
    let way = if secs < 0.0 { "earlier" } else { "later" };
    format!("{:.2} s {way}", secs.abs())
}

fn held(by: By) -> String {
    match by {
        By::Factor(factor) => format!("held {:.0} % as long", factor * 100.0),
        By::Secs(secs) if secs < 0.0 => format!("held {:.2} s shorter", -secs),
        By::Secs(secs) => format!("held {secs:.2} s longer"),
        By::To(secs) => format!("held for {secs:.2} s"),
    }
}

fn lines(count: &Count) -> String {
    let plural = if count.changed == 1 { "line" } else { "lines" };
    match count.locked {
        0 => format!("{} {plural}", count.changed),
        locked => format!("{} {plural}; {locked} locked as before", count.changed),
    }
}

fn word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "both sides",
    }
}

fn capitalised(text: &str) -> String {
    crate::person::capitalise(text)
}

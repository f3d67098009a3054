//! Instructions to changes of a script.

use super::add;
use super::instruction::{By, Instruction, Op, Scope};
use super::lines::Meant;
use super::told::{at, capitalised, held, lines, moved, word};
use super::work::{Count, Work};
use crate::ThinkOptions;
use risorius_face::physiology::Fastest;
use risorius_face::script::MAX_SECS;
use risorius_face::{Au, Cue, Envelope, Item, Script, Side, Unit};

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

impl Work {
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
                let then = Scope { time: scope.time, ..Scope::default() };
                return add::add(&mut self.script, feeling, &then, options);
            }
            return Err(match (count.open, count.locked) {
                (0, 0) => format!("no line moves {}", scope.describe()),
                (0, _) => format!("every line that moves {} is locked", scope.describe()),
                _ => format!("{} is so already", scope.describe()),
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

//! A script that is being revised, and the ways through its lines.

use super::instruction::Scope;
use super::lines::Meant;
use risorius_face::script::MAX_SECS;
use risorius_face::{Beat, Cue, Envelope, Item, Script, Unit, notation};

/// A script that is being revised.
pub(super) struct Work {
    pub(super) script: Script,
    /// What no instruction may touch.
    kept: Vec<Scope>,
}

/// What is done to the line with this number, and whether a unit of it is meant.
pub(super) type LineEdit<'a> = dyn FnMut(usize, &mut Cue, &dyn Fn(&Unit) -> bool) + 'a;

/// How many lines an instruction has changed, of how many that are open, and how many are locked.
#[derive(Default)]
pub(super) struct Count {
    pub(super) changed: usize,
    pub(super) open: usize,
    pub(super) locked: usize,
}

impl Work {
    pub(super) fn new(script: Script, kept: Vec<Scope>) -> Self {
        Self { script, kept }
    }

    /// Changes units that are meant, or drops those for which `edit` says so.
    pub(super) fn edit_units(&mut self, scope: &Scope, edit: impl Fn(&mut Unit) -> bool) -> Count {
        let has_side = self.kept.iter().chain([scope]).any(|scope| scope.side.is_some());
        self.edit_lines(scope, |cue, is_meant| {
            let units = if has_side { Unit::part_sides(&cue.units) } else { cue.units.clone() };
            let edited = units
                .into_iter()
                .filter_map(|mut unit| (!is_meant(&unit) || edit(&mut unit)).then_some(unit));
            cue.units = edited.collect();
        })
    }

    /// Gives units that are meant other times; the rest of their line stays where it was.
    pub(super) fn edit_times(&mut self, scope: &Scope, edit: impl Fn(&Cue) -> Envelope) -> Count {
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

    pub(super) fn edit_lines(
        &mut self,
        scope: &Scope,
        edit: impl Fn(&mut Cue, &dyn Fn(&Unit) -> bool),
    ) -> Count {
        self.each_line(scope, &mut |_, cue, is_meant| edit(cue, is_meant))
    }

    /// Goes through the lines that are meant. Lines without units are gone afterwards; a line that lost
    /// some is told in words of its own.
    pub(super) fn each_line(&mut self, scope: &Scope, edit: &mut LineEdit) -> Count {
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
            count.open += 1;
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
    pub(super) fn edit_beats(&mut self, scope: &Scope, edit: impl Fn(f32) -> f32) {
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
    pub(super) fn grow(&mut self) {
        let is_empty =
            |item: &Item| matches!(item, Item::Cue(cue) if cue.units.is_empty() && !cue.locked);
        self.script.items.retain(|item| !is_empty(item));
        let open = self.script.cues().filter(|cue| !cue.locked);
        let end_secs = open.map(|cue| cue.envelope.end_secs()).fold(0.0, f32::max);
        self.script.duration_secs = self.script.duration_secs.max(end_secs.min(MAX_SECS));
    }

    pub(super) fn locked_end_secs(&self) -> f32 {
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

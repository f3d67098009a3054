//! Which lines and units of a script an instruction is about.

use super::instruction::{LinePick, Scope};
use risorius_face::{Cue, Prototype, Script, Side, Unit};

/// A scope with what it needs to know of the script.
pub(super) struct Meant<'a> {
    scope: &'a Scope,
    /// When the lines that are meant are at their apex, seconds.
    spans: Vec<(f32, f32)>,
    /// The units that are meant; empty for all.
    codes: Vec<u8>,
    cue_count: usize,
}

impl<'a> Meant<'a> {
    pub(super) fn new(scope: &'a Scope, script: &Script) -> Self {
        let span = scope.time.map_or((0.0, f32::INFINITY), |time| time.span(script.duration_secs));
        let mut meant = Self {
            scope,
            spans: vec![span],
            codes: scope.codes.clone(),
            cue_count: script.cues().count(),
        };
        if let Some(feeling) = &scope.feeling {
            meant.feel(feeling, script, span);
        }
        meant
    }

    /// A feeling is where a beat says so, in the units of its prototype. A script without beats is one
    /// single feeling.
    fn feel(&mut self, feeling: &str, script: &Script, (from, to): (f32, f32)) {
        if script.beats().next().is_some() {
            let is_felt =
                |emotions: &[(String, f32)]| emotions.iter().any(|(name, _)| name == feeling);
            let beats = script.beats().filter(|beat| is_felt(&beat.emotions));
            self.spans = beats.map(|b| (b.start_secs.max(from), b.end_secs.min(to))).collect();
        }
        if self.codes.is_empty() {
            let units = Prototype::named(feeling).map(|prototype| prototype.units.as_slice());
            self.codes = units.unwrap_or_default().iter().map(|t| t.unit.au.code()).collect();
        }
    }

    /// Whether the line is meant by its time and place.
    pub(super) fn has_line(&self, nth_cue: usize, cue: &Cue) -> bool {
        let apex_secs =
            cue.envelope.start_secs + cue.envelope.onset_secs + cue.envelope.hold_secs / 2.0;
        let is_then = self.spans.iter().any(|&(from, to)| {
            if to > from { (from..to).contains(&apex_secs) } else { runs_at(cue, from) }
        });
        is_then
            && match self.scope.line {
                None => true,
                Some(LinePick::Nth(nth)) => nth == nth_cue,
                Some(LinePick::Last) => nth_cue + 1 == self.cue_count,
            }
    }

    /// Whether a unit of a line that is meant is meant itself.
    pub(super) fn has_unit(&self, unit: &Unit) -> bool {
        let is_part = self.codes.is_empty() || self.codes.contains(&unit.au.code());
        let is_side = match self.scope.side {
            None | Some(Side::Both) => true,
            Some(side) => !unit.au.info().sided || unit.side == side,
        };
        is_part && is_side
    }
}

fn runs_at(cue: &Cue, secs: f32) -> bool {
    (cue.envelope.start_secs..=cue.envelope.end_secs()).contains(&secs)
}

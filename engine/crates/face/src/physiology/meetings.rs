//! Movements that meet: muscles that pull against each other, and one muscle that is moved twice.

use super::bounds::SHORTEST_MACRO_SECS;
use super::mend::Change;
use super::{Findings, Mend, VISIBLE};
use crate::script::rounded;
use crate::{Au, Cue, Envelope, Intensity, Side, Unit};

/// Antagonists that every face contracts together: grief and fear draw raised brows together
/// (1+4, 1+2+4), anger glares through tight lids (5+7), and wide eyes blink.
const SEEN_TOGETHER: &[(u8, u8)] = &[(1, 4), (2, 4), (5, 7), (5, 45)];

/// Movements that meet for less than this melt into each other.
const MELTING_SECS: f32 = 0.01;

/// Whether two units work against each other in a way that faces avoid.
pub fn opposes(a: Au, b: Au) -> bool {
    true_antagonists(a).any(|code| code == b.code())
}

fn true_antagonists(au: Au) -> impl Iterator<Item = u8> {
    let together =
        move |other: u8| SEEN_TOGETHER.contains(&(au.code().min(other), au.code().max(other)));
    au.info().antagonists.iter().copied().filter(move |&other| !together(other))
}

/// The cue that holds a unit on a side the longest so far.
#[derive(Clone, Copy)]
struct Holder {
    cue: usize,
    end_secs: f32,
    intensity: f32,
}

/// One sweep over the cues by start: for each unit and side only the cue that lasts longest can still
/// meet a later one.
pub(super) fn check(findings: &mut Findings) {
    let script = findings.script;
    let all: Vec<&Cue> = script.cues().collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    order
        .sort_by(|&a, &b| f32::total_cmp(&all[a].envelope.start_secs, &all[b].envelope.start_secs));
    let mut holders = [[None::<Holder>; 2]; 256];
    for later in order {
        let cue = all[later];
        for unit in cue.units.iter().filter(|unit| unit.intensity >= VISIBLE) {
            let met = |code: u8| {
                let mut held = sides(unit.side).filter_map(|side| holders[usize::from(code)][side]);
                held.find(|holder| holder.end_secs > cue.envelope.start_secs + MELTING_SECS)
            };
            let opponent = true_antagonists(unit.au).find_map(|code| met(code).map(|h| (code, h)));
            if let Some((code, holder)) = opponent {
                Meeting { all: &all, earlier: holder.cue, later, unit }.opposed(findings, code);
            }
            if let Some(holder) = met(unit.au.code()) {
                let meeting = Meeting { all: &all, earlier: holder.cue, later, unit };
                if meeting.is_drowned(holder) {
                    meeting.repeated(findings);
                }
            }
            let (end_secs, intensity) = (cue.envelope.end_secs(), unit.intensity);
            for side in sides(unit.side) {
                let slot = &mut holders[usize::from(unit.au.code())][side];
                if slot.is_none_or(|holder| holder.end_secs < end_secs) {
                    *slot = Some(Holder { cue: later, end_secs, intensity });
                }
            }
        }
    }
}

fn sides(side: Side) -> impl Iterator<Item = usize> {
    let (first, last) = match side {
        Side::Left => (0, 0),
        Side::Right => (1, 1),
        Side::Both => (0, 1),
    };
    first..=last
}

/// A unit of a cue that meets an earlier cue.
struct Meeting<'a> {
    all: &'a [&'a Cue],
    earlier: usize,
    later: usize,
    unit: &'a Unit,
}

impl Meeting<'_> {
    fn opposed(&self, findings: &mut Findings, against: u8) {
        let info = self.unit.au.info();
        let strongest = strongest(self.all[self.earlier], against);
        let [earlier, later] = [self.earlier, self.later].map(|cue| self.all[cue].locked);
        let mend = match (earlier, later) {
            (false, _) if strongest < self.unit.intensity || later => {
                self.release_earlier().unwrap_or_else(|| self.to_a_trace(self.earlier, against))
            }
            (false, false) => {
                self.release_earlier().unwrap_or_else(|| self.to_a_trace(self.later, info.code))
            }
            _ => self.to_a_trace(self.later, info.code),
        };
        // A remark stands on a line that can be mended, if there is one.
        let (about, own, other) = if later && !earlier {
            (self.earlier, Au::of(against).info(), info)
        } else {
            (self.later, info, Au::of(against).info())
        };
        let message = format!(
            "AU{} ({}) works against AU{} ({}) {} at the same time: neither shows fully",
            own.code,
            own.name,
            other.code,
            other.name,
            self.place(about)
        );
        findings.add(about, self.all[about], message, Some(mend));
    }

    /// Whether the later movement is lost in the earlier one: no stronger, and over before it can
    /// take the muscle on by itself.
    fn is_drowned(&self, holder: Holder) -> bool {
        let later = &self.all[self.later].envelope;
        let shared_secs = later.end_secs().min(holder.end_secs) - later.start_secs;
        let half_secs = 0.5 * (later.end_secs() - later.start_secs);
        self.earlier != self.later
            && self.unit.intensity <= holder.intensity
            && shared_secs > half_secs
    }

    fn repeated(&self, findings: &mut Findings) {
        let info = self.unit.au.info();
        let message = format!(
            "AU{} ({}) is held as strongly {} at the same time: this movement is hardly seen",
            info.code,
            info.name,
            self.place(self.later)
        );
        let outlasts =
            self.all[self.later].envelope.end_secs() > self.all[self.earlier].envelope.end_secs();
        let release = if outlasts { self.release_earlier() } else { None };
        let mend = release.unwrap_or_else(|| self.to_a_trace(self.later, info.code));
        findings.add(self.later, self.all[self.later], message, Some(mend));
    }

    /// Where the other cue is, seen from one.
    fn place(&self, from: usize) -> String {
        if self.earlier == self.later {
            return "beside it".to_owned();
        }
        let other = if from == self.later { self.earlier } else { self.later };
        format!("in cue {}", other + 1)
    }

    /// Lets the earlier movement go in time, where a shorter hold is enough for that.
    fn release_earlier(&self) -> Option<Mend> {
        let cue = self.all[self.earlier];
        let envelope = cue.envelope;
        let by_secs = self.all[self.later].envelope.start_secs;
        let late_secs = envelope.end_secs() - by_secs;
        let is_possible = !cue.locked
            && late_secs <= envelope.hold_secs
            && by_secs - envelope.start_secs >= SHORTEST_MACRO_SECS;
        let hold_secs = rounded((envelope.hold_secs - late_secs).max(0.0));
        let to = Envelope { hold_secs, ..envelope };
        let label = format!("Let cue {} go by {by_secs:.2} s", self.earlier + 1);
        is_possible.then(|| Mend::new(label, vec![Change::Envelope { cue: self.earlier, to }]))
    }

    fn to_a_trace(&self, cue: usize, code: u8) -> Mend {
        let trace = Intensity::A.value();
        let units = self.all[cue].units.iter().filter(|unit| unit.au.code() == code);
        let to = units.map(|unit| Unit { intensity: unit.intensity.min(trace), ..*unit }).collect();
        let label = format!("Lower AU{code} in cue {} to a trace", cue + 1);
        Mend::new(label, vec![Change::Units { cue, code, to }])
    }
}

/// How strongly a cue moves a unit at most.
fn strongest(cue: &Cue, code: u8) -> f32 {
    let units = cue.units.iter().filter(|unit| unit.au.code() == code);
    units.map(|unit| unit.intensity).fold(0.0, f32::max)
}

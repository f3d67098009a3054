//! What a real face would object to in a script, and how to mend it.
//!
//! Nothing here is an error: an artist may want it. Each remark says what is odd and what to do, and
//! most bring a [`Mend`] that does it. A mend never touches a locked line.

mod bounds;
mod meetings;
mod mend;
mod sides;
mod timing;

pub use bounds::Fastest;
pub use meetings::opposes;
pub use mend::{Mend, mend_all};

use crate::{Cue, Script, Unit};
use mend::Change;

/// Something to know about a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    /// The cue that it is about, counted among the script's cues from 0; none for the whole script.
    pub cue: Option<usize>,
    /// One line: what is odd and what to do.
    pub message: String,
    /// What would do it; none where only the artist can decide, or where the line is locked.
    pub mend: Option<Mend>,
}

impl Remark {
    /// A remark on the script as a whole.
    pub fn general(message: impl Into<String>) -> Self {
        Self { cue: None, message: message.into(), mend: None }
    }
}

/// Remarks that a script gets at most; past it they no longer help.
const MAX_REMARKS: usize = 100;

/// Movements below this strength are too weak to be seen, and to disturb others.
const VISIBLE: f32 = 0.15;

/// Everything that a real face would object to, cue by cue.
pub fn remarks(script: &Script) -> Vec<Remark> {
    let mut remarks = find(script);
    remarks.truncate(MAX_REMARKS);
    remarks
}

fn find(script: &Script) -> Vec<Remark> {
    let mut findings = Findings { script, remarks: Vec::new() };
    for (index, cue) in script.cues().enumerate() {
        let mut on_cue = OnCue { findings: &mut findings, index, cue };
        timing::check(&mut on_cue);
        sides::check(&mut on_cue);
        check_strength(&mut on_cue);
    }
    meetings::check(&mut findings);
    let mut remarks = findings.remarks;
    remarks.sort_by_key(|remark| remark.cue);
    remarks.dedup();
    remarks
}

/// What was found so far.
struct Findings<'a> {
    script: &'a Script,
    remarks: Vec<Remark>,
}

impl Findings<'_> {
    /// Adds a remark on a cue; one on a locked line says so in place of a mend.
    fn add(&mut self, index: usize, cue: &Cue, message: String, mend: Option<Mend>) {
        let (message, mend) = if cue.locked {
            (format!("{message} (the line is locked: unlock it to mend it)"), None)
        } else {
            (message, mend)
        };
        self.remarks.push(Remark { cue: Some(index), message, mend });
    }
}

/// The checks of one cue.
struct OnCue<'a, 'b> {
    findings: &'a mut Findings<'b>,
    index: usize,
    cue: &'a Cue,
}

impl OnCue<'_, '_> {
    fn say(&mut self, message: String, label: String, change: Change) {
        let mend = Mend::new(label, vec![change]);
        self.findings.add(self.index, self.cue, message, Some(mend));
    }

    /// What replaces this cue's units of one code by others.
    fn units(&self, code: u8, to: Vec<Unit>) -> Change {
        Change::Units { cue: self.index, code, to }
    }
}

fn check_strength(on: &mut OnCue) {
    for unit in &on.cue.units {
        let info = unit.au.info();
        if unit.intensity > info.risky_from {
            let same = on.cue.units.iter().filter(|other| other.au == unit.au);
            let lower = |other: &Unit| {
                let intensity = other.intensity.min(info.risky_from);
                Unit { intensity, ..*other }
            };
            let change = on.units(info.code, same.map(lower).collect());
            on.say(
                format!(
                    "AU{} ({}) at {:.2} may look wrong: {:.2} or less is safe",
                    info.code, info.name, unit.intensity, info.risky_from
                ),
                format!("Lower AU{} to {:.2}", info.code, info.risky_from),
                change,
            );
        }
    }
}

#[cfg(test)]
mod tests;

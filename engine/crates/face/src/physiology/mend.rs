//! Mends: what a remark proposes, as a value that can be applied.

use super::find;
use crate::{Cue, Envelope, Item, Script, Unit};
use std::collections::HashSet;

/// One change of a script that answers a remark. It moves no line to another place and touches no
/// locked one. It holds for the script that was remarked on.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// What it does, for a button: "Slow the rise to 0.12 s".
    pub label: String,
    changes: Vec<Change>,
}

/// A part of a mend. Cues are counted among the script's cues from 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Another course in time.
    Envelope { cue: usize, to: Envelope },
    /// Other units in place of a cue's units of one code.
    Units { cue: usize, code: u8, to: Vec<Unit> },
    /// Another length of the script, seconds.
    Duration(f32),
}

impl Mend {
    pub(super) fn new(label: String, changes: Vec<Change>) -> Self {
        Self { label, changes }
    }

    /// The cues that it changes, counted from 0.
    pub fn cues(&self) -> impl Iterator<Item = usize> {
        self.changes.iter().filter_map(|change| match change {
            Change::Envelope { cue, .. } | Change::Units { cue, .. } => Some(*cue),
            Change::Duration(_) => None,
        })
    }

    /// The script with the mend, in normal form.
    pub fn apply(&self, script: &Script) -> Script {
        let mut script = script.clone();
        self.change(&mut script);
        script.normalise()
    }

    fn change(&self, script: &mut Script) {
        for change in &self.changes {
            match change {
                Change::Duration(secs) => script.duration_secs = script.duration_secs.max(*secs),
                Change::Envelope { cue, to } => {
                    if let Some(cue) = open_cue(script, *cue) {
                        cue.envelope = *to;
                    }
                }
                Change::Units { cue, code, to } => {
                    if let Some(cue) = open_cue(script, *cue) {
                        replace_units(&mut cue.units, *code, to);
                    }
                }
            }
        }
    }
}

/// Puts units where the first of a code stands, and takes all others of that code away.
fn replace_units(units: &mut Vec<Unit>, code: u8, to: &[Unit]) {
    let place = units.iter().position(|unit| unit.au.code() == code).unwrap_or(units.len());
    units.retain(|unit| unit.au.code() != code);
    units.splice(place..place, to.iter().copied());
}

/// The cue, unless it is locked.
fn open_cue(script: &mut Script, index: usize) -> Option<&mut Cue> {
    let cues = script.items.iter_mut().filter_map(|item| match item {
        Item::Cue(cue) => Some(cue),
        _ => None,
    });
    { cues }.nth(index).filter(|cue| !cue.locked)
}

/// Rounds that [`mend_all`] goes at most. A round mends every line once, and no mend undoes another:
/// rises and falls only move into their bounds, holds and strengths only shrink, the script only grows.
/// A line is mended a few times at most, so real scripts need a few rounds.
const MAX_ROUNDS: usize = 200;

/// The script with every mend that there is, and with those that the mended script asks for in turn.
pub fn mend_all(script: &Script) -> Script {
    let mut script = script.clone();
    for _ in 0..MAX_ROUNDS {
        let mends: Vec<Mend> = find(&script).into_iter().filter_map(|remark| remark.mend).collect();
        if mends.is_empty() {
            break;
        }
        let mut touched = HashSet::new();
        for mend in mends {
            // A second mend of a line was made for the line as it was: it waits for the next round.
            if mend.cues().all(|cue| !touched.contains(&cue)) {
                touched.extend(mend.cues());
                mend.change(&mut script);
            }
        }
        script = script.normalise();
    }
    script
}

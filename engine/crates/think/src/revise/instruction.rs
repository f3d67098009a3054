//! What an edit says: an operation on a part of a script.

use risorius_face::Side;

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instruction {
    pub(super) op: Op,
    pub(super) scope: Scope,
    /// The words that said it.
    pub(super) typed: String,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Op {
    /// Strength times this.
    Strength(f32),
    /// Speed of rise and fall times this.
    Speed(f32),
    /// So many seconds later; earlier where negative.
    Shift(f32),
    /// Another time at the apex.
    Hold(By),
    /// Another length of the script, all of it stretched.
    Length(By),
    /// The weaker side's distance from the stronger grows (over 1) or shrinks.
    Asymmetry(f32),
    /// One side alone acts.
    OnlySide(Side),
    /// What is not named goes.
    Only,
    /// What is named goes.
    Remove,
    /// What is named stays out of all other instructions.
    Keep,
    /// Left becomes right.
    Mirror,
    /// What these words think of comes in.
    Add(String),
    /// All is at rest before the end.
    EndNeutral,
    /// All is at rest at the start.
    StartNeutral,
}

/// Another length of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum By {
    /// Times this.
    Factor(f32),
    /// So many seconds more, or less where negative.
    Secs(f32),
    /// So many seconds.
    To(f32),
}

impl By {
    /// The new length of something that lasts so long, seconds.
    pub(super) fn of(self, secs: f32) -> f32 {
        match self {
            Self::Factor(factor) => secs * factor,
            Self::Secs(more) => (secs + more).max(0.0),
            Self::To(secs) => secs,
        }
    }
}

/// What an instruction is about; what is not said is all.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scope {
    /// Names of parts of the face, for messages.
    pub(super) names: Vec<String>,
    /// Their FACS codes; empty for the whole face.
    pub(super) codes: Vec<u8>,
    pub(super) side: Option<Side>,
    pub(super) time: Option<Time>,
    pub(super) line: Option<LinePick>,
    /// An emotion by name.
    pub(super) feeling: Option<String>,
}

/// A span of the script.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    /// Seconds from the start; the end may be infinite.
    Secs(f32, f32),
    /// Shares of the duration.
    Shares(f32, f32),
    /// The last seconds.
    Last(f32),
}

/// A line by its place among the lines that move something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LinePick {
    /// Counted from 0.
    Nth(usize),
    /// The last.
    Last,
}

impl Time {
    /// From when to when, seconds.
    pub(super) fn span(self, duration_secs: f32) -> (f32, f32) {
        match self {
            Self::Secs(from, to) => (from, to),
            // The end of the script belongs to its last part.
            Self::Shares(from, to) if to >= 1.0 => (from * duration_secs, f32::INFINITY),
            Self::Shares(from, to) => (from * duration_secs, to * duration_secs),
            Self::Last(secs) => ((duration_secs - secs).max(0.0), f32::INFINITY),
        }
    }
}

impl Scope {
    /// Whether it names no part of the face, no side, line or feeling: at most a time.
    pub(super) fn is_whole_face(&self) -> bool {
        self.codes.is_empty()
            && self.side.is_none()
            && self.line.is_none()
            && self.feeling.is_none()
    }

    /// "the brows and the left side in the time that the words name".
    pub(super) fn describe(&self) -> String {
        let mut parts: Vec<String> = self.names.iter().map(|name| format!("the {name}")).collect();
        parts.extend(self.feeling.iter().map(|name| format!("what {name} does")));
        let mut text = if parts.is_empty() { "the face".to_owned() } else { parts.join(" and ") };
        match self.side {
            Some(Side::Left) => text += " on the left",
            Some(Side::Right) => text += " on the right",
            _ => {}
        }
        match self.time {
            Some(Time::Secs(from, to)) if to.is_finite() => {
                text += &format!(" from {from} to {to} s");
            }
            Some(Time::Secs(from, _)) => text += &format!(" from {from} s on"),
            Some(Time::Shares(..) | Time::Last(_)) => text += " in that part",
            None => {}
        }
        match self.line {
            Some(LinePick::Nth(nth)) => text += &format!(" in line {}", nth + 1),
            Some(LinePick::Last) => text += " in the last line",
            None => {}
        }
        text
    }
}

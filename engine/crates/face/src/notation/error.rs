//! What can be wrong with a notation, in one line each.

use super::SETTINGS;
use crate::Au;
use thiserror::Error;

/// A notation that cannot be read.
#[derive(Clone, Debug, PartialEq, Error)]
#[error("column {}: {problem}", column + 1)]
pub struct NotationError {
    /// Characters from the start of the text; the message counts from 1.
    pub column: usize,
    /// What is wrong there and what to do.
    pub problem: Problem,
}

/// What is wrong with a notation and what to do.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Problem {
    /// No unit at all.
    #[error("nothing to read: write units such as 12C or L12B+R14C, or 0 for no movement")]
    Empty,
    /// A number that is not a unit of the table.
    #[error("AU{code} is not known; the nearest are {nearest}")]
    UnknownUnit {
        /// The number as typed.
        code: String,
        /// The nearest units with their names.
        nearest: String,
    },
    /// A side on a unit that has none.
    #[error("AU{} ({}) has no left and right: write {} without the L or R", .0.code(), .0.info().name, .0.code())]
    Unsided(Au),
    /// Something else than A to E after a unit.
    #[error(
        "'{word}' is not an intensity of AU{code}: write a letter A to E or =0.6, and join units with +"
    )]
    BadLetter {
        /// The unit's number.
        code: u8,
        /// What stands there.
        word: String,
    },
    /// Something else than a number after `=`.
    #[error("'{word}' is not a number: write {key}=0.5, for example")]
    BadNumber {
        /// What is to be set.
        key: String,
        /// What stands there.
        word: String,
    },
    /// An intensity that is not in 0..1.
    #[error("intensity {word} is outside 0 to 1: write {code}=0.7 for example, or a letter A to E")]
    BadIntensity {
        /// The unit's number.
        code: u8,
        /// The intensity as typed.
        word: String,
    },
    /// A head or gaze setting outside its range.
    #[error("{key}={word} is outside {low} to {high}")]
    OutOfRange {
        /// What is to be set.
        key: &'static str,
        /// The value as typed.
        word: String,
        /// Lowest value.
        low: f32,
        /// Highest value.
        high: f32,
    },
    /// A name before `=` that is no setting.
    #[error("'{0}' cannot be set: the names are {names}", names = setting_names())]
    UnknownKey(String),
    /// Two things that set the same channel.
    #[error("{second} says again what {first} has said: keep one of them")]
    Twice {
        /// The earlier one as typed.
        first: String,
        /// The later one as typed.
        second: String,
    },
    /// Two units that FACS does not let stand together.
    #[error("{second} and {first} are opposites and cannot be scored together: keep one of them")]
    Excluded {
        /// The earlier one.
        first: String,
        /// The later one.
        second: String,
    },
    /// `0` beside something else.
    #[error("0 means no movement and stands alone: leave it out")]
    ZeroInCompany,
    /// Anything else.
    #[error("'{0}' is not a unit: write its number, such as 12C, L12B or AU4D")]
    Unexpected(String),
}

fn setting_names() -> String {
    SETTINGS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

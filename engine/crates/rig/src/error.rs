//! Why a rig could not be loaded.

use std::str::Utf8Error;

/// What is wrong with the head file, the action-unit recipes or the landmark table.
#[derive(Debug, thiserror::Error)]
pub enum RigError {
    /// The bytes do not start like a head file.
    #[error("head file: does not start with RISOHEAD; write it again with `cargo xtask rig`")]
    NotAHead,
    /// A head file of another version of the format.
    #[error(
        "head file: version {found} where {expected} is read; write it again with `cargo xtask rig`"
    )]
    Version {
        /// The version that the file states.
        found: u32,
        /// The version that this program reads.
        expected: u32,
    },
    /// The bytes end in the middle of a field.
    #[error(
        "head file: ends at byte {at} inside of {field}; write it again with `cargo xtask rig`"
    )]
    Truncated {
        /// Offset at which more bytes were needed.
        at: usize,
        /// What was being read.
        field: &'static str,
    },
    /// A name that is not UTF-8.
    #[error("head file: a name is not UTF-8 ({0}); write it again with `cargo xtask rig`")]
    Name(#[from] Utf8Error),
    /// A value that cannot be right.
    #[error("head file: {what} is out of range; write it again with `cargo xtask rig`")]
    Value {
        /// What was being read.
        what: &'static str,
    },
    /// A ring, joint or list that the rig cannot do without.
    #[error("head file: has no {what}; write it again with `cargo xtask rig`")]
    Missing {
        /// What is absent.
        what: String,
    },
    /// A recipe or landmark file that is not valid TOML or has an unknown key.
    #[error("{file}: {}", one_line(message))]
    Toml {
        /// Which of the two files.
        file: &'static str,
        /// What the parser said and where.
        message: String,
    },
    /// A recipe that cannot be cooked.
    #[error("units.toml: AU{au}: {problem}")]
    Recipe {
        /// FACS code of the recipe.
        au: u8,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A split between the sides that cannot be made.
    #[error("units.toml: sides: {problem}")]
    Sides {
        /// What is wrong and what to do.
        problem: &'static str,
    },
    /// A brow field that cannot be evaluated.
    #[error("units.toml: brow field: {problem}")]
    BrowField {
        /// What is wrong and what to do.
        problem: &'static str,
    },
    /// A landmark group that cannot be placed.
    #[error("landmarks.toml: {group}: {problem}")]
    Landmark {
        /// Name of the group.
        group: String,
        /// What is wrong and what to do.
        problem: &'static str,
    },
}

/// A parser's message spans several lines (position, excerpt, caret, reason): keep it on one.
fn one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

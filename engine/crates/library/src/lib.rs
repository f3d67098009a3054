//! Named expressions and small scripts: as text, found by words, blended, and put into a script.
//!
//! An entry is a muscle script whose first notes tell of it:
//! ```text
//! # polite smile · 2.4 s
//! # tags: smile, social, weak
//! # note: The corners rise and the eyes stay out of it.
//! # source: Ekman & Friesen 1982
//! 0.00  12 B  in 0.35 hold 1.20 out 0.70   Lip corners rise: manners ask for it.
//! ```
//! so every entry can be opened, drawn and mailed as a script, and any script becomes an entry by its
//! title. A file holds one entry or several that an artist wants to compare: each begins with a title
//! line that says its length. The bundled entries are in `assets/library`, a file for each family.

mod blend;
mod embedded;
mod insert;
mod search;
mod text;

pub use blend::blend;
pub use embedded::embedded;
pub use insert::insert;
pub use search::{search, tags};
pub use text::{MAX_ENTRIES, MAX_TAGS, NameError, check_name, read, without, write};

use risorius_face::Script;

/// A named expression or small script.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name, one line.
    pub name: String,
    /// What it is found and listed by, lower case.
    pub tags: Vec<String>,
    /// What it is for, one line; may be empty.
    pub note: String,
    /// Where its units are from, one line; empty for what is composed by eye.
    pub source: String,
    /// The script, in normal form, without the lines that tell of the entry. Its title is the name.
    pub script: Script,
}

#[cfg(test)]
mod tests;

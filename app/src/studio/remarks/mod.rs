//! What is remarked on the script as it is now, and the mends that go with it.

pub(crate) mod line;
pub(crate) mod strip;

use risorius_engine::{Edit, Remark};
use risorius_face::physiology::{self, Mend};
use risorius_face::{Item, Script};

/// Remarks on the words and on the lines.
#[derive(Default)]
pub struct Remarks {
    /// On the words; they stay until the next thought.
    on_words: Vec<Remark>,
    /// On the lines as they are now.
    on_lines: Vec<Remark>,
}

impl Remarks {
    /// Takes over what a mind has said of the words.
    pub(crate) fn hear(&mut self, remarks: Vec<Remark>) {
        self.on_words = remarks;
        self.on_words.retain(|remark| remark.cue.is_none());
    }

    /// Looks at the lines anew.
    pub(crate) fn look_at(&mut self, script: &Script) {
        self.on_lines = physiology::remarks(script);
    }

    /// On the words.
    pub(crate) fn on_words(&self) -> &[Remark] {
        &self.on_words
    }

    /// On a cue, counted among the script's cues from 0.
    pub(crate) fn on_cue(&self, nth: usize) -> impl Iterator<Item = &Remark> {
        self.on_lines.iter().filter(move |remark| remark.cue == Some(nth))
    }

    /// Every mend that there is, in the order of the lines.
    pub(crate) fn mends(&self) -> impl Iterator<Item = &Mend> {
        self.on_lines.iter().filter_map(|remark| remark.mend.as_ref())
    }

    /// The first mend of a line, counted among the script's items from 0.
    pub(crate) fn mend_of_line(&self, script: &Script, line: usize) -> Option<&Mend> {
        self.on_cue(cues_before(script, line)?).find_map(|remark| remark.mend.as_ref())
    }
}

/// The number that a line has among the cues, where it is one.
fn cues_before(script: &Script, line: usize) -> Option<usize> {
    let is_cue = |item: &&Item| matches!(item, Item::Cue(_));
    script.items.get(line).filter(is_cue)?;
    Some(script.items[..line].iter().filter(is_cue).count())
}

/// The edit that puts a changed script in place of the present one, with the same reasons.
pub(crate) fn rewritten(script: Script, reasoning: &[String]) -> Edit {
    Edit::SetScript { script, reasoning: reasoning.to_vec() }
}

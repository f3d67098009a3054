//! What becomes of what the library's page asks for.

use super::keep_sheet::NewEntry;
use crate::studio::app::Studio;
use crate::studio::remarks::rewritten;
use crate::studio::run_command::hundredth;
use crate::studio::screen::{Reading, Sheet};
use risorius_engine::library::{self, Entry, Library};

impl Studio {
    /// Shows the page and gives its field the keys.
    pub(in crate::studio) fn show_library(&mut self) {
        self.state.reading = Reading::Library;
        self.drafts.library.focus = true;
    }

    /// Puts an entry into the script at the playhead: one edit.
    pub(in crate::studio) fn insert_entry(&mut self, entry: &Entry, strength: f32) {
        let at_secs = hundredth(self.state.transport.at_secs);
        let document = &self.state.document;
        let script = library::insert(&document.script, entry, at_secs, strength);
        let edit = rewritten(script, &document.reasoning);
        self.state.selected = None;
        self.edit(edit, None);
        self.state.tell(format!("{} inserted at {at_secs:.2} s.", entry.name));
    }

    /// Begins a mixture with the chosen entry, or ends it.
    pub(in crate::studio) fn blend_entry(&mut self) {
        if self.state.reading != Reading::Library {
            return self.show_library();
        }
        let draft = &mut self.drafts.library;
        draft.focus = true;
        if draft.partner.take().is_none() {
            draft.partner.clone_from(&draft.chosen);
            self.state.tell("Choose the entry to mix it with, and how much of it.");
        }
    }

    /// Opens the sheet that keeps lines.
    pub(in crate::studio) fn open_keep_sheet(&mut self) {
        if self.state.document.script.items.is_empty() {
            self.state.tell("There are no lines to keep yet.");
        } else {
            self.open_sheet(Sheet::Keep);
        }
    }

    pub(in crate::studio) fn keep_entry(&self, entry: NewEntry) {
        self.files.keep_entry(entry);
    }

    pub(in crate::studio) fn remove_entry(&self, name: String) {
        self.files.remove_entry(name);
    }

    /// Takes the library over as the folder holds it now, with what there is to tell.
    pub(in crate::studio) fn take_library(
        &mut self,
        library: Library,
        told: Result<String, String>,
    ) {
        if let Some(problem) = library.problems().first() {
            tracing::warn!("the library's folder: {problem}");
        }
        self.state.library = library;
        match told {
            Ok(text) if text.is_empty() => {}
            Ok(text) => self.state.tell(text),
            Err(why) => self.state.tell_wrong(why),
        }
    }
}

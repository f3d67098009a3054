//! Undo and redo.
//!
//! Limitations: the history is a line, not a tree (a new edit drops what was undone), it is not
//! saved with the project, and it keeps the newest [`History::LIMIT`] steps.

use crate::{Document, Edit};
use std::collections::VecDeque;

/// Names a gesture (one drag of one slider, one stretch of typing in one field): edits of the same
/// gesture in a row are one step of the history.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gesture(pub String);

struct Step {
    inverse: Edit,
    gesture: Option<Gesture>,
}

/// The steps that led to a document.
#[derive(Default)]
pub struct History {
    undo: VecDeque<Step>,
    redo: Vec<Edit>,
    /// Counts every change of the document, undone ones too.
    generation: u64,
}

impl History {
    /// Steps that are kept.
    pub const LIMIT: usize = 1000;

    /// Applies an edit that can be undone. An edit that changes nothing leaves no step.
    pub fn apply(&mut self, document: &mut Document, edit: Edit, gesture: Option<Gesture>) {
        let before = document.clone();
        let inverse = edit.apply(document);
        if *document == before {
            return;
        }
        self.generation += 1;
        self.redo.clear();
        if let Some(step) = self.undo.back_mut()
            && gesture.is_some()
            && step.gesture == gesture
        {
            step.inverse.lead_back_past(inverse);
            return;
        }
        self.undo.push_back(Step { inverse, gesture });
        if self.undo.len() > Self::LIMIT {
            self.undo.pop_front();
        }
    }

    /// Ends the running gesture: the next edit is a step of its own.
    pub fn end_gesture(&mut self) {
        if let Some(step) = self.undo.back_mut() {
            step.gesture = None;
        }
    }

    /// Takes the newest step back; false where there is none.
    pub fn undo(&mut self, document: &mut Document) -> bool {
        let Some(step) = self.undo.pop_back() else { return false };
        self.redo.push(step.inverse.apply(document));
        self.generation += 1;
        true
    }

    /// Does again what was undone last; false where there is nothing.
    pub fn redo(&mut self, document: &mut Document) -> bool {
        let Some(edit) = self.redo.pop() else { return false };
        self.undo.push_back(Step { inverse: edit.apply(document), gesture: None });
        self.generation += 1;
        true
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }

    /// A number that grows with every change of the document.
    pub fn generation(&self) -> u64 {
        self.generation
    }
}

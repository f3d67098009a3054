//! Edits: every change of a document is a value with an inverse, so that undo is data.

use crate::{Document, PortraitRef, Retake, Settings};
use risorius_face::{Item, Script};

/// One change of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Another portrait.
    SetPortrait(Option<PortraitRef>),
    /// Other words.
    SetWords(String),
    /// Another script with the reasons for it.
    SetScript {
        /// The script.
        script: Script,
        /// The steps that led to it.
        reasoning: Vec<String>,
    },
    /// Another line in place of one.
    SetItem {
        /// Position among the script's items.
        index: usize,
        /// The new line.
        item: Item,
    },
    /// A new line.
    InsertItem {
        /// Position that the line will have.
        index: usize,
        /// The new line.
        item: Item,
    },
    /// A line less.
    RemoveItem {
        /// Position among the script's items.
        index: usize,
    },
    /// Another length of the performance.
    SetDuration {
        /// Seconds.
        secs: f32,
    },
    /// Other parts that are drawn again.
    SetRetakes(Vec<Retake>),
    /// Other settings.
    SetSettings(Settings),
    /// Several edits as one.
    All(Vec<Edit>),
}

impl Edit {
    /// Changes the document and returns the edit that takes the change back. An edit of a line that
    /// does not exist changes nothing.
    pub fn apply(self, document: &mut Document) -> Self {
        use std::mem::replace;
        let items = &mut document.script.items;
        match self {
            Self::SetPortrait(portrait) => {
                Self::SetPortrait(replace(&mut document.portrait, portrait))
            }
            Self::SetWords(words) => Self::SetWords(replace(&mut document.words, words)),
            Self::SetScript { script, reasoning } => Self::SetScript {
                script: replace(&mut document.script, script),
                reasoning: replace(&mut document.reasoning, reasoning),
            },
            Self::SetItem { index, item } => match items.get_mut(index) {
                Some(place) => Self::SetItem { index, item: replace(place, item) },
                None => Self::All(Vec::new()),
            },
            Self::InsertItem { index, item } => {
                let index = index.min(items.len());
                items.insert(index, item);
                Self::RemoveItem { index }
            }
            Self::RemoveItem { index } if index < items.len() => {
                Self::InsertItem { index, item: items.remove(index) }
            }
            Self::RemoveItem { .. } => Self::All(Vec::new()),
            Self::SetDuration { secs } => {
                Self::SetDuration { secs: replace(&mut document.script.duration_secs, secs) }
            }
            Self::SetRetakes(retakes) => Self::SetRetakes(replace(&mut document.retakes, retakes)),
            Self::SetSettings(settings) => {
                Self::SetSettings(replace(&mut document.settings, settings))
            }
            Self::All(edits) => {
                let mut inverses: Vec<_> =
                    edits.into_iter().map(|edit| edit.apply(document)).collect();
                inverses.reverse();
                Self::All(inverses)
            }
        }
    }

    /// Makes this inverse of earlier edits take back a later edit as well, whose inverse is `later`.
    /// A drag sets the same thing again and again: its first inverse already leads past the rest.
    pub(crate) fn lead_back_past(&mut self, later: Self) {
        let same_target = match (&*self, &later) {
            (Self::SetItem { index, .. }, Self::SetItem { index: later, .. }) => index == later,
            (Self::InsertItem { .. } | Self::RemoveItem { .. } | Self::All(_), _) => false,
            (earlier, later) => std::mem::discriminant(earlier) == std::mem::discriminant(later),
        };
        if !same_target {
            let earlier = std::mem::replace(self, Self::All(Vec::new()));
            *self = Self::All(vec![later, earlier]);
        }
    }
}

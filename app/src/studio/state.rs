//! Everything that the window shows: the document with its history, and what is known about it.

use super::drawing::Part;
use super::minds::Minds;
use super::remarks::Remarks;
use super::screen::{Page, Reading, Sheet, Tool, Zoom};
use super::thinking::{Asked, Offer, WordChange};
use super::transport::Transport;
use risorius_engine::library::Library;
use risorius_engine::{
    Document, Drawing, ExportState, History, Landmarks, PortraitInfo, PortraitRef, View,
};
use risorius_face::physiology::Mend;
use risorius_face::{Cue, Item, Motion, Row};
use std::path::PathBuf;
use std::sync::Arc;

/// How long a performance is before anybody has said so.
pub(crate) const DEFAULT_SECS: f32 = 4.0;

/// The portrait as far as it is known.
#[derive(Default)]
pub enum Portrait {
    /// None was opened.
    #[default]
    None,
    /// The engine reads it.
    Loading,
    /// It is on the stage.
    Ready(Box<PortraitInfo>),
    /// Why it is not.
    Failed(String),
}

/// The project's file.
#[derive(Default)]
pub struct Project {
    /// Where it is saved.
    pub path: Option<PathBuf>,
    /// The generation in the file.
    pub saved_generation: u64,
    /// The generation in the file or in the recovery file.
    pub kept_generation: u64,
    /// When the newest and the oldest unsaved edit happened, seconds of the window's clock.
    pub unsaved_since: Option<Unsaved>,
}

/// Times of edits that are in no file yet, seconds of the window's clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unsaved {
    /// The oldest.
    pub oldest_secs: f64,
    /// The newest.
    pub newest_secs: f64,
    /// The generation that was seen then.
    pub generation: u64,
}

/// An export on the list.
pub struct ExportJob {
    /// Its number.
    pub id: u64,
    /// Where to.
    pub to: PathBuf,
    /// How it goes.
    pub state: ExportState,
}

/// A line at the foot of the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// One line.
    pub text: String,
    /// Whether something went wrong; such a notice stays until it is dismissed.
    pub wrong: bool,
}

/// All of it.
#[derive(Default)]
pub struct State {
    /// What the artist made.
    pub document: Document,
    /// How it came about.
    pub history: History,
    /// Generations of the documents that were open before this one.
    pub generation_base: u64,
    /// Where it is kept.
    pub project: Project,
    /// Who acts.
    pub portrait: Portrait,
    /// The newest motion.
    pub motion: Option<Arc<Motion>>,
    /// How far it is.
    pub drawing: Drawing,
    /// Steps of the newest drawing; 0 before the first.
    pub steps_of: usize,
    /// What is to be drawn again.
    pub part: Part,
    /// What there is to say of words and lines.
    pub remarks: Remarks,
    /// What a mind has not answered yet.
    pub asked: Option<Asked>,
    /// The number of the newest question.
    pub questions: u64,
    /// What the newest change in words has done.
    pub change: Option<WordChange>,
    /// What the built-in mind has to say where a language model failed.
    pub offer: Option<Offer>,
    /// Who thinks.
    pub minds: Minds,
    /// Named expressions.
    pub library: Library,
    /// The length that the mind is to fill, seconds; `None` leaves it to the words.
    pub wished_secs: Option<f32>,
    /// The playhead.
    pub transport: Transport,
    /// The chosen line among the script's items.
    pub selected: Option<usize>,
    /// The face under the hand.
    pub hand: Option<Row>,
    /// Whether the picture as it was is shown.
    pub comparing: bool,
    /// Exports, oldest first.
    pub exports: Vec<ExportJob>,
    /// The number of the next export.
    pub next_export: u64,
    /// At the foot.
    pub notice: Option<Notice>,
    /// Work that the last session kept.
    pub recovery: Option<PathBuf>,
    /// Opened before, newest first.
    pub recent: Vec<PathBuf>,
    /// On the right.
    pub page: Page,
    /// On the left.
    pub reading: Reading,
    /// On top.
    pub sheet: Option<Sheet>,
    /// In the middle.
    pub zoom: Zoom,
    /// The zoom to go back to when the landmarks were corrected.
    pub zoom_before: Zoom,
    /// In hand.
    pub tool: Tool,
    /// Whether a correction of one side of the face is made on the other too.
    pub mirror: bool,
    /// Whether the window is to close.
    pub quit: bool,
}

impl State {
    /// A number that grows with every change, across documents too.
    pub fn generation(&self) -> u64 {
        self.generation_base + self.history.generation()
    }

    /// Puts another document in place of this one. That is no edit: it starts a new history.
    pub fn replace_document(&mut self, document: Document, path: Option<PathBuf>) {
        self.generation_base = self.generation() + 1;
        self.history = History::default();
        self.portrait =
            if document.portrait.is_some() { Portrait::Loading } else { Portrait::None };
        self.document = document;
        let generation = self.generation();
        self.project = Project {
            path,
            saved_generation: generation,
            kept_generation: generation,
            unsaved_since: None,
        };
        self.motion = None;
        self.drawing = Drawing::default();
        self.steps_of = 0;
        self.part = Part::default();
        self.remarks = Remarks::default();
        self.remarks.look_at(&self.document.script);
        (self.asked, self.change, self.offer) = (None, None, None);
        self.selected = None;
        self.tool = Tool::Look;
        self.transport = Transport { looping: self.transport.looping, ..Transport::default() };
    }

    /// Length of the performance, seconds.
    pub fn duration_secs(&self) -> f32 {
        let secs = self.document.script.duration_secs;
        if secs > 0.0 { secs } else { DEFAULT_SECS }
    }

    /// What a change in words has done, until something else is changed.
    pub fn shown_change(&self) -> Option<&WordChange> {
        self.change.as_ref().filter(|change| change.generation == self.generation())
    }

    /// What the preview is to show.
    pub fn view(&self) -> View {
        match self.hand {
            _ if self.comparing => View::Source,
            Some(row) => View::Still(row),
            None => View::At(self.transport.frame_secs(self.document.settings.fps)),
        }
    }

    /// The chosen line, where it is a cue.
    pub fn selected_cue(&self) -> Option<(usize, &Cue)> {
        let index = self.selected?;
        match self.document.script.items.get(index)? {
            Item::Cue(cue) => Some((index, cue)),
            _ => None,
        }
    }

    /// The first mend of the chosen line.
    pub fn selected_mend(&self) -> Option<&Mend> {
        self.remarks.mend_of_line(&self.document.script, self.selected?)
    }

    /// The name of the project for titles.
    pub fn project_name(&self) -> String {
        let file = self.project.path.as_deref().and_then(|path| path.file_stem());
        file.map_or_else(|| "Untitled".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Whether the document differs from its file.
    pub fn is_unsaved(&self) -> bool {
        self.generation() != self.project.saved_generation
    }

    /// The portrait, where it is on the stage.
    pub fn portrait_info(&self) -> Option<&PortraitInfo> {
        if let Portrait::Ready(info) = &self.portrait { Some(&**info) } else { None }
    }

    /// The acting face's landmarks: as the artist corrected them, or as they were found.
    pub fn landmarks(&self) -> Option<&Landmarks> {
        let info = self.portrait_info()?;
        let by_hand = self.document.portrait.as_ref().and_then(|portrait| portrait.hand.as_ref());
        by_hand.or(info.acting.as_ref().ok().map(|acting| &acting.landmarks))
    }

    /// Whether the artist has corrected the acting face's landmarks.
    pub fn has_correction(&self) -> bool {
        self.document.portrait.as_ref().is_some_and(|portrait| portrait.hand.is_some())
    }

    /// The portrait with other corrections; `None` where there is no portrait.
    pub(crate) fn corrected(&self, hand: Option<Landmarks>) -> Option<PortraitRef> {
        self.document.portrait.clone().map(|portrait| PortraitRef { hand, ..portrait })
    }

    /// Tells something at the foot of the window.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), wrong: false });
    }

    /// Tells that something went wrong.
    pub fn tell_wrong(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), wrong: true });
    }
}

/// The face of a cue at its apex.
pub(crate) fn apex(cue: &Cue) -> Row {
    let mut row = Row::ZERO;
    for unit in &cue.units {
        row.add(unit.au, unit.side, unit.intensity);
    }
    row
}

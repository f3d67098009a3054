//! A question to whichever mind, and its answer.

use super::hearing::Hearing;
use super::{Mind, MindError, Portrait, Thinking, local::Local, server};
use crate::PortraitRef;
use crate::work::{self, Face, OpenError};
use risorius_face::{physiology, script};
use risorius_net::Cancel;
use risorius_net::keys::Keys;
use risorius_net::packs::Store;
use risorius_think::prompt::Question;
use risorius_think::{
    MAX_CHARS, Remark, ReviseError, Revision, ThinkError, ThinkOptions, Thought, answer, builtin,
    revise,
};
use std::sync::Arc;

/// What a mind is asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The words, and what is known beside them.
    pub question: Question,
    /// The portrait, for models that see.
    pub portrait: Option<Portrait>,
}

impl Asked {
    /// About a portrait, before there are words.
    ///
    /// # Errors
    /// One line about the portrait.
    pub fn about(portrait: &PortraitRef) -> Result<Self, OpenError> {
        let opened = work::open(portrait)?;
        let face_px = opened.faces.get(opened.choice.index).map(Face::bounds_px);
        let (shown, pose_deg) = (opened.fit.units, opened.fit.pose_deg.to_array());
        let picture = Arc::new(opened.picture.into_srgb());
        Ok(Self {
            question: Question { shown, pose_deg, ..Question::default() },
            portrait: face_px.map(|face_px| Portrait { picture, face_px }),
        })
    }

    /// What the built-in mind answers, at once: the present script with the change that the words
    /// ask for, or a new one where they ask for none.
    ///
    /// # Errors
    /// Words that are missing, too long or hold nothing known; an edit that nothing answers to.
    pub fn built_in(&self) -> Result<Thought, MindError> {
        let Question { words, seconds, shown, pose_deg, .. } = &self.question;
        let (shown, pose_deg) = (shown.clone(), *pose_deg);
        let options = ThinkOptions { seconds: *seconds, shown, pose_deg };
        let Some(present) = &self.question.script else { return Ok(builtin(words, &options)?) };
        match revise(present, words, &options) {
            Ok(Revision { script, reasoning, remarks, .. }) => {
                Ok(Thought { script, reasoning, remarks })
            }
            // The words may be another performance; where they are not, they were meant as an edit.
            Err(no_edit @ (ReviseError::NoEdit { .. } | ReviseError::NoLines)) => {
                let thought = builtin(words, &options).map_err(|_| no_edit)?;
                let script = script::with_locked(present, thought.script);
                let general = thought.remarks.into_iter().filter(|remark| remark.cue.is_none());
                let remarks = general.chain(physiology::remarks(&script)).collect();
                Ok(Thought { script, reasoning: thought.reasoning, remarks })
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Asks minds; keeps a model that it has loaded for the next question.
pub struct Asker {
    keys: Arc<Keys>,
    local: Local,
}

impl Asker {
    /// With the user's keys and packs.
    pub fn of_user() -> Self {
        Self::new(Arc::new(Keys::of_user()), Store::of_user().ok())
    }

    pub(crate) fn new(keys: Arc<Keys>, store: Option<Store>) -> Self {
        Self { keys, local: Local::new(store) }
    }

    /// Asks and waits for the whole answer; `tell` hears how far it is. Locked lines of a present
    /// script are in the answer as they are.
    ///
    /// # Errors
    /// One line: about the words, the way to the model, or its answer.
    pub fn ask(
        &mut self,
        mind: &Mind,
        asked: &Asked,
        cancel: &Cancel,
        tell: &mut dyn FnMut(&Thinking),
    ) -> Result<Thought, MindError> {
        let words = &asked.question.words;
        if words.trim().is_empty() {
            return Err(ThinkError::Empty.into());
        }
        if !matches!(mind, Mind::Local(..)) {
            self.rest();
        }
        let hearing = Hearing::new(tell);
        let (said, was_cut) = match mind {
            Mind::BuiltIn => return asked.built_in(),
            Mind::Server(model) => server::ask(model, &self.keys, asked, cancel, hearing)?,
            Mind::Local(model, device) => {
                (self.local.ask(model, *device, asked, cancel, hearing)?, false)
            }
        };
        match answer::read(&said, &asked.question) {
            Err(_) if was_cut => Err(MindError::ThoughtTooLong),
            thought => {
                let mut thought = thought?;
                thought.remarks.extend(told_in_part(words).into_iter().chain(broken_off(was_cut)));
                Ok(thought)
            }
        }
    }

    /// Lets go of a loaded model.
    pub fn rest(&mut self) {
        self.local.unload();
    }
}

/// A model is told no more than a page.
fn told_in_part(words: &str) -> Option<Remark> {
    (words.chars().count() > MAX_CHARS).then(|| {
        Remark::general(format!(
            "the model was told the first {MAX_CHARS} characters only: split the text into clips"
        ))
    })
}

fn broken_off(was_cut: bool) -> Option<Remark> {
    let message = "the model's tokens ran out before its script was whole: ask for less at a time";
    was_cut.then(|| Remark::general(message))
}

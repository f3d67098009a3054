//! Asking, and taking the answer over.

use super::diff;
use super::{Asked, Offer, WordChange};
use crate::studio::app::Studio;
use crate::studio::screen::Reading;
use risorius_engine::{Command, Edit, Mind, Thinking, Thought};
use risorius_face::script;
use std::sync::Arc;

impl Studio {
    /// Thinks the words through anew.
    pub(in crate::studio) fn think(&mut self) {
        let words = self.state.document.words.trim().to_owned();
        if words.is_empty() {
            self.state.tell("Say first what the face should do.");
            return;
        }
        self.ask(words, false);
    }

    /// Changes the present script as the field for changes says.
    pub(in crate::studio) fn change_by_words(&mut self) {
        let words = self.drafts.change.trim().to_owned();
        if self.state.document.script.items.is_empty() {
            self.state.tell("There is nothing to change yet: think first.");
        } else if words.is_empty() {
            self.drafts.focus_change = true;
        } else {
            self.ask(words, true);
        }
    }

    fn ask(&mut self, words: String, changes: bool) {
        let state = &mut self.state;
        state.history.end_gesture();
        (state.change, state.offer) = (None, None);
        state.questions += 1;
        let mind = state.minds.mind();
        let is_model = mind != Mind::BuiltIn;
        if is_model {
            state.reading = Reading::Reasons;
        }
        state.asked = Some(Asked {
            number: state.questions,
            change: changes.then(|| words.clone()),
            progress: is_model.then(Box::default),
        });
        let present = changes.then(|| Arc::new(state.document.script.clone()));
        let seconds = state.wished_secs.filter(|_| !changes);
        let generation = state.questions;
        self.link.send(Command::Think { words, seconds, mind, present, generation });
    }

    /// Stops a language model; the lines stay as they are.
    pub(in crate::studio) fn stop_thinking(&mut self) {
        if self.state.asked.take().is_some() {
            self.link.send(Command::StopThinking);
            self.state.reading = Reading::Script;
            self.state.tell("Stopped. The lines are as they were.");
        }
    }

    pub(in crate::studio) fn hear_thinking(&mut self, number: u64, thinking: Box<Thinking>) {
        let asked = self.state.asked.as_mut().filter(|asked| asked.number == number);
        if let Some(progress) = asked.and_then(|asked| asked.progress.as_mut()) {
            *progress = thinking;
        }
    }

    pub(in crate::studio) fn take_answer(
        &mut self,
        number: u64,
        result: Result<Thought, String>,
        instead: Option<Box<Thought>>,
    ) {
        let Some(asked) = self.state.asked.take_if(|asked| asked.number == number) else { return };
        match result {
            Ok(thought) => self.take_thought(asked, thought),
            Err(why) => {
                self.state.tell_wrong(why);
                self.state.offer = instead.map(|thought| Offer { asked, thought });
            }
        }
    }

    /// Takes the built-in mind's answer where a language model had none.
    pub(in crate::studio) fn take_offer(&mut self) {
        if let Some(Offer { asked, thought }) = self.state.offer.take() {
            self.state.notice = None;
            self.take_thought(asked, *thought);
        }
    }

    /// One undoable edit: the lines and the reasons for them.
    fn take_thought(&mut self, asked: Asked, thought: Thought) {
        let before = &self.state.document.script;
        let script = script::with_locked(before, thought.script);
        let lines = diff::lines(before, &script);
        let count = script.items.len();
        self.state.remarks.hear(thought.remarks);
        self.state.selected = None;
        self.state.reading = Reading::Script;
        self.edit(Edit::SetScript { script, reasoning: thought.reasoning }, None);
        match asked.change {
            Some(words) => {
                self.drafts.change.clear();
                let generation = self.state.generation();
                self.state.notice = None;
                self.state.change = Some(WordChange { words, lines, generation });
            }
            None => {
                self.seek(0.0);
                self.state.tell(format!("{count} lines. Press Space to play them."));
            }
        }
    }
}

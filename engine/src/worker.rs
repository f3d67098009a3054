//! The thread that answers the studio.

use crate::engine::Events;
use crate::exporter::{Order, Orders};
use crate::preview::Preview;
use crate::work;
use crate::{Command, Document, Event, PortraitRef, Settings, View};
use crossbeam_channel::Receiver;
use risorius_face::{Motion, Row, Script};
use risorius_render::Gpu;
use std::collections::VecDeque;
use std::sync::Arc;

/// What the studio wants and has not got yet; the newest of a kind replaces the older ones.
#[derive(Default)]
struct Wanted {
    document: Option<(Arc<Document>, u64)>,
    thoughts: VecDeque<(String, Option<f32>, u64)>,
    view: Option<View>,
}

impl Wanted {
    fn is_nothing(&self) -> bool {
        self.document.is_none() && self.thoughts.is_empty() && self.view.is_none()
    }
}

/// What has been computed of the document so far.
pub(crate) struct Worker {
    gpu: Gpu,
    events: Events,
    orders: Orders,
    wanted: Wanted,
    portrait: Option<PortraitRef>,
    preview: Option<Preview>,
    drawn_from: Option<(Script, Settings)>,
    motion: Arc<Motion>,
    view: View,
}

impl Worker {
    pub(crate) fn new(gpu: Gpu, events: Events, orders: Orders) -> Self {
        let motion = Arc::new(Motion { fps: Settings::default().fps, rows: Vec::new() });
        Self {
            gpu,
            events,
            orders,
            wanted: Wanted::default(),
            portrait: None,
            preview: None,
            drawn_from: None,
            motion,
            view: View::Source,
        }
    }

    /// Works until the studio hangs up.
    pub(crate) fn run(mut self, inbox: &Receiver<Command>) {
        loop {
            if self.wanted.is_nothing() {
                match inbox.recv() {
                    Ok(command) => self.note(command),
                    Err(_) => return,
                }
            }
            for command in inbox.try_iter() {
                self.note(command);
            }
            self.work();
        }
    }

    fn note(&mut self, command: Command) {
        match command {
            Command::Document { document, generation } => {
                self.wanted.document = Some((document, generation));
            }
            Command::Think { words, seconds, generation } => {
                self.wanted.thoughts.push_back((words, seconds, generation));
            }
            Command::Show(view) => self.wanted.view = Some(view),
            Command::Export { id, document, to } => self.orders.add(Order { id, document, to }),
            Command::CancelExport { id } => self.orders.cancel(id),
        }
    }

    /// Does one piece of work, the shortest kind first.
    fn work(&mut self) {
        if let Some((words, seconds, generation)) = self.wanted.thoughts.pop_front() {
            let shown = self.preview.as_ref().map_or(&[][..], Preview::shown);
            let result = work::think(&words, seconds, shown).map_err(|error| error.to_string());
            self.events.send(Event::Thought { generation, result });
        } else if let Some((document, generation)) = self.wanted.document.take() {
            let news = self.take_up(&document, generation);
            // Shown before the next document is looked at: a hand that drags without a pause sends one
            // after the other, and would see nothing until it rests. And before the news wakes the
            // window, whose frame would hold the drawing up.
            if let Some(view) = self.wanted.view.take() {
                self.show(view);
            }
            news.into_iter().for_each(|event| self.events.send(event));
        } else if let Some(view) = self.wanted.view.take() {
            self.show(view);
        }
    }

    /// Brings the stage and the motion up to a document; what the studio is to be told of it.
    fn take_up(&mut self, document: &Document, generation: u64) -> Vec<Event> {
        let mut news = Vec::new();
        if document.portrait != self.portrait {
            self.portrait.clone_from(&document.portrait);
            news.extend(self.load());
            self.wanted.view.get_or_insert(self.view);
        }
        let stale = self.drawn_from.as_ref().is_none_or(|(script, settings)| {
            *script != document.script || *settings != document.settings
        });
        if stale {
            self.motion = Arc::new(work::motion(&document.script, &document.settings));
            self.drawn_from = Some((document.script.clone(), document.settings));
            self.wanted.view.get_or_insert(self.view);
        }
        news.push(Event::Motion { generation, motion: Arc::clone(&self.motion) });
        news
    }

    /// Puts the document's portrait on the stage.
    fn load(&mut self) -> Option<Event> {
        let Some(portrait) = &self.portrait else {
            self.preview = None;
            return None;
        };
        let kept = self.preview.take().and_then(|mut kept| kept.take(portrait).then_some(kept));
        let preview = match kept {
            Some(kept) => Ok(kept),
            None => Preview::new(&self.gpu, portrait.clone()),
        };
        let news = preview.as_ref().map(Preview::info).map_err(ToString::to_string);
        self.preview = preview.ok();
        Some(Event::Portrait(news))
    }

    fn show(&mut self, view: View) {
        self.view = view;
        let (row, neutralise) = self.row(view);
        let Some(preview) = &mut self.preview else { return };
        match preview.draw(&row, neutralise) {
            Ok(true) => {
                tracing::trace!("drawn");
                self.events.send(Event::Frame(view));
            }
            Ok(false) => {}
            Err(error) => self.events.send(Event::Trouble(error.to_string())),
        }
    }

    /// What a view draws: a row, and how much of the portrait's own expression is removed before it.
    fn row(&self, view: View) -> (Row, f32) {
        let neutralise = self.drawn_from.as_ref().map_or(0.0, |(_, settings)| settings.neutralise);
        match view {
            View::Still(row) => (row, neutralise),
            View::Source => (Row::ZERO, 0.0),
            View::At(secs) => (self.motion.at(secs), neutralise),
        }
    }
}

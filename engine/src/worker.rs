//! The thread that answers the studio.

use crate::engine::Events;
use crate::exporter::{Order, Orders};
use crate::minds::{Asker, Errands, Mind, Thinker};
use crate::painter::{Painted, Painter};
use crate::preview::Preview;
use crate::work::{self, Performance};
use crate::{Command, Document, Drawing, Event, PortraitRef, Settings, View};
use crossbeam_channel::{Receiver, select};
use risorius_face::{CHANNELS, Motion, Row, Script};
use risorius_net::keys::Keys;
use risorius_net::packs::Store;
use risorius_render::Gpu;
use risorius_think::prompt::Question;
use std::collections::VecDeque;
use std::sync::Arc;

/// What is to become of the drawing.
enum Wish {
    Draw,
    Stop,
}

/// Words to be thought through.
struct Words {
    words: String,
    seconds: Option<f32>,
    mind: Mind,
    present: Option<Arc<Script>>,
    generation: u64,
}

/// What the studio wants and has not got yet; the newest of a kind replaces the older ones.
#[derive(Default)]
struct Wanted {
    document: Option<(Arc<Document>, u64)>,
    drawing: Option<Wish>,
    thoughts: VecDeque<Words>,
    view: Option<View>,
}

impl Wanted {
    fn is_nothing(&self) -> bool {
        let Self { document, drawing, thoughts, view } = self;
        document.is_none() && drawing.is_none() && thoughts.is_empty() && view.is_none()
    }
}

/// What has been computed of the document so far.
pub(crate) struct Worker {
    gpu: Gpu,
    events: Events,
    orders: Orders,
    thinker: Thinker,
    errands: Errands,
    wanted: Wanted,
    portrait: Option<PortraitRef>,
    preview: Option<Preview>,
    painter: Painter,
    /// What the motion is of, and the generation that it came with.
    performance: Option<(Performance, u64)>,
    /// The newest order to the painter.
    order: u64,
    /// The last finished performance, and the plain curves of its script.
    finished: Option<(Arc<Motion>, Motion)>,
    motion: Arc<Motion>,
    drawing: Drawing,
    view: View,
}

impl Worker {
    pub(crate) fn new(gpu: Gpu, events: Events, orders: Orders) -> Self {
        let motion = Arc::new(Motion { fps: Settings::default().fps, rows: Vec::new() });
        let (keys, store) = (Arc::new(Keys::of_user()), Store::of_user().ok());
        let asker = Asker::new(Arc::clone(&keys), store.clone());
        Self {
            gpu,
            thinker: Thinker::spawn(events.clone(), asker),
            errands: Errands::new(events.clone(), keys, store),
            events,
            orders,
            wanted: Wanted::default(),
            portrait: None,
            preview: None,
            painter: Painter::spawn(),
            performance: None,
            order: 0,
            finished: None,
            motion,
            drawing: Drawing::Done,
            view: View::Source,
        }
    }

    /// Works until the studio hangs up.
    pub(crate) fn run(mut self, inbox: &Receiver<Command>) {
        loop {
            if self.wanted.is_nothing() {
                let painted = self.painter.painted().clone();
                select! {
                    recv(inbox) -> command => match command {
                        Ok(command) => self.note(command),
                        Err(_) => return,
                    },
                    recv(painted) -> painted => {
                        // Estimates that piled up meanwhile are out of date.
                        let newest = self.painter.painted().try_iter().last();
                        if let Some(painted) = newest.or(painted.ok()) {
                            self.hang(painted);
                        }
                    }
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
                // What was wished before was wished of another drawing.
                self.wanted.drawing = None;
            }
            Command::Draw => self.wanted.drawing = Some(Wish::Draw),
            Command::StopDrawing => self.wanted.drawing = Some(Wish::Stop),
            Command::Think { words, seconds, mind, present, generation } => {
                let words = Words { words, seconds, mind, present, generation };
                self.wanted.thoughts.push_back(words);
            }
            Command::StopThinking => {
                self.wanted.thoughts.retain(|words| words.mind == Mind::BuiltIn);
                self.thinker.stop();
            }
            Command::Errand(errand) => self.errands.run(errand),
            Command::Show(view) => self.wanted.view = Some(view),
            Command::Export { id, document, to } => self.orders.add(Order { id, document, to }),
            Command::CancelExport { id } => self.orders.cancel(id),
        }
    }

    /// Does one piece of work, the shortest kind first.
    fn work(&mut self) {
        if let Some(words) = self.wanted.thoughts.pop_front() {
            self.think(words);
        } else if let Some((document, generation)) = self.wanted.document.take() {
            let news = self.take_up(&document, generation);
            // Shown before the next document is looked at: a hand that drags without a pause sends one
            // after the other, and would see nothing until it rests. And before the news wakes the
            // window, whose frame would hold the drawing up.
            if let Some(view) = self.wanted.view.take() {
                self.show(view);
            }
            news.into_iter().for_each(|event| self.events.send(event));
        } else if let Some(wish) = self.wanted.drawing.take() {
            self.grant(&wish);
        } else if let Some(view) = self.wanted.view.take() {
            self.show(view);
        }
    }

    /// The built-in mind answers here and now, language models on their own thread.
    fn think(&mut self, words: Words) {
        let Words { words, seconds, mind, present, generation } = words;
        let mut asked = self.preview.as_ref().map(Preview::asked).unwrap_or_default();
        let script = present.map(Arc::unwrap_or_clone);
        let shown = work::taken_off(&asked.question.shown, self.neutralise());
        asked.question = Question { words, seconds, script, shown, ..asked.question };
        if mind == Mind::BuiltIn {
            self.thinker.rest();
            let result = asked.built_in().map_err(|error| error.to_string());
            self.events.send(Event::Thought { generation, result, instead: None });
        } else {
            self.thinker.ask(mind, asked, generation);
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
        let performance = document.performance();
        let stale = self.performance.as_ref().is_none_or(|(before, _)| *before != performance);
        if stale {
            self.sketch(&performance);
            self.order = self.painter.order(Some(performance.clone()));
            self.wanted.view.get_or_insert(self.view);
        }
        self.performance = Some((performance, generation));
        news.push(self.news_of_motion(generation));
        news
    }

    /// Shows at once what a change does: the last performance, and on top of it what the plain curves
    /// have changed by.
    fn sketch(&mut self, performance: &Performance) {
        let curves = performance.sketch();
        let drawn = self.finished.as_ref().filter(|(drawn, before)| {
            drawn.fps == curves.fps && before.rows.len() == curves.rows.len()
        });
        self.motion = Arc::new(match drawn {
            Some((drawn, before)) => changed(drawn, before, &curves),
            None => curves,
        });
        self.drawing = Drawing::Sketched;
    }

    /// Draws from the beginning, or stops drawing.
    fn grant(&mut self, wish: &Wish) {
        let Some((performance, generation)) = self.performance.clone() else { return };
        match wish {
            Wish::Draw => {
                self.order = self.painter.order(Some(performance));
                self.drawing = Drawing::Sketched;
            }
            Wish::Stop if self.drawing.is_under_way() => {
                self.order = self.painter.order(None);
                self.sketch(&performance);
                self.drawing = Drawing::Stopped;
                self.wanted.view.get_or_insert(self.view);
            }
            Wish::Stop => return,
        }
        self.events.send(self.news_of_motion(generation));
    }

    /// Takes over what the painter has drawn.
    fn hang(&mut self, painted: Painted) {
        let Some((performance, generation)) =
            self.performance.as_ref().filter(|_| painted.order == self.order)
        else {
            return;
        };
        let generation = *generation;
        self.drawing = painted.drawing;
        match painted.motion {
            Ok(motion) => {
                if painted.drawing == Drawing::Done {
                    self.finished = Some((Arc::clone(&motion), performance.sketch()));
                }
                self.motion = motion;
                self.wanted.view.get_or_insert(self.view);
            }
            Err(why) => self.events.send(Event::Trouble(why)),
        }
        self.events.send(self.news_of_motion(generation));
    }

    fn news_of_motion(&self, generation: u64) -> Event {
        Event::Motion { generation, motion: Arc::clone(&self.motion), drawing: self.drawing }
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

    /// How much of the portrait's own expression is removed.
    fn neutralise(&self) -> f32 {
        self.performance.as_ref().map_or(0.0, |(performance, _)| performance.settings.neutralise)
    }

    /// What a view draws: a row, and how much of the portrait's own expression is removed before it.
    fn row(&self, view: View) -> (Row, f32) {
        let neutralise = self.neutralise();
        match view {
            View::Still(row) => (row, neutralise),
            View::Source => (Row::ZERO, 0.0),
            View::At(secs) => (self.motion.at(secs), neutralise),
        }
    }
}

/// A performance whose curves have changed: what was drawn, and the difference on top of it.
fn changed(drawn: &Motion, before: &Motion, after: &Motion) -> Motion {
    let curves = before.rows.iter().zip(&after.rows);
    let rows = drawn.rows.iter().zip(curves).map(|(drawn, (before, after))| {
        let mut row = *drawn;
        for (column, &channel) in CHANNELS.iter().enumerate() {
            let difference = after.0[column] - before.0[column];
            if difference != 0.0 {
                row.set(channel, drawn.0[column] + difference);
            }
        }
        row
    });
    Motion { fps: drawn.fps, rows: rows.collect() }
}

//! Exports: a queue worked off in order on a thread of its own.

use crate::engine::Events;
use crate::work::{self, ClipError, Stage};
use crate::{Document, Event, ExportState};
use crossbeam_channel::{Receiver, Sender, unbounded};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// One clip to draw.
pub(crate) struct Order {
    pub(crate) id: u64,
    pub(crate) document: Arc<Document>,
    pub(crate) to: PathBuf,
}

/// The way into the queue; dropping it cancels everything.
pub(crate) struct Orders {
    queue: Sender<Order>,
    cancelled: Cancelled,
    events: Events,
}

/// Which orders are cancelled.
#[derive(Clone, Default)]
struct Cancelled(Arc<Mutex<Cancellation>>);

#[derive(Default)]
struct Cancellation {
    all: bool,
    ids: HashSet<u64>,
}

impl Cancelled {
    fn change(&self, change: impl FnOnce(&mut Cancellation)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn contains(&self, id: u64) -> bool {
        let cancellation = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        cancellation.all || cancellation.ids.contains(&id)
    }
}

impl Orders {
    pub(crate) fn add(&self, order: Order) {
        self.events.send(Event::Export { id: order.id, state: ExportState::Queued });
        let _ = self.queue.send(order); // Only fails while the engine is going away.
    }

    pub(crate) fn cancel(&self, id: u64) {
        self.cancelled.change(|cancellation| {
            cancellation.ids.insert(id);
        });
    }
}

impl Drop for Orders {
    fn drop(&mut self) {
        self.cancelled.change(|cancellation| cancellation.all = true);
    }
}

/// Works the queue off.
pub(crate) struct Exporter {
    events: Events,
    cancelled: Cancelled,
}

impl Exporter {
    pub(crate) fn new(events: Events) -> Self {
        Self { events, cancelled: Cancelled::default() }
    }

    /// The way into a queue that this exporter may run, and the way out of it.
    pub(crate) fn queue(&self) -> (Orders, Receiver<Order>) {
        let (queue, orders) = unbounded();
        let (cancelled, events) = (self.cancelled.clone(), self.events.clone());
        (Orders { queue, cancelled, events }, orders)
    }

    /// Draws one clip after the other until the way in is dropped.
    pub(crate) fn run(self, orders: &Receiver<Order>) {
        for order in orders {
            let state = self.draw(&order);
            self.events.send(Event::Export { id: order.id, state });
        }
    }

    fn draw(&self, order: &Order) -> ExportState {
        let Order { id, document, to } = order;
        let Some(portrait) = &document.portrait else {
            return ExportState::Failed("there is no portrait to draw: open one first".into());
        };
        let (mut started, mut last) = (Instant::now(), Stage::Performance);
        let portrait = match work::open(portrait) {
            Ok(portrait) => portrait,
            Err(error) => return ExportState::Failed(error.to_string()),
        };
        let outcome =
            work::draw(portrait, &document.performance(), to, &mut |stage, done, total| {
                if self.cancelled.contains(*id) {
                    return ControlFlow::Break(());
                }
                if stage != last {
                    (started, last) = (Instant::now(), stage);
                }
                let each_secs = started.elapsed().as_secs_f32() / done as f32;
                let eta_secs = (done > 1).then_some(each_secs * (total - done) as f32);
                let state = ExportState::Running { stage, done, total, eta_secs };
                self.events.send(Event::Export { id: *id, state });
                ControlFlow::Continue(())
            });
        match outcome {
            Ok(drawn) => ExportState::Done(drawn.path),
            Err(ClipError::Cancelled) => ExportState::Cancelled,
            Err(error) => ExportState::Failed(error.to_string()),
        }
    }
}

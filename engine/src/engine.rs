//! The engine's threads: one answers the studio, one exports; painter and thinker belong to the first.
//!
//! Commands arrive on an unbounded channel (sending never blocks the window); the worker empties it
//! before each piece of work and keeps only the newest document and the newest view, so it is never
//! behind. Exports wait in a queue of their own, in order, on a graphics device of their own, so
//! that a long clip does not hold up the preview.

use crate::exporter::Exporter;
use crate::worker::Worker;
use crate::{Command, Event};
use crossbeam_channel::{Receiver, Sender, unbounded};
use risorius_render::Gpu;
use std::sync::Arc;
use std::thread::JoinHandle;

/// Called after each event, on the thread that sent it: wakes the window.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// The sending side of events, shared by both threads.
#[derive(Clone)]
pub(crate) struct Events {
    sender: Sender<Event>,
    waker: Waker,
}

impl Events {
    pub(crate) fn to(sender: Sender<Event>, waker: Waker) -> Self {
        Self { sender, waker }
    }

    /// Sends an event; once nobody listens any more, it is dropped.
    pub(crate) fn send(&self, event: Event) {
        if self.sender.send(event).is_ok() {
            (self.waker)();
        }
    }
}

/// The running engine. Dropping it stops the preview at once and cancels exports.
pub struct Engine {
    commands: Option<Sender<Command>>,
    events: Receiver<Event>,
    threads: Vec<JoinHandle<()>>,
}

impl Engine {
    /// Starts the engine on the window's graphics device.
    pub fn spawn(gpu: Gpu, waker: Waker) -> Self {
        let (commands, inbox) = unbounded();
        let (sender, events) = unbounded();
        let events_out = Events::to(sender, waker);
        let exporter = Exporter::new(events_out.clone());
        let (orders, exports) = exporter.queue();
        let threads = vec![
            spawn("export", move || exporter.run(&exports)),
            spawn("engine", move || Worker::new(gpu, events_out, orders).run(&inbox)),
        ];
        Self { commands: Some(commands), events, threads }
    }

    /// Sends a command; never blocks.
    pub fn send(&self, command: Command) {
        if let Some(commands) = &self.commands {
            // The worker only goes away with the engine; its panic is told when it is joined.
            let _ = commands.send(command);
        }
    }

    /// Both ends of the bridge, for those who keep them apart.
    pub fn ends(&self) -> Option<(Sender<Command>, Receiver<Event>)> {
        self.commands.clone().map(|commands| (commands, self.events.clone()))
    }

    /// What has happened since the last call.
    pub fn events(&self) -> impl Iterator<Item = Event> + '_ {
        self.events.try_iter()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.commands = None;
        for thread in self.threads.drain(..).rev() {
            if thread.join().is_err() {
                tracing::error!("a thread of the engine ended by a panic");
            }
        }
    }
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> JoinHandle<()> {
    std::thread::Builder::new()
        .name(name.into())
        .spawn(work)
        .expect("the system can start two threads")
}

//! The studio's end of the bridge to the engine.

use crossbeam_channel::{Receiver, Sender};
use risorius_engine::{Command, Engine, Event};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Commands out, events in. Sending never blocks; tests put channels of their own behind it.
pub struct EngineLink {
    /// To the engine.
    pub commands: Sender<Command>,
    /// From the engine.
    pub events: Receiver<Event>,
    /// Whether the performance plays: the window then wakes by its own clock, frame by frame, and a
    /// drawn preview frame need not wake it once more.
    pub playing: Arc<AtomicBool>,
    /// The engine itself, where this link keeps it alive. It stands last: it waits for its threads
    /// when it is dropped, and they end when the commands' sender is gone.
    pub engine: Option<Engine>,
}

impl EngineLink {
    /// The link that keeps an engine running; `None` where the engine is about to end.
    pub fn to(engine: Engine, playing: Arc<AtomicBool>) -> Option<Self> {
        let (commands, events) = engine.ends()?;
        Some(Self { commands, events, playing, engine: Some(engine) })
    }

    /// Sends a command. An engine that is gone says so by its silence; the window stays usable, and
    /// the project can still be saved.
    pub fn send(&self, command: Command) {
        if self.commands.send(command).is_err() {
            tracing::error!("the engine has stopped");
        }
    }
}

//! The thread that asks language models: always the newest question.

use super::{Asked, Asker, Mind, MindError, Thinking};
use crate::Event;
use crate::engine::Events;
use crossbeam_channel::{Receiver, Sender, unbounded};
use risorius_net::Cancel;

/// What is wanted of the thread.
enum Order {
    Ask {
        mind: Mind,
        asked: Box<Asked>,
        generation: u64,
        cancel: Cancel,
    },
    /// Let go of a loaded model.
    Rest,
}

/// The thinking thread. It is not waited for when the engine ends: it may be connecting, or reading
/// gigabytes from a disk, and holds nothing that would be lost.
pub(crate) struct Thinker {
    orders: Sender<Order>,
    cancel: Cancel,
}

impl Thinker {
    pub(crate) fn spawn(events: Events, asker: Asker) -> Self {
        let (orders, inbox) = unbounded();
        std::thread::Builder::new()
            .name("thinker".into())
            .spawn(move || think(&inbox, &events, asker))
            .expect("the system can start a thread");
        Self { orders, cancel: Cancel::default() }
    }

    /// Asks a language model, in place of what was asked before.
    pub(crate) fn ask(&mut self, mind: Mind, asked: Asked, generation: u64) {
        self.stop();
        self.cancel = Cancel::default();
        let (asked, cancel) = (Box::new(asked), self.cancel.clone());
        // The thread only goes away with its thinker.
        let _ = self.orders.send(Order::Ask { mind, asked, generation, cancel });
    }

    /// Stops what is being asked; it gets no answer.
    pub(crate) fn stop(&mut self) {
        self.cancel.cancel();
    }

    /// Stops, and lets go of a loaded model.
    pub(crate) fn rest(&mut self) {
        self.stop();
        let _ = self.orders.send(Order::Rest);
    }
}

impl Drop for Thinker {
    fn drop(&mut self) {
        self.stop();
    }
}

fn think(inbox: &Receiver<Order>, events: &Events, mut asker: Asker) {
    for order in inbox {
        match order {
            Order::Rest => asker.rest(),
            Order::Ask { mind, asked, generation, cancel } if !cancel.is_cancelled() => {
                let mut tell = |thinking: &Thinking| {
                    if !cancel.is_cancelled() {
                        let thinking = Box::new(thinking.clone());
                        events.send(Event::Thinking { generation, thinking });
                    }
                };
                let result = asker.ask(&mind, &asked, &cancel, &mut tell);
                if !cancel.is_cancelled() && !result.as_ref().is_err_and(MindError::is_stopped) {
                    events.send(answer(generation, &asked, result));
                }
            }
            Order::Ask { .. } => {}
        }
    }
}

/// An answer; where there is none, the built-in mind's stands beside the reason.
fn answer(generation: u64, asked: &Asked, result: Result<crate::Thought, MindError>) -> Event {
    match result {
        Ok(thought) => Event::Thought { generation, result: Ok(thought), instead: None },
        Err(error) => {
            let instead = asked.built_in().ok();
            let offer = match &instead {
                Some(_) => "; the built-in mind can answer instead",
                None => "",
            };
            let result = Err(format!("{error}{offer}"));
            Event::Thought { generation, result, instead: instead.map(Box::new) }
        }
    }
}

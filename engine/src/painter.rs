//! The thread that draws performances: always the newest that was asked for.
//!
//! A drawing takes many steps of the denoiser. After each it is looked whether something newer is
//! wanted; then the drawing stops at once. While an artist drags a slider every position is newer
//! than the last, so a drawing begins only when nothing new has come for a moment.

use crate::work::{Denoising, Performance};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use risorius_face::Motion;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// How long nothing new must come before a drawing begins.
const PAUSE: Duration = Duration::from_millis(120);

/// What the thread hands back.
#[derive(Clone, Debug)]
pub(crate) struct Painted {
    /// The number of the order.
    pub(crate) order: u64,
    /// The motion as it is estimated, or as it is once it is done; or one line why there is none.
    pub(crate) motion: Result<Arc<Motion>, String>,
    /// How far it is; none once it is done.
    pub(crate) denoising: Option<Denoising>,
}

/// The drawing thread.
pub(crate) struct Painter {
    orders: Option<Sender<(u64, Performance)>>,
    painted: Receiver<Painted>,
    newest: u64,
    thread: Option<JoinHandle<()>>,
}

impl Painter {
    pub(crate) fn spawn() -> Self {
        let (orders, inbox) = unbounded();
        let (outbox, painted) = unbounded();
        let thread = std::thread::Builder::new()
            .name("painter".into())
            .spawn(move || paint(&inbox, &outbox))
            .expect("the system can start a thread");
        Self { orders: Some(orders), painted, newest: 0, thread: Some(thread) }
    }

    /// Asks for a performance in place of all before; gives the number of the order.
    pub(crate) fn order(&mut self, performance: Performance) -> u64 {
        self.newest += 1;
        if let Some(orders) = &self.orders {
            // The thread only goes away with its painter; a panic is told when it is joined.
            let _ = orders.send((self.newest, performance));
        }
        self.newest
    }

    /// Estimates and finished drawings.
    pub(crate) fn painted(&self) -> &Receiver<Painted> {
        &self.painted
    }
}

impl Drop for Painter {
    fn drop(&mut self) {
        self.orders = None;
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the drawing thread ended by a panic");
        }
    }
}

/// Draws what comes in until nobody can order any more.
fn paint(inbox: &Receiver<(u64, Performance)>, outbox: &Sender<Painted>) {
    let mut next = inbox.recv().ok();
    while let Some(mut wanted) = next.take() {
        loop {
            match inbox.recv_timeout(PAUSE) {
                Ok(newer) => wanted = newer,
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        let (order, performance) = wanted;
        let send = |motion, denoising| {
            // Once nobody looks any more it does not matter.
            let _ = outbox.send(Painted { order, motion, denoising });
        };
        let drawn = performance.draw(&mut |estimate| {
            if !inbox.is_empty() {
                return ControlFlow::Break(());
            }
            send(Ok(Arc::new(estimate.motion())), Some(estimate.denoising));
            ControlFlow::Continue(())
        });
        match drawn {
            Ok(Some(motion)) => send(Ok(Arc::new(motion)), None),
            Ok(None) => {}
            Err(error) => send(Err(error.to_string()), None),
        }
        next = inbox.recv().ok();
    }
}

//! The thread that draws performances: always the newest that was asked for.
//!
//! A drawing takes many steps of the denoiser. After each it is looked whether something newer is
//! wanted; then the drawing stops at once. While an artist drags a slider every position is newer
//! than the last, so a drawing begins only when nothing new has come for a moment.

use crate::Drawing;
use crate::work::Performance;
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use risorius_face::Motion;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long nothing new must come before a drawing begins.
const PAUSE: Duration = Duration::from_millis(120);

/// What is wanted of the thread.
struct Order {
    number: u64,
    /// None stops what is being drawn.
    performance: Option<Performance>,
}

/// What the thread hands back.
#[derive(Clone, Debug)]
pub(crate) struct Painted {
    /// The number of the order.
    pub(crate) order: u64,
    /// The motion as it is estimated, or as it is once it is done; or one line why there is none.
    pub(crate) motion: Result<Arc<Motion>, String>,
    /// How far it is.
    pub(crate) drawing: Drawing,
}

/// The drawing thread.
pub(crate) struct Painter {
    orders: Option<Sender<Order>>,
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

    /// Asks for a performance in place of all before, or for none; gives the number of the order.
    pub(crate) fn order(&mut self, performance: Option<Performance>) -> u64 {
        self.newest += 1;
        if let Some(orders) = &self.orders {
            // The thread only goes away with its painter; a panic is told when it is joined.
            let _ = orders.send(Order { number: self.newest, performance });
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
fn paint(inbox: &Receiver<Order>, outbox: &Sender<Painted>) {
    while let Some(order) = settled(inbox) {
        if let Some(performance) = &order.performance {
            draw(performance, order.number, inbox, outbox);
        }
    }
}

/// The newest order, once nothing newer has come for a moment; none when nobody can order any more.
fn settled(inbox: &Receiver<Order>) -> Option<Order> {
    let mut newest = inbox.recv().ok()?;
    loop {
        match inbox.recv_timeout(PAUSE) {
            Ok(newer) => newest = newer,
            Err(RecvTimeoutError::Timeout) => return Some(newest),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// Draws a performance unless something newer comes.
fn draw(performance: &Performance, order: u64, inbox: &Receiver<Order>, outbox: &Sender<Painted>) {
    let send = |motion, drawing| {
        // Once nobody looks any more it does not matter.
        let _ = outbox.send(Painted { order, motion, drawing });
    };
    let began = Instant::now();
    let drawn = performance.draw(&mut |estimate| {
        if !inbox.is_empty() {
            return ControlFlow::Break(());
        }
        let at = estimate.denoising;
        let each_secs = began.elapsed().as_secs_f32() / at.done as f32;
        // The first step also reads the network and tells nothing of the others.
        let left_secs = (at.done > 1).then(|| each_secs * at.of.saturating_sub(at.done) as f32);
        send(Ok(Arc::new(estimate.motion())), Drawing::Denoising { at, left_secs });
        ControlFlow::Continue(())
    });
    match drawn {
        Ok(Some(motion)) => send(Ok(Arc::new(motion)), Drawing::Done),
        Ok(None) => {}
        Err(error) => send(Err(error.to_string()), Drawing::Stopped),
    }
}

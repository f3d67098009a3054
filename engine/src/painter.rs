//! The thread that draws performances: always the newest that was asked for.
//!
//! A drawing takes many steps of the denoiser. After each it is looked whether something newer is
//! wanted; then the drawing stops at once. While an artist drags a slider every position is newer
//! than the last, so a drawing begins only when nothing new has come for a moment.

use crate::Drawing;
use crate::work::{Denoising, Performance};
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
    let mut finished: Option<(Performance, Arc<Motion>)> = None;
    while let Some(Order { number, performance }) = settled(inbox) {
        let Some(performance) = performance else { continue };
        let before = finished.as_ref().map(|(performance, motion)| (performance, &**motion));
        if let Some(motion) = draw(&performance, before, number, inbox, outbox) {
            finished = Some((performance, motion));
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

/// Draws a performance, on from the one before where it can, unless something newer comes.
fn draw(
    performance: &Performance,
    before: Option<(&Performance, &Motion)>,
    order: u64,
    inbox: &Receiver<Order>,
    outbox: &Sender<Painted>,
) -> Option<Arc<Motion>> {
    let send = |motion, drawing| {
        // Once nobody looks any more it does not matter.
        let _ = outbox.send(Painted { order, motion, drawing });
    };
    let mut watch = Stopwatch::default();
    let drawn = performance.draw_on(before, &mut |estimate| {
        if !inbox.is_empty() {
            return ControlFlow::Break(());
        }
        let at = estimate.denoising;
        let left_secs = watch.left_secs(at);
        send(Ok(Arc::new(estimate.motion())), Drawing::Denoising { at, left_secs });
        ControlFlow::Continue(())
    });
    match drawn {
        Ok(Some(motion)) => {
            let motion = Arc::new(motion);
            send(Ok(Arc::clone(&motion)), Drawing::Done);
            Some(motion)
        }
        Ok(None) => None,
        Err(error) => {
            send(Err(error.to_string()), Drawing::Stopped);
            None
        }
    }
}

/// Measures the steps from the end of the first, which reads the network too.
#[derive(Default)]
struct Stopwatch {
    first: Option<Instant>,
}

impl Stopwatch {
    /// Seconds left after a step, once that can be told.
    fn left_secs(&mut self, at: Denoising) -> Option<f32> {
        let Some(first) = self.first else {
            self.first = Some(Instant::now());
            return None;
        };
        let each_secs = first.elapsed().as_secs_f32() / at.done.saturating_sub(1).max(1) as f32;
        Some(each_secs * at.of.saturating_sub(at.done) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Retake};
    use risorius_face::{Region, script};

    /// A short performance in some steps.
    fn performance(steps: usize) -> Performance {
        let text =
            "# 1.0 s\nbeat 0.0–1.0  joy 1.0, felt\n0.10  12 C  in 0.2 hold 0.2 out 0.2  A smile.\n";
        let mut document = Document { script: script::parse(text), ..Document::default() };
        document.settings.sampling.steps = steps;
        document.performance()
    }

    #[test]
    fn what_is_stopped_is_never_finished() {
        let mut painter = Painter::spawn();
        let stopped = painter.order(Some(performance(100)));
        let first = painter.painted().recv().expect("an estimate");
        assert!(matches!(first.drawing, Drawing::Denoising { at: Denoising { done: 1, .. }, .. }));
        painter.order(None);
        let next = painter.order(Some(performance(1)));
        let done = painter.painted().iter().find(|painted| painted.drawing == Drawing::Done);
        assert_eq!(done.expect("a drawing").order, next, "{stopped} was stopped");
    }

    #[test]
    fn a_retake_goes_on_from_what_is_drawn_to_the_same_motion() {
        let before = performance(2);
        let drawn = before.draw(&mut |_| ControlFlow::Continue(())).expect("a network");
        let drawn = drawn.expect("a motion");
        let regions = vec![Region::Mouth];
        let retake = Retake { from_secs: 0.3, to_secs: 0.6, regions, seed: 9 };
        let again = Performance { retakes: vec![retake], ..before.clone() };
        let mut steps = 0;
        let mut count = |_: &crate::work::Estimate<'_>| {
            steps += 1;
            ControlFlow::Continue(())
        };
        let on = again.draw_on(Some((&before, &drawn)), &mut count).expect("a network");
        assert_eq!(steps, 2, "only the retake is drawn");
        let whole = again.draw(&mut |_| ControlFlow::Continue(())).expect("a network");
        assert_eq!(on, whole);
        assert_ne!(on, Some(drawn));
    }
}

//! Stopping what waits for the network, at once and from any thread.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A wish to stop that is shared by who works and who waits. A read that blocks ends at once: its
/// connection is shut. (Looking up a name and connecting end with their time limit.)
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    woken: Condvar,
}

#[derive(Debug, Default)]
struct State {
    cancelled: bool,
    agent: Option<ureq::Agent>,
}

impl Cancel {
    /// Stops the work. It cannot be taken back: the next piece of work gets a new value.
    pub fn cancel(&self) {
        let agent = {
            let mut state = self.state();
            state.cancelled = true;
            state.agent.take()
        };
        self.0.woken.notify_all();
        if let Some(agent) = agent {
            agent.shutdown();
        }
    }

    /// Whether the work is to stop.
    pub fn is_cancelled(&self) -> bool {
        self.state().cancelled
    }

    /// Makes a cancellation shut this agent's connections, in place of those of the agent before.
    pub(crate) fn watch(&self, agent: &ureq::Agent) {
        let mut state = self.state();
        if state.cancelled {
            agent.clone().shutdown();
        } else {
            state.agent = Some(agent.clone());
        }
    }

    /// Waits, at most until the work is to stop.
    pub(crate) fn sleep(&self, pause: Duration) {
        let until = Instant::now() + pause;
        let mut state = self.state();
        while !state.cancelled {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            let woken = self.0.woken.wait_timeout(state, left);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is two plain values that are whole whoever panicked.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

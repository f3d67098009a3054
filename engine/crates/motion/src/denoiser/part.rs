//! A window shared out among threads.
//!
//! A pass through the network is too small for its single products to be shared out: waking another
//! core for each of them costs more than it saves. So every thread takes a run of the window's tokens
//! through the whole network, and they meet once a block, where the frames look at each other: there
//! each hands its keys and values to all.

use super::{PATCH, TOKENS, WINDOW};
use candle_core::{Error, Result, Tensor};
use std::hint::spin_loop;
use std::ops::Range;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// How often a part looks for another's news before it falls asleep: for about a millisecond.
const AWAKE_TURNS: usize = 20_000;

/// Keys and values, each [b, tokens, c].
pub(super) type Seen = (Tensor, Tensor);

/// A run of a window's tokens, and the way to those who have the others.
#[derive(Debug)]
pub(crate) struct Part {
    tokens: Range<usize>,
    before: Vec<Link>,
    after: Vec<Link>,
}

/// The way to another part. It breaks when that part is dropped, so that nobody waits in vain.
#[derive(Debug)]
struct Link {
    to: Sender<Seen>,
    from: Receiver<Seen>,
}

impl Link {
    /// Both ends.
    fn pair() -> (Self, Self) {
        let ((to_b, from_a), (to_a, from_b)) = (channel(), channel());
        (Self { to: to_b, from: from_b }, Self { to: to_a, from: from_a })
    }

    /// What the other part has seen. Waits awake for a while: the parts arrive at nearly the same time,
    /// and to fall asleep and be woken takes longer than most of these waits.
    fn receive(&self) -> Result<Seen> {
        for _ in 0..AWAKE_TURNS {
            match self.from.try_recv() {
                Ok(seen) => return Ok(seen),
                Err(TryRecvError::Empty) => spin_loop(),
                Err(TryRecvError::Disconnected) => return Err(broken()),
            }
        }
        self.from.recv().map_err(|_| broken())
    }
}

impl Part {
    /// All of the window.
    pub(super) fn whole() -> Self {
        Self { tokens: 0..TOKENS, before: Vec::new(), after: Vec::new() }
    }

    /// The window in this many parts, as even as can be, in order. Each has to go through the network
    /// on a thread of its own: they wait for each other.
    pub(crate) fn split(count: usize) -> Vec<Self> {
        let count = count.clamp(1, TOKENS);
        let start = |n: usize| n * TOKENS / count;
        let part = |n| Self { tokens: start(n)..start(n + 1), ..Self::whole() };
        let mut parts: Vec<Self> = (0..count).map(part).collect();
        for later in 0..count {
            for earlier in 0..later {
                let (of_earlier, of_later) = Link::pair();
                parts[earlier].after.push(of_earlier);
                parts[later].before.push(of_later);
            }
        }
        parts
    }

    /// This part of something with one row a frame, [b, [`WINDOW`], ..].
    pub(super) fn of_frames(&self, all: &Tensor) -> Result<Tensor> {
        debug_assert_eq!(all.dim(1)?, WINDOW);
        all.narrow(1, PATCH * self.tokens.start, PATCH * self.tokens.len())
    }

    /// This part of something with one row a token, [b, tokens, ..].
    pub(super) fn of_tokens(&self, all: &Tensor) -> Result<Tensor> {
        all.narrow(1, self.tokens.start, self.tokens.len())
    }

    /// What all parts have seen, from what this one has.
    pub(super) fn gather(&self, own: Seen) -> Result<Seen> {
        if self.tokens.len() == TOKENS {
            return Ok(own);
        }
        for link in self.before.iter().chain(&self.after) {
            link.to.send(own.clone()).map_err(|_| broken())?;
        }
        let of =
            |links: &[Link]| -> Result<Vec<Seen>> { links.iter().map(Link::receive).collect() };
        let (mut keys, mut values) = (Vec::new(), Vec::new());
        for (key, value) in of(&self.before)?.into_iter().chain([own]).chain(of(&self.after)?) {
            keys.push(key);
            values.push(value);
        }
        Ok((Tensor::cat(&keys, 1)?, Tensor::cat(&values, 1)?))
    }
}

fn broken() -> Error {
    Error::msg("another part of the window has failed")
}

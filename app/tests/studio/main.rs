//! The studio without a window: driven by accessible labels, against an engine of the tests' own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod by_hand;
mod changes;
mod drawing;
mod fake;
mod hostile;
mod journey;
mod library;
mod mends;
mod minds;
mod names;
mod preview;
mod quiet;

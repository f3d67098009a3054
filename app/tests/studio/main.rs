//! The studio without a window: driven by accessible labels, against an engine of the tests' own.

mod fake;
mod hostile;
mod journey;
mod quiet;

//! Progress on stderr: a bar on a terminal, plain lines elsewhere, one JSON event a line on request.

use super::args::Format;
use risorius_engine::net::packs::show_size;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Says one line on stderr. A closed stderr is nobody's fault.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells how far a piece of work is.
pub(super) struct Progress {
    what: &'static str,
    unit: Unit,
    format: Format,
    terminal: bool,
    started: Instant,
    told: Option<Instant>,
}

/// What is counted.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Steps,
    Bytes,
}

impl Progress {
    /// Begins to tell of a piece of work.
    pub(super) fn new(what: &'static str, format: Format) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { what, unit: Unit::Steps, format, terminal, started: Instant::now(), told: None }
    }

    /// Begins to tell of bytes that come.
    pub(super) fn of_bytes(what: &'static str, format: Format) -> Self {
        Self { unit: Unit::Bytes, ..Self::new(what, format) }
    }

    /// `done` of `total` frames are there. Told ten times a second on a terminal, once a second
    /// elsewhere, and always at the end.
    pub(super) fn at(&mut self, done: usize, total: usize) {
        let secs = self.started.elapsed().as_secs_f32();
        let eta = (done > 0).then(|| secs * (total - done) as f32 / done as f32);
        self.so_far(done as u64, Some(total as u64), eta);
    }

    /// Goes on to the next line where no total has ended it.
    pub(super) fn end(&mut self) {
        if self.terminal && self.format == Format::Text && self.told.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }

    /// `done` are there, of `total` if that is known, and the seconds left likewise.
    pub(super) fn so_far(&mut self, done: u64, total: Option<u64>, eta: Option<f32>) {
        let pause = Duration::from_millis(if self.terminal { 100 } else { 1000 });
        let at_end = total.is_some_and(|total| done >= total);
        if !at_end && self.told.is_some_and(|told| told.elapsed() < pause) {
            return;
        }
        self.told = Some(Instant::now());
        let line = match self.format {
            Format::Json => serde_json::json!({
                "event": "progress", "what": self.what, "done": done, "total": total, "eta": eta,
            })
            .to_string(),
            Format::Text => self.text(done, total, eta),
        };
        if self.terminal && self.format == Format::Text {
            let end = if at_end { "\n" } else { "" };
            let _ = write!(std::io::stderr(), "\r\x1b[K{line}{end}");
        } else {
            say(&line);
        }
    }

    fn text(&self, done: u64, total: Option<u64>, eta: Option<f32>) -> String {
        const WIDTH: u64 = 30;
        let show = |number: u64| match self.unit {
            Unit::Steps => number.to_string(),
            Unit::Bytes => show_size(number),
        };
        let left = eta.map_or(String::new(), |secs| format!(", {secs:.0} s left"));
        let Some(total) = total else { return format!("{} {}", self.what, show(done)) };
        let count = format!("{}/{}{left}", show(done), show(total));
        if !self.terminal {
            return format!("{} {count}", self.what);
        }
        let full = (WIDTH * done.min(total) / total.max(1)) as usize;
        let empty = WIDTH as usize - full;
        format!("{} [{}{}] {count}", self.what, "█".repeat(full), "·".repeat(empty))
    }
}

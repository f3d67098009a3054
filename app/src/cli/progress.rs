//! Progress on stderr: a bar on a terminal, plain lines elsewhere, one JSON event a line on request.

use super::args::Format;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// Says one line on stderr. A closed stderr is nobody's fault.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Tells how far a piece of work is.
pub(super) struct Progress {
    what: &'static str,
    format: Format,
    terminal: bool,
    started: Instant,
    told: Option<Instant>,
}

impl Progress {
    /// Begins to tell of a piece of work.
    pub(super) fn new(what: &'static str, format: Format) -> Self {
        let terminal = std::io::stderr().is_terminal();
        Self { what, format, terminal, started: Instant::now(), told: None }
    }

    /// `done` of `total` frames are there. Told ten times a second on a terminal, once a second
    /// elsewhere, and always at the end.
    pub(super) fn at(&mut self, done: usize, total: usize) {
        let pause = Duration::from_millis(if self.terminal { 100 } else { 1000 });
        if done < total && self.told.is_some_and(|told| told.elapsed() < pause) {
            return;
        }
        self.told = Some(Instant::now());
        let secs = self.started.elapsed().as_secs_f32();
        let eta = (done > 0).then(|| secs * (total - done) as f32 / done as f32);
        let line = match self.format {
            Format::Json => serde_json::json!({
                "event": "progress", "what": self.what, "done": done, "total": total, "eta": eta,
            })
            .to_string(),
            Format::Text => self.text(done, total, eta),
        };
        if self.terminal && self.format == Format::Text {
            let end = if done == total { "\n" } else { "" };
            let _ = write!(std::io::stderr(), "\r\x1b[K{line}{end}");
        } else {
            say(&line);
        }
    }

    fn text(&self, done: usize, total: usize, eta: Option<f32>) -> String {
        let left = eta.map_or(String::new(), |secs| format!(", {secs:.0} s left"));
        if !self.terminal {
            return format!("{} {done}/{total}{left}", self.what);
        }
        const WIDTH: usize = 30;
        let full = WIDTH * done / total.max(1);
        format!(
            "{} [{}{}] {done}/{total}{left}",
            self.what,
            "█".repeat(full),
            "·".repeat(WIDTH - full)
        )
    }
}

//! Recorded motion, for those who own some: tables of OpenFace and of ARKit (Live Link Face).
//!
//! A recording has no script, so its movements are read off it as cues, which the denoiser is then
//! told or not told as with any other performance. What its beats were nobody knows.

mod columns;
mod cues;

use crate::TrainError;
use columns::Columns;
use cues::cues_of;
use rayon::prelude::*;
use risorius_face::{CHANNELS, Fps, Item, Motion, Row, Script};
use risorius_motion::network::DENOISER_FPS;
use risorius_motion::prior::{Performance, VISEME_COUNT};
use std::fs;
use std::path::Path;

/// A table larger than this is not one, bytes.
const MAX_BYTES: u64 = 1 << 30;

/// What there is to learn from beside the prior.
#[derive(Debug, Default)]
pub(crate) struct Recordings(Vec<Motion>);

impl Recordings {
    /// Reads every `.csv` in a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, TrainError> {
        let entries = fs::read_dir(folder).map_err(TrainError::at(folder))?;
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| {
            path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
        });
        paths.sort();
        let motions =
            paths.par_iter().map(|path| read(path)).collect::<Result<Vec<Motion>, _>>()?;
        match motions.is_empty() {
            true => Err(TrainError::recording(folder, "there is no .csv file in it")),
            false => Ok(Self(motions)),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A piece of so many frames of one of the recordings, as a performance; none without recordings
    /// of that length. `at` in 0..1 chooses the recording and the piece.
    pub(crate) fn performance(&self, at: f64, frames: usize) -> Option<Performance> {
        let long: Vec<&Motion> =
            self.0.iter().filter(|motion| motion.rows.len() >= frames).collect();
        let starts: usize = long.iter().map(|motion| motion.rows.len() - frames + 1).sum();
        let mut start = (at * starts as f64) as usize;
        for motion in long {
            let of_motion = motion.rows.len() - frames + 1;
            if start < of_motion {
                return Some(performance(&motion.rows[start..start + frames]));
            }
            start -= of_motion;
        }
        None
    }
}

fn performance(rows: &[Row]) -> Performance {
    let motion = Motion { fps: DENOISER_FPS, rows: rows.to_vec() };
    let cues = cues_of(&motion);
    let explained = vec![false; cues.len()];
    let items = cues.into_iter().map(Item::Cue).collect();
    let duration_secs = DENOISER_FPS.time_secs(rows.len());
    let script = Script { title: String::new(), duration_secs, items };
    let speech = vec![[0.0; VISEME_COUNT]; rows.len()];
    Performance { motion, script, explained, speech }
}

/// One table at [`DENOISER_FPS`].
fn read(path: &Path) -> Result<Motion, TrainError> {
    let wrong = |why: &str| TrainError::recording(path, why);
    if fs::metadata(path).map_err(TrainError::at(path))?.len() > MAX_BYTES {
        return Err(wrong("it is larger than 1 GB"));
    }
    let text = fs::read_to_string(path).map_err(TrainError::at(path))?;
    let mut lines = text.lines();
    let columns = Columns::of(lines.next().unwrap_or_default())
        .ok_or_else(|| wrong("its first line names neither OpenFace's nor ARKit's columns"))?;
    let moments: Vec<(f32, Row)> =
        lines.enumerate().filter_map(|(n, line)| columns.read(n, line)).collect();
    if moments.len() < 2 {
        return Err(wrong("it has fewer than two rows of numbers"));
    }
    Ok(evenly(&moments, DENOISER_FPS))
}

/// Rows at an even rate, along straight lines between the moments that are there.
fn evenly(moments: &[(f32, Row)], fps: Fps) -> Motion {
    let (first_secs, last_secs) = (moments[0].0, moments[moments.len() - 1].0);
    let mut after = 1;
    let row = |frame: usize| {
        let secs = first_secs + fps.time_secs(frame);
        while after + 1 < moments.len() && moments[after].0 < secs {
            after += 1;
        }
        let ((from_secs, from), (to_secs, to)) = (moments[after - 1], moments[after]);
        let share = ((secs - from_secs) / (to_secs - from_secs).max(1e-6)).clamp(0.0, 1.0);
        let mut row = Row::ZERO;
        for (column, &channel) in CHANNELS.iter().enumerate() {
            row.set(channel, from.0[column] + share * (to.0[column] - from.0[column]));
        }
        row
    };
    let frames = fps.frame_count((last_secs - first_secs).clamp(0.0, 1e5));
    Motion { fps, rows: (0..frames).map(row).collect() }
}

#[cfg(test)]
mod tests;

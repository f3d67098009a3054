//! What the command line prints: the texts for people and the JSON contract for programs.

use crate::library::{Entry, Library};
use crate::work::{Drawn, Face, Opened};
use risorius_face::Script;
use risorius_media::atomic::{SaveError, write_beside};
use risorius_think::Thought;
use std::io::Write;
use std::path::Path;

/// The muscle script as an artist reads it.
pub fn script_text(thought: &Thought) -> String {
    risorius_face::script::format(&thought.script)
}

/// A thought by the JSON contract.
pub fn thought_json(thought: &Thought) -> String {
    pretty(thought)
}

/// A fit by the JSON contract.
pub fn fit_json(opened: &Opened) -> String {
    pretty(&opened.report())
}

/// A fit for people.
pub fn fit_text(opened: &Opened) -> String {
    let (width, height) = opened.picture.image.dimensions();
    let [yaw, pitch, roll] = opened.fit.pose_deg.to_array();
    let shown = match opened.fit.units.as_slice() {
        [] => "no expression of its own".to_owned(),
        units => risorius_face::notation::format_units(units),
    };
    let faces: String = opened.faces.iter().enumerate().map(face_line).collect();
    format!(
        "picture   {width}x{height}\n\
         {faces}\
         acts      {}\n\
         pose      yaw {yaw:.1}°, pitch {pitch:.1}°, roll {roll:.1}°\n\
         eyes      {:.0} px apart\n\
         shows     {shown}\n\
         quality   {:.2}\n",
        opened.choice,
        opened.fit.iod_px(),
        opened.fit.quality
    )
}

/// A face of several: where it is and how sure it is that it is one.
fn face_line((number, face): (usize, &Face)) -> String {
    let [x, y, width, height] = face.bounds_px();
    let sure = face.confidence;
    format!("face {number}    {width:.0}x{height:.0} at {x:.0},{y:.0}, confidence {sure:.2}\n")
}

/// A finished clip in one line.
pub fn clip_line(drawn: &Drawn, json: bool) -> String {
    let Drawn { path, size: (width, height), frames, duration_secs, .. } = drawn;
    if json {
        let path = path.display().to_string();
        return serde_json::json!({
            "event": "done", "path": path, "size": [width, height], "frames": frames, "duration": duration_secs,
        })
        .to_string();
    }
    format!("{}  {width}x{height}, {frames} frames, {duration_secs:.2} s", path.display())
}

/// Library entries for people, a line each: name, length, tags.
pub fn entries_text(entries: &[&Entry]) -> String {
    let line = |entry: &&Entry| {
        let secs = entry.script.duration_secs;
        format!("{:<28} {secs:>5.1} s  {}\n", entry.name, entry.tags.join(", "))
    };
    entries.iter().map(line).collect()
}

/// A library entry as its file says it.
pub fn entry_text(entry: &Entry) -> String {
    risorius_library::write(entry)
}

/// Library entries by the JSON contract: name, tags, note, source, length in seconds, whether it is the
/// artist's own, and the muscle script as text.
pub fn entries_json(library: &Library, entries: &[&Entry]) -> String {
    let report = |entry: &&Entry| {
        serde_json::json!({
            "name": entry.name, "tags": entry.tags, "note": entry.note, "source": entry.source,
            "duration": (f64::from(entry.script.duration_secs) * 100.0).round() / 100.0,
            "own": library.is_own(&entry.name), "script": risorius_face::script::format(&entry.script),
        })
    };
    pretty(&entries.iter().map(report).collect::<Vec<_>>())
}

/// A script alone by the JSON contract: a thought without reasons.
pub fn script_json(script: &Script) -> String {
    let remarks = risorius_face::physiology::remarks(script);
    pretty(&Thought { script: script.clone(), reasoning: Vec::new(), remarks })
}

/// Writes a result to a file, or to stdout where there is none.
///
/// # Errors
/// Where the file cannot be written. A closed stdout (a pager that was left) is no error.
pub fn deliver(to: Option<&Path>, text: &str) -> Result<(), SaveError> {
    let text = if text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    match to {
        Some(path) => write_beside(path, |file| file.write_all(text.as_bytes())),
        None => {
            let _ = std::io::stdout().write_all(text.as_bytes());
            Ok(())
        }
    }
}

fn pretty(value: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(value).expect("the contract's maps have string keys")
}

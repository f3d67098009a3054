//! Writing a script in the form of an answer, to show a model the script that it is to change.

use risorius_face::notation::format_units;
use risorius_face::{Beat, Cue, Item, Script};

/// Seconds as an answer has them: 4.00.
pub(crate) fn secs(secs: f32) -> String {
    format!("{secs:.2}")
}

/// The script's lines: header, beats and cues. Notes and lines that cannot be read are left out.
pub(crate) fn lines_of(script: &Script) -> impl Iterator<Item = String> {
    let header = format!("{}{} s", super::HEADER, secs(script.duration_secs));
    let lines = script.items.iter().filter_map(|item| match item {
        Item::Beat(beat) => Some(beat_line(beat)),
        Item::Cue(cue) => Some(cue_line(cue)),
        Item::Note(_) | Item::Broken { .. } => None,
    });
    std::iter::once(header).chain(lines)
}

fn beat_line(beat: &Beat) -> String {
    let shares = beat.emotions.iter().map(|(name, share)| format!("{name} {share:.2}"));
    let mixture = shares.collect::<Vec<_>>().join(" + ");
    let span = format!("{}-{}", secs(beat.start_secs), secs(beat.end_secs));
    format!("beat {span} {mixture}, {}", beat.display.word())
}

fn cue_line(cue: &Cue) -> String {
    let e = &cue.envelope;
    let units: Vec<String> = cue.units.iter().map(|unit| format_units(&[*unit])).collect();
    let reason = if cue.reason.is_empty() { String::new() } else { format!(": {}", cue.reason) };
    let locked = if cue.locked { " [locked]" } else { "" };
    format!(
        "{} {} in {} hold {} out {} {}{reason}{locked}",
        secs(e.start_secs),
        units.join("+"),
        secs(e.onset_secs),
        secs(e.hold_secs),
        secs(e.offset_secs),
        cue.text
    )
}

//! Writing: the canonical form.

use super::{Beat, Item, Script};
use crate::Cue;
use crate::notation::{format_apart, number};

/// The mark of a locked cue, at the end of its line.
pub(super) const LOCKED: &str = "[locked]";

/// Writes a script in the canonical form, a line for each item. What it writes is read back as
/// the same script if that is in normal form ([`Script::normalise`]).
pub fn format(script: &Script) -> String {
    let mut text = format_title(script);
    text.push('\n');
    for item in &script.items {
        text += &format_item(item);
        text.push('\n');
    }
    text
}

/// Writes the line with the title and the duration.
pub(super) fn format_title(script: &Script) -> String {
    format!("# {} · {} s", script.title, secs(script.duration_secs)).replace("#  ·", "# ·")
}

/// Writes one line, without its line break.
pub fn format_item(item: &Item) -> String {
    match item {
        Item::Beat(beat) => format_beat(beat),
        Item::Cue(cue) => format_cue(cue),
        Item::Note(text) => format!("# {text}").trim_end().to_owned(),
        Item::Broken { text, .. } => text.clone(),
    }
}

fn format_beat(beat: &Beat) -> String {
    let shares = beat
        .emotions
        .iter()
        .map(|(name, share)| format!("{name} {}", one_decimal(&number(*share))));
    let mixture = shares.collect::<Vec<_>>().join(" + ");
    let mixture = if mixture.is_empty() { "neutral" } else { &mixture };
    format!(
        "beat {}–{}  {mixture}, {}",
        secs(beat.start_secs),
        secs(beat.end_secs),
        beat.display.word()
    )
}

fn format_cue(cue: &Cue) -> String {
    let (names, shared) = format_apart(&cue.units);
    let units = format!("{names} {shared}");
    let e = &cue.envelope;
    let line = format!(
        "{:.2}  {:<7}   in {:.2} hold {:.2} out {:.2}   {}",
        e.start_secs,
        units.trim_end(),
        e.onset_secs,
        e.hold_secs,
        e.offset_secs,
        join_sentence(&cue.text, &cue.reason),
    );
    let line = line.trim_end();
    if cue.locked { format!("{line} {LOCKED}") } else { line.to_owned() }
}

/// Text and reason as one sentence.
pub(super) fn join_sentence(text: &str, reason: &str) -> String {
    if reason.is_empty() { text.to_owned() } else { format!("{text}: {reason}") }
}

/// Seconds with one decimal, or two where they are needed: 4.0, 1.25.
fn secs(secs: f32) -> String {
    one_decimal(&number(secs))
}

fn one_decimal(number: &str) -> String {
    if number.contains('.') { number.to_owned() } else { format!("{number}.0") }
}

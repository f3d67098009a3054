//! The normal form: what a script can say in text.

use super::cue_line::{read_sentence, strip_lock_marks};
use super::line::{one_line, rounded};
use super::reader::is_in_name;
use super::writer::join_sentence;
use super::{Beat, Item, MAX_SECS, Script, format_item, parse_line};
use crate::intensity::{from_hundredths, hundredths};
use crate::notation::keep_compatible;
use crate::{Cue, Envelope, Side, Unit};

impl Script {
    /// The script as its text says it: numbers in range and to two decimals, texts on one line,
    /// no unit said twice in a cue, and lines of text read anew. For what comes from elsewhere than
    /// the parser. `parse(format(s.normalise())) == s.normalise()`.
    pub fn normalise(&self) -> Self {
        Self {
            title: one_line(&self.title),
            duration_secs: within(self.duration_secs, MAX_SECS),
            items: self.items.iter().filter_map(normalise_item).collect(),
        }
    }
}

/// None for a line of nothing.
fn normalise_item(item: &Item) -> Option<Item> {
    match item {
        Item::Beat(beat) => Some(Item::Beat(normalise_beat(beat))),
        Item::Cue(cue) => Some(Item::Cue(normalise_cue(cue))),
        Item::Note(text) => Some(parse_line(&format_item(&Item::Note(one_line(text))))),
        Item::Broken { text, .. } => {
            let text = text.replace('\n', " ");
            (!text.trim().is_empty()).then(|| parse_line(&text))
        }
    }
}

fn normalise_beat(beat: &Beat) -> Beat {
    let start_secs = within(beat.start_secs, MAX_SECS);
    let name = |name: &str| one_line(&name.to_ascii_lowercase().replace(|c| !is_in_name(c), " "));
    let mut emotions: Vec<(String, f32)> =
        beat.emotions.iter().map(|(n, share)| (name(n), within(*share, 1.0))).collect();
    emotions.retain(|(name, _)| !name.is_empty());
    emotions.sort_by(|(_, a), (_, b)| f32::total_cmp(b, a));
    let end_secs = within(beat.end_secs, MAX_SECS).max(start_secs);
    Beat { start_secs, end_secs, emotions, display: beat.display }
}

fn normalise_cue(cue: &Cue) -> Cue {
    let side = |unit: &Unit| {
        if unit.au.info().sided { unit.side } else { Side::Both }
    };
    let units = cue.units.iter().map(|unit| Unit {
        au: unit.au,
        side: side(unit),
        intensity: within(unit.intensity, 1.0),
    });
    let sentence = join_sentence(&one_line(&cue.text), &one_line(&cue.reason));
    let (text, reason) = read_sentence(strip_lock_marks(&one_line(&sentence)));
    Cue {
        envelope: normalise_envelope(&cue.envelope),
        units: keep_compatible(&units.collect::<Vec<_>>()),
        text,
        reason,
        locked: cue.locked,
    }
}

/// Cuts what does not fit before the latest moment, latest part first.
fn normalise_envelope(envelope: &Envelope) -> Envelope {
    let mut left = hundredths(MAX_SECS);
    let mut take = |secs: f32| {
        let taken = hundredths(secs).min(left);
        left -= taken;
        from_hundredths(taken)
    };
    Envelope {
        start_secs: take(envelope.start_secs),
        onset_secs: take(envelope.onset_secs),
        hold_secs: take(envelope.hold_secs),
        offset_secs: take(envelope.offset_secs),
    }
}

fn within(value: f32, highest: f32) -> f32 {
    rounded(value.min(highest))
}

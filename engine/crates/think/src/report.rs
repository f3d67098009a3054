//! A thought as JSON: the contract that `risorius think --format json` keeps. Fields are only ever
//! added to it.

use crate::{Remark, Thought};
use risorius_face::{Beat, Cue, Display, Side, Unit};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// The contract's form of a thought. Times are seconds, intensities and shares 0..1.
#[derive(Serialize)]
struct Report<'a> {
    duration: f64,
    beats: Vec<BeatReport<'a>>,
    cues: Vec<CueReport<'a>>,
    reasoning: &'a [String],
    remarks: Vec<RemarkReport<'a>>,
}

#[derive(Serialize)]
struct BeatReport<'a> {
    start: f64,
    end: f64,
    #[serde(serialize_with = "as_map")]
    emotions: &'a [(String, f32)],
    display: Display,
}

#[derive(Serialize)]
struct CueReport<'a> {
    start: f64,
    onset: f64,
    hold: f64,
    offset: f64,
    units: Vec<UnitReport>,
    text: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct UnitReport {
    au: u8,
    side: Side,
    intensity: f64,
}

#[derive(Serialize)]
struct RemarkReport<'a> {
    cue: Option<usize>,
    message: &'a str,
    /// What would mend it, for a button.
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<&'a str>,
}

impl<'a> RemarkReport<'a> {
    fn of(remark: &'a Remark) -> Self {
        let Remark { cue, message, mend } = remark;
        Self { cue: *cue, message, mend: mend.as_ref().map(|mend| mend.label.as_str()) }
    }
}

impl Serialize for Thought {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Report {
            duration: hundredths(self.script.duration_secs),
            beats: self.script.beats().map(beat_report).collect(),
            cues: self.script.cues().map(cue_report).collect(),
            reasoning: &self.reasoning,
            remarks: self.remarks.iter().map(RemarkReport::of).collect(),
        }
        .serialize(serializer)
    }
}

fn beat_report(beat: &Beat) -> BeatReport<'_> {
    BeatReport {
        start: hundredths(beat.start_secs),
        end: hundredths(beat.end_secs),
        emotions: &beat.emotions,
        display: beat.display,
    }
}

fn cue_report(cue: &Cue) -> CueReport<'_> {
    let unit = |unit: &Unit| UnitReport {
        au: unit.au.code(),
        side: unit.side,
        intensity: hundredths(unit.intensity),
    };
    CueReport {
        start: hundredths(cue.envelope.start_secs),
        onset: hundredths(cue.envelope.onset_secs),
        hold: hundredths(cue.envelope.hold_secs),
        offset: hundredths(cue.envelope.offset_secs),
        units: cue.units.iter().map(unit).collect(),
        text: &cue.text,
        reason: &cue.reason,
    }
}

/// Emotions as `{"fear": 0.7}`, in their order.
fn as_map<S: Serializer>(emotions: &&[(String, f32)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(emotions.len()))?;
    for (name, share) in *emotions {
        map.serialize_entry(name, &hundredths(*share))?;
    }
    map.end()
}

/// A number to two decimals, so that 0.1 does not become 0.10000000149.
fn hundredths(value: f32) -> f64 {
    (f64::from(value) * 100.0).round() / 100.0
}

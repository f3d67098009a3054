//! The knowledge as it stands in `assets/think`, read from its files.

use risorius_face::{Display, Region, Unit, notation};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// One visible part of an emotion or act; see the head of `emotions.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Signal {
    #[serde(deserialize_with = "units")]
    pub(crate) units: Vec<Unit>,
    #[serde(rename = "at")]
    pub(crate) delay_secs: f32,
    #[serde(rename = "in")]
    pub(crate) onset_secs: f32,
    #[serde(rename = "out")]
    pub(crate) offset_secs: f32,
    #[serde(rename = "hold")]
    pub(crate) longest_hold_secs: Option<f32>,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) why: String,
}

/// How a situation is judged, each in a few words that complete "the goal is …", "it is … doing",
/// "it is …", "the power to cope is …" (after Scherer 2001).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Appraisal {
    pub(crate) goal: String,
    pub(crate) agency: String,
    pub(crate) certainty: String,
    pub(crate) coping: String,
}

/// An emotion with its chain from appraisal to face.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Emotion {
    pub(crate) name: String,
    pub(crate) feeling: String,
    pub(crate) because: String,
    pub(crate) so: String,
    pub(crate) appraisal: Appraisal,
    /// Units that obey the will; a posed emotion has no others.
    #[serde(default)]
    pub(crate) easy: Vec<u8>,
    /// Its L and R mean "this side" and "the other".
    #[serde(default)]
    pub(crate) one_sided: bool,
    /// What holds it back.
    #[serde(default = "usual_control", deserialize_with = "units")]
    pub(crate) control: Vec<Unit>,
    pub(crate) signals: Vec<Signal>,
    #[serde(deserialize_with = "weighted")]
    pub(crate) words: Vec<(String, f32)>,
}

/// Two emotions at once, and the units that are left of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compound {
    pub(crate) parts: [String; 2],
    pub(crate) units: Vec<u8>,
    #[serde(deserialize_with = "weighted")]
    pub(crate) words: Vec<(String, f32)>,
}

/// A movement of no particular emotion, or what a sensation makes a face do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    pub(crate) name: String,
    /// "{They} {are} …": set where it is a sensation.
    pub(crate) feeling: Option<String>,
    pub(crate) why: String,
    /// What the body wants; set where it is a sensation.
    pub(crate) so: Option<String>,
    #[serde(default)]
    pub(crate) one_sided: bool,
    /// Units that only a felt one has, such as the cheeks of a smile.
    #[serde(default)]
    pub(crate) felt: Vec<u8>,
    /// What its beat is told as.
    #[serde(default, deserialize_with = "mixture")]
    pub(crate) feels: Vec<(String, f32)>,
    pub(crate) signals: Vec<Signal>,
    #[serde(deserialize_with = "weighted")]
    pub(crate) words: Vec<(String, f32)>,
}

impl Act {
    /// Every unit that it moves.
    pub(crate) fn units(&self) -> impl Iterator<Item = &Unit> {
        self.signals.iter().flat_map(|signal| &signal.units)
    }
}

/// Words that leave units out: "a smile that never reaches her eyes".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    pub(crate) units: Vec<u8>,
    pub(crate) display: Option<Display>,
    pub(crate) because: String,
    #[serde(deserialize_with = "list")]
    pub(crate) words: Vec<String>,
}

/// What a situation is to the one who is in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    /// Classes of words that must all be there.
    #[serde(deserialize_with = "blank_list")]
    pub(crate) when: Vec<String>,
    #[serde(default, deserialize_with = "mixture")]
    pub(crate) feels: Vec<(String, f32)>,
    /// Acts and sensations that come with it.
    #[serde(default, deserialize_with = "list")]
    pub(crate) does: Vec<String>,
    pub(crate) because: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EmotionFile {
    pub(crate) emotion: Vec<Emotion>,
    pub(crate) compound: Vec<Compound>,
    /// Words for mixtures, "jealous" = "anger 0.6 + fear 0.3".
    pub(crate) blends: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActFile {
    pub(crate) act: Vec<Act>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovementFile {
    pub(crate) parts: BTreeMap<String, PartEntry>,
    pub(crate) motions: BTreeMap<String, MotionEntry>,
    /// "part motion" to units; a "left" or "right" after it gives those of a side.
    pub(crate) moves: BTreeMap<String, String>,
    /// Anatomical names to units.
    pub(crate) muscles: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartEntry {
    /// What a feeling "in" this part is confined to.
    pub(crate) region: Option<Region>,
    #[serde(deserialize_with = "list")]
    pub(crate) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MotionEntry {
    #[serde(default)]
    pub(crate) shape: Shape,
    #[serde(deserialize_with = "weighted")]
    pub(crate) words: Vec<(String, f32)>,
}

/// How a movement goes in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Shape {
    /// It rises and stays.
    #[default]
    Held,
    /// It comes and goes several times, small and fast.
    Tremble,
    /// Once, and over at once.
    Twitch,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SituationFile {
    pub(crate) classes: BTreeMap<String, Words>,
    pub(crate) frame: Vec<Frame>,
}

#[derive(Deserialize)]
#[serde(transparent)]
pub(crate) struct Words(#[serde(deserialize_with = "list")] pub(crate) Vec<String>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WordFile {
    /// Past forms and plurals that no rule makes.
    pub(crate) irregular: BTreeMap<String, String>,
    /// Words with no role of their own.
    #[serde(deserialize_with = "blank_list")]
    pub(crate) silent: Vec<String>,
    /// Words that phrases pass over: articles and possessives.
    #[serde(deserialize_with = "blank_list")]
    pub(crate) light: Vec<String>,
    /// Words that may stand within a phrase: "bites *down hard on* her *lower* lip".
    #[serde(deserialize_with = "blank_list")]
    pub(crate) soft: Vec<String>,
    /// The last resort: words that are good or bad, quiet or stirring.
    pub(crate) valence: BTreeMap<String, ValenceEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValenceEntry {
    pub(crate) valence: f32,
    pub(crate) arousal: f32,
    #[serde(deserialize_with = "blank_list")]
    pub(crate) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MannerFile {
    pub(crate) strength: BTreeMap<String, f32>,
    pub(crate) share: BTreeMap<String, f32>,
    pub(crate) pace: BTreeMap<String, f32>,
    pub(crate) times: BTreeMap<String, u8>,
    pub(crate) display: Displays,
    pub(crate) without: Vec<Limit>,
    pub(crate) order: Order,
    pub(crate) course: Courses,
    #[serde(deserialize_with = "list")]
    pub(crate) negation: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub(crate) micro: Vec<String>,
    #[serde(deserialize_with = "list")]
    pub(crate) simile: Vec<String>,
    pub(crate) numbers: BTreeMap<String, f32>,
    pub(crate) person: BTreeMap<super::Person, Words>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Displays {
    pub(crate) suppressed: Words,
    pub(crate) posed: Words,
    pub(crate) masked: Words,
    pub(crate) smile_covers: Words,
    pub(crate) leaking: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub(crate) then: Words,
    pub(crate) after: Words,
    pub(crate) before: Words,
    pub(crate) together: Words,
    pub(crate) but: Words,
    pub(crate) replacing: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Courses {
    pub(crate) grows: Words,
    pub(crate) fades: Words,
    pub(crate) gone: Words,
    pub(crate) rest: Words,
}

pub(crate) fn units<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Unit>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_units(&text).map_err(serde::de::Error::custom)
}

/// Units of FACS notation, or one line that says what is wrong with it.
pub(crate) fn parse_units(text: &str) -> Result<Vec<Unit>, String> {
    let notation = notation::parse(text).map_err(|error| format!("{text}: {error}"))?;
    Ok(notation.units)
}

fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let one_line = |entry: &str| entry.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(text.split(',').map(one_line).filter(|entry| !entry.is_empty()).collect())
}

fn blank_list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

/// "happy, joy 1.2": phrases with a strength, 1 where none is given.
fn weighted<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, f32)>, D::Error> {
    let weight = |entry: String| match entry.rsplit_once(' ') {
        Some((phrase, number)) if number.parse::<f32>().is_ok() => {
            (phrase.to_owned(), number.parse().unwrap_or(1.0))
        }
        _ => (entry, 1.0),
    };
    Ok(list(deserializer)?.into_iter().map(weight).collect())
}

/// "anger 0.6 + fear 0.3".
fn mixture<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, f32)>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_mixture(&text).ok_or_else(|| serde::de::Error::custom(format!("no mixture: {text}")))
}

/// Emotions with their strengths, 1 where none is given.
pub(crate) fn parse_mixture(text: &str) -> Option<Vec<(String, f32)>> {
    let part = |part: &str| match part.trim().rsplit_once(' ') {
        Some((name, number)) => Some((name.to_owned(), number.parse().ok()?)),
        None => Some((part.trim().to_owned(), 1.0)),
    };
    text.split('+').map(part).collect()
}

/// Lips pressed over a firm chin: what most people do to keep a face still.
fn usual_control() -> Vec<Unit> {
    parse_units("24B+17A").unwrap_or_default()
}

//! Prototypes: what a named emotion does to a face as a whole.
//!
//! A prototype says which units tend to take part, how strongly and how often, and where the emotion
//! lies in valence, arousal and dominance. It knows no order and no words: the reasoning tells the same
//! emotion one signal after another. Data and sources: `assets/face/prototypes.toml`.

use crate::{Unit, notation};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The data, embedded.
const EMBEDDED: &str = include_str!("../../../../assets/face/prototypes.toml");

static ALL: LazyLock<Vec<Prototype>> = LazyLock::new(|| {
    let file: File = toml::from_str(EMBEDDED).expect("a test reads the embedded file");
    file.prototype
});

/// What one emotion does to a face.
#[derive(Clone, Debug, Deserialize)]
pub struct Prototype {
    /// The emotion's name, one of those in `assets/think/emotions.toml`.
    pub name: String,
    /// Units that take part, by code; one-sided emotions are given on the left.
    #[serde(deserialize_with = "tendencies")]
    pub units: Vec<Tendency>,
    /// How long a usual rise takes, seconds.
    pub rise_secs: f32,
    /// From unpleasant −1 to pleasant 1.
    pub valence: f32,
    /// From drowsy −1 to frantic 1.
    pub arousal: f32,
    /// From helpless −1 to in command 1.
    pub dominance: f32,
}

/// A unit that tends to take part in an emotion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tendency {
    /// The unit, with its intensity in a usual emotion.
    pub unit: Unit,
    /// How often it takes part, 0..1.
    pub chance: f32,
}

#[derive(Deserialize)]
struct File {
    prototype: Vec<Prototype>,
}

impl Prototype {
    /// The emotion of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|prototype| prototype.name == name)
    }

    /// Every emotion, the basic ones first.
    pub fn all() -> &'static [Self] {
        &ALL
    }
}

/// Reads a map from notation to chance.
fn tendencies<'de, D: serde::Deserializer<'de>>(input: D) -> Result<Vec<Tendency>, D::Error> {
    let map = BTreeMap::<String, f32>::deserialize(input)?;
    let mut tendencies = Vec::new();
    for (text, chance) in map {
        let notation = notation::parse(&text).map_err(serde::de::Error::custom)?;
        tendencies.extend(notation.units.into_iter().map(|unit| Tendency { unit, chance }));
    }
    tendencies.sort_by_key(|tendency| (tendency.unit.au, tendency.unit.side));
    Ok(tendencies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Side;

    #[test]
    fn the_embedded_file_can_be_read() {
        let names: Vec<&str> = Prototype::all().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names.len(), 32);
        for prototype in Prototype::all() {
            for axis in [prototype.valence, prototype.arousal, prototype.dominance] {
                assert!((-1.0..=1.0).contains(&axis), "{}", prototype.name);
            }
            for Tendency { unit, chance } in &prototype.units {
                assert!((0.0..=1.0).contains(chance) && unit.intensity > 0.0, "{}", prototype.name);
            }
            assert!((0.1..=1.0).contains(&prototype.rise_secs), "{}", prototype.name);
        }
    }

    #[test]
    fn names_are_those_of_the_reasoning() {
        let emotions = include_str!("../../../../assets/think/emotions.toml");
        let heads = emotions.split("[[emotion]]").skip(1);
        let names: Vec<&str> = heads.filter_map(|head| head.split('"').nth(1)).collect();
        let ours: Vec<&str> = Prototype::all().iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ours);
    }

    #[test]
    fn basic_emotions_keep_the_manuals_core() {
        let table: [(&str, &[u8]); 7] = [
            ("happiness", &[6, 12, 25]),
            ("sadness", &[1, 4, 15]),
            ("anger", &[4, 5, 7, 24]),
            ("disgust", &[4, 10, 17]),
            ("surprise", &[1, 2, 5, 26]),
            ("fear", &[1, 2, 4, 5, 20, 25]),
            ("contempt", &[12, 14]),
        ];
        for (name, core) in table {
            let prototype = Prototype::named(name).expect(name);
            let usual = |t: &&Tendency| t.chance > 0.25 && t.unit.au.code() < 51;
            let codes: Vec<u8> =
                prototype.units.iter().filter(usual).map(|t| t.unit.au.code()).collect();
            assert_eq!(codes, core, "{name}");
            let visible = |t: &Tendency| t.unit.intensity >= 0.3;
            assert!(prototype.units.iter().filter(usual).all(visible), "{name}");
            let one_sided = prototype.units.iter().filter(usual).all(|t| t.unit.side == Side::Left);
            assert_eq!(one_sided, name == "contempt");
        }
        assert!(Prototype::named("hunger").is_none());
    }
}

//! Visemes: the mouth shapes of speech, and how neighbours share the mouth.
//!
//! Shapes overlap in time. Each unit is drawn towards the mean of what the shapes of a moment ask for,
//! weighted by how much there is of each and by its dominance (Cohen & Massaro 1993): an m closes the
//! lips whatever is around it, a k leaves them to the vowels. Data: `assets/motion/visemes.toml`.

use risorius_face::Au;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How many mouth shapes there are.
pub const VISEME_COUNT: usize = 13;

/// How much there is of each mouth shape at one moment: 0..1, together 1 at most; 0 in silence.
pub type Visemes = [f32; VISEME_COUNT];

/// How firmly a unit that nothing asks for goes back to rest: a dominance, chosen.
const REST_DOMINANCE: f32 = 0.2;

const EMBEDDED: &str = include_str!("../../../../../assets/motion/visemes.toml");

static ALL: LazyLock<[Viseme; VISEME_COUNT]> = LazyLock::new(|| {
    let file: File = toml::from_str(EMBEDDED).expect("a test reads the embedded file");
    file.viseme
});

/// Every unit that some mouth shape sets, by code.
static UNITS: LazyLock<Vec<Au>> = LazyLock::new(|| {
    let mut units: Vec<Au> = ALL.iter().flat_map(|shape| shape.units.keys().copied()).collect();
    units.sort();
    units.dedup();
    units
});

/// A mouth shape.
#[derive(Clone, Debug, Deserialize)]
pub struct Viseme {
    /// Short name.
    pub name: String,
    /// Sounds that it stands for, in ARPAbet's letters.
    pub sounds: Vec<String>,
    /// Units that it sets, 0..1, both sides alike.
    #[serde(deserialize_with = "units")]
    pub units: BTreeMap<Au, f32>,
    /// How far it insists on them, 0..1.
    pub dominance: f32,
}

#[derive(Deserialize)]
struct File {
    viseme: [Viseme; VISEME_COUNT],
}

impl Viseme {
    /// Every mouth shape, in the order of [`Visemes`].
    pub fn all() -> &'static [Self; VISEME_COUNT] {
        &ALL
    }
}

/// What shapes ask of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ask {
    pub(crate) au: Au,
    /// 0..1.
    pub(crate) target: f32,
    /// How much of the mouth's shapes names the unit, 0..1.
    pub(crate) hold: f32,
}

/// What the shapes of a moment ask of every unit that speech uses.
pub(crate) fn asks(weights: &Visemes) -> impl Iterator<Item = Ask> + '_ {
    UNITS.iter().map(move |&au| {
        let (mut pull, mut insistence, mut hold) = (0.0, 0.0, 0.0);
        for (shape, &weight) in ALL.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
            if let Some(target) = shape.units.get(&au) {
                pull += weight * shape.dominance * target;
                insistence += weight * shape.dominance;
                hold += weight;
            }
        }
        Ask { au, target: pull / (insistence + REST_DOMINANCE * (1.0 - hold)).max(1e-6), hold }
    })
}

/// TOML's keys are text.
fn units<'de, D: serde::Deserializer<'de>>(input: D) -> Result<BTreeMap<Au, f32>, D::Error> {
    let map = BTreeMap::<String, f32>::deserialize(input)?;
    let unit = |(code, target): (String, f32)| {
        let au = code.parse().ok().and_then(Au::new);
        au.map(|au| (au, target))
            .ok_or_else(|| serde::de::Error::custom(format!("AU{code} is not an action unit")))
    };
    map.into_iter().map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(shape: &str, among: f32, other: &str, code: u8) -> f32 {
        let index = |name: &str| Viseme::all().iter().position(|shape| shape.name == name);
        let mut weights = [0.0; VISEME_COUNT];
        weights[index(shape).expect(shape)] += among;
        weights[index(other).expect(other)] += 1.0 - among;
        asks(&weights).find(|ask| ask.au == Au::of(code)).map_or(0.0, |ask| ask.target)
    }

    #[test]
    fn the_embedded_file_can_be_read() {
        for shape in Viseme::all() {
            assert!((0.0..=1.0).contains(&shape.dominance) && !shape.sounds.is_empty());
            assert!(shape.units.values().all(|target| (0.0..=1.0).contains(target)));
        }
    }

    #[test]
    fn dominant_shapes_have_their_way() {
        let table = [
            ("pp", 1.0, "aa", 25, 0.0..0.01),
            ("aa", 1.0, "pp", 25, 0.5..0.6),
            ("pp", 0.5, "aa", 25, 0.0..0.25),
            ("kk", 0.5, "aa", 26, 0.35..0.45),
            ("ou", 1.0, "aa", 18, 0.5..0.6),
            ("ou", 0.5, "aa", 18, 0.35..0.55),
            ("aa", 1.0, "ou", 18, 0.0..0.01),
        ];
        for (shape, among, other, code, expect) in table {
            let target = asked(shape, among, other, code);
            assert!(expect.contains(&target), "{among} {shape}, {other}: AU{code} {target}");
        }
        assert!(asks(&[0.0; VISEME_COUNT]).all(|ask| ask.target == 0.0));
    }
}

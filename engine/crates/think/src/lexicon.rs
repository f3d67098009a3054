//! What is known: emotions, gestures and manners of speaking, read once from `assets/think`.

use risorius_face::{Display, Unit, notation};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// One visible part of an emotion or gesture; see the head of `emotions.toml`.
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

/// An emotion with its chain from appraisal to face.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Emotion {
    pub(crate) name: String,
    pub(crate) feeling: String,
    pub(crate) because: String,
    pub(crate) so: String,
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
    words: BTreeMap<String, f32>,
}

/// Two emotions at once, and the units that are left of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Compound {
    pub(crate) parts: [String; 2],
    pub(crate) units: Vec<u8>,
    words: Vec<String>,
}

/// A movement of no particular emotion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gesture {
    pub(crate) name: String,
    pub(crate) why: String,
    #[serde(default)]
    pub(crate) one_sided: bool,
    pub(crate) signals: Vec<Signal>,
    words: Vec<String>,
}

/// Words that leave units out: "a smile that never reaches her eyes".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Limit {
    pub(crate) units: Vec<u8>,
    pub(crate) display: Option<Display>,
    pub(crate) because: String,
    words: Vec<String>,
}

/// Of whom the words speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Person {
    She,
    He,
    They,
}

/// What a word or phrase means. Numbers are positions in the lexicon's tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Meaning {
    Emotion {
        index: usize,
        strength: f32,
    },
    Compound(usize),
    Gesture(usize),
    Limit(usize),
    Strength(f32),
    Pace(f32),
    Display(Display),
    /// What follows covers what came before, or a smile covers what follows.
    Mask {
        smile_covers: bool,
    },
    Then,
    After,
    Together,
    Not,
    Micro,
    Person(Person),
    Silent,
}

pub(crate) struct Lexicon {
    pub(crate) emotions: Vec<Emotion>,
    pub(crate) compounds: Vec<Compound>,
    pub(crate) gestures: Vec<Gesture>,
    pub(crate) limits: Vec<Limit>,
    numbers: BTreeMap<String, f32>,
    /// Phrases by their first word, longest first.
    phrases: HashMap<String, Vec<(Vec<String>, Meaning)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let read = "the embedded lexicon is read by every test of this crate";
    let emotions =
        toml::from_str(include_str!("../../../../assets/think/emotions.toml")).expect(read);
    let gestures =
        toml::from_str(include_str!("../../../../assets/think/gestures.toml")).expect(read);
    let manner = toml::from_str(include_str!("../../../../assets/think/manner.toml")).expect(read);
    Lexicon::new(emotions, gestures, manner)
});

impl Lexicon {
    /// The embedded one.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    /// The emotion of this name.
    pub(crate) fn emotion(&self, name: &str) -> Option<&Emotion> {
        self.emotions.iter().find(|emotion| emotion.name == name)
    }

    /// The longest phrase at the head of these words: how many words it has and what it means.
    pub(crate) fn phrase(&self, words: &[&str]) -> Option<(usize, Meaning)> {
        let candidates = self.phrases.get(*words.first()?)?;
        let found = candidates.iter().find(|(phrase, _)| {
            words.len() >= phrase.len() && phrase.iter().eq(&words[..phrase.len()])
        });
        found.map(|(phrase, meaning)| (phrase.len(), *meaning))
    }

    /// A number in words at the head of these words, the longest: how many words, and the number.
    pub(crate) fn number(&self, words: &[&str]) -> Option<(usize, f32)> {
        (1..=3.min(words.len()))
            .rev()
            .find_map(|n| self.numbers.get(&words[..n].join(" ")).map(|&number| (n, number)))
    }

    /// First words of all phrases that mean something, for suggestions.
    pub(crate) fn known_words(&self) -> impl Iterator<Item = &str> {
        let speaks = |(phrase, meaning): &(Vec<String>, Meaning)| {
            phrase.len() == 1 && *meaning != Meaning::Silent
        };
        self.phrases
            .iter()
            .filter(move |(_, phrases)| phrases.iter().any(speaks))
            .map(|(word, _)| word.as_str())
    }

    fn new(emotions: EmotionFile, gestures: GestureFile, manner: MannerFile) -> Self {
        let mut lexicon = Self {
            emotions: emotions.emotion,
            compounds: emotions.compound,
            gestures: gestures.gesture,
            limits: manner.without,
            numbers: manner.numbers,
            phrases: HashMap::new(),
        };
        let mut phrases: Vec<(String, Meaning)> = Vec::new();
        for (index, emotion) in lexicon.emotions.iter().enumerate() {
            phrases.extend(
                emotion
                    .words
                    .iter()
                    .map(|(w, &strength)| (w.clone(), Meaning::Emotion { index, strength })),
            );
        }
        let mut add = |words: &[String], meaning: Meaning| {
            phrases.extend(words.iter().map(|word| (word.clone(), meaning)));
        };
        for (index, compound) in lexicon.compounds.iter().enumerate() {
            add(&compound.words, Meaning::Compound(index));
        }
        for (index, gesture) in lexicon.gestures.iter().enumerate() {
            add(std::slice::from_ref(&gesture.name), Meaning::Gesture(index));
            add(&gesture.words, Meaning::Gesture(index));
        }
        for (index, limit) in lexicon.limits.iter().enumerate() {
            add(&limit.words, Meaning::Limit(index));
        }
        add(&manner.display.smile_covers, Meaning::Mask { smile_covers: true });
        add(&manner.display.suppressed, Meaning::Display(Display::Suppressed));
        add(&manner.display.posed, Meaning::Display(Display::Posed));
        add(&manner.display.masked, Meaning::Mask { smile_covers: false });
        add(&manner.order.then, Meaning::Then);
        add(&manner.order.after, Meaning::After);
        add(&manner.order.together, Meaning::Together);
        add(&manner.negation, Meaning::Not);
        add(&manner.micro, Meaning::Micro);
        for (&person, words) in &manner.person {
            add(words, Meaning::Person(person));
        }
        phrases.extend(manner.strength.into_iter().map(|(word, by)| (word, Meaning::Strength(by))));
        phrases.extend(manner.pace.into_iter().map(|(word, by)| (word, Meaning::Pace(by))));
        phrases.extend(
            manner.silent.words.split_whitespace().map(|word| (word.to_owned(), Meaning::Silent)),
        );
        for (phrase, meaning) in phrases {
            lexicon.learn(&phrase, meaning);
        }
        lexicon
    }

    /// Adds a phrase; the first meaning of a phrase stays.
    fn learn(&mut self, phrase: &str, meaning: Meaning) {
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let known = self.phrases.entry(words[0].clone()).or_default();
        if known.iter().all(|(other, _)| *other != words) {
            known.push((words, meaning));
            known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EmotionFile {
    emotion: Vec<Emotion>,
    compound: Vec<Compound>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GestureFile {
    gesture: Vec<Gesture>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MannerFile {
    strength: BTreeMap<String, f32>,
    pace: BTreeMap<String, f32>,
    display: Displays,
    without: Vec<Limit>,
    order: Order,
    negation: Vec<String>,
    micro: Vec<String>,
    numbers: BTreeMap<String, f32>,
    person: HashMap<Person, Vec<String>>,
    silent: Silent,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Displays {
    suppressed: Vec<String>,
    posed: Vec<String>,
    masked: Vec<String>,
    smile_covers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    then: Vec<String>,
    after: Vec<String>,
    together: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Silent {
    words: String,
}

fn units<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Unit>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let notation = notation::parse(&text)
        .map_err(|error| serde::de::Error::custom(format!("{text}: {error}")))?;
    Ok(notation.units)
}

/// Lips pressed over a firm chin: what most people do to keep a face still.
fn usual_control() -> Vec<Unit> {
    notation::parse("24B+17A").map(|notation| notation.units).unwrap_or_default()
}

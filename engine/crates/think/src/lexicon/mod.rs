//! What is known: emotions, acts, sensations, situations and manners of speaking, read once from
//! `assets/think`.

mod data;
mod forms;
mod patterns;

pub(crate) use data::{Act, Compound, Emotion, Frame, Limit, Shape, Signal};
pub(crate) use forms::is_comparative;
pub(crate) use patterns::Match;

use crate::tokens::Word;
use data::{
    ActFile, EmotionFile, MannerFile, MovementFile, SituationFile, WordFile, parse_mixture,
    parse_units,
};
use patterns::Patterns;
use risorius_face::{Au, Display, Region, Side, Unit};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// Of whom the words speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Person {
    She,
    He,
    They,
}

/// How what follows stands to what came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Then,
    After,
    Before,
    Together,
    But,
    /// What came before ends as this begins: "gives way to".
    Replacing,
}

/// How something goes on in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Course {
    #[default]
    Steady,
    Grows,
    Fades,
    /// It is over.
    Gone,
}

/// What a word or phrase means. Numbers are positions in the lexicon's tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    Emotion {
        index: usize,
        strength: f32,
    },
    Blend(usize),
    Compound(usize),
    Act {
        index: usize,
        strength: f32,
    },
    Limit(usize),
    Muscle(usize),
    Part(usize),
    /// A part within a phrase that says already what it does.
    NamedPart(usize),
    Motion {
        index: usize,
        strength: f32,
    },
    Side(Side),
    OtherSide,
    Strength(f32),
    Share(f32),
    Pace(f32),
    Times(u8),
    Display(Display),
    /// What follows covers what came before, or a smile covers what follows.
    Mask {
        smile_covers: bool,
    },
    /// What follows slips out past a mask.
    Leak,
    Order(Order),
    Course(Course),
    /// Nothing moves for a while.
    Rest,
    Not,
    Micro,
    /// What follows is a likeness or a cause: "as if", "because".
    Simile,
    Class(usize),
    Valence {
        valence: f32,
        arousal: f32,
    },
    Person(Person),
    Silent,
}

/// A part of the face that words name.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) region: Option<Region>,
}

pub(crate) struct Lexicon {
    pub(crate) emotions: Vec<Emotion>,
    pub(crate) compounds: Vec<Compound>,
    pub(crate) blends: Vec<Vec<(usize, f32)>>,
    pub(crate) acts: Vec<Act>,
    pub(crate) limits: Vec<Limit>,
    pub(crate) parts: Vec<Part>,
    /// Names and shapes.
    pub(crate) motions: Vec<(String, Shape)>,
    pub(crate) muscles: Vec<Vec<Unit>>,
    pub(crate) classes: Vec<String>,
    pub(crate) frames: Vec<Frame>,
    moves: HashMap<String, Vec<Unit>>,
    numbers: BTreeMap<String, f32>,
    irregular: HashMap<String, String>,
    patterns: Patterns,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut acts = read::<ActFile>(include_str!("../../../../../assets/think/acts.toml")).act;
    acts.extend(read::<ActFile>(include_str!("../../../../../assets/think/sensations.toml")).act);
    Lexicon::new(
        read(include_str!("../../../../../assets/think/emotions.toml")),
        acts,
        read(include_str!("../../../../../assets/think/movements.toml")),
        read(include_str!("../../../../../assets/think/situations.toml")),
        read(include_str!("../../../../../assets/think/manner.toml")),
        read(include_str!("../../../../../assets/think/words.toml")),
    )
});

fn read<T: DeserializeOwned>(text: &str) -> T {
    let read: Result<T, _> = toml::from_str(text);
    read.map_err(|error| error.message().to_owned())
        .expect("the embedded lexicon is read by every test of this crate")
}

impl Lexicon {
    /// The embedded one.
    pub(crate) fn get() -> &'static Self {
        &LEXICON
    }

    /// The emotion of this name.
    pub(crate) fn emotion(&self, name: &str) -> Option<&Emotion> {
        self.emotions.iter().find(|emotion| emotion.name == name)
    }

    /// The act or sensation of this name.
    pub(crate) fn act(&self, name: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.name == name)
    }

    /// The units of a part that moves so, on a side if the words name one.
    pub(crate) fn moves(&self, part: &str, motion: &str, side: Option<Side>) -> Option<&[Unit]> {
        let with_side = |side: &str| self.moves.get(&format!("{part} {motion} {side}"));
        let sided = match side {
            Some(Side::Left) => with_side("left"),
            Some(Side::Right) => with_side("right"),
            _ => None,
        };
        sided.or_else(|| self.moves.get(&format!("{part} {motion}"))).map(Vec::as_slice)
    }

    /// The longest phrase that begins with the first of these words.
    pub(crate) fn phrase(&self, words: &[&Word]) -> Option<Match<'_>> {
        self.patterns.find(words)
    }

    /// The known base forms of a word, likeliest first.
    pub(crate) fn forms(&self, word: &str) -> Vec<String> {
        let mut forms = forms::base_forms(word, &self.irregular);
        forms.retain(|form| self.patterns.knows(form));
        forms
    }

    /// Whether phrases pass over a word, or let it stand within.
    pub(crate) fn is_filler(&self, word: &str) -> bool {
        self.patterns.is_light(word) || self.patterns.is_soft(word)
    }

    /// A number in words at the head of these words, the longest: how many words, and the number.
    pub(crate) fn number(&self, words: &[&Word]) -> Option<(usize, f32)> {
        (1..=3.min(words.len())).rev().find_map(|n| {
            let text: Vec<&str> = words[..n].iter().map(|word| word.plain.as_str()).collect();
            self.numbers.get(&text.join(" ")).map(|&number| (n, number))
        })
    }

    /// Words that mean something by themselves, for suggestions.
    pub(crate) fn known_words(&self) -> impl Iterator<Item = &str> {
        self.patterns.telling_words()
    }

    fn new(
        emotions: EmotionFile,
        acts: Vec<Act>,
        movements: MovementFile,
        situations: SituationFile,
        manner: MannerFile,
        words: WordFile,
    ) -> Self {
        let mut lexicon = Self {
            emotions: emotions.emotion,
            compounds: emotions.compound,
            blends: Vec::new(),
            acts,
            limits: manner.without,
            parts: Vec::new(),
            motions: Vec::new(),
            muscles: Vec::new(),
            classes: Vec::new(),
            frames: situations.frame,
            moves: HashMap::new(),
            numbers: manner.numbers,
            irregular: words.irregular.into_iter().collect(),
            patterns: Patterns::new(words.light, words.soft),
        };
        lexicon.learn_emotions(&emotions.blends);
        lexicon.learn_acts();
        lexicon.learn_movements(movements);
        lexicon.learn_order(&manner.order, &manner.course);
        lexicon.learn_displays(&manner.display);
        let tight = |words: &[String], sense: Sense, patterns: &mut Patterns| {
            words.iter().for_each(|word| patterns.learn(word, false, sense));
        };
        let patterns = &mut lexicon.patterns;
        tight(&manner.negation, Sense::Not, patterns);
        tight(&manner.micro, Sense::Micro, patterns);
        tight(&manner.simile, Sense::Simile, patterns);
        for (&person, words) in &manner.person {
            tight(&words.0, Sense::Person(person), patterns);
        }
        for (word, &by) in &manner.strength {
            patterns.learn(word, false, Sense::Strength(by));
        }
        for (word, &share) in &manner.share {
            patterns.learn(word, false, Sense::Share(share));
        }
        for (word, &by) in &manner.pace {
            patterns.learn(word, false, Sense::Pace(by));
        }
        for (word, &times) in &manner.times {
            patterns.learn(word, false, Sense::Times(times));
        }
        for (index, (class, words)) in situations.classes.iter().enumerate() {
            lexicon.classes.push(class.clone());
            words.0.iter().for_each(|word| patterns.learn(word, true, Sense::Class(index)));
        }
        for entry in words.valence.values() {
            let sense = Sense::Valence { valence: entry.valence, arousal: entry.arousal };
            tight(&entry.words, sense, patterns);
        }
        tight(&words.silent, Sense::Silent, patterns);
        patterns.settle(&lexicon.irregular);
        lexicon
    }

    fn learn_emotions(&mut self, blends: &BTreeMap<String, String>) {
        for (index, emotion) in self.emotions.iter().enumerate() {
            for (word, strength) in &emotion.words {
                self.patterns.learn(word, true, Sense::Emotion { index, strength: *strength });
            }
        }
        for (index, compound) in self.compounds.iter().enumerate() {
            for (word, _) in &compound.words {
                self.patterns.learn(word, false, Sense::Compound(index));
            }
        }
        for (words, mixture) in blends {
            let place = |name: &str| self.emotions.iter().position(|e| e.name == name);
            let parts = parse_mixture(mixture).into_iter().flatten();
            let parts =
                parts.map(|(name, share)| (place(&name).expect("a test reads every blend"), share));
            self.blends.push(parts.collect());
            for word in words.split(", ") {
                self.patterns.learn(word, false, Sense::Blend(self.blends.len() - 1));
            }
        }
    }

    fn learn_acts(&mut self) {
        for (index, act) in self.acts.iter().enumerate() {
            for (word, strength) in &act.words {
                self.patterns.learn(word, true, Sense::Act { index, strength: *strength });
            }
        }
        for (index, limit) in self.limits.iter().enumerate() {
            for word in &limit.words {
                self.patterns.learn(word, true, Sense::Limit(index));
            }
        }
    }

    fn learn_movements(&mut self, movements: MovementFile) {
        for (name, entry) in movements.parts {
            let sense = Sense::Part(self.parts.len());
            entry.words.iter().for_each(|word| self.patterns.learn(word, false, sense));
            self.parts.push(Part { name, region: entry.region });
        }
        for (name, entry) in movements.motions {
            let index = self.motions.len();
            for (word, strength) in entry.words {
                self.patterns.learn(&word, false, Sense::Motion { index, strength });
            }
            self.motions.push((name, entry.shape));
        }
        for (key, units) in movements.moves {
            self.moves.insert(key, parse_units(&units).expect("a test reads every move"));
        }
        for (words, side) in [
            ("left", Side::Left),
            ("right", Side::Right),
            ("both", Side::Both),
            ("one", Side::Left),
        ] {
            self.patterns.learn(words, false, Sense::Side(side));
        }
        self.patterns.learn("other", false, Sense::OtherSide);
        self.patterns.learn("opposite", false, Sense::OtherSide);
        // "Lip corner puller" and its like; other names are plain words that acts and moves have.
        let is_term = |name: &str| name.ends_with("er") || name.ends_with("or");
        let terms = Au::table().iter().filter(|info| is_term(info.name));
        let names = terms.map(|info| (info.name.to_owned(), format!("{}C", info.code)));
        for (words, units) in movements.muscles.into_iter().chain(names) {
            let units = parse_units(&units).expect("a test reads every muscle");
            let sense = Sense::Muscle(self.muscles.len());
            words.split(", ").for_each(|word| self.patterns.learn(word, false, sense));
            self.muscles.push(units);
        }
    }

    fn learn_order(&mut self, order: &data::Order, course: &data::Courses) {
        let senses = [
            (&order.then, Sense::Order(Order::Then)),
            (&order.after, Sense::Order(Order::After)),
            (&order.before, Sense::Order(Order::Before)),
            (&order.together, Sense::Order(Order::Together)),
            (&order.but, Sense::Order(Order::But)),
            (&order.replacing, Sense::Order(Order::Replacing)),
            (&course.grows, Sense::Course(Course::Grows)),
            (&course.fades, Sense::Course(Course::Fades)),
            (&course.gone, Sense::Course(Course::Gone)),
            (&course.rest, Sense::Rest),
        ];
        for (words, sense) in senses {
            words.0.iter().for_each(|word| self.patterns.learn(word, false, sense));
        }
    }

    fn learn_displays(&mut self, displays: &data::Displays) {
        let senses = [
            (&displays.smile_covers, Sense::Mask { smile_covers: true }),
            (&displays.suppressed, Sense::Display(Display::Suppressed)),
            (&displays.posed, Sense::Display(Display::Posed)),
            (&displays.masked, Sense::Mask { smile_covers: false }),
            (&displays.leaking, Sense::Leak),
        ];
        for (words, sense) in senses {
            words.0.iter().for_each(|word| self.patterns.learn(word, true, sense));
        }
    }
}

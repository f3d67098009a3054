//! Words to clauses: what is felt and done at once, and in what manner.
//!
//! Four steps, a file each: `scan` finds the known phrases (signs), `piece` reads the signs between
//! two joints ("then", "and", a comma) as feelings, acts and movements with their manner,
//! `situation` judges what happens to somebody, and `order` puts the pieces into clauses in the order
//! in which they happen.

mod movement;
mod order;
mod piece;
mod scan;
mod situation;

pub(crate) use piece::covers;

use crate::lexicon::{Act, Course, Emotion, Frame, Limit, Person, Shape};
use risorius_face::{Display, Region, Side, Unit};

/// Words and signs that are read at most: a long page.
pub(crate) const MAX_TOKENS: usize = 2500;

/// What is felt or done.
#[derive(Clone)]
pub(crate) enum What {
    Emotion(&'static Emotion),
    Act(&'static Act),
    /// Units as asked for, in the words that did.
    Units(Vec<Unit>, String, Shape),
}

impl What {
    /// Whether it is something felt: an emotion, a sensation or what stands for one.
    pub(crate) fn is_felt(&self) -> bool {
        match self {
            Self::Emotion(_) => true,
            Self::Act(act) => act.feeling.is_some(),
            Self::Units(..) => false,
        }
    }

    /// Whether both name the same emotion or act: "a happy laugh" is one feeling.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Emotion(a), Self::Emotion(b)) => a.name == b.name,
            (Self::Act(a), Self::Act(b)) => a.name == b.name,
            _ => false,
        }
    }
}

/// One thing that is felt or done, and how.
#[derive(Clone)]
pub(crate) struct Mention {
    pub(crate) what: What,
    /// Times the usual strength.
    pub(crate) strength: f32,
    /// Times the usual rise and fall.
    pub(crate) pace: f32,
    pub(crate) side: Option<Side>,
    /// Whether the words leave to us which side that is: "one eyebrow".
    pub(crate) is_any_side: bool,
    /// The side on which it is stronger.
    pub(crate) leading_side: Option<Side>,
    /// Whether it covers the clause's other feelings.
    pub(crate) is_mask: bool,
    /// Whether it slips out past one.
    pub(crate) is_leak: bool,
    pub(crate) display: Display,
    pub(crate) course: Course,
    /// What of the face shows it, if not all.
    pub(crate) region: Option<Region>,
    /// How often it is done.
    pub(crate) times: u8,
    /// Whether it is over within half a second.
    pub(crate) is_micro: bool,
}

impl Mention {
    fn new(what: What, strength: f32) -> Self {
        Self {
            what,
            strength,
            pace: 1.0,
            side: None,
            is_any_side: false,
            leading_side: None,
            is_mask: false,
            is_leak: false,
            display: Display::Felt,
            course: Course::Steady,
            region: None,
            times: 1,
            is_micro: false,
        }
    }
}

/// What happens at one time.
#[derive(Clone, Default)]
pub(crate) struct Clause {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) limits: Vec<&'static Limit>,
    /// Units that the words forbid.
    pub(crate) forbidden: Vec<u8>,
    /// Emotions that the words deny.
    pub(crate) denied: Vec<&'static Emotion>,
    /// What happens to the person, by which its feelings come.
    pub(crate) situation: Option<&'static Frame>,
    /// How long, if the words say.
    pub(crate) secs: Option<f32>,
    /// How long the movement takes to build, if the words say.
    pub(crate) over_secs: Option<f32>,
    /// Nothing new: what was there goes, or everything rests.
    pub(crate) pause: Option<Pause>,
    /// A smile or other act that words deny to a part of the face alone: the rest may show it.
    pub(crate) elsewhere: Option<&'static Act>,
    /// What was there goes slowly as this comes.
    pub(crate) is_gradual: bool,
}

/// A clause in which nothing new happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pause {
    /// What was there stays.
    Hold,
    /// What was there goes, at once or slowly.
    Gone { is_slow: bool },
}

impl Clause {
    /// Whether anything is played in it.
    pub(crate) fn is_played(&self) -> bool {
        !self.mentions.is_empty() || !self.denied.is_empty() || self.pause.is_some()
    }

    /// Whether all of it is over within half a second.
    pub(crate) fn is_micro(&self) -> bool {
        !self.mentions.is_empty() && self.mentions.iter().all(|mention| mention.is_micro)
    }

    /// The display rule that its beat is told by: what is hidden says more than what is put on.
    pub(crate) fn display(&self) -> Display {
        let has = |is: fn(&Mention) -> bool| self.mentions.iter().any(is);
        let is_felt = |mention: &Mention| !mention.is_mask && mention.what.is_felt();
        if has(|mention| mention.is_mask || mention.is_leak) && self.mentions.iter().any(is_felt) {
            Display::Masked
        } else if has(|mention| mention.display == Display::Suppressed) {
            Display::Suppressed
        } else if has(|mention| mention.display == Display::Posed || mention.is_mask) {
            Display::Posed
        } else {
            Display::Felt
        }
    }
}

/// What the words say.
#[derive(Default)]
pub(crate) struct Reading {
    /// In the order in which they happen.
    pub(crate) clauses: Vec<Clause>,
    pub(crate) person: Option<Person>,
    /// Words that nothing is known of, each once.
    pub(crate) unknown: Vec<String>,
    /// Words that are taken for names.
    pub(crate) names: Vec<String>,
    /// Slips of spelling, with what they were read as.
    pub(crate) slips: Vec<String>,
    /// Words that were taken by their general valence and arousal alone.
    pub(crate) guessed: Vec<String>,
    /// Whether the text was longer than what is read.
    pub(crate) is_cut: bool,
}

/// Reads words.
pub(crate) fn read(words: &str) -> Reading {
    let scan = scan::scan(words, MAX_TOKENS);
    let mut reading = Reading {
        person: scan.person,
        unknown: scan.unknown,
        names: scan.names,
        slips: scan.slips,
        is_cut: scan.is_cut,
        ..Reading::default()
    };
    let pieces = piece::pieces(&scan.signs);
    reading.clauses = order::clauses(pieces, &mut reading.guessed);
    reading
}

//! One piece, read sign by sign.

mod parts;

use super::{Joint, Manner, Piece, tells};
use crate::lexicon::{Lexicon, Order, Sense, Shape};
use crate::reading::movement::{MotionAt, PartAt};
use crate::reading::scan::{Kind, Sign};
use crate::reading::{Clause, Mention, Pause, What};
use parts::is_single;
use risorius_face::{Display, Side};

/// Times the usual strength: "the hardest frown".
const SUPERLATIVE: f32 = 1.5;

/// What a piece hands on to the next: "brows and chin lift", "her lips part and tremble".
#[derive(Default)]
pub(super) struct Carried {
    /// Parts that no motion has taken yet, or the last that moved.
    parts: Vec<PartAt>,
    side: Option<Side>,
    /// How they moved.
    motion: Option<MotionAt>,
}

/// A mention and the signs that make it.
struct Found {
    first: usize,
    last: usize,
    mention: Mention,
}

/// Reads one piece.
pub(super) struct Reader {
    piece: Piece,
    found: Vec<Found>,
    manners: Vec<(usize, Manner)>,
    displays: Vec<(usize, Display)>,
    parts: Vec<PartAt>,
    motions: Vec<MotionAt>,
    /// Classes of words that may tell of a situation.
    classes: Vec<(usize, usize)>,
    /// Acts that the words deny.
    denied_acts: Vec<usize>,
    /// Where negation begins.
    negated_from: Option<usize>,
    mask_follows: bool,
    leak_follows: bool,
}

impl Reader {
    pub(super) fn new(joint: Joint, is_head: bool) -> Self {
        Self {
            piece: Piece {
                joint,
                is_head,
                clause: Clause::default(),
                manner: Vec::new(),
                delay_secs: None,
                classes: Vec::new(),
                is_simile: false,
                is_negated: false,
                valences: Vec::new(),
                display: None,
            },
            found: Vec::new(),
            manners: Vec::new(),
            displays: Vec::new(),
            parts: Vec::new(),
            motions: Vec::new(),
            classes: Vec::new(),
            denied_acts: Vec::new(),
            negated_from: None,
            mask_follows: false,
            leak_follows: false,
        }
    }

    pub(super) fn read(mut self, signs: &[Sign], carried: &mut Carried) -> Piece {
        for (at, sign) in signs.iter().enumerate() {
            match &sign.kind {
                Kind::Senses { senses, is_more } => {
                    for sense in senses {
                        self.apply(at, *sense, signs, carried);
                    }
                    if *is_more {
                        let is_most = sign.typed.iter().any(|word| word.ends_with("est"));
                        let most = Manner::Strength(SUPERLATIVE);
                        self.manners.push((at, if is_most { most } else { Manner::More }));
                    }
                }
                Kind::Units(units) if self.is_negated(at) => {
                    self.piece.clause.forbidden.extend(units.iter().map(|unit| unit.au.code()));
                }
                Kind::Units(units) => {
                    let what = What::Units(units.clone(), String::new(), Shape::Held);
                    self.mention(at, what, 1.0);
                }
                Kind::Length(secs) => self.length(at, *secs, signs),
                Kind::Percent(share) => {
                    self.manners.push((at, Manner::Strength(share.max(0.1))));
                }
                Kind::Comma | Kind::Stop => {}
            }
        }
        self.move_parts(signs, carried);
        self.confine();
        self.bind();
        self.finish()
    }

    fn is_negated(&self, at: usize) -> bool {
        self.negated_from.is_some_and(|from| at > from)
    }

    fn apply(&mut self, at: usize, sense: Sense, signs: &[Sign], carried: &Carried) {
        let lexicon = Lexicon::get();
        match sense {
            Sense::Emotion { index, strength } => self.feel(at, index, strength),
            Sense::Blend(index) => {
                for &(emotion, share) in &lexicon.blends[index] {
                    self.feel(at, emotion, share);
                }
            }
            Sense::Compound(index) => {
                for part in &lexicon.compounds[index].parts {
                    if let Some(emotion) = lexicon.emotions.iter().position(|e| e.name == *part) {
                        self.feel(at, emotion, 1.0);
                    }
                }
            }
            Sense::Act { index, .. } if self.is_negated(at) => self.denied_acts.push(index),
            Sense::Act { index, strength } => {
                self.mention(at, What::Act(&lexicon.acts[index]), strength);
            }
            Sense::Limit(index) => {
                let limit = &lexicon.limits[index];
                self.piece.clause.limits.push(limit);
                self.displays.extend(limit.display.map(|display| (at, display)));
            }
            Sense::Muscle(index) => {
                let units = lexicon.muscles[index].clone();
                if self.is_negated(at) {
                    self.piece.clause.forbidden.extend(units.iter().map(|unit| unit.au.code()));
                } else {
                    self.mention(at, What::Units(units, String::new(), Shape::Held), 1.0);
                }
            }
            Sense::Part(part) => {
                self.parts.push(PartAt { at, part, is_moved: false });
                if is_single(&signs[..=at]) {
                    self.manners.push((at, Manner::Side(Side::Left)));
                    self.manners.push((at, Manner::AnySide));
                }
            }
            Sense::NamedPart(part) => self.parts.push(PartAt { at, part, is_moved: true }),
            Sense::Motion { index, strength } => {
                self.motions.push(MotionAt { at, motion: index, strength });
            }
            Sense::Side(side) => {
                self.manners.push((at, Manner::Side(side)));
                if signs[at].typed.first().is_some_and(|word| word.eq_ignore_ascii_case("one")) {
                    self.manners.push((at, Manner::AnySide));
                }
            }
            Sense::OtherSide => {
                let other = match carried.side {
                    Some(Side::Right) => Side::Left,
                    _ => Side::Right,
                };
                self.manners.push((at, Manner::Side(other)));
            }
            Sense::Strength(by) => self.strength(at, by),
            Sense::Share(by) => self.manners.push((at, Manner::Strength(by))),
            Sense::Pace(by) => self.manners.push((at, Manner::Pace(by))),
            Sense::Times(times) => self.manners.push((at, Manner::Times(times))),
            Sense::Micro => self.manners.push((at, Manner::Micro)),
            Sense::Course(_) | Sense::Display(_) if self.is_negated(at) => {}
            Sense::Course(course) => self.manners.push((at, Manner::Course(course))),
            Sense::Display(display) => self.display(at, display),
            Sense::Mask { smile_covers } => self.mask(at, smile_covers),
            Sense::Leak => self.leak_follows = true,
            Sense::Rest => self.piece.clause.pause = Some(Pause::Hold),
            Sense::Not => {
                // Two negations are none, "not without fear", but in "neither … nor" they are one.
                let is_nor = signs[at].typed.first().is_some_and(|word| word == "nor");
                let is_denied = self.negated_from.is_none() || is_nor;
                self.negated_from =
                    is_denied.then(|| self.negated_from.map_or(at, |from| from.min(at)));
                self.piece.is_negated = is_denied;
            }
            Sense::Simile => self.piece.is_simile = true,
            Sense::Class(index) => self.classes.push((at, index)),
            Sense::Valence { valence, arousal } => {
                let turn = if self.is_negated(at) { -1.0 } else { 1.0 };
                let typed = signs[at].typed.join(" ");
                self.piece.valences.push((turn * valence, arousal, typed));
            }
            Sense::Order(_) | Sense::Person(_) | Sense::Silent => {}
        }
    }

    fn feel(&mut self, at: usize, index: usize, strength: f32) {
        let emotion = &Lexicon::get().emotions[index];
        if self.is_negated(at) {
            self.piece.clause.denied.push(emotion);
        } else {
            self.mention(at, What::Emotion(emotion), strength);
        }
    }

    fn mention(&mut self, at: usize, what: What, strength: f32) {
        let mut mention = Mention::new(what, strength);
        mention.is_leak = std::mem::take(&mut self.leak_follows);
        mention.is_mask = std::mem::take(&mut self.mask_follows);
        self.found.push(Found { first: at, last: at, mention });
    }

    /// Two words of strength in a row count together: "very slightly" is less than "slightly".
    fn strength(&mut self, at: usize, by: f32) {
        match self.manners.last_mut() {
            Some((before, Manner::Strength(known))) if *before + 1 == at => {
                *known = if *known > 1.0 && by < 1.0 { by / *known } else { *known * by };
                *before = at;
            }
            _ => self.manners.push((at, Manner::Strength(by))),
        }
    }

    /// "a smile that hides her fear": what came before is the mask.
    fn display(&mut self, at: usize, display: Display) {
        if display == Display::Suppressed
            && let Some(before) = self.found.last_mut()
            && is_pleasant(&before.mention)
        {
            before.mention.is_mask = true;
        } else {
            self.displays.push((at, display));
        }
    }

    fn mask(&mut self, at: usize, smile_covers: bool) {
        let is_hidden = |(_, display): &(usize, Display)| *display == Display::Suppressed;
        if smile_covers && let Some(smile) = Lexicon::get().act("smile") {
            self.mask_follows = true;
            self.mention(at, What::Act(smile), 0.8);
        } else {
            self.displays.retain(|display| !is_hidden(display));
            self.mask_follows = true;
        }
    }

    fn length(&mut self, at: usize, secs: f32, signs: &[Sign]) {
        let is = |place: Option<usize>, words: &[&str]| {
            place.and_then(|place| signs.get(place)).is_some_and(|sign| {
                sign.typed.first().is_some_and(|w| words.contains(&w.to_lowercase().as_str()))
            })
        };
        let is_after = self.piece.joint == Joint::Order(Order::After);
        let is_first = signs[..at].iter().all(|sign| !tells(sign));
        if is(Some(at + 1), &["later", "in", "before"]) || (is_after && is_first) {
            self.piece.delay_secs = Some(secs);
        } else if is(at.checked_sub(1), &["over", "within", "takes", "taking", "in"]) {
            self.piece.clause.over_secs = Some(secs);
        } else {
            self.piece.clause.secs = Some(secs);
            if secs < 0.5 {
                self.manners.push((at, Manner::Micro));
            }
        }
    }

    fn finish(mut self) -> Piece {
        // A word that moves a part tells of no situation: who raises a brow gets no raise.
        let moves = |at: usize| {
            let is_movement = |found: &&Found| matches!(found.mention.what, What::Units(..));
            let mut ends = self.found.iter().filter(is_movement);
            ends.any(|found| found.first == at || found.last == at)
        };
        let telling = self.classes.iter().filter(|(at, _)| !moves(*at));
        self.piece.classes = telling.map(|(_, class)| *class).collect();
        self.piece.clause.mentions = self.found.into_iter().map(|found| found.mention).collect();
        self.piece
    }
}

fn is_pleasant(mention: &Mention) -> bool {
    match mention.what {
        What::Act(act) => act.feels.iter().any(|(name, _)| name == "happiness"),
        What::Emotion(emotion) => {
            ["happiness", "calm", "contentment", "amusement"].contains(&emotion.name.as_str())
        }
        What::Units(..) => false,
    }
}

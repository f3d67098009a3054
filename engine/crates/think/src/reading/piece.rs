//! Signs between two joints become one piece: what is felt, done and moved, and in what manner.

use super::movement::{self, MotionAt, PartAt};
use super::scan::{Kind, Sign};
use super::{Clause, Mention, Pause, What};
use crate::lexicon::{Course, Lexicon, Order, Sense, Shape};
use risorius_face::{Display, Region, Side};

/// Times the usual strength: "the hardest frown".
const SUPERLATIVE: f32 = 1.5;

/// What joins a piece to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Sentence,
    Comma,
    Order(Order),
}

/// What stands between two joints.
pub(super) struct Piece {
    pub(super) joint: Joint,
    /// Whether it stands at the head of its sentence.
    pub(super) is_head: bool,
    pub(super) clause: Clause,
    /// Manner that found nothing in the piece to belong to.
    pub(super) manner: Vec<Manner>,
    /// "after two seconds": how long nothing happens before.
    pub(super) delay_secs: Option<f32>,
    pub(super) classes: Vec<usize>,
    pub(super) is_simile: bool,
    pub(super) is_negated: bool,
    /// Good and bad words, as typed.
    pub(super) valences: Vec<(f32, f32, String)>,
    display: Option<Display>,
}

impl Piece {
    /// A display rule for what is around it, where the piece itself shows nothing.
    pub(super) fn loose_display(&self) -> Option<Display> {
        self.display.filter(|_| self.clause.mentions.is_empty())
    }
}

/// How something is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Manner {
    Strength(f32),
    More,
    Pace(f32),
    Side(Side),
    AnySide,
    Times(u8),
    Course(Course),
    Micro,
}

/// What a piece hands on to the next: "brows and chin lift", "her lips part and tremble".
#[derive(Default)]
struct Carried {
    /// Parts that no motion has taken yet, or the last that moved.
    parts: Vec<PartAt>,
    side: Option<Side>,
}

/// Cuts signs at their joints and reads each piece.
pub(super) fn pieces(signs: Vec<Sign>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut carried = Carried::default();
    let mut joint = Joint::Sentence;
    let mut is_head = true;
    let mut own: Vec<Sign> = Vec::new();
    let mut flush = |own: &mut Vec<Sign>, joint: Joint, is_head: bool| {
        let has_any = !own.is_empty();
        if has_any {
            pieces.push(Reader::new(joint, is_head).read(&std::mem::take(own), &mut carried));
        }
        has_any
    };
    for sign in signs {
        let is_delay = own.last().is_some_and(|sign| matches!(sign.kind, Kind::Length(_)))
            && sign.typed.first().is_some_and(|word| word.to_lowercase() == "later");
        let next = match &sign.kind {
            _ if is_delay => None,
            Kind::Stop => Some(Joint::Sentence),
            Kind::Comma => Some(Joint::Comma),
            _ => sign.order().map(Joint::Order),
        };
        if let Some(next) = next {
            let had_any = flush(&mut own, joint, is_head);
            is_head = next == Joint::Sentence || (is_head && !had_any);
            joint = stronger(joint, next, had_any);
        } else {
            let is_new_subject = is_head
                && matches!(joint, Joint::Order(Order::After | Order::Before))
                && is_subject(&sign)
                && own.iter().any(tells);
            if is_new_subject && flush(&mut own, joint, is_head) {
                (joint, is_head) = (Joint::Comma, false);
            }
            own.push(sign);
        }
    }
    flush(&mut own, joint, is_head);
    pieces
}

/// Of two joints with nothing between them ("…, and then") the one that says more.
fn stronger(before: Joint, next: Joint, had_any: bool) -> Joint {
    let weight = |joint: Joint| match joint {
        Joint::Comma => 0,
        Joint::Order(Order::Together) => 1,
        Joint::Order(Order::But) => 2,
        Joint::Sentence => 3,
        Joint::Order(_) => 4,
    };
    if had_any || weight(next) >= weight(before) { next } else { before }
}

/// A pronoun that begins a new statement.
fn is_subject(sign: &Sign) -> bool {
    sign.typed.first().is_some_and(|typed| {
        ["she", "he", "they", "her", "his", "their", "the"].contains(&typed.to_lowercase().as_str())
    })
}

fn tells(sign: &Sign) -> bool {
    let is_telling = |sense: &Sense| {
        matches!(
            sense,
            Sense::Emotion { .. } | Sense::Blend(_) | Sense::Act { .. } | Sense::Motion { .. }
        )
    };
    matches!(sign.kind, Kind::Units(_) | Kind::Length(_)) || sign.senses().iter().any(is_telling)
}

/// A mention and the signs that make it.
struct Found {
    first: usize,
    last: usize,
    mention: Mention,
}

/// Reads one piece.
struct Reader {
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
    fn new(joint: Joint, is_head: bool) -> Self {
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

    fn read(mut self, signs: &[Sign], carried: &mut Carried) -> Piece {
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
                // Two negations are none: "not without fear".
                self.negated_from = if self.negated_from.is_some() { None } else { Some(at) };
                self.piece.is_negated = self.negated_from.is_some();
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

    /// Pairs parts with motions, here and with what the piece before has left.
    fn move_parts(&mut self, signs: &[Sign], carried: &mut Carried) {
        let sides: Vec<(usize, Side)> = self
            .manners
            .iter()
            .filter_map(|(at, manner)| match manner {
                Manner::Side(side) => Some((*at, *side)),
                _ => None,
            })
            .collect();
        let nearest_side = |at: usize| {
            sides.iter().min_by_key(|(place, _)| place.abs_diff(at)).map(|(_, side)| *side)
        };
        self.turn_towards_side(signs, carried, !sides.is_empty());
        let mut movements = movement::pair(&mut self.parts, &self.motions, nearest_side);
        let has_own_part = !self.parts.is_empty();
        if !self.motions.is_empty() && (!has_own_part || carried.parts.iter().any(|p| !p.is_moved))
        {
            let mut before = std::mem::take(&mut carried.parts);
            before.retain(|part| !has_own_part || !part.is_moved);
            for part in &mut before {
                part.at = 0;
            }
            for part in &before {
                movements.extend(movement::pair(&mut [*part], &self.motions, nearest_side));
            }
            if !has_own_part {
                carried.parts = before;
            }
        }
        if has_own_part {
            carried.parts.clone_from(&self.parts);
        }
        carried.side = nearest_side(0).or(carried.side);
        let is_alone = movements.len() == 1 && self.found.is_empty();
        for movement in movements {
            if self.is_negated(movement.last) {
                let codes = movement.units.iter().map(|unit| unit.au.code());
                self.piece.clause.forbidden.extend(codes);
                continue;
            }
            let typed = if is_alone { typed(signs) } else { String::new() };
            let what = What::Units(movement.units, typed, movement.shape);
            let mut mention = Mention::new(what, movement.strength);
            mention.is_leak = std::mem::take(&mut self.leak_follows);
            self.found.push(Found { first: movement.first, last: movement.last, mention });
        }
        self.found.sort_by_key(|found| found.last);
    }

    /// "Looks left", "and to his right": head and gaze turn to a side with no word of motion.
    fn turn_towards_side(&mut self, signs: &[Sign], carried: &Carried, names_side: bool) {
        let lexicon = Lexicon::get();
        let turns = |part: &PartAt| {
            ["gaze", "eyes", "head", "face"].contains(&lexicon.parts[part.part].name.as_str())
        };
        let is_gaze = |part: &PartAt| lexicon.parts[part.part].name == "gaze";
        let says_to = signs.iter().any(|sign| {
            sign.typed.first().is_some_and(|w| ["to", "toward", "towards"].contains(&w.as_str()))
        });
        let own = self.parts.iter().any(|part| turns(part) && (says_to || is_gaze(part)));
        let before = self.parts.is_empty() && says_to && carried.parts.iter().any(turns);
        let is_free = self.motions.is_empty() && self.found.is_empty();
        if names_side
            && is_free
            && (own || before)
            && let Some(motion) = lexicon.motions.iter().position(|(name, _)| name == "turn")
        {
            self.motions.push(MotionAt { at: signs.len(), motion, strength: 1.0 });
        }
    }

    /// A feeling or smile that words place in a part of the face shows there only.
    fn confine(&mut self) {
        let still = self.parts.iter().filter(|part| !part.is_moved);
        let region: Option<Region> = still.filter_map(PartAt::region).next();
        for found in &mut self.found {
            if !matches!(found.mention.what, What::Units(..)) {
                found.mention.region = region;
            }
        }
        let lexicon = Lexicon::get();
        for &index in &self.denied_acts {
            let act = &lexicon.acts[index];
            let is_meant = |code: u8, unit_region: Region| match region {
                Some(region) => covers(region, unit_region),
                None => !act.felt.contains(&code),
            };
            self.piece.clause.elsewhere = region.map(|_| act);
            let units = act.units().filter(|u| is_meant(u.au.code(), u.au.info().region));
            self.piece.clause.forbidden.extend(units.map(|unit| unit.au.code()));
        }
    }

    /// Gives each word of manner to the mention beside it, or the next, or the last.
    fn bind(&mut self) {
        for (at, manner) in std::mem::take(&mut self.manners) {
            let within = |found: &Found| found.first <= at && at <= found.last;
            let next_to = |found: &Found| found.first == at + 1;
            let just_before = |found: &Found| found.last + 1 == at;
            let after = |found: &Found| found.first > at;
            let place = |is: &dyn Fn(&Found) -> bool| self.found.iter().position(is);
            let target = place(&within)
                .or_else(|| place(&next_to))
                .or_else(|| place(&just_before))
                .or_else(|| place(&after))
                .or_else(|| self.found.len().checked_sub(1));
            match target {
                Some(target) => {
                    let first = self.found[target].first;
                    // All that one word names: "furious" may stand for two feelings.
                    for found in self.found.iter_mut().filter(|found| found.first == first) {
                        apply(manner, &mut found.mention);
                    }
                }
                None => self.piece.manner.push(manner),
            }
        }
        for (at, display) in &self.displays {
            let is_after = self.found.iter().any(|found| found.first > *at);
            for found in self.found.iter_mut().filter(|f| !is_after || f.first > *at) {
                if !found.mention.is_mask {
                    found.mention.display = *display;
                }
            }
            self.piece.display = Some(*display);
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

/// Gives a mention its manner.
pub(super) fn apply(manner: Manner, mention: &mut Mention) {
    match manner {
        Manner::Strength(by) => mention.strength *= by,
        Manner::More => mention.strength *= 1.3,
        Manner::Pace(by) => mention.pace *= by,
        Manner::Side(side) => mention.side = mention.side.or(Some(side)),
        Manner::AnySide => mention.is_any_side = true,
        Manner::Times(times) => mention.times = times,
        Manner::Course(course) => mention.course = course,
        Manner::Micro => mention.is_micro = true,
    }
}

/// Whether a part of the face that words name takes in a unit's own: the brows speak with the eyes.
pub(crate) fn covers(named: Region, own: Region) -> bool {
    match named {
        Region::Eye => matches!(own, Region::Eye | Region::Brow | Region::Gaze),
        other => own == other,
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

/// Whether the last sign is one of a pair: "an eyebrow", "her eyebrow", "a brow", but not "her brow".
fn is_single(signs: &[Sign]) -> bool {
    const ARTICLES: [&str; 2] = ["a", "an"];
    const NEAR: usize = 3;
    let typed = |sign: &Sign| sign.typed.first().map(|word| word.to_lowercase());
    let is_eyebrow = signs.last().and_then(typed).is_some_and(|word| word == "eyebrow");
    let mut before = signs.iter().rev().skip(1).take(NEAR).filter_map(typed);
    let names_side = signs.iter().any(|sign| {
        sign.senses().iter().any(|sense| matches!(sense, Sense::Side(_) | Sense::OtherSide))
    });
    let is_brow = signs.last().and_then(typed).is_some_and(|word| word == "brow");
    !names_side && (is_eyebrow || (is_brow && before.any(|word| ARTICLES.contains(&word.as_str()))))
}

/// The words of a piece as typed, without the "for" of a length.
fn typed(signs: &[Sign]) -> String {
    let spoken = signs.iter().filter(|sign| !matches!(sign.kind, Kind::Length(_)));
    let words: Vec<&str> = spoken.flat_map(|sign| sign.typed.iter().map(String::as_str)).collect();
    let words = words.join(" ");
    words.strip_suffix(" for").map_or(words.clone(), str::to_owned)
}

//! Pieces to clauses, in the order in which they happen: "before she smiles, she frowns".

use super::piece::{Joint, Manner, Piece, apply};
use super::situation::{Situation, judge};
use super::{Clause, Mention, Pause, What};
use crate::lexicon::{Course, Lexicon, Order};
use risorius_face::Display;

/// A clause while it is put together.
#[derive(Default)]
struct Draft {
    clause: Clause,
    situation: Situation,
    /// Manner that waits for a mention.
    manner: Vec<Manner>,
}

/// Where the clause in the making goes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// After all that is there.
    #[default]
    End,
    /// Before the last one: "… after a long fright".
    BeforeLast,
}

#[derive(Default)]
struct Orderer<'a> {
    clauses: Vec<Clause>,
    draft: Draft,
    place: Place,
    /// The draft is a leading "after …" or "before …": the next comma ends it.
    lead: Option<Order>,
    /// A leading "before …", which comes after what follows it.
    held: Option<Clause>,
    /// What was forbidden before anything happened.
    forbidding: Option<Clause>,
    guessed: Option<&'a mut Vec<String>>,
}

/// Puts pieces into clauses.
pub(super) fn clauses(pieces: Vec<Piece>, guessed: &mut Vec<String>) -> Vec<Clause> {
    let mut orderer = Orderer { guessed: Some(guessed), ..Orderer::default() };
    for piece in pieces {
        orderer.add(piece);
    }
    orderer.close();
    orderer.release();
    orderer.rest();
    orderer.clauses
}

impl Orderer<'_> {
    fn add(&mut self, piece: Piece) {
        self.join(piece.joint, piece.is_head);
        if let Some(secs) = piece.delay_secs {
            self.wait(secs);
        }
        let display = piece.loose_display();
        let joint = piece.joint;
        self.take(piece);
        if let Some(display) = display {
            self.show(display, joint);
        }
    }

    /// Ends the clause before where the joint says so.
    fn join(&mut self, joint: Joint, is_head: bool) {
        match joint {
            Joint::Sentence => {
                self.close();
                self.release();
            }
            Joint::Comma if self.lead.is_some() => self.close_lead(),
            Joint::Comma | Joint::Order(Order::Together | Order::But) => {}
            Joint::Order(order @ (Order::After | Order::Before)) if is_head => {
                self.close();
                self.lead = Some(order);
            }
            Joint::Order(Order::Then | Order::Before) => self.close(),
            Joint::Order(Order::Replacing) => {
                self.draft.clause.is_gradual = true;
                self.close();
            }
            Joint::Order(Order::After) => {
                self.close();
                self.place = Place::BeforeLast;
            }
        }
    }

    /// Nothing happens for a while, or what is there stays.
    fn wait(&mut self, secs: f32) {
        (self.lead, self.place) = (None, Place::End);
        self.close();
        match self.clauses.last_mut() {
            Some(last) if last.secs.is_none() => last.secs = Some(secs),
            _ => {
                let pause = Some(Pause::Hold);
                self.clauses.push(Clause { pause, secs: Some(secs), ..Clause::default() });
            }
        }
    }

    fn take(&mut self, piece: Piece) {
        if !piece.clause.mentions.is_empty() {
            self.forbid();
        }
        let Draft { clause, situation, manner } = &mut self.draft;
        let mut mentions = piece.clause.mentions;
        if let Some(first) = mentions.first_mut() {
            manner.drain(..).for_each(|manner| apply(manner, first));
        }
        for mention in mentions {
            add_mention(&mut clause.mentions, mention);
        }
        clause.denied.extend(piece.clause.denied);
        clause.limits.extend(piece.clause.limits);
        clause.forbidden.extend(piece.clause.forbidden);
        clause.elsewhere = clause.elsewhere.or(piece.clause.elsewhere);
        clause.pause = clause.pause.or(piece.clause.pause);
        clause.secs = clause.secs.or(piece.clause.secs);
        clause.over_secs = clause.over_secs.or(piece.clause.over_secs);
        situation.take(&piece.classes, &piece.valences, piece.is_simile, piece.is_negated);
        self.spread_all(&piece.manner);
    }

    /// Manner without a mention; a side that does more than the other is one thing.
    fn spread_all(&mut self, manner: &[Manner]) {
        let side = manner.iter().find_map(|manner| match manner {
            Manner::Side(side) => Some(*side),
            _ => None,
        });
        let is_more = |m: &Manner| {
            matches!(m, Manner::More) || matches!(m, Manner::Strength(by) if *by > 1.0)
        };
        match (side, self.draft.clause.mentions.last_mut()) {
            (Some(side), Some(last)) if manner.iter().any(is_more) => {
                last.side = None;
                last.leading_side = Some(side);
            }
            _ => manner.iter().for_each(|manner| self.spread(*manner)),
        }
    }

    /// Manner that stands alone: "she smiles, slightly", "then it fades", "slowly, she smiles".
    fn spread(&mut self, manner: Manner) {
        let Draft { clause, manner: waiting, .. } = &mut self.draft;
        if let Some(last) = clause.mentions.last_mut() {
            apply(manner, last);
            return;
        }
        match manner {
            Manner::Course(course @ (Course::Gone | Course::Fades)) => {
                clause.pause = Some(Pause::Gone { is_slow: course == Course::Fades });
            }
            Manner::Course(Course::Grows) if !self.clauses.is_empty() => {
                let last = self.clauses.last_mut().into_iter();
                last.flat_map(|clause| &mut clause.mentions).for_each(|m| apply(manner, m));
            }
            Manner::Side(_) | Manner::AnySide => {}
            Manner::Micro | Manner::Times(_) if !self.clauses.is_empty() => {
                let last = self.clauses.last_mut().and_then(|clause| clause.mentions.last_mut());
                last.into_iter().for_each(|mention| apply(manner, mention));
            }
            manner => waiting.push(manner),
        }
    }

    /// A display rule that stands alone is for what is felt already: "she is sad, then hides it".
    fn show(&mut self, display: Display, joint: Joint) {
        if self.draft.clause.mentions.is_empty()
            && let (Joint::Order(Order::Then) | Joint::Sentence, Some(last)) =
                (joint, self.clauses.last())
        {
            self.draft.clause.mentions.clone_from(&last.mentions);
        }
        let is_open = |mention: &&mut Mention| mention.display == Display::Felt && !mention.is_mask;
        self.draft.clause.mentions.iter_mut().filter(is_open).for_each(|m| m.display = display);
    }

    fn close_lead(&mut self) {
        match self.lead.take() {
            Some(Order::Before) => {
                let draft = std::mem::take(&mut self.draft);
                self.held = Some(self.settle(draft));
            }
            _ => self.close(),
        }
    }

    /// Puts what was held back by a leading "before" where it belongs.
    fn release(&mut self) {
        self.clauses.extend(self.held.take().filter(Clause::is_played));
        self.lead = None;
    }

    /// Ends the clause in the making.
    fn close(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let place = std::mem::take(&mut self.place);
        let waiting = draft.manner.clone();
        let clause = self.settle(draft);
        let has_limits = !clause.limits.is_empty() || !clause.forbidden.is_empty();
        if clause.is_played() {
            let at = self.clauses.len() - usize::from(place == Place::BeforeLast);
            self.clauses.insert(at.min(self.clauses.len()), clause);
            return;
        }
        self.draft.manner = waiting;
        match self.clauses.last_mut() {
            Some(last) => {
                last.limits.extend(clause.limits);
                last.forbidden.extend(clause.forbidden);
                last.secs = last.secs.or(clause.secs);
                last.over_secs = last.over_secs.or(clause.over_secs);
            }
            // What comes first and only forbids holds for what follows.
            None if has_limits => self.forbidding = Some(clause),
            None => {}
        }
    }

    /// Starts a clause with what was forbidden before anything happened.
    fn forbid(&mut self) {
        if let Some(before) = self.forbidding.take() {
            self.draft.clause.limits.extend(before.limits);
            self.draft.clause.forbidden.extend(before.forbidden);
        }
    }

    /// Words that only forbid are an answer too: a face at rest.
    fn rest(&mut self) {
        if self.clauses.is_empty()
            && let Some(before) = self.forbidding.take()
        {
            self.clauses.push(Clause { pause: Some(Pause::Hold), ..before });
        }
    }

    /// Judges the situation of a clause, and turns "her smile fades" into an end where it was there.
    fn settle(&mut self, draft: Draft) -> Clause {
        let Draft { mut clause, situation, .. } = draft;
        let guessed = self.guessed.as_mut().expect("it is there from the start");
        judge(&situation, &mut clause, guessed);
        // "Her eyes do not smile": then something else does.
        let is_smile_short = self.clauses.is_empty()
            && clause.limits.iter().any(|limit| limit.display == Some(Display::Posed));
        let smile = is_smile_short.then(|| Lexicon::get().act("smile")).flatten();
        if let Some(act) = clause.elsewhere.or(smile).filter(|_| clause.mentions.is_empty()) {
            clause.mentions.push(Mention::new(What::Act(act), 1.0));
        }
        let was_there = |mention: &Mention| {
            let earlier = self.clauses.iter().flat_map(|clause| &clause.mentions);
            earlier.into_iter().any(|known| known.what.is_same(&mention.what))
        };
        let ends = |mention: &Mention| matches!(mention.course, Course::Gone | Course::Fades);
        if !clause.mentions.is_empty() && clause.mentions.iter().all(|m| ends(m) && was_there(m)) {
            let is_slow = clause.mentions.iter().all(|m| m.course == Course::Fades);
            clause.mentions.clear();
            clause.pause = Some(Pause::Gone { is_slow });
        }
        if !clause.mentions.is_empty() {
            clause.pause = None;
        }
        clause
    }
}

/// Adds a mention; what is named twice in a clause is meant once.
fn add_mention(mentions: &mut Vec<Mention>, mention: Mention) {
    let is_again = |known: &&mut Mention| {
        known.is_mask == mention.is_mask
            && known.region == mention.region
            && known.what.is_same(&mention.what)
            && !matches!(mention.what, What::Units(..))
    };
    match mentions.iter_mut().find(is_again) {
        Some(known) => {
            known.strength = known.strength.max(mention.strength);
            known.side = known.side.or(mention.side);
            known.course =
                if known.course == Course::Steady { mention.course } else { known.course };
        }
        None => mentions.push(mention),
    }
}

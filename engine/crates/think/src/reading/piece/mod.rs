//! Signs between two joints become one piece: what is felt, done and moved, and in what manner.

mod reader;

use super::scan::{Kind, Sign};
use super::{Clause, Mention};
use crate::lexicon::{Course, Order, Sense};
use reader::{Carried, Reader};
use risorius_face::{Display, Region, Side};

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

/// Cuts signs at their joints and reads each piece.
pub(super) fn pieces(signs: &[Sign]) -> Vec<Piece> {
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
    for (at, sign) in signs.iter().enumerate() {
        if matches!(sign.kind, Kind::Comma) && is_denied_list(&own, &signs[at + 1..]) {
            continue;
        }
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
                && is_subject(sign)
                && own.iter().any(tells);
            if is_new_subject && flush(&mut own, joint, is_head) {
                (joint, is_head) = (Joint::Comma, false);
            }
            own.push(sign.clone());
        }
    }
    flush(&mut own, joint, is_head);
    pieces
}

/// Whether a comma parts what is denied: "does not smile, frown or cry".
fn is_denied_list(before: &[Sign], after: &[Sign]) -> bool {
    const ENDS: [&str; 4] = ["just", "instead", "rather", "simply"];
    let typed = |sign: &Sign| sign.typed.first().map(|word| word.to_lowercase());
    let is = |sign: &Sign, words: &[&str]| {
        typed(sign).is_some_and(|word| words.contains(&word.as_str()))
    };
    let is_denied = before.iter().any(|sign| sign.senses().contains(&Sense::Not));
    let is_over =
        |sign: &&Sign| matches!(sign.kind, Kind::Stop) || sign.order().is_some() || is(sign, &ENDS);
    let rest = after.iter().take_while(|sign| !is_over(sign));
    is_denied && rest.into_iter().any(|sign| is(sign, &["or", "nor"]))
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

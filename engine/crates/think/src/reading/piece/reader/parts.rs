//! Parts of the face and how they move, and what in a piece belongs to what.

use super::{Carried, Found, Reader};
use crate::lexicon::{Lexicon, Sense};
use crate::reading::movement::{self, MotionAt, PartAt};
use crate::reading::piece::{Manner, apply, covers};
use crate::reading::scan::{Kind, Sign};
use crate::reading::{Mention, What};
use risorius_face::{Region, Side};

impl Reader {
    /// Pairs parts with motions, here and with what the piece before has left.
    pub(super) fn move_parts(&mut self, signs: &[Sign], carried: &mut Carried) {
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
        if is_side_alone(signs)
            && let Some(motion) = carried.motion
        {
            self.motions.push(MotionAt { at: signs.len(), ..motion });
        }
        if let Some(motion) = self.motions.last() {
            carried.motion = Some(*motion);
        }
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
    pub(super) fn confine(&mut self) {
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
    pub(super) fn bind(&mut self) {
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
}

/// Whether a piece names a side and nothing else: "looks left, then right".
fn is_side_alone(signs: &[Sign]) -> bool {
    let lexicon = Lexicon::get();
    let is_side = |sign: &Sign| {
        sign.senses().iter().any(|sense| matches!(sense, Sense::Side(_) | Sense::OtherSide))
    };
    let is_filler =
        |sign: &Sign| sign.typed.iter().all(|word| lexicon.is_filler(&word.to_lowercase()));
    signs.iter().any(is_side) && signs.iter().all(|sign| is_side(sign) || is_filler(sign))
}

/// Whether the last sign is one of a pair: "an eyebrow", "her eyebrow", "a brow", but not "her brow".
pub(super) fn is_single(signs: &[Sign]) -> bool {
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

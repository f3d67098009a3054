//! What can act on one side, and what cannot.

use super::OnCue;
use crate::intensity::from_hundredths;
use crate::intensity::hundredths;
use crate::{Au, Cue, Side, Unit};

/// Units whose muscle lies across the midline, or is a ring around the mouth: one side hardly moves
/// without the other. (Corrugator and procerus meet between the brows, both mentales under one chin,
/// orbicularis oris has no end; muscles as in the table of action units.) The inner brow is one of them
/// unless the outer one rises with it, as in one raised eyebrow.
const MIDLINE: &[u8] = &[1, 4, 9, 17, 18, 22, 23, 24, 28, 39];

/// The difference of the sides from which a midline unit looks wrong: C against nothing. Chosen by eye.
const ONE_SIDED_FROM: f32 = 0.5;

/// How far the other side follows in a mend.
const FOLLOWS: f32 = 0.6;

pub(super) fn check(on: &mut OnCue) {
    for unit in &on.cue.units {
        let code = unit.au.code();
        let is_alone = on.cue.units.iter().filter(|other| other.au == unit.au).count() == 1;
        match (code, unit.side) {
            (30, Side::Both) => on.rewrite(
                unit,
                "AU30 (jaw sideways) on both sides cancels out: write L30 or R30",
                "Move the jaw to the left",
                Unit { side: Side::Left, ..*unit },
            ),
            (45, Side::Left | Side::Right) if is_alone => on.rewrite(
                unit,
                "a blink on one side is a wink: write 46",
                "Make it a wink",
                Unit { au: Au::of(46), ..*unit },
            ),
            (46, Side::Both) => on.rewrite(
                unit,
                "a wink on both sides is no wink: write 45 for a blink, 43 for closed eyes",
                "Close both eyes",
                Unit { au: Au::of(43), ..*unit },
            ),
            _ if MIDLINE.contains(&code) => one_sided(on, unit),
            _ => {}
        }
    }
}

impl OnCue<'_, '_> {
    /// One unit in place of all of its code.
    fn rewrite(&mut self, unit: &Unit, message: &str, label: &str, to: Unit) {
        let change = self.units(unit.au.code(), vec![to]);
        self.say(message.to_owned(), label.to_owned(), change);
    }
}

fn one_sided(on: &mut OnCue, unit: &Unit) {
    let (au, cue) = (unit.au, on.cue);
    // Each side may have a line of its own.
    let is_meanwhile = |other: &&Cue| {
        let (own, other) = (&cue.envelope, &other.envelope);
        own.start_secs < other.end_secs() && other.start_secs < own.end_secs()
    };
    let units = on.findings.script.cues().filter(is_meanwhile).flat_map(|other| &other.units);
    let units: Vec<&Unit> = units.collect();
    let on_side = |au: Au, side: Side| {
        let there = units.iter().filter(|u| u.au == au && (u.side == side || u.side == Side::Both));
        there.map(|u| u.intensity).fold(0.0, f32::max)
    };
    let (other, word) = match unit.side {
        Side::Left => (Side::Right, "right"),
        Side::Right => (Side::Left, "left"),
        Side::Both => return,
    };
    let is_raised_eyebrow = au.code() == 1 && on_side(Au::of(2), unit.side) > 0.0;
    if is_raised_eyebrow || unit.intensity - on_side(au, other) < ONE_SIDED_FROM {
        return;
    }
    let info = au.info();
    let follow = from_hundredths(hundredths(unit.intensity * FOLLOWS));
    let change = on.units(info.code, vec![*unit, Unit { side: other, intensity: follow, ..*unit }]);
    on.say(
        format!(
            "AU{} ({}) can hardly act on one side alone: its muscle reaches across the middle",
            info.code, info.name
        ),
        format!("Let the {word} side follow at {follow:.2}"),
        change,
    );
}

//! What was done, in words.

use super::instruction::By;
use super::work::Count;
use risorius_face::Side;

pub(super) fn at(factor: f32, what: &str) -> String {
    format!("at {:.0} % of {what}", factor * 100.0)
}

pub(super) fn moved(secs: f32) -> String {
    let way = if secs < 0.0 { "earlier" } else { "later" };
    format!("{:.2} s {way}", secs.abs())
}

pub(super) fn held(by: By) -> String {
    match by {
        By::Factor(factor) => format!("held {:.0} % as long", factor * 100.0),
        By::Secs(secs) if secs < 0.0 => format!("held {:.2} s shorter", -secs),
        By::Secs(secs) => format!("held {secs:.2} s longer"),
        By::To(secs) => format!("held for {secs:.2} s"),
    }
}

pub(super) fn lines(count: &Count) -> String {
    let plural = if count.changed == 1 { "line" } else { "lines" };
    match count.locked {
        0 => format!("{} {plural}", count.changed),
        locked => format!("{} {plural}; {locked} locked as before", count.changed),
    }
}

pub(super) fn word(side: Side) -> &'static str {
    match side {
        Side::Left => "left",
        Side::Right => "right",
        Side::Both => "both sides",
    }
}

pub(super) fn capitalised(text: &str) -> String {
    crate::person::capitalise(text)
}

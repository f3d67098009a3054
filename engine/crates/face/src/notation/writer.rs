//! Writing: units to canonical notation and to plain words.

use crate::intensity::{from_hundredths, hundredths};
use crate::{Intensity, Side, Unit};

/// Canonical notation: `1+2+5B` where all are equally strong, else `L12B+6=0.62`; nothing is `0`.
/// A letter stands where it means exactly that strength, to two decimals.
pub fn format_units(units: &[Unit]) -> String {
    let (names, shared) = format_apart(units);
    names + &shared
}

/// The same in two parts, the units and the strength that they share; the second is empty where
/// each carries its own.
pub(crate) fn format_apart(units: &[Unit]) -> (String, String) {
    let Some(last) = units.last() else {
        return ("0".to_owned(), String::new());
    };
    let is_shared =
        units.iter().all(|unit| hundredths(unit.intensity) == hundredths(last.intensity));
    let own = |unit: &Unit| {
        if is_shared { String::new() } else { strength(unit.intensity) }
    };
    let names: Vec<String> = units
        .iter()
        .map(|unit| format!("{}{}{}", side_prefix(unit.side), unit.au.code(), own(unit)))
        .collect();
    (names.join("+"), if is_shared { strength(last.intensity) } else { String::new() })
}

/// Units in words: "Left lip corner puller and chin raiser".
pub fn describe(units: &[Unit]) -> String {
    let names = units.iter().map(|unit| match unit.side {
        Side::Left => format!("left {}", unit.au.info().name),
        Side::Right => format!("right {}", unit.au.info().name),
        Side::Both => unit.au.info().name.to_owned(),
    });
    let names: Vec<String> = names.collect();
    let sentence = match names.split_last() {
        None => "nothing moves".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    };
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn side_prefix(side: Side) -> &'static str {
    match side {
        Side::Left => "L",
        Side::Right => "R",
        Side::Both => "",
    }
}

fn strength(intensity: f32) -> String {
    Intensity::exact(intensity).map_or_else(
        || format!("={}", number(intensity)),
        |intensity| intensity.letter().to_string(),
    )
}

/// A number to two decimals without needless zeros: 0.6, 0.62, 1.
pub(crate) fn number(value: f32) -> String {
    from_hundredths(hundredths(value)).to_string()
}

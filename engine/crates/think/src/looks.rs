//! What units look like, in words, where no emotion has words for them.

use risorius_face::{Side, Unit};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How units look together.
struct Look {
    codes: Vec<u8>,
    /// On both sides, and on one.
    phrases: [String; 2],
}

/// Units said together come before single ones.
static LOOKS: LazyLock<Vec<Look>> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/think/units.toml");
    let table: BTreeMap<String, [String; 2]> =
        toml::from_str(text).expect("the embedded table is read by the tests of this crate");
    let codes = |key: &str| key.split('+').filter_map(|code| code.parse().ok()).collect();
    let mut looks: Vec<Look> =
        table.into_iter().map(|(key, phrases)| Look { codes: codes(&key), phrases }).collect();
    looks.sort_by_key(|look| std::cmp::Reverse(look.codes.len()));
    looks
});

/// Units as a sentence to be filled for a person: "{Their} brows rise and left lip corner tucks in".
pub(crate) fn describe(units: &[Unit]) -> String {
    let mut left = units.to_vec();
    let mut phrases: Vec<String> = Vec::new();
    for look in LOOKS.iter() {
        for (side, word) in [(Side::Both, ""), (Side::Left, "left "), (Side::Right, "right ")] {
            let is_meant =
                |code: u8| left.iter().any(|unit| unit.au.code() == code && unit.side == side);
            if look.codes.iter().all(|&code| is_meant(code)) {
                left.retain(|unit| !(look.codes.contains(&unit.au.code()) && unit.side == side));
                phrases.push(format!("{word}{}", look.phrases[usize::from(side != Side::Both)]));
            }
        }
    }
    let sentence = match phrases.split_last() {
        None => return "Nothing moves".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    };
    format!("{{Their}} {sentence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{Au, notation};

    #[test]
    fn every_unit_has_a_look() {
        for info in Au::table() {
            let unit = Unit { au: Au::of(info.code), side: Side::Both, intensity: 0.5 };
            assert_ne!(describe(&[unit]), "Nothing moves", "AU{}", info.code);
        }
    }

    #[test]
    fn looks_read_as_a_sentence() {
        let table = [
            ("1+2C", "{Their} brows rise"),
            ("L12C+6B", "{Their} left lip corner draws up and cheeks rise"),
            ("1+2+5D+R14A", "{Their} brows rise, right lip corner tucks in and upper lids lift"),
        ];
        for (text, expected) in table {
            let units = notation::parse(text).expect(text).units;
            assert_eq!(describe(&units), expected, "{text}");
        }
    }
}

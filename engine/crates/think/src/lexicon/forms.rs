//! Word forms: an honest little morphology of English, so that the data lists base forms only.

use std::collections::{HashMap, HashSet};

/// Endings and what stands in their place in the base form.
const ENDINGS: &[(&str, &[&str])] = &[
    ("iest", &["y"]),
    ("iness", &["y"]),
    ("ying", &["ie", "y"]),
    ("ies", &["y"]),
    ("ied", &["y"]),
    ("ily", &["y"]),
    ("ier", &["y"]),
    ("ness", &[""]),
    ("ally", &["al", ""]),
    ("est", &["", "e"]),
    ("ing", &["", "e"]),
    ("ed", &["", "e"]),
    ("ly", &["", "le"]),
    ("er", &["", "e"]),
    ("es", &[""]),
    ("s", &[""]),
];

/// The shortest stem that is looked up, before a y and otherwise: "thing" is no form of "the".
const SHORTEST_BEFORE_Y: usize = 2;
const SHORTEST_STEM: usize = 3;

/// The base forms that a word may stand for, the likeliest first, the word itself before all:
/// "wept" is weep, "stifling" is stifle, "trembled" is tremble.
pub(crate) fn base_forms(word: &str, irregular: &HashMap<String, String>) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    forms.extend(irregular.get(word).cloned());
    strip(word, &mut forms);
    // Two endings at the most: "frighteningly" is frighten, "teasingly" tease.
    for inner in forms.clone().iter().skip(1).filter(|form| form.len() > 4) {
        strip(inner, &mut forms);
    }
    forms
}

fn strip(word: &str, forms: &mut Vec<String>) {
    for (ending, heads) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending) else { continue };
        let is_before_y = ending.starts_with('i') && *ending != "ing";
        let shortest = if is_before_y { SHORTEST_BEFORE_Y } else { SHORTEST_STEM };
        if stem.chars().count() < shortest {
            continue;
        }
        if *ending == "es" && !takes_es(stem) {
            continue;
        }
        let mut heads = heads.to_vec();
        if would_double(stem) {
            heads.sort_by_key(|head| *head != "e");
        }
        let undoubled = undoubled(stem).map(str::to_owned);
        let spellings = heads.iter().map(|head| format!("{stem}{head}")).chain(undoubled);
        for spelling in spellings {
            if !forms.contains(&spelling) {
                forms.push(spelling);
            }
        }
    }
}

/// Whether a word is "…es" where others are "…s": "flashes", but "stares" is no form of star.
fn takes_es(stem: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| stem.ends_with(end))
}

/// Whether a word doubles its last letter before an ending, so that without that an e has been
/// dropped: "starring" is star, "staring" stare.
fn would_double(stem: &str) -> bool {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let ends: Vec<char> = stem.chars().rev().take(3).collect();
    matches!(ends[..], [last, vowel, first]
        if !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(first))
}

/// "pinn" is pin: a last consonant that an ending has doubled.
fn undoubled(stem: &str) -> Option<&str> {
    let mut ends = stem.char_indices().rev();
    let ((at, last), (_, before)) = (ends.next()?, ends.next()?);
    (last == before && !"aeiou".contains(last)).then(|| &stem[..at])
}

/// A word of a phrase in base form, if that is known: "eyes" is eye. Comparatives stay: an inner
/// brow is not one that is more in.
pub(super) fn phrase_form(
    word: &str,
    irregular: &HashMap<String, String>,
    vocabulary: &HashSet<String>,
) -> String {
    let is_base = |form: &String| vocabulary.contains(form) && !is_comparative(word, form);
    let base = base_forms(word, irregular).into_iter().skip(1).find(is_base);
    base.unwrap_or_else(|| word.to_owned())
}

/// Whether a word compares: "wider", "happiest".
pub(crate) fn is_comparative(word: &str, base: &str) -> bool {
    word != base && (word.ends_with("er") || word.ends_with("est"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_base() {
        let irregular = HashMap::from([
            ("wept".to_owned(), "weep".to_owned()),
            ("dying".to_owned(), "die".to_owned()),
        ]);
        let table = [
            ("smiles", "smile"),
            ("stifling", "stifle"),
            ("pursed", "purse"),
            ("grinned", "grin"),
            ("pities", "pity"),
            ("angrily", "angry"),
            ("gently", "gentle"),
            ("happiness", "happy"),
            ("wider", "wide"),
            ("dying", "die"),
            ("wept", "weep"),
            ("teasingly", "tease"),
            ("flashes", "flash"),
        ];
        for (word, base) in table {
            let forms = base_forms(word, &irregular);
            assert!(forms.iter().any(|form| form == base), "{word}: {forms:?}");
        }
        for (word, likeliest, other) in [
            ("staring", "stare", Some("star")),
            ("stared", "stare", Some("star")),
            ("starred", "star", Some("stare")),
            ("stares", "stare", None),
            ("breathing", "breath", Some("breathe")),
        ] {
            let forms = base_forms(word, &irregular);
            let known = ["star", "stare", "breath", "breathe"];
            let found: Vec<&String> =
                forms.iter().filter(|form| known.contains(&form.as_str())).collect();
            assert_eq!(found.first().map(|form| form.as_str()), Some(likeliest), "{word}");
            assert!(found.get(1).is_none_or(|form| Some(form.as_str()) == other), "{word}");
        }
    }
}

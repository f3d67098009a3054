//! The nearest known word to one that is not known.

use crate::lexicon::Lexicon;

/// Longest word for which a suggestion is looked for; the search is quadratic in it.
const MAX_CHARS: usize = 24;

/// The known word that differs least, if the difference looks like a slip: one letter for short
/// words, two for long ones.
pub(crate) fn nearest(word: &str) -> Option<&'static str> {
    let chars: Vec<char> = word.chars().collect();
    if !(3..=MAX_CHARS).contains(&chars.len()) {
        return None;
    }
    let tolerated = if chars.len() < 8 { 1 } else { 2 };
    let known = Lexicon::get().known_words();
    let is_as_long = |known: &&str| known.chars().count().abs_diff(chars.len()) <= tolerated;
    let candidates = known.filter(is_as_long).map(|known| (distance(&chars, known), known));
    candidates.filter(|(distance, _)| *distance <= tolerated).min().map(|(_, known)| known)
}

/// Letters to insert, delete or replace (Levenshtein).
fn distance(a: &[char], b: &str) -> usize {
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (i, other) in b.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, own) in a.iter().enumerate() {
            let replaced = diagonal + usize::from(*own != other);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[a.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_find_their_word() {
        let table = [
            ("hapy", Some("happy")),
            ("suprised", Some("surprised")),
            ("xylophone", None),
            ("zz", None),
        ];
        for (word, expected) in table {
            assert_eq!(nearest(word), expected, "{word}");
        }
    }
}

//! Whom a line speaks of, and the pronouns for it.

use crate::lexicon::Person;

/// Fills {They}, {they}, {Their}, {their}, {them} and verbs like {are} or {know} for a person; nobody
/// in particular is "they", whose parts at the head of a line are "the".
pub(crate) fn fill(template: &str, person: Option<Person>) -> String {
    let mut parts = template.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (word, rest) = part.split_once('}').unwrap_or((part, ""));
        filled += &word_for(word, person);
        filled += rest;
    }
    filled
}

fn word_for(word: &str, person: Option<Person>) -> String {
    let [they, their, them] = match person {
        Some(Person::She) => ["she", "her", "her"],
        Some(Person::He) => ["he", "his", "him"],
        Some(Person::They) | None => ["they", "their", "them"],
    };
    match word {
        "they" => they.to_owned(),
        "They" => capitalise(they),
        "their" => their.to_owned(),
        "Their" if person.is_none() => "The".to_owned(),
        "Their" => capitalise(their),
        "them" => them.to_owned(),
        verb if they == "they" => verb.to_owned(),
        "are" => "is".to_owned(),
        "have" => "has".to_owned(),
        verb => match verb.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{verb}s"),
        },
    }
}

/// The first letter in upper case.
pub(crate) fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_agrees_with_its_person() {
        let line = "{Their} brows rise: {they} {are} sure of what {they} {know} and {try}";
        for (person, filled) in [
            (Some(Person::She), "Her brows rise: she is sure of what she knows and tries"),
            (Some(Person::They), "Their brows rise: they are sure of what they know and try"),
            (None, "The brows rise: they are sure of what they know and try"),
        ] {
            assert_eq!(fill(line, person), filled);
        }
        assert_eq!(fill("an open {brace", None), "an open brace");
    }
}

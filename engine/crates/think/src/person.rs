//! Whom a line speaks of, and the pronouns for it.

use crate::lexicon::Person;

/// Fills {They}, {they}, {Their}, {their}, {them}, {are}, {have} and {judge} for a person; nobody in
/// particular is "they", whose parts at the head of a line are "the".
pub(crate) fn fill(template: &str, person: Option<Person>) -> String {
    let [they, their, them, are, have, judge] = match person {
        Some(Person::She) => ["she", "her", "her", "is", "has", "judges"],
        Some(Person::He) => ["he", "his", "him", "is", "has", "judges"],
        Some(Person::They) | None => ["they", "their", "them", "are", "have", "judge"],
    };
    let head = if person.is_some() { capitalise(their) } else { "The".to_owned() };
    template
        .replace("{They}", &capitalise(they))
        .replace("{Their}", &head)
        .replace("{they}", they)
        .replace("{their}", their)
        .replace("{them}", them)
        .replace("{are}", are)
        .replace("{have}", have)
        .replace("{judge}", judge)
}

/// The first letter in upper case.
pub(crate) fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

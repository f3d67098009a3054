//! The entries that come with the program.

use crate::{Entry, read};
use std::sync::LazyLock;

macro_rules! families {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../assets/library/", $name, ".script")))),*]
    };
}

/// A file for each family, in the order in which they are listed.
const FAMILIES: &[(&str, &str)] = families![
    "basic-emotions",
    "further-emotions",
    "compound-emotions",
    "masks",
    "micro-expressions",
    "conversation",
    "gestures",
    "states",
    "visemes",
];

static EMBEDDED: LazyLock<Vec<Entry>> =
    LazyLock::new(|| FAMILIES.iter().flat_map(|(_, text)| read(text).0).collect());

/// The entries that come with the program, family by family.
pub fn embedded() -> &'static [Entry] {
    &EMBEDDED
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_face::{physiology, script};
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_sound() {
        let (mut names, mut wrong) = (BTreeSet::new(), Vec::new());
        for (family, text) in FAMILIES {
            let (entries, problems) = read(text);
            assert_eq!(problems, [""; 0], "{family}");
            for entry in entries {
                let Entry { name, tags, script, .. } = &entry;
                assert!(names.insert(name.clone()), "{family}: a second {name}");
                assert!(!tags.is_empty(), "{name} has no tag");
                let remarks = physiology::remarks(script);
                wrong.extend(remarks.iter().map(|r| format!("{name}: {:?} {}", r.cue, r.message)));
                assert_eq!(&script::parse(&script::format(script)), script, "{name}");
                assert!(
                    script.cues().all(|cue| !cue.text.is_empty()),
                    "{name} has a line without words"
                );
                assert_eq!(read(&crate::write(&entry)), (vec![entry.clone()], vec![]), "{name}");
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn there_is_enough_to_start_with() {
        assert!(embedded().len() >= 120, "{} entries", embedded().len());
    }
}

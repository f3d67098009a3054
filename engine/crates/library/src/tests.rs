use crate::{Entry, blend, check_name, embedded, insert, read, search, without, write};
use proptest::prelude::*;
use risorius_face::{Item, Script, Side, Unit, physiology, script};

fn entry(name: &str) -> &'static Entry {
    embedded().iter().find(|entry| entry.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn lines(text: &str) -> Entry {
    let (mut entries, problems) = read(&format!("# x · 4.0 s\n{text}"));
    assert_eq!(problems, [""; 0]);
    entries.remove(0)
}

fn cue_lines(script: &Script) -> Vec<String> {
    script.cues().map(|cue| script::format_item(&Item::Cue(cue.clone()))).collect()
}

#[test]
fn hostile_files_give_problems_and_keep_the_rest() {
    let good = "# good · 2.0 s\n# tags: a, B , a\n0.0 12C in 0.3 hold 0.5 out 0.5 Up\n";
    let table: &[(&str, usize, &str)] = &[
        ("", 0, ""),
        ("no title\n12C", 0, "no entry begins here"),
        ("# empty · 2.0 s\n", 0, "has no line that moves"),
        ("# broken · 2.0 s\n0.1 99C up\n", 0, "broken: '0.1 99C up'"),
        ("# ../../etc/passwd · 2.0 s\n12C\n", 0, "cannot hold"),
        ("# · 2.0 s\n12C\n", 0, "no name"),
        (good, 1, ""),
        ("\u{feff}# a · 1 s\r\n0 12C Up\r\n", 1, ""),
    ];
    for (text, count, problem) in table {
        let (entries, problems) = read(text);
        assert_eq!(entries.len(), *count, "{text:?}");
        assert_eq!(problems.is_empty(), problem.is_empty(), "{text:?}: {problems:?}");
        assert!(
            problems.iter().all(|line| line.contains(problem) && !line.contains('\n')),
            "{problems:?}"
        );
    }
    let (entries, problems) = read(&format!("# bad · 2.0 s\n0 99C\n\n{good}"));
    assert_eq!((entries[0].name.as_str(), entries[0].tags.join("|").as_str()), ("good", "a|b"));
    assert_eq!(problems.len(), 1);
}

#[test]
fn an_entry_leaves_its_file_alone() {
    let text = "# a · 1.0 s\n0 12C Up\n# mine\n\n# b · 1.0 s\n0 4C Down\n";
    assert_eq!(without(text, "a"), "# b · 1.0 s\n0 4C Down\n");
    assert_eq!(without(text, "b"), "# a · 1.0 s\n0 12C Up\n# mine\n\n");
    assert_eq!(without(text, "c"), text);
}

#[test]
fn entries_are_found_by_words_tags_and_units() {
    let first = |query: &str| search(embedded(), query).first().map(|entry| entry.name.as_str());
    assert_eq!(first("fear"), Some("fear"));
    assert_eq!(first("  Happily Surprised "), Some("happily surprised"));
    assert_eq!(first("anger strong"), Some("fury"));
    assert_eq!(first("beneath"), Some("slight contempt"), "words of a line's reason");
    assert_eq!(first("zeppelin"), None);
    assert_eq!(search(embedded(), "").len(), embedded().len());
    for (query, code) in [("12", 12), ("au9", 9), ("20+25", 20)] {
        let found = search(embedded(), query);
        let acts = |entry: &&Entry| {
            entry.script.cues().any(|cue| cue.units.iter().any(|u| u.au.code() == code))
        };
        assert!(!found.is_empty() && found.iter().all(acts), "{query}");
    }
    search(embedded(), &"12 ".repeat(10_000));
}

#[test]
fn blends_are_by_share_and_signed() {
    let table: &[(&str, &str, f32, &[&str])] = &[
        // One muscle in both: strength and times are means.
        (
            "0.0 12C in 0.4 hold 1.0 out 0.8 Up",
            "1.0 12A in 0.2 hold 0.0 out 0.6 Up",
            0.5,
            &["0.50  12 B      in 0.30 hold 0.50 out 0.70   Up"],
        ),
        // A muscle in one: its share of strength, its own times.
        (
            "0.0 12D in 0.4 hold 1.0 out 0.8 Up",
            "1.0 4C in 0.2 hold 0.5 out 0.6 Down",
            0.6,
            &[
                "0.00  12 =0.45   in 0.40 hold 1.00 out 0.80   Up",
                "1.00  4 =0.2    in 0.20 hold 0.50 out 0.60   Down",
            ],
        ),
        // Head turns are one axis.
        (
            "0.0 51D in 0.4 hold 1.0 out 0.8 Left",
            "0.0 52C in 0.4 hold 1.0 out 0.8 Right",
            0.8,
            &["0.00  51 C      in 0.40 hold 1.00 out 0.80   Left"],
        ),
        ("0.0 51C in 0.4 hold 1.0 out 0.8 Left", "0.0 52C in 0.4 hold 1.0 out 0.8 Right", 0.5, &[]),
        // Sides are muscles of their own.
        (
            "0.0 12C in 0.4 hold 1.0 out 0.8 Up",
            "0.0 L12E in 0.4 hold 1.0 out 0.8 Up",
            0.8,
            &["0.00  L12=0.6+R12=0.4   in 0.40 hold 1.00 out 0.80   Up"],
        ),
    ];
    for (a, b, share, expected) in table {
        let (a, b) = (lines(a), lines(b));
        let mixed = blend(&[(&a, *share), (&b, 1.0 - share)]);
        let found = cue_lines(&mixed);
        assert_eq!(found, *expected);
    }
    assert_eq!(blend(&[]).cues().count(), 0);
    assert_eq!(blend(&[(entry("fear"), f32::NAN), (entry("anger"), -1.0)]).cues().count(), 0);
}

#[test]
fn an_entry_is_put_in_at_the_playhead() {
    let script = script::parse("# s · 3.0 s\nbeat 0–3 joy\n0.0 1C Up [locked]\n2.0 2C Up\n");
    let put = insert(&script, entry("surprise"), 1.9, 0.5);
    let starts: Vec<f32> = put.cues().map(|cue| cue.envelope.start_secs).collect();
    assert_eq!(starts, [0.0, 1.9, 1.93, 1.98, 2.0]);
    assert_eq!(put.duration_secs, 3.7);
    assert_eq!(put.beats().count(), 2);
    assert!(put.cues().next().is_some_and(|cue| cue.locked), "own lines stay as they are");
    let brows = put.cues().nth(1).map(|cue| cue.units[0].intensity);
    assert_eq!(brows, Some(0.25));
    for (at, strength) in [(f32::NAN, f32::NAN), (1e9, 1e9), (-1.0, -1.0)] {
        let put = insert(&script, entry("terror"), at, strength);
        assert_eq!(script::parse(&script::format(&put)), put);
    }
}

#[test]
fn names_stay_names() {
    for bad in ["", " ", "a\nb", "a/b", "a · 2 s", "a\\b", &"x".repeat(61)] {
        assert!(check_name(bad).is_err(), "{bad:?}");
    }
    for good in ["wry smile", "joy, strong", "don't (quite)", "Lächeln", "1+2"] {
        assert_eq!(check_name(good), Ok(()), "{good}");
    }
}

fn any_entry() -> impl Strategy<Value = &'static Entry> {
    (0..embedded().len()).prop_map(|index| &embedded()[index])
}

proptest! {
    #[test]
    fn a_blend_of_one_is_the_entry(entry in any_entry(), ratio in 0.01f32..100.0) {
        prop_assert_eq!(&blend(&[(entry, ratio)]), &entry.script);
        prop_assert_eq!(&blend(&[(entry, ratio), (embedded().last().expect("some"), 0.0)]), &entry.script);
    }

    #[test]
    fn blends_are_symmetric_and_within_bounds(a in any_entry(), b in any_entry(), c in any_entry(), x in 0.1f32..9.0, y in 0.1f32..9.0) {
        let mixed = blend(&[(a, x), (b, y), (c, 1.0)]);
        prop_assert_eq!(&blend(&[(c, 1.0), (b, y), (a, x)]), &mixed);
        prop_assert_eq!(&script::parse(&script::format(&mixed)), &mixed);
        let longest = [a, b, c].map(|e| e.script.duration_secs).into_iter().fold(0.0, f32::max);
        prop_assert!(mixed.duration_secs <= longest + 0.01);
        for unit in mixed.cues().flat_map(|cue| &cue.units) {
            let most = [a, b, c].map(|e| strongest(e, unit)).into_iter().fold(0.0, f32::max);
            prop_assert!(unit.intensity <= most + 0.01, "{unit:?} {most}");
        }
        for remark in physiology::remarks(&mixed) {
            prop_assert!(!remark.message.contains("works against"), "{}\n{}", remark.message, script::format(&mixed));
        }
    }

    #[test]
    fn any_text_is_read(text in "(# [a-z ]{0,8}(· [0-9.]{1,4} s)?\n|# tags: [a-z,]{0,9}\n|[0-9. LRAUB+=]{0,12}[a-z ]{0,9}\n|.{0,20}\n){0,9}") {
        let (entries, problems) = read(&text);
        prop_assert!(problems.iter().all(|problem| !problem.contains('\n')));
        for entry in entries {
            prop_assert_eq!(read(&write(&entry)), (vec![entry], Vec::new()));
        }
    }
}

/// How strongly an entry moves a unit at most.
fn strongest(entry: &Entry, unit: &Unit) -> f32 {
    let acts = |own: &&Unit| {
        own.au == unit.au
            && (own.side == unit.side || own.side == Side::Both || unit.side == Side::Both)
    };
    let units = entry.script.cues().flat_map(|cue| &cue.units);
    units.filter(acts).map(|own| own.intensity).fold(0.0, f32::max)
}

#[test]
fn beats_name_emotions_that_are_known() {
    for entry in embedded() {
        for (name, _) in entry.script.beats().flat_map(|beat| &beat.emotions) {
            assert!(risorius_face::Prototype::named(name).is_some(), "{}: {name}", entry.name);
        }
    }
}

use super::*;
use crate::intensity::from_hundredths;
use crate::{Au, Envelope, Item, Side, script};
use proptest::prelude::*;

/// A script, and for each finding its cue, words of its message and words of its mend.
type Row = (&'static str, &'static [(usize, &'static str, &'static str)]);

#[test]
fn oddities_are_remarked_and_mended() {
    let table: &[Row] = &[
        ("# x · 4 s\n0.5 12C in 0.3 hold 0.5 out 0.5", &[]),
        // Speeds.
        ("0 12C in 0.01 hold 1 out 1", &[(0, "faster than any muscle", "Slow the rise to 0.07 s")]),
        ("0 12C in 0 hold 1 out 0.5", &[]),
        ("0 12C in 0.3 hold 1 out 0", &[(0, "a fall of 0.00 s", "Slow the fall to 0.1 s")]),
        (
            "0 54C in 0.1 hold 1 out 0.5",
            &[(0, "faster than the head can be", "Slow the rise to 0.15 s")],
        ),
        ("0 61C in 0.06 hold 1 out 0.06", &[]),
        (
            "0 61E in 0.03 hold 1 out 0.1",
            &[(0, "faster than a jump of the eyes", "Slow the rise to 0.09 s")],
        ),
        (
            "0 12C in 6 hold 0 out 1",
            &[(0, "a rise of 6.00 s is too slow", "Shorten the rise to 4 s")],
        ),
        // Blinks.
        ("0 45E in 0.08 hold 0.03 out 0.22", &[]),
        ("0 45E in 0.3 hold 0.8 out 0.5", &[(0, "a blink closes in 0.08 s", "Blink in 0.33 s")]),
        ("0 43E in 0.3 hold 0.8 out 0.5", &[]),
        ("0 L45E in 0.1 hold 0 out 0.2", &[(0, "a blink on one side is a wink", "Make it a wink")]),
        ("0 46E in 0.1 hold 0.2 out 0.2", &[(0, "a wink on both sides", "Close both eyes")]),
        // Shape and length.
        (
            "0 12C in 0.5 hold 1 out 0.5",
            &[(0, "mirrors its rise", "Rise in 0.40 s and fall in 0.60 s")],
        ),
        ("0 51C in 0.5 hold 1 out 0.5", &[]),
        ("0 12C in 0.07 hold 0 out 0.1", &[(0, "it is over in 0.17 s", "Hold it until 0.2 s")]),
        ("0 12C in 0.3 hold 6 out 0.5", &[(0, "held for 6.00 s", "Hold it for 3.20 s")]),
        ("0 12B in 0.3 hold 6 out 0.5", &[]),
        // The script's end.
        ("# x · 2 s\n0 12C in 0.3 hold 3 out 1", &[(0, "ends at 4.30 s", "Hold it for 0.70 s")]),
        (
            "# x · 2 s\n1.5 12C in 0.3 hold 0 out 1",
            &[(0, "ends at 2.80 s", "Lengthen the script to 2.80 s")],
        ),
        ("# x · 2 s\n3 12C", &[(0, "begins after the script's end", "Start it at 0.40 s")]),
        // Strength and sides.
        (
            "0 9E in 0.3",
            &[(0, "AU9 (nose wrinkler) at 1.00 may look wrong: 0.70 or less", "Lower AU9 to 0.70")],
        ),
        ("0 30C", &[(0, "cancels out", "Move the jaw to the left")]),
        (
            "0 L9C",
            &[(0, "AU9 (nose wrinkler) can hardly act on one side", "right side follow at 0.30")],
        ),
        ("0 L9C+R9B", &[]),
        ("0 L9C in 0.3 hold 1 out 1\n0.1 R9B in 0.3 hold 1 out 1", &[]),
        (
            "0 L9C in 0.3 hold 0.5 out 0.5\n2 R9B in 0.3 hold 0.5 out 0.5",
            &[(0, "can hardly act on one side", "right side follow at 0.30")],
        ),
        ("0 R1C", &[(0, "AU1 (inner brow raiser) can hardly", "left side follow")]),
        ("0 R1C+R2C", &[]),
        ("0 L12D+L14C", &[]),
        // Antagonists.
        (
            "0 12C in 0.3 hold 2 out 0.5\n1 15C",
            &[(
                1,
                "AU15 (lip corner depressor) works against AU12 (lip corner puller) in cue 1",
                "Let cue 1 go by 1.00 s",
            )],
        ),
        ("0 12C in 0.3 hold 0.2 out 1\n0.6 15B", &[(1, "AU15", "Lower AU15 in cue 2 to a trace")]),
        ("0 12B in 0.3 hold 0.2 out 1\n0.6 15C", &[(1, "AU15", "Lower AU12 in cue 1 to a trace")]),
        ("0 L12C hold 2\n1 R15C", &[]),
        ("0 12A hold 2\n1 15C", &[]),
        ("0 12C hold 0.2\n3 15C", &[]),
        (
            "0 24C hold 2\n0 26C",
            &[(1, "AU26 (jaw drop) works against AU24 (lip pressor)", "Lower AU26")],
        ),
        ("0 51C hold 2\n1 52C", &[(1, "AU52", "Let cue 1 go by 1.00 s")]),
        ("0 18+20C", &[(0, "beside it", "Lower AU20")]),
        ("0 1+2+4+5+7C", &[]),
        // One muscle twice.
        (
            "0 12C hold 2\n0.5 12B in 0.2 hold 0.2 out 0.3",
            &[(1, "is held as strongly in cue 1", "Lower AU12 in cue 2")],
        ),
        ("0 12C hold 2\n1.5 12C hold 0.9", &[(1, "is held as strongly", "Let cue 1 go by 1.50 s")]),
        ("0 12B hold 2\n0.5 12D in 0.2 hold 0.2 out 0.3", &[]),
        // Locked lines.
        ("0 12C in 0.01 hold 1 out 1  Up [locked]", &[(0, "unlock it to mend it", "")]),
        (
            "0 12C hold 2\n1 15C  Down [locked]",
            &[(
                0,
                "AU12 (lip corner puller) works against AU15 (lip corner depressor) in cue 2",
                "Let cue 1 go by 1.00 s",
            )],
        ),
        ("0 12C hold 2  Up [locked]\n1 15C", &[(1, "AU15", "Lower AU15 in cue 2")]),
    ];
    for (text, expected) in table {
        let has_title = text.starts_with('#');
        let long = if has_title { "" } else { "# room for all · 20 s\n" };
        let script = script::parse(&format!("{long}{text}"));
        let found = remarks(&script);
        assert_eq!(found.len(), expected.len(), "{text}: {found:#?}");
        for (remark, (cue, message, label)) in found.iter().zip(*expected) {
            assert_eq!(remark.cue, Some(*cue), "{text}");
            assert!(remark.message.contains(message), "{text}: {}", remark.message);
            let mend = remark.mend.as_ref().map_or("", |mend| mend.label.as_str());
            assert!(mend.contains(label) && label.is_empty() == mend.is_empty(), "{text}: {mend}");
            if let Some(mend) = &remark.mend {
                assert_eq!(remarks(&mend.apply(&script)), [], "{text}: {mend:?}");
            }
        }
    }
}

#[test]
fn many_cues_at_once_stay_cheap() {
    let script = script::parse(&"0 12C+15C hold 9\n".repeat(script::MAX_LINES));
    assert_eq!(remarks(&script).len(), MAX_REMARKS);
    assert!(remarks(&mend_all(&script)).iter().all(|remark| remark.mend.is_none()));
}

fn hundredth(limit: u32) -> impl Strategy<Value = f32> {
    (0..=limit).prop_map(from_hundredths)
}

prop_compose! {
    /// Few codes and short times, so that movements meet often.
    fn any_cue()(
        times in (hundredth(500), hundredth(60), hundredth(700), hundredth(60)),
        units in prop::collection::vec((0..Au::table().len(), 0..3_usize, hundredth(100)), 1..4),
        locked in prop::bool::weighted(0.2),
    ) -> Cue {
        let (start_secs, onset_secs, hold_secs, offset_secs) = times;
        let side = |n: usize| [Side::Left, Side::Right, Side::Both][n];
        let unit = |(row, n, intensity): (usize, usize, f32)| {
            Unit { au: Au::of(Au::table()[row].code), side: side(n), intensity }
        };
        let envelope = Envelope { start_secs, onset_secs, hold_secs, offset_secs };
        let units = units.into_iter().map(unit).collect();
        Cue { envelope, units, text: String::new(), reason: String::new(), locked }
    }
}

prop_compose! {
    fn any_script()(cues in prop::collection::vec(any_cue(), 0..9), duration_secs in hundredth(600)) -> Script {
        let items = cues.into_iter().map(Item::Cue).collect();
        Script { title: String::new(), duration_secs, items }.normalise()
    }
}

proptest! {
    #[test]
    fn a_mend_removes_its_finding_and_changes_only_what_it_names(script in any_script()) {
        for Remark { cue, message, mend } in remarks(&script) {
            let Some(mend) = mend else { continue };
            let mended = mend.apply(&script);
            let is_same = |other: &Remark| other.cue == cue && other.message == message;
            prop_assert!(!remarks(&mended).iter().any(is_same), "{message}\n{}", script::format(&mended));
            let named: Vec<usize> = mend.cues().collect();
            for (index, (before, after)) in script.cues().zip(mended.cues()).enumerate() {
                prop_assert!(before == after || named.contains(&index) && !before.locked);
            }
            prop_assert_eq!(script.items.len(), mended.items.len());
        }
    }

    #[test]
    fn mending_all_ends_with_nothing_left_to_mend(script in any_script()) {
        let mended = mend_all(&script);
        prop_assert!(remarks(&mended).iter().all(|r| r.mend.is_none()), "{:?}", remarks(&mended));
        for (before, after) in script.cues().zip(mended.cues()).filter(|(cue, _)| cue.locked) {
            prop_assert_eq!(before, after);
        }
    }
}

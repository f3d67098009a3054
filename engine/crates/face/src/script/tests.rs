use super::*;
use crate::intensity::from_hundredths;
use crate::notation::keep_compatible;
use crate::{Au, Envelope, Side, Unit};
use proptest::prelude::*;

const SAMPLE: &str = "\
# relief she does not quite trust · 4.0 s
beat 0.0–1.6  fear 0.7 + surprise 0.3, felt
beat 1.4–4.0  relief 0.8 + sadness 0.2, suppressed
0.10  1+2+5 C   in 0.20 hold 0.60 out 0.50   Brows and upper lids lift: she has not yet understood.
1.50  L12 B     in 0.45 hold 1.40 out 0.80   The left lip corner rises first, a smile she cannot stop. [locked]
1.60  17A+24=0.05   in 0.30 hold 1.50 out 0.60   The chin boss tightens to hold it back.
# mind the eyes
purple monkey
";

#[test]
fn the_canonical_form_survives() {
    let script = parse(SAMPLE);
    assert_eq!(format(&script), SAMPLE);
    assert_eq!(
        (script.title.as_str(), script.duration_secs),
        ("relief she does not quite trust", 4.0)
    );
    let cues: Vec<_> = script.cues().collect();
    assert_eq!(cues[0].reason, "she has not yet understood.");
    assert_eq!((cues[0].locked, cues[1].locked), (false, true));
    assert_eq!(cues[1].units, [Unit { au: Au::of(12), side: Side::Left, intensity: 0.3 }]);
    let beats: Vec<_> = script.beats().collect();
    assert_eq!(
        (beats[1].emotions[0].clone(), beats[1].display),
        (("relief".into(), 0.8), Display::Suppressed)
    );
    assert!(matches!(&script.items[5], Item::Note(text) if text == "mind the eyes"));
    assert!(matches!(&script.items[6], Item::Broken { text, .. } if text == "purple monkey"));
}

#[test]
fn loose_lines_are_understood() {
    let table = [
        (
            "AU12C left from 1.5s for 2s",
            "1.50  L12 C     in 0.30 hold 1.20 out 0.50   Left lip corner puller",
        ),
        (
            "raise the inner brows slightly, slowly",
            "0.00  1 B       in 0.80 hold 1.00 out 1.10   raise the inner brows slightly, slowly",
        ),
        (
            "smile a little on the left at 2s",
            "2.00  L12 B     in 0.30 hold 0.80 out 0.50   smile a little on the left",
        ),
        (
            "2s smile until 3 seconds: she is glad",
            "2.00  12 C      in 0.30 hold 0.20 out 0.50   smile: she is glad",
        ),
        ("12D", "0.00  12 D      in 0.30 hold 0.80 out 0.50   Lip corner puller"),
        ("12 D at 1", "1.00  12 D      in 0.30 hold 0.80 out 0.50   Lip corner puller"),
        ("1 2 5B", "1.00  2+5 B     in 0.30 hold 0.80 out 0.50"),
        ("1.5 12c out 1 A grin", "1.50  12 C      in 0.30 hold 0.80 out 1.00   A grin"),
        ("blink for 0.2s [locked]", "0.00  45 C      in 0.07 hold 0.00 out 0.13   blink [locked]"),
        ("BEAT 1 to 2.25 s joy, sadness 20%, Posed", "beat 1.0–2.25  joy 1.0 + sadness 0.2, posed"),
        ("beat 0-1", "beat 0.0–1.0  neutral, felt"),
        ("beat 0–1 s  s 0.5", "beat 0.0–1.0  s 0.5, felt"),
        ("  #  hm ", "# hm"),
    ];
    for (line, expected) in table {
        assert_eq!(format_item(&parse_line(line)), expected, "{line}");
    }
}

#[test]
fn broken_lines_say_where_and_what_to_do() {
    let table = [
        ("0.10  8 C  in 0.2", 6, "AU8 is not known"),
        ("0.10  12=7", 9, "intensity 7"),
        ("-1.0  12C", 0, "negative"),
        ("1.0 12C hold -2", 13, "negative"),
        ("1.0 12C in nan", 11, "is not a time"),
        ("700s 12C", 0, "too late"),
        ("599.5 12C", 0, "ends too late"),
        ("12C from 2s to 1s", 12, "not after the start"),
        ("12C at -1s", 7, "negative"),
        ("0.5 yaw=3", 4, "no movement"),
        ("purple monkey", 0, "no movement is named here"),
        ("beat 2–1 joy", 6, "before its start"),
        ("beat 0–1 joy 3", 9, "share of joy"),
        ("beat 0–1 joy 0.5 x2", 9, "not the name of an emotion"),
        ("beat 0–1 joy, felt, posed", 20, "ends the line"),
        ("beat 1 joy", 7, "end of the beat is missing"),
        ("beat", 4, "end of the line is not a time"),
        ("# x · 900 s", 6, "impossible"),
    ];
    for (line, at, expected) in table {
        let Item::Broken { text, message, column } = parse_line(line) else {
            panic!("{line} was read")
        };
        assert!(message.contains(expected) && !message.contains('\n'), "{line}: {message}");
        assert_eq!((column, text.as_str()), (at, line), "{message}");
    }
}

#[test]
fn a_script_has_limits_and_says_so() {
    let script = parse(&"12C\n".repeat(MAX_LINES + 5));
    assert_eq!(script.items.len(), MAX_LINES);
    assert!(
        matches!(script.items.last(), Some(Item::Note(text)) if text.starts_with("6 more lines"))
    );
    let script = parse(&format!("12C\n{}", "x".repeat(MAX_BYTES)));
    assert_eq!(script.items.len(), 2);
}

#[test]
fn a_script_without_a_title_lasts_until_its_end() {
    assert_eq!(parse("1.0 12C in 1 hold 2 out 1").duration_secs, 5.0);
    assert_eq!(parse("").duration_secs, DEFAULT_SECS);
    assert_eq!(parse("\u{feff}# x · 2 s\r\n").title, "x");
}

fn hundredth(limit: u32) -> impl Strategy<Value = f32> {
    (0..=limit).prop_map(from_hundredths)
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let side = prop_oneof![Just(Side::Left), Just(Side::Right), Just(Side::Both)];
    (0..Au::table().len(), side, hundredth(100)).prop_map(|(row, side, intensity)| {
        let info = &Au::table()[row];
        Unit { au: Au::of(info.code), side: if info.sided { side } else { Side::Both }, intensity }
    })
}

prop_compose! {
    /// A cue on the script's grid with any sentence that has no colon.
    fn any_cue()(
        times in (hundredth(10_000), hundredth(300), hundredth(300), hundredth(300)),
        units in prop::collection::vec(any_unit(), 0..5),
        text in "([a-zA-Z0-9éß.,;–#+=]{1,8}( [a-z0-9]{1,8}){0,4})?",
        reason in "([a-z:]{1,8}( [a-z0-9:]{1,8}){0,3})?",
        locked: bool,
    ) -> Cue {
        let (start_secs, onset_secs, hold_secs, offset_secs) = times;
        let envelope = Envelope { start_secs, onset_secs, hold_secs, offset_secs };
        Cue { envelope, units: keep_compatible(&units), text, reason, locked }
    }
}

prop_compose! {
    fn any_beat()(
        start in 0..30_000_u32,
        length in 0..30_000_u32,
        mut emotions in prop::collection::vec(("[a-z]{1,9}(-[a-z]{1,5})?( [a-z]{1,5})?", hundredth(100)), 0..4),
        display in 0..4_usize,
    ) -> Beat {
        emotions.sort_by(|a, b| f32::total_cmp(&b.1, &a.1));
        let (start_secs, end_secs) = (from_hundredths(start), from_hundredths(start + length));
        Beat { start_secs, end_secs, emotions, display: Display::WORDS[display].1 }
    }
}

fn any_item() -> impl Strategy<Value = Item> {
    prop_oneof![
        any_cue().prop_map(Item::Cue),
        any_beat().prop_map(Item::Beat),
        "[a-z]{1,9}( [a-z·]{1,9}){0,2}".prop_map(Item::Note),
    ]
}

/// Values as no parser would give them: wild numbers, line breaks, marks in the wrong place.
fn wild_script() -> impl Strategy<Value = Script> {
    let text = || "(.|\n|: |\\[locked\\]|#|·| ){0,12}";
    let envelope = (any::<f32>(), any::<f32>(), any::<f32>(), any::<f32>());
    let cue = (
        envelope,
        prop::collection::vec((any_unit(), any::<f32>()), 0..6),
        text(),
        text(),
        any::<bool>(),
    );
    let cue = cue.prop_map(
        |((start_secs, onset_secs, hold_secs, offset_secs), units, text, reason, locked)| {
            let envelope = Envelope { start_secs, onset_secs, hold_secs, offset_secs };
            let units =
                units.into_iter().map(|(unit, intensity)| Unit { intensity, ..unit }).collect();
            Item::Cue(Cue { envelope, units, text, reason, locked })
        },
    );
    let emotions = prop::collection::vec((text(), any::<f32>()), 0..4);
    let beat =
        (any::<f32>(), any::<f32>(), emotions).prop_map(|(start_secs, end_secs, emotions)| {
            Item::Beat(Beat { start_secs, end_secs, emotions, display: Display::Masked })
        });
    let broken = text().prop_map(|text| Item::Broken { text, message: String::new(), column: 0 });
    let item = prop_oneof![cue, beat, broken, text().prop_map(Item::Note)];
    (text(), any::<f32>(), prop::collection::vec(item, 0..6))
        .prop_map(|(title, duration_secs, items)| Script { title, duration_secs, items })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        title in "([a-z·]{1,8}( [a-z·]{1,8}){0,3})?",
        duration_secs in hundredth(60_000),
        items in prop::collection::vec(any_item(), 0..8),
    ) {
        let script = Script { title, duration_secs, items };
        prop_assert_eq!(&script.normalise(), &script);
        prop_assert_eq!(parse(&format(&script)), script);
    }

    #[test]
    fn the_normal_form_is_what_text_can_say(script in wild_script()) {
        let normal = script.normalise();
        prop_assert_eq!(parse(&format(&normal)), normal);
    }

    #[test]
    fn any_text_is_kept(text in "(.{0,40}\n|[0-9LRAUB.+=]{1,12} [a-z0-9 .:]{0,30}\n|beat [0-9.–a-z+, ]{0,20}\n|#.{0,9}\n){0,6}") {
        let script = parse(&text);
        let lines = text.strip_prefix('\u{feff}').unwrap_or(&text).lines().filter(|line| !line.trim().is_empty()).count();
        prop_assert!(lines == script.items.len() || lines == script.items.len() + 1);
        prop_assert_eq!(parse(&format(&script)), script);
    }
}

use super::*;
use crate::{Au, Side};
use proptest::prelude::*;

/// A short form for the expected tables: side, code, hundredths.
fn seen(text: &str) -> Vec<(char, u8, u32)> {
    let side = |side| match side {
        Side::Left => 'L',
        Side::Right => 'R',
        Side::Both => '-',
    };
    let notation = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
    notation
        .units
        .iter()
        .map(|u| (side(u.side), u.au.code(), crate::intensity::hundredths(u.intensity)))
        .collect()
}

#[test]
fn units_take_their_own_strength_or_the_next() {
    type Expected = &'static [(char, u8, u32)];
    let table: &[(&str, Expected)] = &[
        ("12D", &[('-', 12, 75)]),
        ("AU12C", &[('-', 12, 50)]),
        ("au12c", &[('-', 12, 50)]),
        ("AU 12 c", &[('-', 12, 50)]),
        ("L12B+R14C", &[('L', 12, 30), ('R', 14, 50)]),
        ("rAU14e", &[('R', 14, 100)]),
        ("1+2+5B", &[('-', 1, 30), ('-', 2, 30), ('-', 5, 30)]),
        ("1+2+5 C", &[('-', 1, 50), ('-', 2, 50), ('-', 5, 50)]),
        ("1E+2+5A", &[('-', 1, 100), ('-', 2, 10), ('-', 5, 10)]),
        ("1, 2B", &[('-', 1, 50), ('-', 2, 30)]),
        ("6B 12", &[('-', 6, 30), ('-', 12, 50)]),
        ("12=0.6", &[('-', 12, 60)]),
        ("l12 = 60%,R12=0", &[('L', 12, 60), ('R', 12, 0)]),
        ("1+2 =0.62", &[('-', 1, 62), ('-', 2, 62)]),
        ("12C + ", &[('-', 12, 50)]),
        ("0", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(seen(text), *expected, "{text}");
    }
}

#[test]
fn head_and_gaze_are_degrees() {
    let row =
        parse("12D yaw=10 PITCH=-5, roll = 3 gaze_x=12+gaze_y=-4 z=0.1").expect("settings").row();
    let expected = [
        (Channel::HeadYaw, 10.0),
        (Channel::HeadPitch, -5.0),
        (Channel::HeadRoll, 3.0),
        (Channel::GazeX, 12.0),
        (Channel::GazeY, -4.0),
        (Channel::HeadZ, 0.1),
        (Channel::Unit(Au::of(12), Side::Left), 0.75),
    ];
    for (channel, value) in expected {
        assert_eq!(row.get(channel), value, "{channel:?}");
    }
    assert_eq!(parse("0").expect("zero").row(), Row::ZERO);
}

#[test]
fn errors_say_where_and_what_to_do() {
    let table = [
        ("", 0, "nothing to read"),
        ("  ", 2, "nothing to read"),
        (
            "12C+8B",
            4,
            "AU8 is not known; the nearest are AU7 (lid tightener) and AU9 (nose wrinkler)",
        ),
        ("99999999999999999999C", 0, "the nearest are AU64"),
        ("12=7", 3, "intensity 7 is outside 0 to 1"),
        ("12=-0.1", 3, "intensity -0.1 is outside"),
        ("12=nan", 3, "intensity nan is outside"),
        ("12=", 3, "is not a number"),
        ("12=C", 3, "'C' is not a number"),
        ("12F", 2, "'F' is not an intensity of AU12"),
        ("12C6B", 2, "join units with +"),
        ("12.5", 2, "'.5' is not an intensity"),
        ("nod=3", 0, "the names are yaw, pitch"),
        ("yaw=90", 4, "yaw=90 is outside -25 to 25"),
        ("yaw=NaN", 4, "outside"),
        ("yaw=1 yaw=2", 6, "yaw says again what yaw has said"),
        ("12B+12C", 4, "12 says again"),
        ("12B+L12C", 4, "L12 says again what 12"),
        ("43+45", 3, "45 says again what 43"),
        ("51B+52B", 4, "opposites"),
        ("51B yaw=3", 4, "yaw says again what 51"),
        ("L26C", 0, "AU26 (jaw drop) has no left and right"),
        ("0+12C", 0, "0 means no movement"),
        ("12C smile", 4, "'smile' is not a unit"),
        ("smile", 0, "'smile' is not a unit"),
        ("12C–14B", 2, "is not an intensity"),
    ];
    for (text, column, message) in table {
        let error = parse(text).expect_err(text);
        let line = error.to_string();
        assert!(line.contains(message) && !line.contains('\n'), "{text}: {line}");
        assert_eq!(error.column, column, "{text}: {line}");
    }
}

fn any_unit() -> impl Strategy<Value = Unit> {
    let side = prop_oneof![Just(Side::Left), Just(Side::Right), Just(Side::Both)];
    (0..Au::table().len(), side, 0..=100_u32).prop_map(|(row, side, hundredths)| {
        let info = &Au::table()[row];
        let side = if info.sided { side } else { Side::Both };
        Unit {
            au: Au::of(info.code),
            side,
            intensity: crate::intensity::from_hundredths(hundredths),
        }
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(units in prop::collection::vec(any_unit(), 0..8)) {
        let units = keep_compatible(&units);
        prop_assert_eq!(parse(&format_units(&units)).expect("canonical").units, units);
    }

    #[test]
    fn any_text_gives_an_answer_in_one_line(text in ".{0,60}|[lrauLRAU0-9A-E=+, .%-]{0,40}") {
        if let Err(error) = parse(&text) {
            prop_assert!(!error.to_string().contains(['\n', '\r']));
            prop_assert!(error.column <= text.chars().count());
        }
    }
}

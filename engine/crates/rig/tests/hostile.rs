//! Damaged and made-up files give an error, never a panic.

use proptest::prelude::*;
use risorius_rig::{EMBEDDED_HEAD, EMBEDDED_LANDMARKS, EMBEDDED_UNITS, HeadFile, Rig};

fn message(units: &str, landmarks: &str) -> String {
    let error = Rig::load(EMBEDDED_HEAD, units, landmarks).expect_err("the text is broken");
    error.to_string()
}

#[test]
fn encode_gives_the_same_bytes_back() {
    let head = HeadFile::decode(EMBEDDED_HEAD).expect("the embedded head is sound");
    assert!(head.encode() == EMBEDDED_HEAD);
}

#[test]
fn messages_say_what_and_where_in_one_line() {
    let units = |from: &str, to: &str| {
        assert!(EMBEDDED_UNITS.contains(from));
        message(&EMBEDDED_UNITS.replacen(from, to, 1), EMBEDDED_LANDMARKS)
    };
    let landmarks = |from: &str, to: &str| {
        assert!(EMBEDDED_LANDMARKS.contains(from));
        message(EMBEDDED_UNITS, &EMBEDDED_LANDMARKS.replacen(from, to, 1))
    };
    let table = [
        (units("cheekPuff = 0.2", "cheekPuf = 0.2"), "AU13: there is no arkit/cheekPuf"),
        (units("\"eyeWide{Side}\" = 1.0", "\"eyeWide{Side}\" = 1e9"), "keep it within ±10"),
        (units("au = 38", "au = 39"), "AU39: has two recipes"),
        (units("au = 38", "au = 37"), "AU37 is not in the table"),
        (units("raise_outer = 1.0", "raise_other = 1.0"), "no [brow_field.raise_other]"),
        (units("width = 0.55", "width = 0.0"), "must be above 0"),
        (units("[6.45, 6.27]", "[6.27, 6.45]"), "AU12: fade_down_dm must fall"),
        (units("au = 38", "au = thirty"), "units.toml: "),
        (landmarks("[lid.left_eye_upper]", "[lid.third_eye]"), "third_eye: lids are"),
        (landmarks("[skin.left_brow_upper]", "[skin.brow]"), "left_brow_upper: is missing"),
        (landmarks("[skin.chin]", "[skin.left_eye_upper]"), "stands in two tables"),
        (landmarks("at_dm", "at_cm"), "landmarks.toml: "),
    ];
    for (message, expected) in table {
        assert!(message.contains(expected) && !message.contains('\n'), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..2000), magic: bool) {
        let start: &[u8] = if magic { b"RISOHEAD\x01\0\0\0" } else { b"" };
        let _ = Rig::load(&[start, &bytes].concat(), EMBEDDED_UNITS, EMBEDDED_LANDMARKS);
    }

    #[test]
    fn a_cut_head(length in 0..EMBEDDED_HEAD.len()) {
        prop_assert!(HeadFile::decode(&EMBEDDED_HEAD[..length]).is_err());
    }

    #[test]
    fn a_head_with_flipped_bytes(
        flips in proptest::collection::vec((0..EMBEDDED_HEAD.len() / 20, any::<u8>()), 1..4),
    ) {
        let mut bytes = EMBEDDED_HEAD.to_vec();
        for (at, value) in flips {
            bytes[at] = value;
        }
        let _ = Rig::load(&bytes, EMBEDDED_UNITS, EMBEDDED_LANDMARKS);
    }
}

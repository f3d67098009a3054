//! Tables as other programs write them.

use super::*;
use risorius_face::{Au, Channel, Side};
use std::fmt::Write;

fn smile(secs: f32) -> f32 {
    (1.0 - (secs - 1.0).abs() / 0.5).clamp(0.0, 0.6)
}

/// A table with a smile around 1 s, `hz` rows a second for 3 s.
fn table(header: &str, hz: usize, fields: impl Fn(f32) -> String) -> String {
    (0..3 * hz).fold(format!("{header}\n"), |mut text, n| {
        let _ = writeln!(text, "{}", fields(n as f32 / hz as f32));
        text
    })
}

fn recording(text: &str) -> Result<Recordings, TrainError> {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), text).expect("a file");
    Recordings::read(folder.path())
}

#[test]
fn both_kinds_of_table_give_the_same_smile() {
    let units = [1, 2, 4, 5, 6, 7, 9, 10, 14, 15, 17, 20, 23, 25, 26, 45];
    let names: String = units.iter().map(|au| format!(", AU{au:02}_r")).collect();
    let openface = table(&format!("frame, timestamp, success, AU12_r{names}"), 30, |secs| {
        format!("1, {secs:.3}, 1, {:.3}{}", 5.0 * smile(secs), ", 0.00".repeat(units.len()))
    });
    let shapes = [
        "JawOpen",
        "CheekPuff",
        "EyeBlinkLeft",
        "EyeBlinkRight",
        "BrowInnerUp",
        "BrowDownLeft",
        "BrowDownRight",
        "TongueOut",
        "MouthPucker",
    ];
    let header =
        format!("Timecode,BlendShapeCount,MouthSmileLeft,MouthSmileRight,{}", shapes.join(","));
    let arkit = table(&header, 60, |secs| {
        format!("00:00:00:00.0,61,{0:.3},{0:.3}{1}", smile(secs), ",0".repeat(shapes.len()))
    });
    for text in [openface, arkit] {
        let piece = recording(&text).expect("a table").performance(0.0, 74).expect("three seconds");
        let channel = Channel::Unit(Au::of(12), Side::Left);
        for (frame, row) in piece.motion.rows.iter().enumerate() {
            let expect = smile(frame as f32 / 25.0);
            assert!((row.get(channel) - expect).abs() < 0.03, "frame {frame}");
        }
        assert_eq!(piece.script.cues().count(), 2, "a smile on each side");
        let cue = piece.script.cues().next().expect("one");
        assert!((cue.units[0].intensity - 0.6).abs() < 0.02);
        assert!((cue.envelope.start_secs - 0.5).abs() < 0.1 && cue.envelope.hold_secs > 0.3);
    }
}

#[test]
fn what_is_no_recording_is_refused_in_a_line() {
    for (text, why) in [
        ("", "first line"),
        ("a,b,c\n1,2,3\n", "first line"),
        ("Timecode,JawOpen\n0,1\n", "first line"),
    ] {
        let message = recording(text).expect_err(text).to_string();
        assert!(message.contains(why) && !message.contains('\n'), "{message}");
    }
}

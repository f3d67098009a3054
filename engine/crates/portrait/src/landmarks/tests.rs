//! Landmark files in all their forms, and what is said of wrong ones.

use super::*;
use glam::Vec2;
use proptest::prelude::*;
use risorius_rig::Landmarks;

/// 68 points on a 640×480 picture that could be a face: the iBUG mean shape is not needed, only that
/// left is right of right.
fn sixty_eight() -> Vec<[f32; 2]> {
    (0..68).map(|n| [200.0 + 3.0 * n as f32, 150.0 + (n % 7) as f32]).collect()
}

fn lines_of(points: &[[f32; 2]], separator: &str) -> String {
    points.iter().map(|[x, y]| format!("{x}{separator}{y}\n")).collect()
}

fn two_eyes(left: [f32; 2], right: [f32; 2]) -> String {
    let four = |[x, y]: [f32; 2]| vec![[x, y], [x + 1.0, y], [x + 2.0, y], [x + 3.0, y]];
    serde_json::json!({"size": [640, 480], "groups": {
        "left_eye_upper": four(left), "right_eye_upper": four(right), "tattoo": [[1, 1]],
    }})
    .to_string()
}

#[test]
fn every_form_of_68_points_reads_the_same() {
    let points = sixty_eight();
    let flat: Vec<f32> = points.concat();
    let named: Vec<_> =
        points.iter().map(|[x, y]| serde_json::json!({"x": x, "y": y, "z": 0.1})).collect();
    let deep: Vec<_> = points.iter().map(|[x, y]| [*x, *y, 3.0]).collect();
    let expect = parse(&lines_of(&points, " ")).expect("plain text");
    assert_eq!(expect[0].groups["chin"], [Vec2::new(224.0, 151.0)]);
    let forms = [
        format!("version: 1\nn_points: 68\n{{\n{}}}\n", lines_of(&points, " ")),
        format!("x,y\n{}", lines_of(&points, ",")),
        lines_of(&points, "\t;").replace('\n', "\r\n"),
        serde_json::to_string(&points).expect("numbers"),
        serde_json::to_string(&flat).expect("numbers"),
        serde_json::to_string(&deep).expect("numbers"),
        format!("\u{feff} {}", serde_json::to_string(&named).expect("numbers")),
    ];
    for form in forms {
        assert_eq!(parse(&form).as_ref(), Ok(&expect), "{form:.60}");
    }
}

#[test]
fn several_faces_are_read_from_both_forms() {
    let face = two_eyes([300.0, 100.0], [200.0, 100.0]);
    for text in [
        format!(r#"{{"size": [640, 480], "faces": [{face}, {face}]}}"#),
        format!("[{face}, {face}]"),
    ] {
        let faces = parse(&text).expect("two faces");
        assert_eq!((faces.len(), faces[1].size), (2, Some((640, 480))));
    }
}

#[test]
fn wrong_texts_are_told_in_one_line() {
    let table = [
        ("", "the landmark file has no face"),
        ("hello", "line 1: expected two numbers `x y`, found `hello`"),
        ("1 2\n3 4 5", "line 2: expected two numbers `x y`, found `3 4 5`"),
        ("1 2\n3 4", "2 points; a list has 68 (iBUG order), 468 or 478 (FaceMesh order)"),
        ("[[1, 2]]", "1 points; a list has 68 (iBUG order), 468 or 478 (FaceMesh order)"),
        ("[]", "the landmark file has no face"),
        (
            r#"{"groups": {"chin": [[1, 2]}}"#,
            "not a landmark file: expected `,` or `]` at line 1 column 28",
        ),
        (
            "{}",
            "not a landmark file: its JSON has neither `groups`, nor `faces`, nor a list of points",
        ),
    ];
    for (text, expect) in table {
        assert_eq!(parse(text).expect_err(text).to_string(), expect);
    }
}

#[test]
fn wrong_faces_are_told_in_one_line() {
    let four = "needs 9, or 4 as in a list of 68";
    let table = [
        (two_eyes([300.0, 100.0], [300.0, 100.0]), "the left and the right eye are at the same place; the landmarks are not of a face".to_owned()),
        (two_eyes([300.0, 100.0], [-900.0, 100.0]), "group right_eye_upper, point 1 at (-900, 100) is far outside the picture of 640×480 pixels; is the file of another picture?".to_owned()),
        (two_eyes([300.0, 100.0], [200.0, 100.0]).replace("200.0", "1e39"), "group right_eye_upper, point 1: a coordinate is not a finite number".to_owned()),
        (two_eyes([300.0, 100.0], [200.0, 100.0]).replace("[640,480]", "[480,640]"), "the landmarks are of a picture of 480×640 pixels and this one has 640×480; give the landmarks of this picture".to_owned()),
        (r#"{"groups": {"left_eye_upper": [[1, 2], [3, 4]]}}"#.to_owned(), format!("group left_eye_upper has 2 points; it {four}")),
        (r#"{"groups": {"ear": [[1, 2]]}}"#.to_owned(), "the landmark file has no face".to_owned()),
    ];
    for (text, expect) in table {
        let faces = parse(&text).expect("well-formed");
        assert_eq!(faces[0].in_picture((640, 480)).expect_err(&text).to_string(), expect);
    }
}

#[test]
fn landmarks_follow_the_picture_to_another_size_and_from_fractions() {
    let face = &parse(&two_eyes([300.0, 100.0], [200.0, 100.0])).expect("a face")[0];
    let half = face.in_picture((320, 240)).expect("the same picture at half the size");
    assert_eq!(half.groups["left_eye_upper"][0], Vec2::new(150.0, 50.0));
    assert!(!half.groups.contains_key("tattoo"));
    let fractions: Vec<[f32; 2]> =
        sixty_eight().iter().map(|[x, y]| [x / 640.0, y / 480.0]).collect();
    let face = &parse(&serde_json::to_string(&fractions).expect("numbers")).expect("a list")[0];
    let chin = face.in_picture((640, 480)).expect("a face").groups["chin"][0];
    assert!(chin.distance(Vec2::new(224.0, 151.0)) < 1e-3);
}

#[test]
fn the_file_beside_the_picture_is_found() {
    let folder = tempfile::tempdir().expect("a folder");
    let picture = folder.path().join("ada.jpg");
    assert_eq!(beside(&picture), None);
    std::fs::write(
        folder.path().join("ada.landmarks.json"),
        two_eyes([300.0, 100.0], [200.0, 100.0]),
    )
    .expect("written");
    let file = beside(&picture).expect("it was written");
    assert_eq!(read(&file, (640, 480)).expect("a face").len(), 1);
    let absent = load(&folder.path().join("no.json")).expect_err("no such file").to_string();
    assert!(absent.contains("no.json: the landmark file cannot be read"), "{absent}");
}

proptest! {
    #[test]
    fn no_text_is_a_panic(text in ".{0,200}") {
        let _ = parse(&text);
    }

    #[test]
    fn no_numbers_are_a_panic(
        numbers in prop::collection::vec(prop::num::f64::ANY, 136),
        size in (1u32..9000, 1u32..9000),
    ) {
        let points: Vec<Vec2> = numbers.chunks(2).map(|pair| Vec2::new(pair[0] as f32, pair[1] as f32)).collect();
        if let Ok(landmarks) = face_of_list(&points).and_then(|face| face.in_picture(size)) {
            prop_assert!(landmarks.groups.values().flatten().all(|point| point.is_finite()));
        }
    }

    #[test]
    fn what_is_written_is_read_again(
        points in prop::collection::vec((-900.0f32..2000.0, -900.0f32..2000.0), 9),
        size in (1000u32..9000, 1000u32..9000),
    ) {
        let group: Vec<Vec2> = points.iter().map(|&(x, y)| Vec2::new(x, y)).collect();
        let eye = |by: f32| group.iter().map(|point| *point + Vec2::new(by, 0.0)).collect();
        let groups = ["left_eye_upper", "left_eye_lower", "right_eye_upper", "right_eye_lower"];
        let groups = groups.iter().zip([400.0, 400.0, 0.0, 0.0]);
        let groups = groups.map(|(name, by)| ((*name).to_owned(), eye(by))).collect();
        let landmarks = Landmarks { size, groups };
        let faces = parse(&to_json(&landmarks)).expect("what was written is a landmark file");
        prop_assert_eq!(&faces[0].size, &Some(size));
        prop_assert_eq!(&faces[0].groups, &landmarks.groups);
    }
}

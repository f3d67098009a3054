//! Project files: what was saved is opened again, and nothing else is taken for a project.

use proptest::prelude::*;
use risorius_engine::face::Region;
use risorius_engine::{Document, Landmarks, PortraitRef, Retake, ThinkOptions, builtin, project};

fn document() -> Document {
    let asked = ThinkOptions::default();
    let thought = builtin("she smiles, then winks", &asked).expect("known words");
    Document {
        words: "she smiles, then winks".into(),
        reasoning: thought.reasoning,
        script: risorius_engine::face::script::parse(&risorius_engine::face::script::format(
            &thought.script,
        )),
        ..Document::default()
    }
}

#[test]
fn a_project_is_opened_as_it_was_saved_and_moves_with_its_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut saved = document();
    saved.portrait = Some(PortraitRef {
        picture: folder.path().join("pictures/face.png"),
        landmarks: Some("/elsewhere/face.json".into()),
        face: Some(2),
        area: Some([10.0, 20.0, 300.0, 400.0]),
        hand: Some(Landmarks {
            size: (640, 480),
            groups: [("chin".to_owned(), vec![glam::Vec2::new(100.25, 301.5)])].into(),
        }),
    });
    saved.retakes =
        vec![Retake { from_secs: 0.5, to_secs: 1.25, regions: vec![Region::Brow], seed: 7 }];
    let path = folder.path().join("scene.risorius");
    project::save(&path, &saved).expect("the folder is writable");
    assert_eq!(project::open(&path).expect("a project"), saved);

    let moved = tempfile::tempdir().expect("a folder");
    let there = moved.path().join("scene.risorius");
    std::fs::copy(&path, &there).expect("the folder is writable");
    let portrait = project::open(&there).expect("a project").portrait.expect("a portrait");
    assert_eq!(portrait.picture, moved.path().join("pictures/face.png"));
    assert_eq!(portrait.landmarks, Some("/elsewhere/face.json".into()));
}

#[test]
fn what_is_no_project_is_said_in_a_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.risorius");
    for (text, needle) in [
        ("", "not a Risorius project"),
        ("{}", "no format number"),
        ("{\"risorius\": 99}", "newer"),
        ("{\"risorius\": 1, \"settings\": 5}", "not a Risorius project"),
    ] {
        std::fs::write(&path, text).expect("the folder is writable");
        let line = project::open(&path).expect_err(text).to_string();
        assert!(line.contains(needle) && !line.contains('\n'), "{text}: {line}");
    }
}

proptest! {
    #[test]
    fn any_file_is_a_project_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.risorius");
        std::fs::write(&path, bytes).expect("the folder is writable");
        let _ = project::open(&path);
    }
}

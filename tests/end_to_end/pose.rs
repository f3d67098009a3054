//! Stills by the real binary.

use risorius_tests::{portrait, risorius};

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

fn pose(notation: &str) -> image::RgbaImage {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let portrait = portrait();
    let run = risorius(
        BINARY,
        folder.path(),
        &["pose", portrait.to_str().expect("a text path"), notation, "-o", "x.png"],
    );
    assert_eq!(run.code, 0, "{notation}: {run:?}");
    image::open(folder.path().join("x.png")).expect("a still").to_rgba8()
}

#[test]
fn nothing_set_is_the_picture_itself() {
    let source = image::open(portrait()).expect("the bundled portrait").to_rgba8();
    assert!(pose("0") == source, "the true zero differs from its source");
}

#[test]
fn muscles_move_what_is_theirs() {
    let source = image::open(portrait()).expect("the bundled portrait").to_rgba8();
    let (width, height) = source.dimensions();
    // Parts of the bundled portrait in thirds of its height: brows above, mouth below.
    for notation in ["12D", "L12D", "43E", "26D", "4D", "gaze_x=15", "yaw=8"] {
        let still = pose(notation);
        assert_eq!(still.dimensions(), (width, height));
        let changed = still.pixels().zip(source.pixels()).filter(|(a, b)| a != b).count();
        let share = changed as f64 / f64::from(width * height);
        assert!((0.0005..0.8).contains(&share), "{notation} changes {share:.4} of the picture");
    }
}

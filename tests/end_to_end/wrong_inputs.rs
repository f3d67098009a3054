//! Wrong inputs, given to the real binary: one clear line, the right exit code, no partial file.

use risorius_tests::{landmarks, portrait, risorius};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

/// A folder with one wrong file of each kind.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| {
        fs::write(folder.path().join(name), bytes).expect("the folder is writable");
    };
    let good = fs::read(portrait()).expect("the bundled portrait");
    write("good.png", &good);
    write("text.png", b"this is no picture\n");
    write("empty.png", b"");
    write("cut.jpg", &cut_jpeg());
    write("huge.png", &huge_png_header());
    write("faceless.png", &plain_png());
    write("broken.json", b"{\"groups\": ");
    write("bad.script", "-1.00  12 C  in 0.2 hold 1 out 0.5  Backwards.\n".as_bytes());
    folder
}

fn plain_png() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(300, 200, |x, _| image::Rgb([60, 90, (x / 2) as u8]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("memory takes a PNG");
    bytes.into_inner()
}

fn cut_jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::open(portrait())
        .expect("the bundled portrait")
        .to_rgb8()
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .expect("memory takes a JPEG");
    let mut bytes = bytes.into_inner();
    bytes.truncate(bytes.len() / 2);
    bytes
}

/// A PNG that says it is 40,000 × 40,000 pixels.
fn huge_png_header() -> Vec<u8> {
    let mut small = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(1, 1)
        .write_to(&mut small, image::ImageFormat::Png)
        .expect("memory takes a PNG");
    let mut bytes = small.into_inner();
    bytes[16..20].copy_from_slice(&40_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&40_000_u32.to_be_bytes());
    let crc = crc32(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

/// The checksum of PNG chunks (ISO 3309), bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
    })
}

#[test]
fn wrong_inputs_give_one_line_and_leave_nothing() {
    let landmarks = landmarks();
    let landmarks = landmarks.to_str().expect("a text path");
    let with = |picture: &'static str| {
        vec!["pose", picture, "12C", "--landmarks", landmarks, "-o", "x.png"]
    };
    let draw = |more: &[&'static str]| {
        [vec!["draw", "good.png", "--landmarks", landmarks, "--seconds", "0.6"], more.to_vec()]
            .concat()
    };
    let table: Vec<(Vec<&str>, i32, &str)> = vec![
        (with("missing.png"), 1, "missing.png"),
        (with("text.png"), 1, "text.png"),
        (with("empty.png"), 1, "empty"),
        (with("cut.jpg"), 1, "cut.jpg"),
        (with("huge.png"), 1, "40000"),
        (vec!["pose", "faceless.png", "12C", "-o", "x.png"], 1, "no face"),
        (vec!["fit", "good.png", "--area", "1,2,3"], 2, "--area"),
        (vec!["eval", "landmarks", "no/such/folder"], 1, "no/such/folder"),
        (vec!["eval", "think", "--sentences", "missing.toml"], 1, "missing.toml"),
        (vec!["eval", "think", "--sentences", "text.png"], 1, ""),
        (vec!["eval", "motion", "-o", "no/such/folder"], 1, "no/such/folder"),
        (
            vec!["pose", "good.png", "12C", "--landmarks", "broken.json", "-o", "x.png"],
            1,
            "broken.json",
        ),
        (
            vec!["pose", "good.png", "12C", "--landmarks", "missing.json", "-o", "x.png"],
            1,
            "missing.json",
        ),
        (
            vec!["pose", "good.png", "12C", "--landmarks", landmarks, "--face", "7", "-o", "x.png"],
            1,
            "7",
        ),
        (vec!["pose", "good.png", "99C", "--landmarks", landmarks, "-o", "x.png"], 2, "99"),
        (vec!["pose", "good.png", "12=7", "--landmarks", landmarks, "-o", "x.png"], 2, "7"),
        (
            vec!["pose", "good.png", "12C", "--landmarks", landmarks, "-o", "no/such/folder/x.png"],
            1,
            "no/such/folder",
        ),
        (draw(&["--say", "she smiles", "-o", "no/such/folder/x.mp4"]), 1, "no/such/folder"),
        (draw(&["--say", "she smiles", "--fps", "12", "-o", "x.mp4"]), 2, "fps"),
        (draw(&["--say", "she smiles", "--size", "9x9", "-o", "x.mp4"]), 2, "size"),
        (draw(&["--script", "bad.script", "-o", "x.mp4"]), 1, "bad.script"),
        (draw(&["--say", "she smiles", "-o", "x.avi"]), 1, "x.avi"),
        (
            vec!["draw", "good.png", "--say", "she smiles", "--seconds", "-3", "-o", "x.mp4"],
            2,
            "seconds",
        ),
        (vec!["think", "qwxyz"], 1, "qwxyz"),
        (vec!["think", ""], 1, ""),
        (vec!["think", "she smiles", "--mind", "nobody"], 2, "nobody"),
        (vec!["think", "she smiles", "--mind", "local"], 1, "models fetch"),
        (vec!["think", "she smiles", "--mind", "local:good.gguf"], 1, "good.gguf"),
        (vec!["think", "she smiles", "--mind", "http://127.0.0.1:1"], 1, "is the server running"),
        (vec!["models", "fetch", "no-such-model"], 2, "no-such-model"),
        (vec!["models", "fetch", "http://127.0.0.1:1/x.gguf"], 1, "127.0.0.1:1"),
        (vec!["models", "import", "text.png"], 1, "text.png"),
        (vec!["models", "import", "missing.gguf"], 1, "missing.gguf"),
        (vec!["models", "remove", "no-such-model"], 1, "no-such-model"),
        (vec!["models", "remove", "../good.png"], 1, "../good.png"),
        (vec!["models", "budget", "lots"], 2, "lots"),
    ];
    let folder = folder();
    let before = listing(folder.path());
    for (args, code, needle) in table {
        let run = risorius(BINARY, folder.path(), &args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        assert!(run.err.contains(needle), "{args:?} does not name {needle}: {run:?}");
        let lines = run.err.lines().filter(|line| !line.is_empty()).count();
        assert_eq!(lines, 1, "{args:?} says more than a line: {run:?}");
        assert!(run.out.is_empty(), "{args:?} printed a result: {run:?}");
        assert_eq!(listing(folder.path()), before, "{args:?} left a file");
    }
}

fn listing(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

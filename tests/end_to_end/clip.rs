//! A clip from words by the real binary, read back by independent programs: ffprobe and ffmpeg.

use risorius_tests::{portrait, psnr, risorius};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

fn draw(folder: &Path, to: &str, more: &[&str]) {
    let portrait = portrait();
    let portrait = portrait.to_str().expect("a text path");
    let args = [
        &[
            "draw",
            portrait,
            "--say",
            "she smiles, then looks surprised",
            "--seconds",
            "0.8",
            "-o",
            to,
        ],
        more,
    ]
    .concat();
    let run = risorius(BINARY, folder, &args);
    assert_eq!(run.code, 0, "{run:?}");
}

fn probe(clip: &Path) -> Value {
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-count_frames", "-show_streams", "-show_format", "-of", "json"])
        .arg(clip)
        .output()
        .expect("ffprobe is installed by `cargo xtask test`");
    serde_json::from_slice(&output.stdout).expect("ffprobe prints JSON")
}

#[test]
fn clips_are_what_players_expect() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (fps, rate, frames) in [("25", "25/1", "20"), ("30000/1001", "30000/1001", "24")] {
        draw(folder.path(), "clip.mp4", &["--size", "320x256", "--fps", fps]);
        let clip = folder.path().join("clip.mp4");
        let probed = probe(&clip);
        let stream = &probed["streams"][0];
        for (key, expect) in [
            ("codec_name", "h264"),
            ("pix_fmt", "yuv420p"),
            ("color_space", "bt709"),
            ("color_transfer", "bt709"),
            ("color_primaries", "bt709"),
            ("color_range", "tv"),
            ("r_frame_rate", rate),
            ("avg_frame_rate", rate),
            ("nb_read_frames", frames),
        ] {
            assert_eq!(stream[key], expect, "{key} at {fps}");
        }
        assert_eq!((&stream["width"], &stream["height"]), (&320.into(), &256.into()));
        let bytes = std::fs::read(&clip).expect("the clip");
        let place = |name: &[u8]| bytes.windows(4).position(|window| window == name);
        assert!(place(b"moov") < place(b"mdat"), "a player can begin before the end is there");
    }
}

#[test]
fn a_decoded_clip_is_the_png_sequence() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    draw(folder.path(), "clip.mp4", &["--size", "320x256"]);
    draw(folder.path(), "frames/", &["--size", "320x256"]);
    std::fs::create_dir(folder.path().join("decoded")).expect("a folder");
    let decoded = Command::new("ffmpeg")
        .args(["-v", "error", "-i", "clip.mp4", "-pix_fmt", "rgb24", "decoded/%04d.png"])
        .current_dir(folder.path())
        .status()
        .expect("ffmpeg is installed by `cargo xtask test`");
    assert!(decoded.success());
    let frames = |name: &str| {
        let mut paths: Vec<_> = std::fs::read_dir(folder.path().join(name))
            .expect("a folder of frames")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        paths
            .into_iter()
            .map(|path| image::open(path).expect("a frame").to_rgb8())
            .collect::<Vec<_>>()
    };
    let (drawn, decoded) = (frames("frames"), frames("decoded"));
    assert_eq!((drawn.len(), decoded.len()), (20, 20));
    for (index, (drawn, decoded)) in drawn.iter().zip(&decoded).enumerate() {
        let similarity = psnr(drawn, decoded);
        assert!(similarity >= 38.0, "frame {index}: {similarity:.1} dB");
    }
    assert_ne!(drawn.first(), drawn.last(), "the face acts");
}
